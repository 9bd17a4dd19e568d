"""A program's scorecard: one figure, twelve dimensions, each with a reason a lifter understands."""

from pydantic import BaseModel, ConfigDict

from strength.violation import Violation


class Dimension(BaseModel):
    """One side of a program's quality.

    Attributes:
        score: 0-1.
        weight: its share in the total.
        reason: one sentence for the lifter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: float
    weight: float
    reason: str


class Scorecard(BaseModel):
    """What `score --json` prints (contract 1.3).

    Attributes:
        total: 0-100.
        kind: what sort of program it was judged as ("block", "linear", "double progression", ...).
        dimensions: by name, in a fixed order.
        violations: broken rules found on the way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: float
    kind: str
    dimensions: dict[str, Dimension]
    violations: tuple[Violation, ...] = ()
