"""One line of the table: a figure, what it is compared with, and whether that is good enough."""

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure.

    Attributes:
        section: the letter under which it is asked for.
        name: what was measured.
        figure: the median.
        unit: of the figure and of its baseline.
        samples: how many measurements the median is of.
        baseline: the median of what it is compared with, measured in the same run; None where a target stands alone.
        against: what the baseline is.
        target: in words; empty for a figure that only informs.
        holds: whether the target is reached; None without one.
        limit: what takes the time now.
        floor: what cannot be undercut, and why.
        notes: further figures by name.
    """

    section: str
    name: str
    figure: float
    unit: str
    samples: int = 1
    baseline: float | None = None
    against: str = ""
    target: str = ""
    holds: bool | None = None
    limit: str = ""
    floor: str = ""
    notes: dict[str, float | int | str] = dataclasses.field(default_factory=dict[str, float | int | str])

    @property
    def ratio(self) -> float | None:
        """Figure by baseline; None without one."""
        return None if not self.baseline else self.figure / self.baseline

    def to_json(self) -> dict[str, Any]:
        """Everything, with the ratio."""
        return {**dataclasses.asdict(self), "ratio": self.ratio}
