"""Consistency: what is printed about a set agrees with itself (design 04, A12)."""

from collections import defaultdict
from collections.abc import Iterator
from math import log

from strength.scoring.curves import down, median, weighted_mean
from strength.scoring.reading import WorkSet
from strength.scoring.tally import mean_of
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

Maxima = defaultdict[str, defaultdict[int, list[tuple[float, int]]]]
"""One-rep maxima in pounds by exercise and week, each with its number of sets."""

_AROUND = 1
"""Weeks before and after that a week is held against."""


def _agreement(entry: WorkSet) -> float | None:
    """Of a set that prints a percentage and an effort; None for others.

    A point and a quarter apart is free (Halperin 2022: people miss by 1).
    """
    if entry.implied is None or entry.stated is None:
        return None
    return down(abs(max(4.0, entry.implied) - entry.stated), 1.25, 3.5)


def _possible(entry: WorkSet) -> float:
    """Percentages within the repetition table, a few points of leeway (Nuzzo 2024: people differ)."""
    return down(entry.beyond, 4, 14)


def _one_maximum(work: Work) -> float:
    """Loads of an exercise point to one maximum; plates round by a few percent, units mixed up are off by 120.

    Where no percentage is printed, the lifter grows and repetitions only tell roughly: each week is held against the
    weeks around it, and half as much again is free.
    """
    exact: Maxima = defaultdict(lambda: defaultdict(list))
    rough: Maxima = defaultdict(lambda: defaultdict(list))
    for week, items in enumerate(work.items):
        for item in items:
            for entry, count in item.runs:
                if entry.maximum:
                    exact[item.row.key][week].append((entry.maximum, count))
                elif entry.rough_maximum:
                    rough[item.row.key][week].append((entry.rough_maximum, count))
    values = [(down(off, 0.1, 0.4), sets) for off, sets in _off(exact)]
    values += [(down(off, 0.4, 0.7), sets) for off, sets in _off(rough)]
    return weighted_mean(values, default=1.0)


def _off(maxima: Maxima) -> Iterator[tuple[float, float]]:
    """(how far each exercise's maximum is off in a week, as a logarithm, and of how many sets)."""
    for weeks in maxima.values():
        middles = {week: weighted_mean(values) for week, values in weeks.items()}
        for week, values in weeks.items():
            around = median([middle for other, middle in middles.items() if abs(other - week) <= _AROUND])
            yield abs(log(middles[week] / around)), float(sum([count for _, count in values]))


def judge(work: Work) -> Verdict:
    """Load against effort x load against the possible x load against percentage."""
    effort, possible = mean_of(work.tally, _agreement, 1.0), mean_of(work.tally, _possible, 1.0)
    maximum = _one_maximum(work)
    return pick(
        effort * possible * maximum,
        "Loads, repetitions and effort agree with each other.",
        "Some loads contradict the repetitions, effort or percentage printed beside them",
        {
            "an effort that fits its load and repetitions": 1 - effort,
            "loads that the repetitions allow": 1 - possible,
            "one unit and one maximum for each exercise": 1 - maximum,
        },
    )
