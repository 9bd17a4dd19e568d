"""Which day falls on which weekday (design 10, 1.1)."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.planner.notation import sheet_days
from strength.planner.spacing import assign
from strength.request import Experience

INTERMEDIATE = Experience.INTERMEDIATE


@pytest.mark.parametrize("days", [(6, 7), (1, 2), (7, 1), (3, 7)])
def test_the_days_asked_for_are_honoured_in_order(planned: Callable[..., Any], days: tuple[int, ...]) -> None:
    program = planned(frequency=2, days=days)
    assert [day.weekday for day in program.days] == sorted(days)


def test_the_heavy_deadlift_is_not_the_day_before_the_heavy_squat() -> None:
    sheet = sheet_days("St4", INTERMEDIATE)
    _, order = assign(sheet, (1, 2, 3, 4))
    names = [sheet[index].name for index in order]
    assert abs(names.index("Deadlift Day") - names.index("Squat Day")) > 1


def test_a_deadlift_on_sunday_is_not_followed_by_a_squat_on_monday() -> None:
    sheet = sheet_days("St2", INTERMEDIATE)
    _, order = assign(sheet, (1, 7))
    assert [sheet[index].name for index in order] == ["Deadlift & Press", "Squat & Bench"]


def test_the_week_is_a_circle() -> None:
    sheet = sheet_days("St3", INTERMEDIATE)
    apart, _ = assign(sheet, (1, 3, 5))
    across_sunday, _ = assign(sheet, (1, 4, 7))
    assert across_sunday > apart


def test_days_that_stand_apart_keep_the_usual_order() -> None:
    assert assign(sheet_days("Hy3", INTERMEDIATE), (1, 3, 5)) == (0.0, (0, 1, 2))


def test_two_pairs_of_days_get_the_powerlifting_sheets_made_for_them(planned: Callable[..., Any]) -> None:
    pairs = planned(goal="powerlifting", days=(1, 2, 4, 5))
    assert "Deadlift + Light Squat" in [day.name for day in pairs.days]
    usual = planned(goal="powerlifting")
    assert "Squat + Volume Bench" in [day.name for day in usual.days]


def test_no_day_of_a_usual_week_overlaps_the_next_one() -> None:
    for split, weekdays in (("Hy4", (1, 2, 4, 5)), ("St4", (1, 2, 4, 5)), ("Hy6", (1, 2, 3, 4, 5, 6))):
        cost, _ = assign(sheet_days(split, INTERMEDIATE), weekdays)
        assert cost == 0.0, split
