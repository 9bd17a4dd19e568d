"""What a coach would not do, and the planner does not either (design 10, 2.2, 2.3 and 4)."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.catalog import load_catalog
from strength.exercise_groups import SPINE, twins_of
from strength.muscle import Muscle

ROWS = load_catalog().by_slug


@pytest.mark.parametrize("frequency", [2, 4, 5])
def test_a_focus_is_trained_on_every_second_day_even_in_half_an_hour(
    planned: Callable[..., Any], frequency: int
) -> None:
    program = planned(frequency=frequency, session_minutes=30, focus_muscles=("biceps",))
    days = sum(any(Muscle.BICEPS in ROWS[slug].primary for slug in program.rows(day)) for day in range(frequency))
    assert 2 * days >= frequency


@pytest.mark.parametrize(
    ("experience", "kit"), [("beginner", ("barbell", "rack", "bench")), ("intermediate", ("full_gym",))]
)
def test_no_bent_row_stands_beside_a_heavy_deadlift(
    planned: Callable[..., Any], experience: str, kit: tuple[str, ...]
) -> None:
    program = planned(frequency=3, experience=experience, equipment=kit)
    day = next(day for day in range(3) if "deadlift" in program.rows(day))
    assert not {slug for slug in program.rows(day) if ROWS[slug].pattern.value == "h_pull"} & SPINE


def test_spare_minutes_of_a_powerlifter_do_not_go_to_calves(planned: Callable[..., Any]) -> None:
    program = planned(goal="powerlifting", frequency=3, session_minutes=120, experience="intermediate")
    assert all(ROWS[slug].pattern.value != "calf" for slug in program.all_rows())


@pytest.mark.parametrize("goal", ["strength", "hypertrophy"])
def test_what_rotates_is_no_twin_never_returns_and_never_leads(planned: Callable[..., Any], goal: str) -> None:
    program = planned(goal=goal, weeks=16)
    assert all(len(day.slots[0].exercises) == 1 for day in program.days)
    turned = [slot.exercises for day in program.days for slot in day.slots if len(slot.exercises) > 1]
    assert turned
    for slugs in turned:
        changes = [slug for before, slug in zip(("", *slugs), slugs, strict=False) if slug != before]
        assert len(changes) == len(set(changes))
        assert not twins_of(changes[0]) & set(changes[1:])


def test_an_advanced_lifter_with_the_same_gym_trains_other_rows_than_an_intermediate(
    planned: Callable[..., Any],
) -> None:
    one, other = (planned(frequency=3, experience=level) for level in ("intermediate", "advanced"))
    first, second = ({(day, slug) for day in range(3) for slug in item.rows(day)} for item in (one, other))
    assert 2 * len(first & second) <= 0.6 * (len(first) + len(second))
