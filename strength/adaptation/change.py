"""What became of a planned workout, for the lifter and for a model that may choose among the options."""

from dataclasses import dataclass
from typing import Any, Literal

from strength.adaptation.planned_workout import PlannedExercise, PlannedWorkout
from strength.substitution.ranking import Substitute

ChangeKind = Literal["dropped", "trimmed", "swapped", "lighter", "paired", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one exercise, and why.

    Attributes:
        kind: what was done.
        exercise: the planned exercise's name.
        detail: one sentence for the lifter.
    """

    kind: ChangeKind
    exercise: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapOption:
    """An exercise that cannot be done as planned, and what may stand in for it.

    Attributes:
        exercise_id: the planned exercise.
        exercise: its name.
        why: why it cannot be done.
        choices: substitutes, best first; never empty.
        chosen: slug of the one that was taken.
    """

    exercise_id: str
    exercise: str
    why: str
    choices: tuple[Substitute, ...]
    chosen: str

    def to_json(self) -> dict[str, Any]:
        """Plain data, as a model gets to see it."""
        return {
            "exerciseId": self.exercise_id,
            "exercise": self.exercise,
            "why": self.why,
            "choices": [choice.to_json() for choice in self.choices],
            "chosen": self.chosen,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A workout fitted to the day.

    Attributes:
        workout: what is left to do, in execution order.
        dropped: what is not done today, without sets.
        changes: in the order of the plan; every planned exercise has at least one.
        options: where another substitute could be taken.
        minutes_before: estimated length as planned.
        minutes_after: estimated length as adapted.
        warnings: sentences for the lifter.
    """

    workout: PlannedWorkout
    dropped: tuple[PlannedExercise, ...]
    changes: tuple[Change, ...]
    options: tuple[SwapOption, ...]
    minutes_before: int
    minutes_after: int
    warnings: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything is different from the plan."""
        return any(change.kind != "kept" for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """Plain data for a job's result."""
        return {
            "workoutId": self.workout.workout_id,
            "name": self.workout.name,
            "minutesBefore": self.minutes_before,
            "minutesAfter": self.minutes_after,
            "exercises": [
                {"exerciseId": item.exercise_id, **item.prescription.model_dump(mode="json", by_alias=True)}
                for item in self.workout.exercises
            ],
            "changes": [
                {"kind": change.kind, "exercise": change.exercise, "detail": change.detail} for change in self.changes
            ],
            "options": [option.to_json() for option in self.options],
            "warnings": list(self.warnings),
        }
