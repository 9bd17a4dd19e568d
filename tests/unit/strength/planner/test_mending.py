"""What a coach would laugh at in a week, seen in weeks that once had it (design 10, section 6)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from strength.assertions import ASSERTIONS, subject_of
from strength.catalog import load_catalog
from strength.exercise import Exercise, LoadKind, Pattern
from strength.expansion import expand
from strength.planner.sufficiency import equipment_allows
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import ProgramRequest

HOME_RACK = ("barbell", "rack", "bench", "pull_up_bar")


def sore(area: str) -> tuple[dict[str, str], ...]:
    return ({"area": area, "severity": "avoid_loading"},)


def written(planned: Any) -> Program:
    pool = catalog_pool(planned.request, load_catalog().exercises)
    return expand(planned.blueprint, planned.request, pool)


def broken(planned: Any) -> set[str]:
    """Assertions that do not merely warn and do not hold."""
    pool = catalog_pool(planned.request, load_catalog().exercises)
    subject = subject_of(written(planned), planned.request, pool, load_catalog())
    return {item.id for item in ASSERTIONS if item.severity != "warn" and next(item.check(subject), None) is not None}


def row(slug: str) -> Exercise:
    return load_catalog().by_slug[slug]


@pytest.mark.parametrize(
    "fields",
    [
        {"frequency": 3, "experience": "beginner", "equipment": ("dumbbell",), "session_minutes": 30},
        {"goal": "powerlifting", "frequency": 6, "equipment": ("dumbbell", "bench"), "session_minutes": 90},
        {
            "goal": "hypertrophy",
            "frequency": 3,
            "equipment": HOME_RACK,
            "session_minutes": 90,
            "limitations": sore("wrist"),
        },
        {"frequency": 2, "equipment": ("resistance_band",), "session_minutes": 60, "limitations": sore("shoulder")},
        {"goal": "hypertrophy", "equipment": ("bodyweight",), "session_minutes": 45, "limitations": sore("lower_back")},
        {"goal": "powerlifting", "frequency": 5, "experience": "beginner", "session_minutes": 60},
        {"frequency": 5, "experience": "beginner", "equipment": ("kettlebell",), "limitations": sore("knee")},
    ],
)
def test_a_week_that_one_step_spoiled_is_mended_by_the_next(
    planned: Callable[..., Any], fields: dict[str, Any]
) -> None:
    assert broken(planned(**fields)) == set()


def test_a_sore_upper_back_still_squats_with_a_bar(planned: Callable[..., Any]) -> None:
    program = planned(equipment=HOME_RACK, limitations=sore("upper_back"))
    assert row(program.rows(0)[0]).load_kind is LoadKind.BARBELL
    assert row(program.rows(0)[0]).pattern is Pattern.SQUAT


def test_a_press_on_the_floor_does_not_give_way_to_a_push_up_for_the_sake_of_variety(
    planned: Callable[..., Any],
) -> None:
    program = planned(
        goal="hypertrophy",
        frequency=3,
        experience="advanced",
        equipment=("kettlebell",),
        session_minutes=60,
        limitations=sore("wrist"),
    )
    presses = [slug for slug in program.all_rows() if row(slug).pattern is Pattern.H_PUSH]
    assert presses
    assert all(row(slug).load_kind is not LoadKind.BODYWEIGHT for slug in presses)


def test_rotation_never_trades_a_row_for_a_drill(planned: Callable[..., Any]) -> None:
    program = planned(equipment=("bodyweight",), session_minutes=60)
    for day in program.days:
        for slot in day.slots:
            if slot.exercises[0] == "table_row":
                assert "prone_ytw" not in slot.exercises


def test_two_long_days_are_used_for_what_is_lacking(planned: Callable[..., Any]) -> None:
    program = planned(goal="hypertrophy", frequency=2, session_minutes=90)
    muscles = {muscle.value for slug in program.all_rows() for muscle in row(slug).primary}
    assert {"calves", "abs", "biceps", "hamstrings"} <= muscles
    assert min(workout.minutes or 0 for workout in written(program).weeks[1].workouts) >= 60


def test_small_work_gets_harder_from_week_to_week_and_ends_where_it_should(planned: Callable[..., Any]) -> None:
    weeks = written(planned(goal="hypertrophy", session_minutes=60)).weeks[:5]
    for day in range(4):
        for place in range(len(weeks[0].workouts[day].exercises)):
            efforts = [week.workouts[day].exercises[place].sets[0].rpe or 0 for week in weeks]
            if weeks[0].workouts[day].exercises[place].sets[0].reps.endswith("s"):
                continue
            assert efforts == sorted(efforts)
            assert 0.5 <= efforts[-1] - efforts[0] <= 2.0


def test_a_beginner_of_powerlifting_ends_on_the_three_lifts_without_singles(planned: Callable[..., Any]) -> None:
    last = written(planned(goal="powerlifting", frequency=5, experience="beginner", session_minutes=60)).weeks[-1]
    lifts = Counter(item.slug for workout in last.workouts for item in workout.exercises)
    trained = {slug for slug in lifts if row(slug or "").pattern not in {Pattern.CORE, Pattern.CARRY}}
    assert {"back_squat", "bench_press"} <= trained <= {"back_squat", "bench_press", "deadlift"}
    assert all(entry.reps != "1" for workout in last.workouts for item in workout.exercises for entry in item.sets)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"equipment": ("full_gym",)}, True),
        ({"equipment": HOME_RACK}, True),
        ({"equipment": ("dumbbell",), "goal": "hypertrophy"}, True),
        ({"equipment": ("dumbbell",)}, False),
        ({"equipment": ("machine", "cable"), "goal": "powerlifting"}, False),
        ({"equipment": ("bodyweight",), "goal": "hypertrophy"}, False),
        ({"equipment": HOME_RACK, "goal": "hypertrophy", "limitations": sore("lower_back")}, False),
        ({"equipment": ("full_gym",), "goal": "hypertrophy", "limitations": sore("elbow")}, True),
        ({"equipment": ("full_gym",), "goal": "powerlifting", "limitations": sore("shoulder")}, False),
    ],
)
def test_equipment_allows_what_it_can_load(planned: Callable[..., Any], fields: dict[str, Any], allowed: bool) -> None:
    request: ProgramRequest = planned(**fields).request
    assert equipment_allows(request, catalog_pool(request, load_catalog().exercises)) is allowed
