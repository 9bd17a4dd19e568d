"""A workout as it is planned in FitCSV, with what is known about its exercises."""

from dataclasses import dataclass

from strength.exercise import Exercise
from strength.program import Prescription
from strength.request import Experience, Goal, Units

USUAL_EXPERIENCE = Experience.INTERMEDIATE
"""Assumed where neither the program nor the lifter says it: neither the caps of a beginner nor those of an expert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedExercise:
    """One exercise of a planned workout.

    Attributes:
        exercise_id: id of its Exercise row.
        prescription: what is asked; without sets once it is dropped.
        exercise: what is known about it; None for a row that tells too little.
    """

    exercise_id: str
    prescription: Prescription
    exercise: Exercise | None = None

    @property
    def name(self) -> str:
        """What the lifter reads."""
        return self.prescription.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWorkout:
    """One workout of a program.

    Attributes:
        workout_id: id of its row.
        user_id: its owner.
        program_id: the program that it is part of.
        name: what the lifter reads.
        week_number: 1-based week of the program.
        day_number: 1-based workout of the week.
        exercises: in execution order.
        goal: what the program is for; None when the program says something else.
        experience: the lifter's, as the program was made for; None when not said.
        units: unit of the program's loads; None when not said.
        equipment: what the program was made for; None when not said.
    """

    workout_id: str
    user_id: str
    program_id: str
    name: str
    week_number: int
    day_number: int
    exercises: tuple[PlannedExercise, ...]
    goal: Goal | None = None
    experience: Experience | None = None
    units: Units | None = None
    equipment: tuple[str, ...] | None = None

    @property
    def level(self) -> int:
        """The lifter's level, 1-3."""
        return (self.experience or USUAL_EXPERIENCE).level
