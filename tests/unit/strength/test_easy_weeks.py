"""Deloads, tests and tapers beside the full weeks around them; and bent pulls beside the deadlift."""

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.pool import catalog_pool
from strength.program import Prescription, Program
from strength.request import ProgramRequest

MAXIMA = {"squat": 140.0, "bench": 100.0, "deadlift": 180.0, "press": 60.0}
SCHEMES: dict[str, object] = {
    "M": {"t": "pct", "*": [4, 5, 75, 2]},
    "V": {"t": "pct", "*": [3, 6, 70, 2]},
    "S": {"t": "dp", "*": [3, 6, 8, 7.5, 2.5]},
    "A": {"t": "rir", "*": [3, 10, 7, 0.5]},
    "L": {"t": "lp", "role": "main", "*": [3, 5]},
    "T": {"t": "time", "*": [3, 30, 5]},
}


def program(slots: list[list[object]], meso: list[list[object]], **fields: object) -> Program:
    request = ProgramRequest.model_validate(
        {
            "goal": "strength",
            "frequency": 2,
            "experience": "intermediate",
            "equipment": ["full_gym"],
            "units": "kg",
            "oneRepMaxes": MAXIMA,
            **fields,
        }
    )
    wire = {"meso": meso, "sch": SCHEMES, "tpl": [{"d": day, "n": f"Day {day}", "s": slots} for day in (1, 4)]}
    return expand(Blueprint.model_validate(wire), request, catalog_pool(request, load_catalog().exercises))


def rows(result: Program, slug: str) -> list[Prescription]:
    """The exercise in the first workout of every week."""
    return [next(item for item in week.workouts[0].exercises if item.slug == slug) for week in result.weeks]


def lengths(items: list[Prescription]) -> list[int]:
    return [int(item.sets[0].reps.removesuffix("s")) for item in items]


def load(item: Prescription) -> float:
    return max(float((entry.weight or "0kg").removesuffix("kg")) for entry in item.sets)


def test_a_romanian_deadlift_starts_at_less_than_two_thirds_of_the_deadlift() -> None:
    first = rows(program([["deadlift", "M"], ["romanian_deadlift", "S"]], [["acc", 4, 1]]), "romanian_deadlift")[0]
    assert first.sets[0].reps == "6-8"
    assert 0.55 <= load(first) / MAXIMA["deadlift"] <= 0.62


@pytest.mark.parametrize("slug", ["romanian_deadlift", "good_morning"])
def test_bent_pulls_stay_nine_tenths_of_the_weeks_deadlift_even_in_a_deload(slug: str) -> None:
    # the blueprint asks for more than any coach would
    heavy = {**SCHEMES, "V": {"t": "pct", "*": [3, 6, 84, 2]}, "M": {"t": "pct", "*": [4, 5, 60, 2]}}
    request = ProgramRequest.model_validate(
        {
            "goal": "strength",
            "frequency": 2,
            "experience": "advanced",
            "equipment": ["full_gym"],
            "units": "kg",
            "oneRepMaxes": MAXIMA,
        }
    )
    days = [{"d": 1, "n": "One", "s": [[slug, "V"]]}, {"d": 4, "n": "Two", "s": [["deadlift", "M"]]}]
    blueprint = Blueprint.model_validate({"meso": [["acc", 4, 1]], "sch": heavy, "tpl": days})
    result = expand(blueprint, request, catalog_pool(request, load_catalog().exercises))
    for week in result.weeks:
        bent, pulled = (load(workout.exercises[0]) for workout in week.workouts)
        assert bent <= 0.9 * pulled


def test_a_hold_grows_to_its_cap_goes_back_in_a_deload_and_starts_again() -> None:
    result = program([["deadlift", "M"], ["plank", "T"]], [["acc", 4, 1], ["int", 4, 1]])
    assert lengths(rows(result, "plank")) == [30, 35, 40, 30, 30, 35, 40, 30]


@pytest.mark.parametrize(("experience", "longest"), [("beginner", 40), ("intermediate", 60), ("advanced", 60)])
def test_a_hold_is_never_longer_than_a_level_allows(experience: str, longest: int) -> None:
    result = program([["deadlift", "M"], ["plank", "T"]], [["acc", 8, 0]], experience=experience)
    assert max(lengths(rows(result, "plank"))) == longest


@pytest.mark.parametrize(("ending", "slug"), [(1, "pause_squat"), (2, "pause_squat"), (2, "romanian_deadlift")])
def test_an_easy_week_lowers_what_it_does_not_test(ending: int, slug: str) -> None:
    scheme = "S" if slug == "romanian_deadlift" else "V"
    *_, before, easy = rows(program([["deadlift", "M"], [slug, scheme]], [["acc", 5, ending]]), slug)
    assert load(easy) < load(before)
    assert (easy.sets[0].percent1rm or 0) <= 0.951 * (before.sets[0].percent1rm or 0)


def test_a_test_week_is_no_harder_on_what_has_no_load() -> None:
    *_, before, easy = rows(program([["deadlift", "M"], ["cable_row", "A"]], [["acc", 4, 2]]), "cable_row")
    assert (easy.sets[0].rpe or 10) <= (before.sets[0].rpe or 0)


def test_a_test_still_tests() -> None:
    *_, before, tested = rows(program([["deadlift", "M"], ["pause_squat", "V"]], [["acc", 4, 2]]), "deadlift")
    assert load(tested) > load(before)


def test_a_deload_is_easier_than_the_week_after_it() -> None:
    result = program(
        [["back_squat", "L"]], [["a", 5, 1], ["b", 4, 0]], experience="beginner", oneRepMaxes={}, equipment=["full_gym"]
    )
    before, deload, after = (item.sets[0].rpe or 0 for item in rows(result, "back_squat")[3:6])
    assert 5.0 <= deload < after < before
    assert deload <= 5.5
