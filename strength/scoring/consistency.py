"""Consistency: the printed effort agrees with the printed load and repetitions (design 04, A12)."""

from strength.scoring.curves import down, mean
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work


def judge(work: Work) -> Verdict:
    """Mean over sets that print both a percentage and an effort; a point and a quarter apart is free."""
    values = [
        down(abs(max(4.0, entry.implied) - entry.stated), 1.25, 3.5)
        for _, _, entry in work.reading.all_sets()
        if entry.implied is not None and entry.stated is not None
    ]
    return pick(
        mean(values, default=1.0),
        "Loads, repetitions and effort agree with each other.",
        "Some loads contradict the repetitions and effort printed beside them.",
    )
