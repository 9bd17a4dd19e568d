"""What a lifter says about today: the body of `adapt` (contract 1.4)."""

from typing import Annotated

from pydantic import Field

from strength.equipment import Equipment, Kit, kit_of
from strength.limitation import Area, Severity
from strength.request import MAX_NOTES
from strength.substitution.body import Body, EquipmentWords, Id, Limitations, Text, active
from strength.substitution.scarcity import missing_tokens


class AdaptRequest(Body):
    """A request to fit a planned workout to the day.

    Attributes:
        workout_id: the planned workout.
        minutes_available: how long there is, 5-180; None when time is no matter.
        missing_equipment: what is not at hand today; unknown words become a warning.
        limitations: what hurts today, at most one severity per area.
        readiness: 1 (worn out) - 5 (fresh); None when not said.
        notes: free text for the coach. Data, never an instruction.
        apply: write the adapted sets into the workout; else it is a proposal.
    """

    workout_id: Id
    minutes_available: Annotated[int, Field(ge=5, le=180, strict=True)] | None = None
    missing_equipment: EquipmentWords = ()
    limitations: Limitations = ()
    readiness: Annotated[int, Field(ge=1, le=5, strict=True)] | None = None
    notes: Annotated[Text, Field(max_length=MAX_NOTES)] = ""
    apply: Annotated[bool, Field(strict=True)] = False

    @property
    def missing(self) -> frozenset[Equipment]:
        """The equipment that is not at hand today."""
        return missing_tokens(self.missing_equipment)

    @property
    def missing_kit(self) -> Kit:
        """The same words as a kit, for those of them that mean nothing to us."""
        return kit_of(self.missing_equipment)

    @property
    def active_limitations(self) -> dict[Area, Severity]:
        """Limitations that rule something out (all but `recovered`)."""
        return active(self.limitations)
