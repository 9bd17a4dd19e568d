"""A step of the repair: the codes it is about, and the edits it would try, the mildest first."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from strength.blueprint import Slot
from strength.exercise import Exercise
from strength.program import Prescription, Workout
from strength.repair.edits import Edit, Place, slot_at
from strength.repair.trial import Terms, Trial
from strength.violation import Violation

_PATH = re.compile(r"weeks\[(?P<week>\d+)\](?:\.workouts\[(?P<workout>\d+)\](?:\.exercises\[(?P<exercise>\d+)\])?)?")

Edits = Callable[[Trial, Terms], Iterator[Edit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One kind of repair.

    Attributes:
        codes: findings that the step is about.
        edits: what it would try on a trial, the mildest first; each is an edit of that trial's blueprint.
    """

    codes: frozenset[str]
    edits: Edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a finding points, 0-based; None where its path does not go so deep."""

    week: int | None = None
    day: int | None = None
    exercise: int | None = None


def spot_of(finding: Violation) -> Spot:
    """Where the finding's path points."""
    found = _PATH.match(finding.path)
    if found is None:
        return Spot()
    week, day, exercise = (None if part is None else int(part) - 1 for part in found.groups())
    return Spot(week=week, day=day, exercise=exercise)


def place_of(trial: Trial, finding: Violation) -> Place | None:
    """The slot of the blueprint that a finding about an exercise comes from.

    Workouts stand in the order of the blueprint's days; inside a workout slots may be left out or put in another
    order, so the exercise is found by its slug.
    """
    spot = spot_of(finding)
    if spot.week is None or spot.day is None or spot.exercise is None or spot.day >= len(trial.blueprint.days):
        return None
    workout: Workout = trial.program.weeks[spot.week].workouts[spot.day]
    prescription: Prescription = workout.exercises[spot.exercise]
    for index, slot in enumerate(trial.blueprint.days[spot.day].slots):
        if prescription.slug in slot.exercises:
            return Place(day=spot.day, slot=index)
    return None


def places_of(trial: Trial, codes: frozenset[str]) -> tuple[Place, ...]:
    """The slots that the findings with these codes come from, each once, in order of first finding."""
    found = (place_of(trial, finding) for finding in trial.of(codes))
    return tuple(dict.fromkeys(place for place in found if place is not None))


def exercise_at(trial: Trial, place: Place, terms: Terms) -> Exercise | None:
    """The slot's first exercise."""
    return terms.exercise(slot_at(trial.blueprint, place).exercises[0])


def named(slot: Slot, terms: Terms) -> str:
    """What the lifter calls the slot's first exercise."""
    exercise = terms.exercise(slot.exercises[0])
    return exercise.name if exercise else slot.exercises[0]
