"""Every protocol mutant still fits the source and names a test that is there; `python -m benchmarks.mutants` tries them."""

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.mutants.mutant import MUTANTS, Mutant

by_name = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@by_name
def test_a_mutant_fits_the_source_in_one_place(mutant: Mutant) -> None:
    assert Path(mutant.path).read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.new != mutant.old


@by_name
def test_the_killer_of_a_mutant_is_there(mutant: Mutant) -> None:
    path, _, name = mutant.killer.partition("::")
    assert name.partition("[")[0] in functions_in(path)


def test_there_are_at_least_fifteen_different_mistakes() -> None:
    key: Callable[[Mutant], tuple[str, str, str]] = lambda mutant: (mutant.path, mutant.old, mutant.new)  # noqa: E731
    assert len({key(mutant) for mutant in MUTANTS}) == len(MUTANTS) >= 15
