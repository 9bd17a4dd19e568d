"""Flags become the body that a client of the API would send."""

from typing import Any

import pytest

from service.cli.request_flags import RequestFlags, body_of, parse_flags
from service.jobs.body import InvalidBody


def flags(**changes: Any) -> RequestFlags:
    values: dict[str, Any] = {"goal": "strength", "frequency": "3", "experience": "beginner", "equipment": "barbell"}
    return RequestFlags(**{**values, **changes})


def test_only_what_was_typed_is_sent() -> None:
    assert body_of(flags()) == {
        "goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell"],
    }  # fmt: skip


def test_every_flag_has_its_field() -> None:
    body = body_of(
        flags(
            equipment="", weeks="8", session_minutes="45", limitations=["knee:caution", "hip"], focus="chest,lats",
            one_rep_maxes=["squat=140", "bench=92.5"], units="kg", days="1,3,5", notes="hi", priority="low", seed="7",
        )
    )  # fmt: skip
    assert body == {
        "goal": "strength", "frequency": 3, "experience": "beginner", "equipment": [], "weeks": 8,
        "sessionMinutes": 45, "limitations": [{"area": "knee", "severity": "caution"}, {"area": "hip"}],
        "focusMuscles": ["chest", "lats"], "oneRepMaxes": {"squat": 140.0, "bench": 92.5}, "units": "kg",
        "days": [1, 3, 5], "notes": "hi", "priority": "low", "seed": 7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"frequency": "3.5"}, "frequency"),
        ({"weeks": "twelve"}, "weeks"),
        ({"one_rep_maxes": ["squat=heavy"]}, "oneRepMaxes.squat"),
        ({"one_rep_maxes": ["squat=1", "squat=2"]}, "oneRepMaxes.squat"),
        ({"one_rep_maxes": ["squat"]}, "oneRepMaxes"),
        ({"limitations": ["knee:very bad"]}, "limitations[0].severity"),
        ({"notes": "\udcff"}, "notes"),
    ],
)
def test_a_flag_that_is_wrong_is_named_like_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidBody) as caught:
        parse_flags(flags(**changes))
    assert caught.value.faults[0].field == field
