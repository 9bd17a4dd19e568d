"""Repetitions as they are written in a program: "5", "8-12", "5+", "AMRAP", "30s"."""

import re
from dataclasses import dataclass
from functools import lru_cache

AMRAP_COUNTED = 8
"""What "AMRAP" alone is counted as (design 04, H.1)."""

_TEXT = re.compile(r"^\s*(\d+)\s*(?:-\s*(\d+))?\s*(\+)?\s*(s|sec|secs|seconds)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetitions:
    """What a set asks for.

    Attributes:
        low: fewest repetitions, or seconds.
        high: most; equal to `low` unless it is a range.
        is_open: as many as possible from `low` on.
        is_timed: seconds, not repetitions.
    """

    low: int
    high: int
    is_open: bool = False
    is_timed: bool = False

    @property
    def counted(self) -> float:
        """The figure to reckon with: the middle of a range."""
        return (self.low + self.high) / 2.0

    def __str__(self) -> str:
        """As a program writes it."""
        span = str(self.low) if self.high == self.low else f"{self.low}-{self.high}"
        return f"{span}{'+' if self.is_open else ''}{'s' if self.is_timed else ''}"


@lru_cache(maxsize=1024)
def parse_repetitions(text: str) -> Repetitions | None:
    """What the text asks for, or None when it is not one of the forms above."""
    if text.strip().upper().startswith("AMRAP"):
        return Repetitions(low=AMRAP_COUNTED, high=AMRAP_COUNTED, is_open=True)
    match = _TEXT.match(text)
    if match is None:
        return None
    low = int(match[1])
    high = int(match[2]) if match[2] else low
    return Repetitions(low=min(low, high), high=max(low, high), is_open=bool(match[3]), is_timed=bool(match[4]))
