"""The scorer agrees with what coaches publish, and every way of spoiling a program costs points where it should."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from strength.catalog import load_catalog
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from strength.scoring import WEIGHTS, aggregate, score
from strength.scoring.curves import down, ratio_band, trapezoid, up

PUBLISHED = Path(__file__).parents[4] / "evals" / "published"
NAMES = sorted(path.stem for path in PUBLISHED.glob("*.json"))


def load(name: str) -> Program:
    return Program.model_validate(json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8")))


def judged(program: Program, request: ProgramRequest | None = None) -> Scorecard:
    return score(program, request, load_catalog())


def with_weeks(program: Program, weeks: list[Week]) -> Program:
    numbered = tuple(week.model_copy(update={"week_number": index}) for index, week in enumerate(weeks, start=1))
    return program.model_copy(update={"weeks": numbered})


def each_workout(program: Program, change: Callable[[Workout], Workout]) -> Program:
    return with_weeks(
        program,
        [
            week.model_copy(update={"workouts": tuple(change(workout) for workout in week.workouts)})
            for week in program.weeks
        ],
    )


def each_exercise(program: Program, change: Callable[[Prescription], Prescription | None]) -> Program:
    def workout(item: Workout) -> Workout:
        kept = tuple(new for old in item.exercises if (new := change(old)) is not None)
        return item.model_copy(update={"exercises": kept})

    return each_workout(program, workout)


def each_set(program: Program, change: Callable[[SetPrescription], SetPrescription]) -> Program:
    return each_exercise(
        program, lambda item: item.model_copy(update={"sets": tuple(change(entry) for entry in item.sets)})
    )


def all_to_failure(program: Program) -> Program:
    return each_set(program, lambda entry: entry.model_copy(update={"rpe": 10.0}))


def one_set_each(program: Program) -> Program:
    return each_exercise(program, lambda item: item.model_copy(update={"sets": item.sets[:1]}))


def three_times_the_sets(program: Program) -> Program:
    return each_exercise(program, lambda item: item.model_copy(update={"sets": item.sets * 3}))


def copies_of_week_one(program: Program) -> Program:
    return with_weeks(program, [program.weeks[0]] * len(program.weeks))


def endurance_sets(program: Program) -> Program:
    light = {"reps": "30", "weight": None, "percent1rm": None}
    return each_set(program, lambda entry: entry.model_copy(update=light))


def small_work_first(program: Program) -> Program:
    return each_workout(program, lambda item: item.model_copy(update={"exercises": item.exercises[::-1]}))


def without_a_workout(program: Program) -> Program:
    return with_weeks(program, [week.model_copy(update={"workouts": week.workouts[:-1]}) for week in program.weeks])


def without_pulling(program: Program) -> Program:
    catalog = load_catalog()

    def keep(item: Prescription) -> Prescription | None:
        found = catalog.find(item.name)
        return None if found and found.pattern.value in {"h_pull", "v_pull", "rear"} else item

    return each_exercise(program, keep)


def unknown_exercises(program: Program) -> Program:
    return each_exercise(program, lambda item: item.model_copy(update={"name": "Quantum Lunge", "slug": None}))


OPERATORS: list[tuple[Callable[[Program], Program], str]] = [
    (all_to_failure, "effort"),
    (one_set_each, "volume"),
    (three_times_the_sets, "volume"),
    (copies_of_week_one, "progression"),
    (endurance_sets, "intensity"),
    (small_work_first, "structure"),
    (without_a_workout, "compliance"),
    (without_pulling, "balance"),
    (unknown_exercises, "compliance"),
]


def test_published_programs_are_what_good_looks_like() -> None:
    totals = sorted(judged(load(name)).total for name in NAMES)
    assert len(totals) == 13
    assert totals[6] >= 83, "the median"
    assert sum(total >= 70 for total in totals) >= 12
    assert totals[0] >= 64


@pytest.mark.parametrize(("spoil", "dimension"), OPERATORS, ids=[operator.__name__ for operator, _ in OPERATORS])
@pytest.mark.parametrize("name", ["phul", "wendler-531-bbb", "gzclp"])
def test_spoiling_a_program_costs_points_in_the_dimension_it_spoils(
    name: str, spoil: Callable[[Program], Program], dimension: str
) -> None:
    if (name, dimension) == ("phul", "progression"):
        # it prints the same ranges every week, so twelve copies of its first week are the same program
        assert judged(copies_of_week_one(load(name))).total == judged(load(name)).total
        return
    original = judged(load(name))
    spoiled = judged(spoil(load(name)))
    assert spoiled.total < original.total
    assert spoiled.dimensions[dimension].score < original.dimensions[dimension].score


def test_what_must_never_ship_is_capped() -> None:
    assert judged(unknown_exercises(load("phul"))).total <= 45
    request = ProgramRequest.model_validate(
        {"goal": "hypertrophy", "frequency": 4, "experience": "intermediate", "equipment": []}
    )
    assert judged(load("phul"), request).total <= 45, "a gym program for somebody who owns nothing"


def test_wording_buys_no_points() -> None:
    program = load("texas-method")
    labelled = with_weeks(
        program, [week.model_copy(update={"phase": "Deload", "is_deload": True}) for week in program.weeks]
    )
    praised = each_exercise(labelled, lambda item: item.model_copy(update={"notes": "Perfectly periodised deload"}))
    assert judged(praised).total == judged(program).total


def test_scorecard_has_twelve_dimensions_with_reasons() -> None:
    card = judged(load("gzclp"))
    assert list(card.dimensions) == list(WEIGHTS)
    for dimension in card.dimensions.values():
        assert 0 <= dimension.score <= 1
        assert dimension.reason.endswith(".")
    assert card.kind == "linear"


def test_a_dead_dimension_cannot_be_bought_back() -> None:
    even = dict.fromkeys(WEIGHTS, 0.9)
    dead = {**dict.fromkeys(WEIGHTS, 1.0), "fatigue": 0.0}
    assert aggregate(dict.fromkeys(WEIGHTS, 1.0)) == pytest.approx(100)
    assert aggregate(dead) < aggregate(even)


def test_curves_are_continuous_and_meet_their_corners() -> None:
    assert [up(x, 2, 4) for x in (1, 2, 3, 4, 5)] == [0, 0, 0.5, 1, 1]
    assert [down(x, 2, 4) for x in (1, 3, 5)] == [1, 0.5, 0]
    assert [trapezoid(x, 0, 1, 2, 4) for x in (-1, 0.5, 1.5, 3, 5)] == [0, 0.5, 1, 0.5, 0]
    assert ratio_band(1, 0.6, 1.2) == 1
    assert ratio_band(3.6, 0.6, 1.2) == pytest.approx(0)
    assert 0 < ratio_band(0.4, 0.6, 1.2) < 1


def test_a_weak_dimension_says_what_would_raise_it_most() -> None:
    weak = judged(one_set_each(load("phul"))).dimensions["volume"]
    assert weak.score < 0.8
    assert "what would raise it most: more sets for" in weak.reason
    assert weak.reason.count(".") == 1
    assert "raise" not in judged(load("phul")).dimensions["volume"].reason


@pytest.mark.parametrize("name", ["gzclp", "candito-6-week", "wendler-531-bbb", "stronglifts-5x5"])
@pytest.mark.parametrize("seed", [1, 2])
def test_loads_a_hair_heavier_or_lighter_change_next_to_nothing(name: str, seed: int) -> None:
    dice = random.Random(seed)

    def nudged(entry: SetPrescription) -> SetPrescription:
        text = entry.weight or ""
        for unit in ("%", "lbs"):
            if text.endswith(unit):
                load = float(text.removesuffix(unit)) * dice.uniform(0.997, 1.003)
                return entry.model_copy(update={"weight": f"{load:.3f}{unit}"})
        return entry

    program = load(name)
    moved = each_set(program, nudged)
    assert moved != program
    assert judged(moved).total == pytest.approx(judged(program).total, abs=1.0)


def test_a_run_that_returns_at_a_tested_maximum_is_judged_by_its_first_half() -> None:
    candito = load("candito-6-week")
    once = with_weeks(candito, list(candito.weeks[:6]))
    twice = judged(candito).dimensions["progression"].score
    assert twice == pytest.approx(0.9 * judged(once).dimensions["progression"].score, abs=0.05)
    flat = with_weeks(candito, [candito.weeks[0]] * 12)
    assert judged(flat).dimensions["progression"].score < 0.2, "a run of copies does not progress"


def test_singles_at_a_load_for_fives_are_less_work() -> None:
    singles = each_set(load("stronglifts-5x5"), lambda entry: entry.model_copy(update={"reps": "1"}))
    assert judged(singles).dimensions["volume"].score < judged(load("stronglifts-5x5")).dimensions["volume"].score


def test_a_workout_that_begins_with_small_exercises_is_ill_built() -> None:
    catalog = load_catalog()

    def small_only_first(workout: Workout) -> Workout:
        rows = [(item, catalog.find(item.name)) for item in workout.exercises]
        small = [item for item, row in rows if row is not None and not row.is_compound]
        return workout.model_copy(
            update={"exercises": (*small, *[item for item, row in rows if row is None or row.is_compound])}
        )

    built = judged(load("phul")).dimensions["structure"].score
    assert judged(each_workout(load("phul"), small_only_first)).dimensions["structure"].score < built - 0.5


def test_loads_in_the_wrong_unit_contradict_the_others() -> None:
    program = load("stronglifts-5x5")
    weeks = list(program.weeks)
    misread = each_set(program, lambda entry: entry.model_copy(update={"weight": _halved(entry.weight)}))
    weeks[1::2] = misread.weeks[1::2]
    assert judged(program).dimensions["consistency"].score > 0.99
    assert judged(with_weeks(program, weeks)).dimensions["consistency"].score < 0.8


def _halved(weight: str | None) -> str | None:
    return f"{float(weight.removesuffix('lbs')) / 2.2046:.1f}lbs" if weight and weight.endswith("lbs") else weight
