"""Names, reasons and shape of the blueprint (design 10, 5; NAM)."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.errors import PoolTooThin
from strength.planner import plan
from strength.pool import Pool
from strength.request import ProgramRequest

KITS = [("full_gym",), ("dumbbell",), ("bodyweight",), ("machine", "cable")]
CELLS = list(product(("strength", "hypertrophy", "powerlifting"), ("beginner", "advanced"), KITS))


@pytest.mark.parametrize(("goal", "experience", "kit"), CELLS)
def test_names_differ_are_short_and_reasons_stay_under_eighty_words(
    planned: Callable[..., Any], goal: str, experience: str, kit: tuple[str, ...]
) -> None:
    for frequency in (2, 5, 6):
        program = planned(goal=goal, experience=experience, equipment=kit, frequency=frequency, weeks=16)
        names = [day.name for day in program.days]
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 32 for name in names)
        assert 0 < len(program.blueprint.rationale.split()) <= 80
        assert program.blueprint.goal == goal
        assert program.blueprint.level == experience


@pytest.mark.parametrize(("goal", "experience", "kit"), CELLS)
def test_the_short_form_says_the_same(
    planned: Callable[..., Any], goal: str, experience: str, kit: tuple[str, ...]
) -> None:
    blueprint = planned(goal=goal, experience=experience, equipment=kit, weeks=16).blueprint
    assert Blueprint.model_validate(to_wire(blueprint)) == blueprint
    assert len(blueprint.schemes) <= 24


def test_a_name_does_not_promise_a_lift_that_is_not_there(planned: Callable[..., Any]) -> None:
    program = planned(equipment=("machine", "cable"), frequency=2)
    words = " ".join(day.name for day in program.days)
    assert "Deadlift" not in words
    assert "Bench" not in words
    assert [day.name for day in planned(frequency=4).days][:3] == ["Squat Day", "Bench Day", "Deadlift Day"]


def test_percentages_need_a_known_maximum(planned: Callable[..., Any]) -> None:
    unknown = {scheme.type for scheme in planned().blueprint.schemes}
    assert "pct" not in unknown
    half = planned(one_rep_maxes={"squat": 140.0})
    by_row = {slot.exercises[0]: half.blueprint.scheme(slot.scheme).type for day in half.days for slot in day.slots}
    assert by_row["back_squat"] == "pct"
    assert by_row["deadlift"] == "rir"


def test_a_powerlifter_without_the_kit_is_told_so_by_the_title(planned: Callable[..., Any]) -> None:
    program = planned(goal="powerlifting", equipment=("kettlebell",))
    assert "Powerlifting-Style Strength" in (program.blueprint.name or "")
    assert not program.blueprint.taper


def test_an_empty_pool_is_refused_with_what_to_add() -> None:
    request = ProgramRequest(goal="strength", frequency=3, experience="beginner", equipment=())
    with pytest.raises(PoolTooThin, match="add"):
        plan(request, Pool(entries={}))
