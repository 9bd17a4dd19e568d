"""Names that would take the place of somebody else's module, or lose theirs to one."""

import importlib.util
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
INSTALLED = packages_distributions()
OURS = ("strength", "storage", "tools", "agents", "service", "evals")
# `adk web agents/` puts the folder itself in front of `sys.path`
IN_AGENTS = sorted({path.stem for path in (ROOT / "agents").iterdir() if path.suffix == ".py" or path.is_dir()})


@pytest.mark.parametrize("name", OURS)
def test_each_of_our_packages_resolves_to_the_checkout(name: str) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / name


@pytest.mark.parametrize("name", OURS)
def test_no_other_distribution_owns_one_of_our_packages(name: str) -> None:
    assert set(INSTALLED.get(name, [])) <= {"fitcsv-ai"}


@pytest.mark.parametrize("name", [name for name in IN_AGENTS if not name.startswith("__")])
def test_nothing_under_agents_takes_the_name_of_a_library(name: str) -> None:
    assert name not in sys.stdlib_module_names
    assert name not in INSTALLED
