"""How a run ends: exactly one of these is the terminal output of the coordinator."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Outcome(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProgramOutcome(_Outcome):
    """A program was stored and its job completed.

    Attributes:
        program_id: row of the program.
        name: what the lifter reads.
        weeks: its length.
        score: 0-100, what our own rubric says of it.
        degraded: the rule-based coach designed it because the model could not.
        warnings: sentences for the lifter.
        model: id of the model that designed it.
        findings: rules it still breaks softly, as "code: message".
    """

    kind: Literal["program"] = "program"
    program_id: str
    name: str
    weeks: int
    score: float
    degraded: bool
    warnings: tuple[str, ...] = ()
    model: str
    findings: tuple[str, ...] = ()


class AdaptOutcome(_Outcome):
    """A workout was fitted to the day and its job completed.

    Attributes:
        workout_id: the planned workout.
        name: what the lifter reads.
        minutes_before: estimated length as planned.
        minutes_after: estimated length as adapted.
        applied: the adapted sets were written.
        explanation: one to three sentences for the lifter.
        model: id of the model that chose, or of the rule-based coach.
        warnings: sentences for the lifter.
    """

    kind: Literal["adaptation"] = "adaptation"
    workout_id: str
    name: str
    minutes_before: int
    minutes_after: int
    applied: bool
    explanation: str
    model: str
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What the dev UI shows."""
        written = "written" if self.applied else "a proposal, nothing was written"
        return f"{self.name!r}: {self.explanation} ({written})"


class SubstituteOutcome(_Outcome):
    """Substitutes were found and the job completed.

    Attributes:
        original: name of what is replaced.
        substitutes: names, the recommended one first; may be empty.
        applied: the chosen one was written.
        explanation: one or two sentences for the lifter.
        model: id of the model that recommended, or of the rule-based coach.
        warnings: sentences for the lifter.
    """

    kind: Literal["substitution"] = "substitution"
    original: str
    substitutes: tuple[str, ...]
    applied: bool
    explanation: str
    model: str
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What the dev UI shows."""
        others = f" Or: {', '.join(self.substitutes[1:])}." if len(self.substitutes) > 1 else ""
        return f"{self.explanation}{others}"


class Question(_Outcome):
    """Something is missing; only in the dev UI, where a person can answer.

    Attributes:
        message: one sentence that asks for it.
    """

    kind: Literal["question"] = "question"
    message: str


class Refusal(_Outcome):
    """No workflow does jobs of this type.

    Attributes:
        job_type: what was asked for.
        message: what would be right.
    """

    kind: Literal["refusal"] = "refusal"
    job_type: str
    message: str


JobOutcome = ProgramOutcome | AdaptOutcome | SubstituteOutcome
"""How a job ends well."""

Outcome = Annotated[JobOutcome | Question | Refusal, Field(discriminator="kind")]

_OUTCOME: TypeAdapter[JobOutcome | Question | Refusal] = TypeAdapter(Outcome)


def read_outcome(value: object) -> JobOutcome | Question | Refusal:
    """The outcome that a terminal output holds.

    Raises:
        pydantic.ValidationError: it holds none.
    """
    return _OUTCOME.validate_python(value)
