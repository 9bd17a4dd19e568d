"""What every expectation is: a claim about what becomes of a case, and the sentence that says where it fails."""

from abc import ABC, abstractmethod
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from evals.evidence import Evidence, Made


class Claim(BaseModel, ABC):
    """One thing that has to hold.

    Attributes:
        known: why it does not hold yet; such a failure is counted and shown, and fails no gate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    known: Annotated[str, Field(max_length=200)] = ""

    @abstractmethod
    def flaw(self, evidence: Evidence) -> str | None:
        """What is wrong, in a line; None when the claim holds."""

    @property
    def label(self) -> str:
        """The claim in a few words: its kind and its terms."""
        terms = self.model_dump(mode="json", exclude={"known"}, exclude_defaults=True)
        # the kind is a default of its class
        kind = str(getattr(self, "kind", type(self).__name__))
        return " ".join([kind, *(_term(value) for name, value in terms.items() if name != "kind")])


class ProgramClaim(Claim, ABC):
    """A claim about a program; it fails when there is none."""

    def flaw(self, evidence: Evidence) -> str | None:
        """What is wrong with the program, or that there is none."""
        if evidence.made is None:
            return f"there is no program: {evidence.refusal}"
        return self.flaw_of(evidence.made)

    @abstractmethod
    def flaw_of(self, made: Made) -> str | None:
        """What is wrong with the program."""


# Any: whatever pydantic dumps
def _term(value: Any) -> str:
    if isinstance(value, list | tuple):
        # pyright cannot know what a dumped list holds
        return ",".join(_term(one) for one in value)  # pyright: ignore[reportUnknownVariableType]
    return f"{value:g}" if isinstance(value, float) else str(value)


def listed(items: "list[str] | tuple[str, ...]", most: int = 3) -> str:
    """The first few of them."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"
