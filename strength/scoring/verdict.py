"""A dimension's verdict."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Score 0-1 with its reason, one sentence for the lifter."""

    score: float
    reason: str


def pick(score: float, good: str, bad: str, threshold: float = 0.8) -> Verdict:
    """The verdict with the sentence that fits the score, the score clipped to 0-1."""
    score = min(1.0, max(0.0, score))
    return Verdict(score, good if score >= threshold else bad)
