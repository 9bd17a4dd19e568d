"""An exercise of the workout while it is being adapted, and its part in the workout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from strength.adaptation.change import Change
from strength.adaptation.planned_workout import PlannedExercise
from strength.exercise import Exercise, Pattern
from strength.minutes import workout_minutes
from strength.program import Prescription, SetPrescription

Part = Literal["main", "secondary", "accessory", "isolation", "core"]

BIG = frozenset({Pattern.SQUAT, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH, Pattern.H_PULL, Pattern.V_PULL})
"""The six patterns that every week trains (design 10, SEL05)."""

TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A planned exercise on its way to the adapted workout.

    Attributes:
        planned: as it was planned.
        prescription: as it is now.
        exercise: what is done now; None for an exercise nobody knows.
        part: what it is for in the workout.
        notes: what was done to it so far.
    """

    planned: PlannedExercise
    prescription: Prescription
    exercise: Exercise | None
    part: Part
    notes: tuple[Change, ...] = ()

    @property
    def name(self) -> str:
        """The name of what is done now."""
        return self.prescription.name

    @property
    def slug(self) -> str:
        """Slug of what is done now; empty for an exercise nobody knows."""
        return self.exercise.slug if self.exercise is not None else ""

    @property
    def set_count(self) -> int:
        """How many working sets it has."""
        return len(self.prescription.sets)

    def with_sets(self, sets: Iterable[SetPrescription]) -> "Piece":
        """The same with other sets, numbered from 1."""
        numbered = tuple(
            one if one.set_number == number else one.model_copy(update={"set_number": number})
            for number, one in enumerate(sets, start=1)
        )
        return self.changed(sets=numbered)

    def changed(self, **fields: object) -> "Piece":
        """The same with other fields of its prescription."""
        return replace(self, prescription=self.prescription.model_copy(update=fields))

    def noted(self, change: Change) -> "Piece":
        """The same with one thing more that was done to it."""
        return replace(self, notes=(*self.notes, change))


def pieces_of(planned: Sequence[PlannedExercise]) -> tuple[Piece, ...]:
    """The exercises with their parts. The first compound exercise is the main lift; failing that, the first of all."""
    known = [item.exercise for item in planned]
    main = next((at for at, exercise in enumerate(known) if exercise is not None and exercise.is_compound), 0)
    pieces: list[Piece] = []
    seen: set[Pattern] = set()
    for at, item in enumerate(planned):
        part: Part = "main" if at == main else _part(item.exercise, seen)
        if item.exercise is not None:
            seen.add(item.exercise.pattern)
        pieces.append(Piece(planned=item, prescription=item.prescription, exercise=item.exercise, part=part))
    return tuple(pieces)


def minutes_of(pieces: Iterable[Piece]) -> int:
    """Minutes that these take, rounded."""
    chosen = tuple(pieces)
    exercises: Mapping[str, Exercise] = {item.slug: item.exercise for item in chosen if item.exercise is not None}
    return workout_minutes([item.prescription for item in chosen], exercises)


def _part(exercise: Exercise | None, seen: set[Pattern]) -> Part:
    if exercise is None:
        return "accessory"
    if exercise.pattern in TRUNK:
        return "core"
    if not exercise.is_compound:
        return "isolation"
    return "secondary" if exercise.pattern in BIG and exercise.pattern not in seen else "accessory"
