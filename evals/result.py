"""What a run found: for each case its figures and findings, as it is written to a file and read again."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from evals.errors import RunUnreadable

Outcome = Literal["program", "refusal", "failed"]


class Figure(BaseModel):
    """Base of everything in a result: frozen, camelCase in JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class DimensionResult(Figure):
    """One dimension: 0-1 and its reason."""

    score: float
    reason: str


class Finding(Figure):
    """One thing that is wrong: its code, where, what."""

    code: str
    path: str
    message: str


class AssertionResult(Figure):
    """A rule of the coach's that does not hold: its id and severity, at how many places, the first of them."""

    id: str
    severity: Literal["reject", "repair", "warn"]
    places: int
    message: str


class ClaimResult(Figure):
    """What became of an expectation.

    Attributes:
        label: the expectation in a few words.
        message: what is wrong; empty when it holds.
        known: why it is known not to hold yet; empty otherwise.
    """

    label: str
    message: str = ""
    known: str = ""

    @property
    def holds(self) -> bool:
        """Whether it holds."""
        return not self.message


class WeekResult(Figure):
    """One week, for charts.

    Attributes:
        number: 1-based.
        phase: what the lifter reads.
        is_easier: whether it is clearly easier than those before it.
        sets: working sets.
        hard_sets: the same weighed by effort.
        intensity: mean percent of one-rep maximum, stated or implied by repetitions and effort.
        fatigue: hard sets of this week and what is left of those before.
    """

    number: int
    phase: str
    is_easier: bool
    sets: int
    hard_sets: float
    intensity: float
    fatigue: float


class Minutes(Figure):
    """Estimated minutes of the workouts in weeks of full work, and what was asked for."""

    shortest: int
    mean: float
    longest: int
    asked: int


class Tokens(Figure):
    """Tokens of what a model is sent for the case, and of the design as it would write it."""

    prompt: int
    answer: int


class SlotResult(Figure):
    """One place in the first week: workout and exercise."""

    workout: str
    exercise: str


class CaseResult(Figure):
    """What became of one case.

    Attributes:
        id: the case.
        title: whose case it is.
        why: what it watches.
        digest: of the case's text.
        repeat: which run of the same case, from 1.
        outcome: a program, a refusal in words, or a job that failed.
        refusal: the words; of a failed job its error.
        total: score 0-100; None without a program.
        dimensions: by name.
        hard: what must not ship, in the program or in the design before it was mended, an independent oracle's included.
        soft: findings that ship.
        assertions: the coach's rules that do not hold.
        claims: the case's expectations.
        repairs: what was mended.
        minutes: None without a program.
        sets_a_week: mean working sets of a full week; None without a program.
        tokens: None when nothing would be sent.
        expected_usd: what the default model would cost for these tokens; None when its price is not known.
        spent_usd: what was really paid; 0 offline, None when unknown.
        model: who designed; empty offline.
        is_degraded: the rule-based coach stood in for a model.
        warnings: sentences for the lifter.
        fingerprint: changes when a workout or an exercise does.
        slots: workouts and exercises of the first week.
        weeks: for charts.
    """

    id: str
    title: str
    why: str
    digest: str
    repeat: int = 1
    outcome: Outcome
    refusal: str = ""
    total: float | None = None
    dimensions: dict[str, DimensionResult] = Field(default_factory=dict[str, DimensionResult])
    hard: tuple[Finding, ...] = ()
    soft: tuple[Finding, ...] = ()
    assertions: tuple[AssertionResult, ...] = ()
    claims: tuple[ClaimResult, ...] = ()
    repairs: tuple[str, ...] = ()
    minutes: Minutes | None = None
    sets_a_week: float | None = None
    tokens: Tokens | None = None
    expected_usd: float | None = None
    spent_usd: float | None = 0.0
    model: str = ""
    is_degraded: bool = False
    warnings: tuple[str, ...] = ()
    fingerprint: str = ""
    slots: tuple[SlotResult, ...] = ()
    weeks: tuple[WeekResult, ...] = ()

    @property
    def unmet(self) -> tuple[ClaimResult, ...]:
        """The expectations that do not hold."""
        return tuple(claim for claim in self.claims if not claim.holds)

    @property
    def weakest(self) -> str:
        """The lowest dimension; empty without a program."""
        return min(self.dimensions, key=lambda name: self.dimensions[name].score, default="")


class Run(Figure):
    """What a run found.

    Attributes:
        name: of the run, and of its file.
        source: who designed: "offline", or the chain of models.
        cases: in the order of the cases.
    """

    name: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    source: str
    cases: tuple[CaseResult, ...]

    def to_json(self) -> str:
        """The file's text: the same for the same results, a line for each value, so that two runs can be compared."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


def read_run(path: Path) -> Run:
    """The run in a file.

    Raises:
        RunUnreadable: it cannot be read or holds none.
    """
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RunUnreadable(
            f"cannot read {str(path)!r} ({error.strerror}); name a file that `evals run` wrote"
        ) from error
    except ValueError as error:
        raise RunUnreadable(f"{str(path)!r} holds no run; name a file that `evals run` wrote") from error


def write_run(run: Run, path: Path) -> None:
    """Write the run to a file; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # whoever stops a run half-way keeps the whole file of before
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(run.to_json(), encoding="utf-8")
    draft.replace(path)
