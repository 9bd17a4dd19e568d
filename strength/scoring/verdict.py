"""A dimension's verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

GOOD = 0.8
"""From here on a dimension needs no advice."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Score 0-1 with its reason, one sentence for the lifter."""

    score: float
    reason: str


def pick(score: float, good: str, bad: str, remedies: Mapping[str, float]) -> Verdict:
    """The verdict with the sentence that fits the score, the score clipped to 0-1.

    Args:
        score: of the dimension.
        good: a whole sentence for a score of 0.8 or more.
        bad: what is wrong below that, without a full stop.
        remedies: what the lifter could do, each with how much of the score its cause costs; the dearest is named.
    """
    score = min(1.0, max(0.0, score))
    if score >= GOOD:
        return Verdict(score, good)
    remedy = max(remedies, key=lambda each: remedies[each])
    return Verdict(score, f"{bad}; what would raise it most: {remedy}.")
