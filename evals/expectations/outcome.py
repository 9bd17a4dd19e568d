"""What a coach expects of the answer as a whole: its score, its words, or that there is none."""

from typing import Annotated, Any, Literal

from pydantic import Field

from evals.evidence import Evidence, Made
from evals.expectations.expectation import Claim, ProgramClaim, listed

DimensionName = Literal[
    "compliance", "volume", "intensity", "effort", "progression", "fatigue", "specificity", "balance", "recovery",
    "structure", "selection", "consistency",
]  # fmt: skip


class ScoreAtLeast(ProgramClaim):
    """The total reaches a value, 0-100."""

    kind: Literal["score_at_least"] = "score_at_least"
    value: Annotated[float, Field(ge=0, le=100)]

    def flaw_of(self, made: Made) -> str | None:
        """The total, when it is lower."""
        total = made.scorecard.total
        return None if total >= self.value else f"the score is {total:.1f}, not {self.value:g}"


class DimensionAtLeast(ProgramClaim):
    """One dimension reaches a value, 0-1."""

    kind: Literal["dimension_at_least"] = "dimension_at_least"
    dimension: DimensionName
    value: Annotated[float, Field(ge=0, le=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The dimension with its reason, when it is lower."""
        found = made.scorecard.dimensions[self.dimension]
        return None if found.score >= self.value else f"{self.dimension} is {found.score:.2f}: {found.reason}"


class RefusesWith(Claim):
    """No program is made, and the sentence that says so holds these words."""

    kind: Literal["refuses_with"] = "refuses_with"
    words: Annotated[tuple[str, ...], Field(min_length=1)]

    def flaw(self, evidence: Evidence) -> str | None:
        """What was said instead."""
        if not evidence.refusal:
            return "a program was made"
        missing = [word for word in self.words if word.lower() not in evidence.refusal.lower()]
        return f"it says {evidence.refusal!r}, without {listed(missing)}" if missing else None


class WarnsAbout(ProgramClaim):
    """Some warning holds one of these words."""

    kind: Literal["warns_about"] = "warns_about"
    any_of: Annotated[tuple[str, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """That none does."""
        text = " ".join(made.program.warnings).lower()
        return None if any(word.lower() in text for word in self.any_of) else f"no warning says {listed(self.any_of)}"


class WarnsAtMost(ProgramClaim):
    """No more warnings than that: who asks for nothing odd gets no list of excuses."""

    kind: Literal["warns_at_most"] = "warns_at_most"
    count: Annotated[int, Field(ge=0)]

    def flaw_of(self, made: Made) -> str | None:
        """The first warnings."""
        found = made.program.warnings
        return None if len(found) <= self.count else f"{len(found)} warnings, such as {found[0]!r}"


class NameMentions(ProgramClaim):
    """The program's name holds every one of these words."""

    kind: Literal["name_mentions"] = "name_mentions"
    words: Annotated[tuple[str, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The name."""
        missing = [word for word in self.words if word.lower() not in made.program.name.lower()]
        return f"it is called {made.program.name!r}, without {listed(missing)}" if missing else None


class RationaleMentions(ProgramClaim):
    """The rationale holds one of these words: the lifter reads why."""

    kind: Literal["rationale_mentions"] = "rationale_mentions"
    any_of: Annotated[tuple[str, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """That it holds none."""
        text = (made.program.rationale or "").lower()
        return None if any(word.lower() in text for word in self.any_of) else f"it never says {listed(self.any_of)}"


class SaysNothingOf(ProgramClaim):
    """None of these words is in anything that the lifter reads."""

    kind: Literal["says_nothing_of"] = "says_nothing_of"
    words: Annotated[tuple[str, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The words that are there."""
        text = "\n".join(made.texts).lower()
        found = [word for word in self.words if word.lower() in text]
        return f"it says {listed(found)}" if found else None


class ReadsAs(Claim):
    """The words were read as a request with this value in this field."""

    kind: Literal["reads_as"] = "reads_as"
    field: str
    # Any: whatever JSON holds
    value: Any

    def flaw(self, evidence: Evidence) -> str | None:
        """What was read."""
        if evidence.request is None:
            return f"nothing was read: {evidence.refusal}"
        read = evidence.request.model_dump(mode="json", by_alias=True).get(self.field)
        return None if read == self.value else f"{self.field} was read as {read!r}, not {self.value!r}"


OutcomeClaim = (
    ScoreAtLeast
    | DimensionAtLeast
    | RefusesWith
    | WarnsAbout
    | WarnsAtMost
    | NameMentions
    | RationaleMentions
    | SaysNothingOf
    | ReadsAs
)
