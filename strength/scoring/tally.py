"""Tally: the different sets of a program and how often each occurs; a program repeats few sets many times."""

from collections.abc import Callable, Iterable

from strength.scoring.reading import Item, WorkSet

SetCount = tuple[WorkSet, bool, int]
"""(set, whether of an exercise of one joint, how often it occurs)."""


def tally_of(items: Iterable[Item]) -> tuple[SetCount, ...]:
    """The different sets of some items, in the order of their first places."""
    counts: dict[tuple[WorkSet, bool], int] = {}
    for item in items:
        is_isolation = item.row.is_isolation
        for work, count in item.runs:
            key = (work, is_isolation)
            counts[key] = counts.get(key, 0) + count
    return tuple([(work, is_isolation, count) for (work, is_isolation), count in counts.items()])


def mean_of(tally: Iterable[SetCount], figure: Callable[[WorkSet], float | None], default: float = 0.0) -> float:
    """The mean of a figure over all sets; sets for which it is None are left out, `default` when that is all."""
    total, sets = 0.0, 0
    for work, _, count in tally:
        value = figure(work)
        if value is not None:
            total += value * count
            sets += count
    return total / sets if sets else default
