"""What fits into the minutes asked (design 10, 1.3)."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.catalog import load_catalog
from strength.exercise import Pattern
from strength.expansion import expand
from strength.minutes import workout_minutes
from strength.pool import catalog_pool

BIG = {Pattern.SQUAT, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH, Pattern.H_PULL, Pattern.V_PULL}


def longest(program: Any) -> int:
    pool = catalog_pool(program.request, load_catalog().exercises)
    weeks = expand(program.blueprint, program.request, pool).weeks
    return max(
        workout_minutes(workout.exercises, load_catalog().by_slug) for week in weeks for workout in week.workouts
    )


def patterns(program: Any) -> set[Pattern]:
    return {load_catalog().by_slug[slug].pattern for slug in program.all_rows()}


@pytest.mark.parametrize("minutes", [20, 30, 45, 60, 75, 90, 120, 180])
@pytest.mark.parametrize("goal", ["strength", "hypertrophy", "powerlifting"])
def test_no_workout_runs_over(planned: Callable[..., Any], goal: str, minutes: int) -> None:
    assert longest(planned(goal=goal, session_minutes=minutes)) <= 1.15 * minutes


def test_calves_go_before_the_lunge_and_the_lunge_before_the_hinge(planned: Callable[..., Any]) -> None:
    def functions(minutes: int) -> set[Pattern]:
        return {load_catalog().by_slug[slug].pattern for slug in planned(session_minutes=minutes).rows(0)}

    assert {Pattern.CALF, Pattern.LUNGE, Pattern.HINGE} <= functions(75)
    assert Pattern.CALF not in functions(45)
    assert {Pattern.LUNGE, Pattern.HINGE} <= functions(45)
    assert Pattern.LUNGE not in functions(30)
    assert Pattern.HINGE in functions(30)


def test_main_lifts_are_never_dropped(planned: Callable[..., Any]) -> None:
    for minutes in (30, 45, 60):
        program = planned(session_minutes=minutes)
        assert [program.rows(day)[0] for day in range(4)] == ["back_squat", "bench_press", "deadlift", "overhead_press"]


def test_every_big_pattern_stays_in_a_week_of_half_hours(planned: Callable[..., Any]) -> None:
    for goal in ("strength", "hypertrophy"):
        assert patterns(planned(goal=goal, session_minutes=30)) >= BIG


def test_short_sessions_pair_exercises_and_long_ones_do_not(planned: Callable[..., Any]) -> None:
    def groups(minutes: int) -> list[str]:
        program = planned(goal="hypertrophy", session_minutes=minutes)
        return [slot.group for day in program.days for slot in day.slots if slot.group]

    assert groups(30)
    assert not groups(75)
    assert all(groups(30).count(letter) % 2 == 0 for letter in set(groups(30)))


@pytest.mark.parametrize("frequency", [2, 3, 4])
def test_main_lifts_are_never_paired(planned: Callable[..., Any], frequency: int) -> None:
    program = planned(session_minutes=35, frequency=frequency)
    mains = [
        slot for day in program.days for slot in day.slots if program.blueprint.scheme(slot.scheme).slot_role == "main"
    ]
    assert len(mains) == 4
    assert all(slot.group is None for slot in mains)


def test_more_time_is_not_more_sets(planned: Callable[..., Any]) -> None:
    two_hours, three_hours = planned(session_minutes=120), planned(session_minutes=180)
    everything = lambda _: True  # noqa: E731
    assert three_hours.weekly_sets(everything) <= two_hours.weekly_sets(everything) + 12


def test_a_lonely_exercise_gets_company(planned: Callable[..., Any]) -> None:
    program = planned(
        goal="hypertrophy",
        frequency=5,
        experience="beginner",
        equipment=("bodyweight",),
        limitations=({"area": "elbow", "severity": "avoid_loading"},),
    )
    assert all(len(day.slots) >= 2 for day in program.days)


@pytest.mark.parametrize(
    "fields", [{"frequency": 3, "experience": "beginner"}, {"frequency": 4, "experience": "advanced"}]
)
@pytest.mark.parametrize("minutes", [30, 35])
def test_a_short_week_still_pulls(planned: Callable[..., Any], fields: dict[str, Any], minutes: int) -> None:
    program = planned(session_minutes=minutes, **fields)
    presses = program.weekly_sets(lambda row: row.pattern in {Pattern.H_PUSH, Pattern.V_PUSH})
    pulls = program.weekly_sets(lambda row: row.pattern in {Pattern.H_PULL, Pattern.V_PULL})
    assert presses <= 1.6 * pulls
