"""Programs that run twice: the same weeks again, at percentages of a maximum that was tested in between."""

from collections import defaultdict

from strength.scoring.curves import down, mean
from strength.scoring.work import Work

_SHORTEST, _LONGEST = 4, 8

Print = dict[tuple[str, int], tuple[float, float]]


def _print(work: Work, week: int) -> Print:
    """(load times repetitions, repetitions) of each exercise by its occurrence in the week."""
    found: Print = {}
    seen: dict[str, int] = defaultdict(int)
    for session in work.reading.weeks[week]:
        for item in session.items:
            reps = sum(entry.reps for entry in item.sets)
            load = sum(entry.reps * (entry.bar if entry.bar is not None else 10 * entry.effort) for entry in item.sets)
            found[item.key, seen[item.key]] = (load, reps)
            seen[item.key] += 1
    return found


def _alike(one: Print, other: Print) -> float:
    keys = one.keys() | other.keys()
    values: list[float] = []
    for key in keys:
        if key not in one or key not in other:
            values.append(0.0)
            continue
        pairs = zip(one[key], other[key], strict=True)
        values.append(mean(down(abs(a - b) / max(a, b, 1.0), 0.01, 0.06) for a, b in pairs))
    return mean(values)


def repeated_run(work: Work) -> tuple[int, float]:
    """(weeks of the run, how alike its repetitions are 0-1); (0, 0) when the program is too short to repeat.

    A run of four to eight weeks is long enough to build up and ease off in (coaching convention, design 04, 0.7).
    """
    weeks = len(work.reading.weeks)
    prints = [_print(work, week) for week in range(weeks)]
    best = (0, 0.0)
    for length in range(_SHORTEST, min(_LONGEST, weeks // 2) + 1):
        likeness = mean(_alike(prints[week], prints[week - length]) for week in range(length, weeks))
        if likeness > best[1] + 1e-9:
            best = (length, likeness)
    return best
