"""What FitCSV's columns make of exact figures."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import UnknownExercise
from storage.json_text import storable, to_jsonb
from storage.program_rows import notes_of, rows_of, whole
from strength.program import Prescription, Program, SetPrescription, Week, Workout


@pytest.mark.parametrize(
    ("effort", "wanted"), [(7.5, 7), (8.5, 8), (6.5, 6), (8.0, 8), (7.75, 8), (None, None), (0, 0)]
)
def test_half_points_go_down(effort: float | None, wanted: int | None) -> None:
    assert whole(effort) == wanted


def prescription(*efforts: float, rir: bool = False, **fields: str) -> Prescription:
    sets = tuple(
        SetPrescription(set_number=number, reps="5", rpe=None if rir else effort, rir=effort if rir else None)
        for number, effort in enumerate(efforts, start=1)
    )
    return Prescription(name="Squat", exercise_definition_id="x", sets=sets, **fields)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (prescription(7.5, 7.5), "RPE 7.5"),
        (prescription(7.5, 7.5, 8, 8.5), "RPE 7.5 (sets 1-2), 8 (set 3), 8.5 (set 4)"),
        (prescription(1.5, rir=True), "RIR 1.5"),
        (prescription(8, 9), None),
        (prescription(8, notes="Brace", warmup="Warm-up: bar"), "Brace · Warm-up: bar"),
        (prescription(), None),
    ],
    ids=["same", "different", "rir", "whole", "texts", "no sets"],
)
def test_notes_keep_what_the_columns_cannot(given_: Prescription, wanted: str | None) -> None:
    assert notes_of(given_) == wanted


def test_rpe_and_rir_are_never_both_written() -> None:
    both = SetPrescription(set_number=1, reps="5", rpe=8, rir=2)
    program = Program.model_validate(
        {
            "name": "P",
            "goal": "strength",
            "experience": "beginner",
            "frequency": 2,
            "weeks": (
                Week(
                    week_number=1,
                    workouts=(
                        Workout(
                            name="A",
                            day_number=5,
                            exercises=(Prescription(name="S", exercise_definition_id="x", order=9, sets=(both,)),),
                        ),
                    ),
                ),
            ),
        }
    )
    rows = rows_of("p", program)
    assert rows["exercises"][0]["sets"] == [("5", None, 8, None)]
    assert rows["exercises"][0]["order"] == 1
    assert rows["workouts"][0]["dayNumber"] == 1
    assert rows == rows_of("p", program)


def test_an_exercise_without_a_row_is_refused() -> None:
    loose = Prescription(name="Cloud Lift", sets=())
    week = Week(week_number=1, workouts=(Workout(name="A", day_number=1, exercises=(loose,)),))
    program = Program.model_validate(
        {"name": "P", "goal": "strength", "experience": "beginner", "frequency": 2, "weeks": (week,)}
    )
    with pytest.raises(UnknownExercise, match="'Cloud Lift'"):
        rows_of("p", program)


@given(st.text(st.characters(codec=None)))
def test_storable_text_can_be_sent(text: str) -> None:
    assert "\x00" not in storable(text)
    storable(text).encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_json_survives(value: object) -> None:
    sent = to_jsonb(value)
    assert "\\u0000" not in sent
    json.loads(sent)


def test_json_has_no_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_jsonb({"load": float("nan")})
