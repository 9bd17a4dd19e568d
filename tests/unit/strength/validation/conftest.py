"""Builders of tiny programs: a sound one, and the same with one thing changed."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.catalog import Catalog, load_catalog
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest
from strength.validation import validate
from strength.violation import Violation

SQUAT_DAY = ("leg_press", "bench_press", "chest_supported_row", "leg_curl")
HINGE_DAY = ("romanian_deadlift", "lat_pulldown", "seated_db_press", "db_split_squat")


class Make:
    """Makes sound parts; keyword arguments change one thing."""

    def sets(self, count: int = 3, **fields: Any) -> tuple[SetPrescription, ...]:
        usual: dict[str, Any] = {"reps": "10", "rpe": 8.0, "rest_seconds": 120}
        return tuple(SetPrescription(set_number=n, **(usual | fields)) for n in range(1, count + 1))

    def exercise(self, slug: str, count: int = 3, *, name: str | None = None, **fields: Any) -> Prescription:
        return Prescription(slug=slug, name=name or slug, sets=self.sets(count, **fields))

    def workout(self, *exercises: str | Prescription, day: int = 1, weekday: int | None = None) -> Workout:
        made = [self.exercise(item) if isinstance(item, str) else item for item in exercises]
        ordered = [item.model_copy(update={"order": place}) for place, item in enumerate(made, start=1)]
        return Workout(name=f"Day {day}", day_number=day, weekday=weekday or 3 * day - 2, exercises=tuple(ordered))

    def week(self, number: int, *workouts: Workout) -> Week:
        usual = (self.workout(*SQUAT_DAY, day=1), self.workout(*HINGE_DAY, day=2))
        return Week(week_number=number, workouts=workouts or usual)

    def program(self, weeks: int | list[Week] = 4, **fields: Any) -> Program:
        made = [self.week(n) for n in range(1, weeks + 1)] if isinstance(weeks, int) else weeks
        usual: dict[str, Any] = {
            "name": "Test",
            "goal": "hypertrophy",
            "experience": "intermediate",
            "frequency": 2,
            "equipment": ("full_gym",),
            "load_basis": "current1rm",
        }
        return Program(weeks=tuple(made), **(usual | fields))

    def first_day(self, *exercises: str | Prescription, weeks: int = 4, **fields: Any) -> Program:
        """Every week's first workout is this one."""
        made = [
            self.week(n, self.workout(*exercises, day=1), self.workout(*HINGE_DAY, day=2)) for n in range(1, weeks + 1)
        ]
        return self.program(made, **fields)

    def first_exercise(self, exercise: Prescription, **fields: Any) -> Program:
        """The first exercise of week 1 is this one; the rest is sound."""
        others = [self.exercise(slug) for slug in SQUAT_DAY if slug != exercise.slug]
        weeks = [self.week(n) for n in range(1, 5)]
        weeks[0] = self.week(1, self.workout(exercise, *others, day=1), self.workout(*HINGE_DAY, day=2))
        return self.program(weeks, **fields)

    def week_of(self, number: int, sets: int) -> Week:
        """A week with so many sets of every exercise."""
        one = self.workout(*(self.exercise(slug, sets) for slug in SQUAT_DAY), day=1)
        two = self.workout(*(self.exercise(slug, sets) for slug in HINGE_DAY), day=2)
        return self.week(number, one, two)

    def request(self, **fields: Any) -> ProgramRequest:
        usual: dict[str, Any] = {
            "goal": "hypertrophy",
            "frequency": 2,
            "experience": "intermediate",
            "equipment": ("full_gym",),
            "weeks": 4,
        }
        return ProgramRequest(**(usual | fields))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def find(make: Make, catalog: Catalog) -> Callable[..., list[Violation]]:
    """Findings of one code; without a request given, the sound one is used."""

    def found(code: str, program: Program, *, request: ProgramRequest | None = None, alone: bool = False) -> Any:
        asked = None if alone else request or make.request(weeks=max(4, len(program.weeks)))
        return [item for item in validate(program, asked, catalog) if item.code == code]

    return found
