"""A request is parsed once: what a person can mean is read, everything else is refused with the allowed values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from strength.equipment import FULL_GYM, Equipment, kit_of
from strength.exercise import Lift
from strength.limitation import Area, Severity
from strength.muscle import FAUS_OF_MUSCLE, MUSCLE_OF_FAU, Muscle, fau_of
from strength.request import Goal, ProgramRequest, Units

SMALLEST: dict[str, Any] = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": []}


def test_defaults_are_the_contracts() -> None:
    request = ProgramRequest.model_validate(SMALLEST)
    assert (request.weeks, request.session_minutes, request.units) == (12, 75, Units.LBS)
    assert request.owned == {Equipment.BODYWEIGHT}


def test_full_body_is_read() -> None:
    request = ProgramRequest.model_validate(
        {
            **SMALLEST,
            "goal": "powerlifting",
            "equipment": ["Barbell", "cable machine", "thigh blaster", "Barbell"],
            "weeks": 8,
            "sessionMinutes": 45,
            "limitations": [{"area": "knee", "severity": "avoid_loading"}, {"area": "wrist", "severity": "recovered"}],
            "focusMuscles": ["lats", "Side Delts", "mid-delts", "glutes", "calves"],
            "oneRepMaxes": {"squat": 140, "bench": 100.5},
            "units": "kg",
            "days": [1, 3, 6],
            "notes": "  early mornings\n",
            "seed": 7,
        }
    )
    assert request.goal is Goal.POWERLIFTING
    assert request.owned == {Equipment.BODYWEIGHT, Equipment.BARBELL, Equipment.RACK, Equipment.CABLE}
    assert request.kit.unknown == ("thigh blaster",)
    assert request.active_limitations == {Area.KNEE: Severity.AVOID_LOADING}
    assert request.focus_muscles == ("lats", "side-delts", "glutes", "calves")
    assert request.focus == (Muscle.BACK, Muscle.SIDE_DELT, Muscle.GLUTES)
    assert request.one_rep_max_kg(Lift.SQUAT) == 140
    assert request.one_rep_max_kg(Lift.PRESS) is None
    assert request.notes == "early mornings"


def test_pounds_become_kilograms() -> None:
    request = ProgramRequest.model_validate({**SMALLEST, "oneRepMaxes": {"squat": 220.46226218}})
    assert request.one_rep_max_kg(Lift.SQUAT) == pytest.approx(100)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("goal", "cardio", "'strength', 'hypertrophy' or 'powerlifting'"),
        ("goal", None, "strength"),
        ("frequency", 7, "6"),
        ("frequency", "4", "integer"),
        ("frequency", True, "integer"),
        ("frequency", 3.5, "integer"),
        ("experience", "elite", "beginner"),
        ("equipment", "barbell", "tuple|list"),
        ("equipment", [5], "string"),
        ("equipment", ["bar\x00bell"], "printable"),
        ("equipment", ["x" * 65], "64"),
        ("equipment", ["a"] * 65, "64"),
        ("weeks", 3, "4"),
        ("weeks", 17, "16"),
        ("sessionMinutes", 19, "20"),
        ("limitations", [{"area": "soul"}], "shoulder"),
        ("limitations", [{"area": "knee", "severity": "agony"}], "caution"),
        ("limitations", [{"area": "knee"}, {"area": "knee"}], "more than once"),
        ("limitations", [{"area": "knee", "side": "left"}], "side"),
        ("focusMuscles", ["wings"], "wings.*allowed.*chest"),
        ("focusMuscles", [3], "3.*allowed"),
        ("focusMuscles", "chest", "tuple|list"),
        ("oneRepMaxes", {"squat": 0}, "between"),
        ("oneRepMaxes", {"squat": 1e9}, "between"),
        ("oneRepMaxes", {"squat": float("nan")}, "finite"),
        ("oneRepMaxes", {"curl": 50}, "squat"),
        ("oneRepMaxes", {"squat": "140"}, "number"),
        ("units", "stone", "kg"),
        ("days", [1, 2], "3 different weekdays"),
        ("days", [1, 1, 2], "3 different weekdays"),
        ("days", [0, 1, 2], "greater"),
        ("notes", "x" * 501, "500"),
        ("notes", "a\x00b", "control"),
        ("priority", "asap", "normal"),
        ("seed", -1, "0"),
        ("colour", "red", "Extra"),
    ],
)
def test_what_nobody_can_mean_is_refused_with_what_is_allowed(field: str, value: object, word: str) -> None:
    with pytest.raises(ValidationError, match=f"(?s){word}"):
        ProgramRequest.model_validate({**SMALLEST, field: value})


@pytest.mark.parametrize("field", list(SMALLEST))
def test_required_fields_are_required(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        ProgramRequest.model_validate({key: value for key, value in SMALLEST.items() if key != field})


@given(
    st.dictionaries(
        st.sampled_from([*SMALLEST, "weeks", "days", "notes", "oneRepMaxes"]), st.text() | st.none() | st.floats()
    )
)
def test_any_values_are_a_request_or_a_validation_error(fields: dict[str, object]) -> None:
    try:
        request = ProgramRequest.model_validate({**SMALLEST, **fields})
    except ValidationError:
        return
    assert ProgramRequest.model_validate(request.model_dump(mode="json", by_alias=True)) == request


@pytest.mark.parametrize(
    ("words", "owned"),
    [
        ([], set()),
        (["barbell"], {"barbell", "rack"}),
        (["barbell", "no rack"], {"barbell"}),
        (["smith-machine", "E-Z Curl Bar", "body only"], {"smith_machine", "ez_bar"}),
        (["functional trainer"], {"functional_trainer", "cable"}),
        (["incline bench", "parallel bars"], {"incline_bench", "bench", "parallel_bars", "dip_bars"}),
    ],
)
def test_kits_are_read_in_every_spelling_with_what_they_imply(words: list[str], owned: set[str]) -> None:
    assert kit_of(words).owned == {Equipment(token) for token in owned} | {Equipment.BODYWEIGHT}


def test_full_gym_is_one_word_for_everything() -> None:
    assert kit_of(["Full Gym"]).owned >= FULL_GYM
    assert kit_of(["Full Gym"]).unknown == ()


def test_every_fau_is_counted_under_one_muscle_and_every_muscle_has_one() -> None:
    assert set(MUSCLE_OF_FAU.values()) == set(Muscle)
    assert sorted(fau for faus in FAUS_OF_MUSCLE.values() for fau in faus) == sorted(MUSCLE_OF_FAU)
    assert fau_of("Upper_Back") == "mid-back"
    assert fau_of("elbow") is None
