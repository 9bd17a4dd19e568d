"""What a review may say: a code of a closed set, advice or weak, at a place of the program, in one short sentence.

None of it is a rule. A finding can have a design that passed made once more, and that is all it can do.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from strength.violation import Gravity, Violation

MOST_FINDINGS = 5
LONGEST_MESSAGE = 160
"""Characters."""

CODE_PREFIX = "review_"
"""Before the code of a finding where it stands among those of rules."""


class ReviewCode(StrEnum):
    """Which side of the program a finding is about."""

    ORDER = "order"
    SELECTION = "selection"
    VOLUME = "volume"
    PROGRESSION = "progression"
    RECOVERY = "recovery"
    FIT_TO_REQUEST = "fit_to_request"
    NAMING = "naming"


class ReviewSeverity(StrEnum):
    """How much a finding weighs; what must not ship is for rules alone to say."""

    ADVICE = "advice"
    """Noted."""
    WEAK = "weak"
    """A good coach would design it once more."""


OWN_SENTENCES: Mapping[ReviewCode, str] = MappingProxyType(
    {
        ReviewCode.ORDER: "An exercise stands at the wrong place.",
        ReviewCode.SELECTION: "Another exercise would serve this lifter better.",
        ReviewCode.VOLUME: "The number of sets does not suit this lifter.",
        ReviewCode.PROGRESSION: "What gets harder from week to week, or how fast, does not suit this lifter.",
        ReviewCode.RECOVERY: "Hard work for the same muscles is too much at once or comes too soon again.",
        ReviewCode.FIT_TO_REQUEST: "It is not what the lifter asked for.",
        ReviewCode.NAMING: "The name does not say what the workout holds.",
    }
)
"""What is said where the model's own words are not fit to be kept."""

_NEVER_WEAK = frozenset({ReviewCode.NAMING})
"""Not worth the price of another design."""

_HINT = "Improve this as far as all rules and the request allow, and change nothing else."


class ReviewFinding(BaseModel):
    """One remark.

    Attributes:
        code: what it is about.
        severity: advice or weak, never more.
        at: "2.3" is slot 3 of day 2, "2" the whole day, "" the whole program; 1-based, in the blueprint's order.
        message: the model's sentence, screened; None where ours stands for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: ReviewCode
    severity: ReviewSeverity
    at: Annotated[str, Field(pattern=r"^([1-9][0-9]?(\.[1-9][0-9]?)?)?$")] = ""
    message: Annotated[str, Field(max_length=LONGEST_MESSAGE)] | None = None

    @property
    def is_weak(self) -> bool:
        """Whether it is worth another design."""
        return self.severity is ReviewSeverity.WEAK and self.code not in _NEVER_WEAK

    @property
    def violation(self) -> Violation:
        """The finding as a designer reads it, always a soft one."""
        day, _, slot = self.at.partition(".")
        path = f"tpl[{day}]" if day else ""
        return Violation(
            code=f"{CODE_PREFIX}{self.code.value}",
            severity=Gravity.SOFT,
            path=f"{path}.s[{slot}]" if slot else path,
            message=self.message or OWN_SENTENCES[self.code],
            hint=_HINT,
        )


class Review(BaseModel):
    """All that a review said.

    Attributes:
        findings: the gravest first; empty when there is nothing to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    findings: Annotated[tuple[ReviewFinding, ...], Field(max_length=MOST_FINDINGS)] = ()

    @property
    def weak(self) -> tuple[ReviewFinding, ...]:
        """Those that are worth another design."""
        return tuple(finding for finding in self.findings if finding.is_weak)
