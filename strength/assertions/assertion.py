"""An assertion: one of the rules by which a coach would laugh at a program (design 10, section 6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from strength.assertions.subject import Subject
from strength.violation import Gravity, Violation

Severity = Literal["reject", "repair", "warn"]
"""reject: do not ship; repair: mend and check again; warn: ship and list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One place where an assertion does not hold: where, what is there, what would be right."""

    path: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A rule of design 10, section 6.

    Attributes:
        id: as in the design, "ORD01".
        severity: what a failure means.
        rule: the rule in a few words.
        flaws: finds the places where it does not hold.
    """

    id: str
    severity: Severity
    rule: str
    flaws: Callable[[Subject], Iterator[Flaw]]

    def check(self, subject: Subject) -> Iterator[Violation]:
        """Every place where the rule does not hold."""
        gravity = Gravity.HARD if self.severity == "reject" else Gravity.SOFT
        for flaw in self.flaws(subject):
            yield Violation(
                code=self.id.lower(), severity=gravity, path=flaw.path, message=flaw.message, hint=flaw.hint
            )
