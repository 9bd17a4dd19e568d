"""Which exercises can be done today, as the request by which a pool is loaded."""

from collections.abc import Iterable

from strength.adaptation.planned_workout import USUAL_EXPERIENCE
from strength.equipment import FULL_GYM, Equipment, kit_of
from strength.limitation import Limitation
from strength.request import Experience, Goal, ProgramRequest
from strength.substitution.scarcity import left_over

FEWEST_DAYS = 2


def pool_request(
    *,
    goal: Goal | None = None,
    experience: Experience | None = None,
    equipment: Iterable[str] | None = None,
    missing: frozenset[Equipment] = frozenset(),
    limitations: Iterable[Limitation] = (),
) -> ProgramRequest:
    """A request whose pool is what this lifter can do today.

    Args:
        goal: of the program, when known; it does not change the pool.
        experience: the lifter's, when known.
        equipment: words for what is owned; None when nobody said: then a full gym, since what was planned is there.
        missing: what is not at hand today.
        limitations: what hurts today.
    """
    owned = FULL_GYM if equipment is None else kit_of(equipment).owned
    return ProgramRequest(
        goal=goal or Goal.STRENGTH,
        frequency=FEWEST_DAYS,
        experience=experience or USUAL_EXPERIENCE,
        equipment=left_over(owned, missing),
        limitations=tuple(limitations),
    )
