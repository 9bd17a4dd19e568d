"""The pure core stays cheap: how many functions one program calls, which no busy machine changes."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from strength.scoring import score
from strength.validation import validate

_REQUEST = ProgramRequest.model_validate(
    {"goal": "strength", "frequency": 4, "experience": "intermediate", "equipment": ("full_gym",), "weeks": 12}
)
_POOL = catalog_pool(_REQUEST, load_catalog().exercises)
_BLUEPRINT = plan(_REQUEST, _POOL)
_PROGRAM = expand(_BLUEPRINT, _REQUEST, _POOL)


def _calls(work: Callable[[], object]) -> int:
    """Python functions called by the work, once its caches are warm; calls of built-in functions are left out."""
    work()
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    ("work", "most"),
    [
        pytest.param(lambda: score(_PROGRAM, _REQUEST, load_catalog()), 20_000, id="scoring"),
        pytest.param(lambda: validate(_PROGRAM, _REQUEST, load_catalog()), 16_000, id="validating"),
        pytest.param(lambda: expand(_BLUEPRINT, _REQUEST, _POOL), 32_000, id="expanding"),
        pytest.param(lambda: plan(_REQUEST, _POOL), 48_000, id="planning"),
    ],
)
def test_a_program_of_twelve_weeks_takes_no_more_calls_than_it_did_when_it_was_measured(
    work: Callable[[], object], most: int
) -> None:
    assert _calls(work) <= most
