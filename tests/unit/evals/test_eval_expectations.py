"""Every word of the vocabulary holds where it should and says what is wrong where it should not."""

from functools import cache
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from evals.case import all_cases, chosen
from evals.evidence import Evidence
from evals.expectations import Expectation
from evals.rehearsal import rehearse

STRENGTH = "strength-3d-advanced"
"""Full gym, maxima in kilograms, twelve weeks with deloads."""
MEET = "powerlifting-3d-intermediate"
LIMITED = "knee-caution"
REFUSED = "refuse-frequency"
LOGGED = "history-loads"
WORDS = "words-days"
BEGINNER = "strength-3d-beginner"

HOLDS_AND_FAILS: list[tuple[str, dict[str, Any], str, dict[str, Any], str]] = [
    (STRENGTH, {"kind": "score_at_least", "value": 50}, STRENGTH, {"kind": "score_at_least", "value": 100}, "the score is"),
    (
        STRENGTH,
        {"kind": "dimension_at_least", "dimension": "fatigue", "value": 0.5},
        MEET,
        {"kind": "dimension_at_least", "dimension": "progression", "value": 1},
        "progression is 0",
    ),
    (REFUSED, {"kind": "refuses_with", "words": ["frequency"]}, STRENGTH, {"kind": "refuses_with", "words": ["x"]}, "a program was made"),
    (REFUSED, {"kind": "refuses_with", "words": ["6"]}, REFUSED, {"kind": "refuses_with", "words": ["equipment"]}, "without equipment"),
    (LIMITED, {"kind": "warns_about", "anyOf": ["knee"]}, STRENGTH, {"kind": "warns_about", "anyOf": ["knee"]}, "no warning says knee"),
    (STRENGTH, {"kind": "warns_at_most", "count": 5}, LIMITED, {"kind": "warns_at_most", "count": 0}, "warnings, such as"),
    (STRENGTH, {"kind": "name_mentions", "words": ["Strength"]}, STRENGTH, {"kind": "name_mentions", "words": ["Yoga"]}, "without Yoga"),
    (LIMITED, {"kind": "rationale_mentions", "anyOf": ["knee"]}, STRENGTH, {"kind": "rationale_mentions", "anyOf": ["knee"]}, "never says"),
    (STRENGTH, {"kind": "says_nothing_of", "words": ["zumba"]}, STRENGTH, {"kind": "says_nothing_of", "words": ["squat"]}, "it says squat"),
    (
        WORDS,
        {"kind": "reads_as", "field": "weeks", "value": 8},
        WORDS,
        {"kind": "reads_as", "field": "weeks", "value": 12},
        "weeks was read as 8, not 12",
    ),
    (
        STRENGTH,
        {"kind": "includes_exercise", "anyOf": ["back_squat", "zercher_squat"]},
        STRENGTH,
        {"kind": "includes_exercise", "anyOf": ["wall_sit"]},
        "there is no wall_sit",
    ),
    (
        LIMITED,
        {"kind": "excludes_exercise", "slugs": ["back_squat"]},
        STRENGTH,
        {"kind": "excludes_exercise", "slugs": ["back_squat"]},
        "there is back_squat",
    ),
    (
        STRENGTH,
        {"kind": "includes_pattern", "anyOf": ["squat"], "aWeek": 2},
        STRENGTH,
        {"kind": "includes_pattern", "anyOf": ["squat"], "aWeek": 6},
        "workouts, not 6",
    ),
    (
        MEET,
        {"kind": "excludes_pattern", "patterns": ["carry"]},
        STRENGTH,
        {"kind": "excludes_pattern", "patterns": ["squat"]},
        "there is back_squat",
    ),
    (
        STRENGTH,
        {"kind": "main_lift_is", "anyOf": ["deadlift"]},
        LIMITED,
        {"kind": "main_lift_is", "anyOf": ["back_squat"]},
        "not by back_squat",
    ),
    (MEET, {"kind": "trains_lift", "lift": "bench", "aWeek": 2}, "bands-only", {"kind": "trains_lift", "lift": "squat"}, "trains the squat 0"),
    (
        "bands-only",
        {"kind": "only_load_kinds", "kinds": ["band", "bodyweight", "isometric"]},
        STRENGTH,
        {"kind": "only_load_kinds", "kinds": ["band"]},
        "is loaded otherwise",
    ),
    (
        STRENGTH,
        {"kind": "distinct_exercises_between", "low": 5, "high": 40},
        STRENGTH,
        {"kind": "distinct_exercises_between", "low": 1, "high": 3},
        "exercises, not 1-3",
    ),
    (
        STRENGTH,
        {"kind": "exercises_a_workout_between", "low": 2, "high": 9},
        STRENGTH,
        {"kind": "exercises_a_workout_between", "low": 9, "high": 12},
        "not 9-12",
    ),
    (BEGINNER, {"kind": "keeps_exercises_for", "weeks": 6}, STRENGTH, {"kind": "keeps_exercises_for", "weeks": 12}, "brings"),
    (STRENGTH, {"kind": "minutes_within", "low": 10, "high": 80}, STRENGTH, {"kind": "minutes_within", "low": 90, "high": 99}, "not 90-99"),
    (
        STRENGTH,
        {"kind": "sets_of_muscle_between", "muscle": "quads", "low": 4, "high": 25},
        STRENGTH,
        {"kind": "sets_of_muscle_between", "muscle": "quads", "low": 30, "high": 40},
        "quads gets",
    ),
    (
        STRENGTH,
        {"kind": "sets_a_week_between", "low": 20, "high": 90},
        STRENGTH,
        {"kind": "sets_a_week_between", "low": 5, "high": 9},
        "sets a week, not 5-9",
    ),
    (
        STRENGTH,
        {"kind": "first_week_sets_between", "low": 20, "high": 90},
        STRENGTH,
        {"kind": "first_week_sets_between", "low": 5, "high": 9},
        "sets, not 5-9",
    ),
    (STRENGTH, {"kind": "max_rpe", "value": 10}, STRENGTH, {"kind": "max_rpe", "value": 6, "patterns": ["squat"]}, "above 6"),
    (BEGINNER, {"kind": "reps_at_least", "value": 3}, STRENGTH, {"kind": "reps_at_least", "value": 8, "patterns": ["squat"]}, "not 8 or more"),
    (STRENGTH, {"kind": "no_percent_above", "value": 100}, STRENGTH, {"kind": "no_percent_above", "value": 70}, "above 70"),
    (STRENGTH, {"kind": "percent_reaches", "value": 85}, STRENGTH, {"kind": "percent_reaches", "value": 110}, "not 110"),
    (STRENGTH, {"kind": "loads_in_units", "units": "kg"}, STRENGTH, {"kind": "loads_in_units", "units": "lbs"}, "is not in lbs"),
    (BEGINNER, {"kind": "no_loads_invented"}, STRENGTH, {"kind": "no_loads_invented"}, "is to be loaded with"),
    (
        STRENGTH,
        {"kind": "first_load_between", "exercise": "back_squat", "low": 80, "high": 130},
        STRENGTH,
        {"kind": "first_load_between", "exercise": "back_squat", "low": 10, "high": 20},
        "back_squat starts at",
    ),
    (
        LOGGED,
        {"kind": "starts_from_history", "lift": "squat", "low": 115, "high": 130},
        STRENGTH,
        {"kind": "starts_from_history", "lift": "squat", "low": 115, "high": 130},
        "nothing was taken from the log",
    ),
    (WORDS, {"kind": "days_are", "days": [1, 3, 5, 6]}, STRENGTH, {"kind": "days_are", "days": [1, 2]}, "not [1, 2]"),
    (STRENGTH, {"kind": "weeks_are", "weeks": 12}, STRENGTH, {"kind": "weeks_are", "weeks": 8}, "12 weeks, not 8"),
    (STRENGTH, {"kind": "deload_present", "within": 5}, "four-weeks-beginner", {"kind": "deload_present", "within": 3}, "in a row"),
    ("four-weeks-beginner", {"kind": "no_deload"}, STRENGTH, {"kind": "no_deload"}, "is an easier one"),
    (MEET, {"kind": "taper_present"}, BEGINNER, {"kind": "taper_present", "share": 0.2}, "the last two weeks have"),
    (
        STRENGTH,
        {"kind": "exposures_at_least", "muscle": "quads", "aWeek": 2},
        STRENGTH,
        {"kind": "exposures_at_least", "muscle": "calves", "aWeek": 6},
        "times, not 6",
    ),
    (STRENGTH, {"kind": "main_lifts_rise", "points": 3}, STRENGTH, {"kind": "main_lifts_rise", "points": 30}, "not up by 30"),
]  # fmt: skip

_EXPECTATION: TypeAdapter[Any] = TypeAdapter(Expectation)


@cache
def evidence(case_id: str) -> Evidence:
    return rehearse(chosen(all_cases(), [case_id])[0]).evidence


@pytest.mark.parametrize(
    ("good", "holding", "bad", "failing", "words"),
    [pytest.param(*row, id=f"{row[1]['kind']} {at}") for at, row in enumerate(HOLDS_AND_FAILS)],
)
def test_a_claim_holds_for_one_program_and_says_what_is_wrong_with_another(
    good: str, holding: dict[str, Any], bad: str, failing: dict[str, Any], words: str
) -> None:
    assert _EXPECTATION.validate_python(holding).flaw(evidence(good)) is None
    said = _EXPECTATION.validate_python(failing).flaw(evidence(bad))
    assert said is not None
    assert words in said
    assert "\n" not in said


def test_this_table_has_every_word_of_the_vocabulary() -> None:
    words = {kind.model_fields["kind"].default for kind in get_args(get_args(Expectation)[0])}
    assert {row[1]["kind"] for row in HOLDS_AND_FAILS} == words


def test_a_claim_about_a_program_fails_where_there_is_none() -> None:
    claim = _EXPECTATION.validate_python({"kind": "score_at_least", "value": 0})
    assert "there is no program: The request is not valid: frequency" in (claim.flaw(evidence(REFUSED)) or "")


def test_a_label_is_the_claim_in_a_few_words() -> None:
    claim = {"kind": "max_rpe", "value": 7, "patterns": ["h_push", "fly"], "known": "not yet"}
    assert _EXPECTATION.validate_python(claim).label == "max_rpe 7 h_push,fly"
