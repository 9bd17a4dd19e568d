"""Programs for the tests of pages, each made once by the rule-based coach."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import ProgramRequest

_LIFTER: dict[str, Any] = {"experience": "intermediate", "equipment": ["full_gym"], "units": "kg"}
_MAXIMA = {"squat": 140, "bench": 100, "deadlift": 180}
REQUESTS: dict[str, dict[str, Any]] = {
    "powerlifting": {**_LIFTER, "goal": "powerlifting", "frequency": 4, "oneRepMaxes": _MAXIMA},
    "size": {**_LIFTER, "goal": "hypertrophy", "frequency": 6, "weeks": 16, "sessionMinutes": 45},
    "bodyweight": {"goal": "strength", "experience": "beginner", "frequency": 3, "weeks": 6, "equipment": []},
}


@cache
def made(name: str) -> Program:
    request = ProgramRequest.model_validate(REQUESTS[name])
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


@pytest.fixture
def program() -> Callable[[str], Program]:
    """The program of a name."""
    return made
