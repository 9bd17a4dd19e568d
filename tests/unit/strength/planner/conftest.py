"""A planned week in the words of its request: what the tests of the planner read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from strength.blueprint import Blueprint, Day, Slot
from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest


@dataclass(frozen=True)
class Planned:
    """A request and its blueprint."""

    request: ProgramRequest
    blueprint: Blueprint

    @property
    def days(self) -> tuple[Day, ...]:
        return self.blueprint.days

    def rows(self, day: int) -> list[str]:
        """Slugs of a day in the first mesocycle, in order."""
        return [slot.exercises[0] for slot in self.days[day].slots]

    def all_rows(self) -> set[str]:
        """Every slug of the program."""
        return {slug for day in self.days for slot in day.slots for slug in slot.exercises}

    def sets(self, day: int, slug: str) -> int:
        """Sets of an exercise in the first week of the first mesocycle."""
        slot = next(slot for slot in self.days[day].slots if slot.exercises[0] == slug)
        return self.slot_sets(slot)

    def slot_sets(self, slot: Slot) -> int:
        row = self.blueprint.scheme(slot.scheme).row_for(self.blueprint.mesocycles[0].kind)
        assert row is not None
        return row.sets + (1 if row.top_reps else 0) + slot.sets_delta

    def weekly_sets(self, wanted: Callable[[Exercise], bool]) -> int:
        """Weekly sets of the exercises that satisfy a condition."""
        return sum(
            self.slot_sets(slot)
            for day in self.days
            for slot in day.slots
            if wanted(load_catalog().by_slug[slot.exercises[0]])
        )


@pytest.fixture
def planned() -> Callable[..., Planned]:
    """A function that plans a request given by its fields; what is left out is a four-day strength week in a full gym."""

    def make(**fields: Any) -> Planned:
        request = ProgramRequest(
            **{
                "goal": "strength",
                "frequency": 4,
                "experience": "intermediate",
                "equipment": ("full_gym",),
                **fields,
            }
        )
        return Planned(request=request, blueprint=plan(request, catalog_pool(request, load_catalog().exercises)))

    return make
