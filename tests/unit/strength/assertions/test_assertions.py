"""The coach's assertions: planned programs hold those that reject, and spoiled ones are found out."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from evals.assertions import planned
from evals.grid import grid, label
from strength.assertions import ASSERTIONS, subject_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest
from strength.violation import Gravity

STRIDE = 241
"""A small sample; coprime to every axis of the grid. `python -m evals.assertions` prints a wider one."""


def request(**fields: Any) -> ProgramRequest:
    usual: dict[str, Any] = {
        "goal": "strength",
        "frequency": 4,
        "experience": "intermediate",
        "equipment": ("full_gym",),
        "one_rep_maxes": {"squat": 140.0, "bench": 100.0, "deadlift": 180.0},
    }
    return ProgramRequest.model_validate(usual | fields)


def program(asked: ProgramRequest) -> Program:
    pool = catalog_pool(asked, load_catalog().exercises)
    return expand(plan(asked, pool), asked, pool)


def broken(spoiled: Program, asked: ProgramRequest) -> set[str]:
    """Ids of the assertions that do not hold."""
    catalog = load_catalog()
    subject = subject_of(spoiled, asked, catalog_pool(asked, catalog.exercises), catalog)
    return {item.id for item in ASSERTIONS if next(item.check(subject), None) is not None}


def with_weeks(whole: Program, change: Callable[[Week], Week]) -> Program:
    return whole.model_copy(update={"weeks": tuple(change(week) for week in whole.weeks)})


def with_workouts(whole: Program, change: Callable[[Workout], Workout]) -> Program:
    return with_weeks(
        whole, lambda week: week.model_copy(update={"workouts": tuple(change(item) for item in week.workouts)})
    )


def with_rows(whole: Program, change: Callable[[Prescription], Prescription]) -> Program:
    return with_workouts(
        whole, lambda item: item.model_copy(update={"exercises": tuple(change(row) for row in item.exercises)})
    )


def with_sets(whole: Program, **fields: Any) -> Program:
    def changed(entry: SetPrescription) -> SetPrescription:
        return entry.model_copy(update=fields)

    return with_rows(whole, lambda row: row.model_copy(update={"sets": tuple(changed(entry) for entry in row.sets)}))


def reversed_days(whole: Program) -> Program:
    return with_workouts(whole, lambda item: item.model_copy(update={"exercises": item.exercises[::-1]}))


def without_pulls(whole: Program) -> Program:
    pulls = {"h_pull", "v_pull"}

    def kept(row: Prescription) -> bool:
        return load_catalog().by_slug[row.slug or ""].pattern.value not in pulls

    return with_workouts(
        whole, lambda item: item.model_copy(update={"exercises": tuple(row for row in item.exercises if kept(row))})
    )


def tripled(whole: Program) -> Program:
    return with_rows(whole, lambda row: row.model_copy(update={"sets": row.sets * 3}))


def same_weeks(whole: Program) -> Program:
    first = whole.weeks[0]
    return whole.model_copy(
        update={"weeks": tuple(first.model_copy(update={"week_number": week.week_number}) for week in whole.weeks)}
    )


def mute(whole: Program) -> Program:
    return with_rows(whole, lambda row: row.model_copy(update={"notes": None}))


def test_every_assertion_has_its_own_id_and_says_what_it_is_about() -> None:
    ids = [item.id for item in ASSERTIONS]
    assert len(set(ids)) == len(ids) >= 100
    assert all(item.rule for item in ASSERTIONS)


def test_planned_programs_hold_every_assertion_that_rejects() -> None:
    found = [
        f"{label(asked)}: {item.id} {flaw.path} {flaw.message}"
        for asked in islice(grid(), 0, None, STRIDE)
        for subject in [planned(asked)]
        for item in ASSERTIONS
        if item.severity == "reject"
        for flaw in islice(item.check(subject), 1)
    ]
    assert found == []


def test_a_rejecting_assertion_is_a_hard_violation_under_its_own_code() -> None:
    asked = request()
    subject = subject_of(
        reversed_days(program(asked)), asked, catalog_pool(asked, load_catalog().exercises), load_catalog()
    )
    order = next(item for item in ASSERTIONS if item.id == "ORD02")
    flaw = next(order.check(subject))
    assert (flaw.code, flaw.severity) == ("ord02", Gravity.HARD)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (reversed_days, {"ORD01", "ORD02", "ORD04", "ORD06", "ORD08"}),
        (without_pulls, {"SEL05", "NAM04"}),
        (tripled, {"VOL01", "VOL02", "VOL11", "TIM01", "NAM04"}),
        (same_weeks, {"PRG01", "LVL07", "PRG04"}),
        (mute, {"BAL02"}),
        (lambda whole: with_sets(whole, rpe=10.0), {"INT08"}),
        (lambda whole: with_sets(whole, reps="30"), {"INT03"}),
        (lambda whole: with_sets(whole, reps="30s"), {"INT04"}),
        (lambda whole: with_sets(whole, weight="101kg"), {"PRG06"}),
        (lambda whole: with_sets(whole, weight="10kg"), {"PRG07"}),
        (lambda whole: with_sets(whole, rest_seconds=30), {"INT10"}),
        (lambda whole: with_rows(whole, lambda row: row.model_copy(update={"notes": "Great job!"})), {"NAM02"}),
        (lambda whole: with_workouts(whole, lambda day: day.model_copy(update={"name": "Day"})), {"NAM01"}),
        (lambda whole: whole.model_copy(update={"rationale": "word " * 99}), {"NAM03"}),
        (lambda whole: whole.model_copy(update={"weeks": whole.weeks[:3]}), {"NAM04"}),
    ],
)
def test_a_spoiled_program_is_found_out(spoil: Callable[[Program], Program], expected: set[str]) -> None:
    asked = request()
    sound = program(asked)
    before = broken(sound, asked)
    assert not expected & before
    assert expected <= broken(spoil(sound), asked)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"equipment": ("bodyweight",)}, {"EQP01"}),
        ({"limitations": ({"area": "lower_back"},)}, {"LIM01", "LIM05", "LIM07"}),
        ({"limitations": ({"area": "shoulder"},)}, {"LIM01", "LIM04"}),
        ({"session_minutes": 25}, {"TIM01", "TIM02"}),
        ({"days": (1, 2, 3, 4)}, {"SPC09"}),
        ({"frequency": 5}, {"FMT01"}),
        ({"experience": "beginner"}, {"LVL01"}),
        ({"goal": "hypertrophy", "focus_muscles": ("calves",), "frequency": 4}, {"INT09"}),
    ],
)
def test_a_program_for_somebody_else_is_found_out(fields: dict[str, Any], expected: set[str]) -> None:
    other = request(experience="advanced")
    assert expected <= broken(program(other), request(**{"experience": "advanced", **fields}))


def test_a_powerlifter_without_the_second_bench_day_is_found_out() -> None:
    asked = request(goal="powerlifting", frequency=3)
    sound = program(asked)
    assert not {"PL01", "PL03", "PL04"} & broken(sound, asked)

    def first_bench_only(week: Week) -> Week:
        seen: list[str] = []

        def kept(row: Prescription) -> bool:
            if "bench" not in (row.slug or ""):
                return True
            seen.append(row.slug or "")
            return len(seen) == 1

        return week.model_copy(
            update={
                "workouts": tuple(
                    item.model_copy(update={"exercises": tuple(row for row in item.exercises if kept(row))})
                    for item in week.workouts
                )
            }
        )

    assert "PL01" in broken(with_weeks(sound, first_bench_only), asked)
    endless = sound.model_copy(update={"weeks": (*sound.weeks[:-1], sound.weeks[8])})
    assert "PL04" in broken(endless, asked)
