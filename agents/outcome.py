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


Outcome = Annotated[ProgramOutcome | Question | Refusal, Field(discriminator="kind")]

_OUTCOME: TypeAdapter[ProgramOutcome | Question | Refusal] = TypeAdapter(Outcome)


def read_outcome(value: object) -> ProgramOutcome | Question | Refusal:
    """The outcome that a terminal output holds.

    Raises:
        pydantic.ValidationError: it holds none.
    """
    return _OUTCOME.validate_python(value)
