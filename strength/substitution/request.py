"""What a lifter who wants another exercise says: the body of `substitute` (contract 1.4)."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from strength.equipment import Kit, kit_of
from strength.limitation import Area, Severity
from strength.substitution.body import Body, EquipmentWords, Id, Limitations, Text, active

MAX_REASON = 200


class Scope(StrEnum):
    """Where an applied substitute goes: in this workout alone, or in all that are left of the program."""

    WORKOUT = "workout"
    REMAINING = "remaining"


class SubstituteRequest(Body):
    """A request for substitutes.

    Attributes:
        exercise_id: the exercise as it stands in a workout; this or `exercise_definition_id`.
        exercise_definition_id: the exercise itself.
        reason: why, in the lifter's words. Data, never an instruction.
        equipment: what is at hand; None when nothing is said, which is not the same as nothing.
        limitations: at most one severity per area.
        count: how many substitutes at most, 1-10.
        apply: write the chosen substitute into the workout.
        choice: the `exerciseDefinitionId` of the substitute to write, from an earlier answer.
        scope: how far an applied substitute reaches.
    """

    exercise_id: Id | None = None
    exercise_definition_id: Id | None = None
    reason: Annotated[Text, Field(max_length=MAX_REASON)] = ""
    equipment: EquipmentWords | None = None
    limitations: Limitations = ()
    count: Annotated[int, Field(ge=1, le=10, strict=True)] = 5
    apply: Annotated[bool, Field(strict=True)] = False
    choice: Id | None = None
    scope: Scope = Scope.WORKOUT

    @model_validator(mode="after")
    def _one_exercise(self) -> Self:
        if (self.exercise_id is None) is (self.exercise_definition_id is None):
            said = "both" if self.exercise_id is not None else "neither"
            msg = f"give exactly one of exerciseId (in a workout) and exerciseDefinitionId, not {said}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _apply_has_a_choice(self) -> Self:
        if self.apply and self.choice is None:
            msg = "apply is true without a choice; choice must be an exerciseDefinitionId from an earlier answer"
            raise ValueError(msg)
        if self.apply and self.exercise_id is None:
            msg = "apply is true without exerciseId; only an exercise in a workout can be replaced there"
            raise ValueError(msg)
        return self

    @property
    def kit(self) -> Kit | None:
        """What is at hand, or None when nothing was said."""
        return None if self.equipment is None else kit_of(self.equipment)

    @property
    def active_limitations(self) -> dict[Area, Severity]:
        """Limitations that rule something out (all but `recovered`)."""
        return active(self.limitations)
