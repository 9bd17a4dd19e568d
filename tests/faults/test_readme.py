"""The catalogue in `README.md` beside this file names every row once, and only tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")

ROWS = [
    (int(number), tests)
    for number, _, tests in _ROW.findall(Path(__file__).with_name("README.md").read_text(encoding="utf-8"))
]


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_row_of_the_catalogue_is_there_once() -> None:
    assert [number for number, _ in ROWS] == list(range(1, 81))


@pytest.mark.parametrize(("number", "tests"), ROWS, ids=[str(number) for number, _ in ROWS])
def test_a_row_names_tests_that_exist(number: int, tests: str) -> None:
    named = _TEST.findall(tests)
    assert named, f"row {number} names no test"
    assert [f"{path}::{name}" for path, name in named if name not in functions_in(path)] == []
