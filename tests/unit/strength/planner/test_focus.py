"""Focus muscles (design 10, 4)."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.catalog import load_catalog
from strength.muscle import Muscle


def fractional(program: Any, muscle: Muscle) -> float:
    primary = program.weekly_sets(lambda row: muscle in row.primary)
    return primary + 0.5 * program.weekly_sets(lambda row: muscle in row.secondary)


@pytest.mark.parametrize(
    ("fau", "muscle"),
    [("side-delts", Muscle.SIDE_DELT), ("glutes", Muscle.GLUTES), ("biceps", Muscle.BICEPS), ("chest", Muscle.CHEST)],
)
@pytest.mark.parametrize("goal", ["strength", "hypertrophy"])
def test_a_focus_muscle_gets_more_sets(planned: Callable[..., Any], goal: str, fau: str, muscle: Muscle) -> None:
    assert fractional(planned(goal=goal, focus_muscles=(fau,)), muscle) > fractional(planned(goal=goal), muscle)


def test_a_focus_muscle_is_trained_on_two_days_at_least(planned: Callable[..., Any]) -> None:
    program = planned(focus_muscles=("triceps",))
    days = [
        day
        for day in range(4)
        if any(Muscle.TRICEPS in load_catalog().by_slug[slug].primary for slug in program.rows(day))
    ]
    assert len(days) >= 2


def test_a_focus_muscle_may_open_a_day_of_a_size_program_and_gives_it_its_name(planned: Callable[..., Any]) -> None:
    program = planned(goal="hypertrophy", focus_muscles=("side-delts",))
    opened = [index for index in range(4) if Muscle.SIDE_DELT in load_catalog().by_slug[program.rows(index)[0]].primary]
    assert len(opened) == 1
    assert "Side Delts" in program.days[opened[0]].name


def test_a_focus_muscle_never_comes_before_a_main_lift(planned: Callable[..., Any]) -> None:
    program = planned(focus_muscles=("side-delts", "biceps"))
    for day in program.days:
        assert program.blueprint.scheme(day.slots[0].scheme).slot_role == "main"


def test_only_three_focus_muscles_count(planned: Callable[..., Any]) -> None:
    three = planned(focus_muscles=("chest", "biceps", "glutes"))
    four = planned(focus_muscles=("chest", "biceps", "glutes", "calves"))
    assert three.blueprint.days == four.blueprint.days
