"""Programs that nobody thought about: random, but with the lifter's equipment and level, and loads that agree.

A scorer that gives them good marks rewards form. Every generator takes a seed and always makes the same program of it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, assert_never

from strength.catalog import load_catalog
from strength.exercise import Exercise, LoadKind
from strength.loading import percent_for
from strength.pool import is_allowed
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import Experience, Goal, ProgramRequest

Kind = Literal["random", "free_pass", "linear"]

_WEEKS = 12
_KITS = (("full_gym",), ("barbell", "rack", "bench", "pull_up_bar"), ("dumbbell", "bench"), ("machine", "cable"))
_DAYS = {2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 5, 6), 6: (1, 2, 3, 4, 5, 6)}
_MOST_EFFORT = {1: 8.5, 2: 9.0, 3: 9.5}
_FEWEST_REPS = {1: 4, 2: 1, 3: 1}
_CLIMB = 1.25
"""Percent points that a linear rise adds each week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A random program and the request that it does not answer."""

    program: Program
    request: ProgramRequest


Row = Callable[[Exercise, int], tuple[SetPrescription, ...]]


def noise(kind: Kind, seed: int) -> Noise:
    """One random program.

    Args:
        kind: `random`: exercises, sets, repetitions and effort at random, loads by the repetition table; every second
            seed keeps its exercises through the weeks. `free_pass`: random exercises that stay, every set 8-12 at
            RPE 8. `linear`: random exercises and schemes that stay, everything climbing by the same step each week.
        seed: any whole number.
    """
    dice = random.Random(f"{kind} {seed}")  # noqa: S311 - nothing secret
    request = ProgramRequest(
        goal=dice.choice(tuple(Goal)),
        experience=dice.choice(tuple(Experience)),
        frequency=dice.randint(2, 6),
        equipment=dice.choice(_KITS),
        session_minutes=dice.choice((60, 75, 90)),
    )
    rows = [row for row in load_catalog().exercises if is_allowed(row, request)]
    keeps = kind != "random" or seed % 2 == 0
    template = _template(dice, request, rows)
    writer = _Writer(kind=kind, dice=dice, request=request, schemes={})
    weeks: list[Week] = []
    for number in range(_WEEKS):
        days = template if keeps else _template(dice, request, rows)
        workouts = tuple(
            Workout(
                name=f"Day {place}",
                day_number=place,
                weekday=weekday,
                exercises=tuple(_prescription(row, order, writer.sets(row, number)) for order, row in day),
            )
            for place, (weekday, day) in enumerate(zip(_DAYS[request.frequency], days, strict=True), start=1)
        )
        weeks.append(Week(week_number=number + 1, workouts=workouts))
    program = Program(
        name=f"Noise {seed}",
        goal=request.goal,
        experience=request.experience,
        frequency=request.frequency,
        equipment=request.equipment,
        session_minutes=request.session_minutes,
        load_basis="current1rm",
        weeks=tuple(weeks),
    )
    return Noise(program=program, request=request)


Day = list[tuple[int, Exercise]]


def _template(dice: random.Random, request: ProgramRequest, rows: list[Exercise]) -> list[Day]:
    return [list(enumerate(dice.sample(rows, dice.randint(4, 7)), start=1)) for _ in range(request.frequency)]


def _prescription(row: Exercise, order: int, sets: tuple[SetPrescription, ...]) -> Prescription:
    return Prescription(slug=row.slug, name=row.name, order=order, sets=sets)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes the sets of a row; what is drawn once for a rise is kept by exercise."""

    kind: Kind
    dice: random.Random
    request: ProgramRequest
    schemes: dict[str, Row]

    def sets(self, row: Exercise, week: int) -> tuple[SetPrescription, ...]:
        match self.kind:
            case "free_pass":
                return _sets(row, 3, "8-12", 8.0, None)
            case "random":
                return _drawn(row, self.dice, self.request, is_climbing=False)(row, 0)
            case "linear":
                if row.slug not in self.schemes:
                    self.schemes[row.slug] = _drawn(row, self.dice, self.request, is_climbing=True)
                return self.schemes[row.slug](row, week)
            case _:
                assert_never(self.kind)


def _drawn(row: Exercise, dice: random.Random, request: ProgramRequest, *, is_climbing: bool) -> Row:
    """A scheme drawn at random; its later weeks climb, with the load that table and effort allow."""
    level = request.experience.level
    count = dice.randint(1, 6)
    reps = dice.randint(_FEWEST_REPS[level], 20)
    effort = dice.randint(12, round(2 * _MOST_EFFORT[level])) / 2
    start = max(30.0, percent_for(reps, effort) - 10)

    def scheme(exercise: Exercise, week: int) -> tuple[SetPrescription, ...]:
        if row.load_kind is not LoadKind.BARBELL:
            climbed = reps + week // 2 if is_climbing else reps
            return _sets(exercise, count, str(climbed), effort, None)
        if is_climbing:
            return _sets(exercise, count, str(reps), None, round(min(percent_for(reps, 9), start + _CLIMB * week), 1))
        return _sets(exercise, count, str(reps), effort, round(percent_for(reps, effort), 1))

    return scheme


def _sets(
    row: Exercise, count: int, reps: str, effort: float | None, percent: float | None
) -> tuple[SetPrescription, ...]:
    text = "30 s" if row.is_timed else reps
    return tuple(
        SetPrescription(
            set_number=number,
            reps=text,
            rpe=effort,
            percent1rm=None if row.is_timed else percent,
            rest_seconds=120 if row.is_compound else 75,
        )
        for number in range(1, count + 1)
    )
