"""What a coach would laugh at, as rules that a machine can check on a program of ours (design 10, section 6).

The validator says what must not ship; these go further and are what the planner is measured by. SEL15 is not here: it
compares the programs of many seeds, so it lives with the evaluations (`evals.seeds`).
"""

from strength.assertions.assertion import Assertion
from strength.assertions.balance import BALANCE
from strength.assertions.equipment_rules import EQUIPMENT
from strength.assertions.focus import FOCUS
from strength.assertions.format_rules import FORMAT
from strength.assertions.intensity import INTENSITY
from strength.assertions.level import LEVEL
from strength.assertions.limits import LIMITS
from strength.assertions.naming_rules import NAMING
from strength.assertions.order import ORDER
from strength.assertions.powerlifting import POWERLIFTING
from strength.assertions.progression import PROGRESSION
from strength.assertions.selection import SELECTION
from strength.assertions.session_time import SESSION_TIME
from strength.assertions.spacing import SPACING
from strength.assertions.subject import Subject, subject_of
from strength.assertions.volume import VOLUME

ASSERTIONS: tuple[Assertion, ...] = (
    *ORDER,
    *SPACING,
    *SELECTION,
    *LEVEL,
    *VOLUME,
    *INTENSITY,
    *PROGRESSION,
    *POWERLIFTING,
    *SESSION_TIME,
    *LIMITS,
    *BALANCE,
    *EQUIPMENT,
    *NAMING,
    *FORMAT,
    *FOCUS,
)
"""Every assertion, in the order of the design."""

REJECTING = tuple(item for item in ASSERTIONS if item.severity == "reject")
"""Those whose failure means that a program is not good enough to be signed."""

__all__ = ["ASSERTIONS", "REJECTING", "Assertion", "Subject", "subject_of"]
