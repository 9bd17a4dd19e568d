"""Programs that run twice: the same weeks again, at percentages of a maximum that was tested in between."""

from collections import defaultdict

from strength.scoring.curves import down
from strength.scoring.work import Work

_SHORTEST, _LONGEST = 4, 8
LEAST_LIKENESS = 0.8
"""From here on weeks that come back count as the same run again (calibration on published programs, design 04, G)."""

Print = dict[tuple[str, int], tuple[float, float]]


def _print(work: Work, week: int) -> Print:
    """(load times repetitions, repetitions) of each exercise by its occurrence in the week."""
    found: Print = {}
    seen: dict[str, int] = defaultdict(int)
    for item in work.items[week]:
        key = item.row.key
        reps = load = 0.0
        for entry, count in item.runs:
            reps += count * entry.reps
            load += count * entry.reps * (entry.bar if entry.bar is not None else 10 * entry.effort)
        found[key, seen[key]] = (load, reps)
        seen[key] += 1
    return found


def _alike(one: Print, other: Print) -> float:
    shared = one.keys() & other.keys()
    total = sum([_near(one[key][0], other[key][0]) + _near(one[key][1], other[key][1]) for key in shared])
    keys = len(one) + len(other) - len(shared)
    return total / 2 / keys if keys else 0.0


def _near(one: float, other: float) -> float:
    return 1.0 if one == other else down(abs(one - other) / max(one, other, 1.0), 0.01, 0.06)


def repeated_run(work: Work) -> tuple[int, float]:
    """(weeks of the run, how alike its repetitions are 0-1); (0, 0) when no run comes back nearly the same.

    A run of four to eight weeks is long enough to build up and ease off in (coaching convention, design 04, 0.7).
    """
    weeks = len(work.reading.weeks)
    prints = [_print(work, week) for week in range(weeks)] if weeks >= 2 * _SHORTEST else []
    best = (0, 0.0)
    for length in range(_SHORTEST, min(_LONGEST, weeks // 2) + 1):
        unlike, bearable = 0.0, (1 - LEAST_LIKENESS) * (weeks - length)
        for week in range(length, weeks):
            unlike += 1 - _alike(prints[week], prints[week - length])
            if unlike >= bearable:
                break  # most programs are no repetition, and their first weeks already say so
        else:
            likeness = 1 - unlike / (weeks - length)
            if likeness > best[1] + 1e-9:
                best = (length, likeness)
    return best
