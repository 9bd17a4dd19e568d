"""A blueprint reads both of its forms, writes the short one, and refuses what it cannot mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire

SHORT: dict[str, Any] = {
    "v": 1,
    "goal": "powerlifting",
    "level": "intermediate",
    "meso": [["acc", 4, 1], ["int", 4, True], ["peak", 4, 0]],
    "taper": 1,
    "sch": {
        "M": {"t": "pct", "acc": [4, 6, 71, 2], "int": [4, 4, 78, 2.5], "peak": [4, 2, 86, 3]},
        "S": {"t": "sets", "*": [3, [8, 10], 7, 0.5, 0.34]},
        "A": {"t": "dp", "*": [3, 8, 12, 8, 2.5], "peak": None},
        "D": {"t": "dup", "*": [[4, 6, 72], [3, 3, 82]], "role": "main"},
        "T": {"t": "time", "*": [3, 30, 5], "rest": 45},
        "X": {"t": "top", "*": [3, 8, 3, 4, 7]},
    },
    "tpl": [
        {"d": 1, "n": "Squat", "s": [["back_squat", "M"], ["leg_curl/nordic_curl", "A", -1], ["plank", "T"]]},
        {"d": 4, "n": "Pull", "s": [["deadlift", "D"], ["cable_row", "S", 0, "a"], ["bench_press", "X", 1, "a"]]},
    ],
    "rationale": "Because.",
}


def test_short_form_is_read_by_position() -> None:
    blueprint = Blueprint.model_validate(SHORT)
    assert blueprint.weeks == 12
    assert [item.ending for item in blueprint.mesocycles] == ["deload", "deload", "plain"]
    row = blueprint.scheme("M").row_for("int")
    assert row is not None
    assert (row.sets, row.reps, row.percent, row.percent_step, row.rpe) == (4, 4, 78.0, 2.5, None)
    ramp = blueprint.scheme("S").row_for("anything")
    assert ramp is not None
    assert (ramp.reps, ramp.reps_high, ramp.sets_step) == (8, 10, 0.34)
    assert blueprint.days[0].slots[1].exercises == ("leg_curl", "nordic_curl")
    assert blueprint.days[0].slots[1].exercise_in(5) == "nordic_curl"
    assert blueprint.days[1].slots[1].group == "a"


def test_dup_rows_are_told_apart_by_occasion() -> None:
    scheme = Blueprint.model_validate(SHORT).scheme("D")
    first, second, third = (scheme.row_for("acc", ordinal) for ordinal in (1, 2, 3))
    assert first is not None
    assert second is not None
    assert (first.reps, second.reps) == (6, 3)
    assert third == second, "an occasion without a row of its own repeats the last one"


def test_role_is_stated_or_read_from_the_id() -> None:
    blueprint = Blueprint.model_validate(SHORT)
    assert [blueprint.scheme(name).slot_role for name in "MSADT"] == ["main", "secondary", "accessory", "main", "core"]


def test_wire_form_reads_back_to_an_equal_blueprint() -> None:
    blueprint = Blueprint.model_validate(SHORT)
    assert Blueprint.model_validate(to_wire(blueprint)) == blueprint
    assert Blueprint.model_validate(blueprint.model_dump()) == blueprint
    assert Blueprint.model_validate_json(blueprint.model_dump_json()) == blueprint


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("meso",), [["acc", 4, 7]], "plain"),
        (("meso",), [["acc"]], "kind, weeks"),
        (("sch", "M"), {"t": "pct", "*": [4, 6]}, "percent"),
        (("sch", "M"), {"t": "wild", "*": [4, 6]}, "allowed"),
        (("sch", "M"), {"t": "pct", "*": [1, 2, 50, 1, 7, 1, 9]}, "takes"),
        (("sch", "M"), {"t": "pct", "*": 5}, "list"),
        (("sch", "M"), 5, "object"),
        (("sch", "M"), {"t": "dup", "*": [4, 6, 72]}, "list"),
        (("sch", "S"), {"t": "rir", "*": [3, [8, 9, 10], 7]}, "range"),
        (("sch", "A"), {"t": "dp", "*": [3, 12, 8, 8]}, "below"),
        (("tpl",), [{"d": 1, "n": "A", "s": [["squat", "NOPE"]]}], "NOPE"),
        (("tpl",), [{"d": 1, "n": "A", "s": [["squat"]]}], "a slot is"),
        (("tpl",), [{"d": 1, "n": "A", "s": [["a", "M"]]}, {"d": 1, "n": "B", "s": [["a", "M"]]}], "weekday"),
        (("extra",), 1, "extra"),
    ],
)
def test_what_it_cannot_mean_is_a_finding_that_says_why(path: tuple[str, ...], value: object, word: str) -> None:
    broken: dict[str, Any] = {**SHORT, "sch": dict(SHORT["sch"])}
    target = broken
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(ValidationError, match=word):
        Blueprint.model_validate(broken)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from(["meso", "sch", "tpl", "taper", "rationale", "warnings", "v"]),
)
def test_any_json_is_either_a_blueprint_or_a_validation_error(value: object, key: str) -> None:
    try:
        blueprint = Blueprint.model_validate({**SHORT, key: value})
    except ValidationError:
        return
    assert Blueprint.model_validate(to_wire(blueprint)) == blueprint
