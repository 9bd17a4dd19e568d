"""What a goal's command found: figures, and what misses the goal."""

import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Outcome:
    """One goal.

    Attributes:
        goal: C6 and so on.
        figures: what was measured.
        misses: sentences about what the goal wants and was not reached; empty when it holds.
    """

    goal: str
    figures: dict[str, Any] = field(default_factory=dict[str, Any])
    misses: list[str] = field(default_factory=list[str])

    def want(self, holds: bool, sentence: str) -> None:
        """Note what is not reached."""
        if not holds:
            self.misses.append(sentence)


def percentile(values: Collection[float], share: float) -> float:
    """The smallest value that so large a share does not exceed; 0 of nothing."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))] if ranked else 0.0


def say(sentence: str) -> None:
    """Tell whoever waits how far it is; the figures alone go to stdout."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
