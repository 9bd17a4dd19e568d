"""Warm-up: how many sets lead up to an exercise, and what is said about them. They are never counted as work.

Numbers: design 04, 0.8 and design 10, 5 (a ramp before the first exercise of a muscle, one feeler set before a later
pattern: Iversen 2021; the ramp itself is coaching convention).
"""

from collections.abc import Sequence

from strength.exercise import Exercise, LoadKind
from strength.muscle import Muscle
from strength.request import Units
from strength.rounding import EMPTY_BAR, format_load, round_load

RAMP = ((40, 8), (60, 5), (75, 3), (85, 1))
"""Percent of the working load, and repetitions, of each step of a full ramp."""

SHORT_RAMP_BELOW, MIDDLE_RAMP_BELOW = 75.0, 85.0
EASY_START = "3-5 min easy"
FEELER = "1 lighter set x 5"
HALF_LOAD = "1 set x 8 at half load"
EASIER_RUNG = "1 easier set x 6"

_BARS = (LoadKind.BARBELL, LoadKind.SMITH)


def warmup_set_counts(exercises: Sequence[tuple[Exercise | None, float]]) -> list[int]:
    """Warm-up sets before each exercise of a workout.

    Args:
        exercises: in execution order, each with the percent of one-rep maximum of its heaviest set; an exercise nobody
            knows is None and is taken for a compound one.
    """
    counts: list[int] = []
    warm: set[Muscle] = set()
    patterns: set[object] = set()
    for exercise, percent in exercises:
        if exercise is None:
            counts.append(0 if counts else 2)
            continue
        if not exercise.is_compound or exercise.is_timed:
            counts.append(0)
            continue
        if warm.isdisjoint(exercise.primary):
            counts.append(_ramp_length(percent) if exercise.load_kind in _BARS else 1)
        else:
            counts.append(0 if exercise.pattern in patterns else 1)
        warm.update(exercise.primary)
        patterns.add(exercise.pattern)
    return counts


def warmup_text(
    exercise: Exercise, sets: int, load: float | None, units: Units, *, is_first: bool, beginner: bool
) -> str | None:
    """What the lifter reads before an exercise; None when there is no warm-up.

    Args:
        exercise: what is warmed up for.
        sets: how many warm-up sets, from `warmup_set_counts`.
        load: working load in `units`, when it is known.
        units: unit of loads.
        is_first: whether it is the first exercise of the workout.
        beginner: whether small plates are used for the upper body.
    """
    steps = _steps(exercise, sets, load, units, beginner=beginner) if sets else ""
    start = EASY_START if is_first else ""
    return ", then ".join(part for part in (start, steps) if part) or None


def _ramp_length(percent: float) -> int:
    if percent < SHORT_RAMP_BELOW:
        return 2
    return 3 if percent < MIDDLE_RAMP_BELOW else 4


def _steps(exercise: Exercise, sets: int, load: float | None, units: Units, *, beginner: bool) -> str:
    if exercise.load_kind is LoadKind.BODYWEIGHT:
        return EASIER_RUNG
    if sets == 1:
        if load is None or exercise.load_kind not in _BARS:
            return HALF_LOAD if exercise.load_kind not in _BARS else FEELER
        return f"{_rounded(load * 0.6, exercise, units, beginner=beginner)} x 5"
    if load is None:
        return ", ".join(f"{percent}% of the working load x {reps}" for percent, reps in RAMP[:sets])
    if load <= EMPTY_BAR[units]:
        return f"{sets} easy sets of a lighter exercise x 8"
    loads = [
        (_rounded(load * percent / 100.0, exercise, units, beginner=beginner), reps) for percent, reps in RAMP[:sets]
    ]
    return ", ".join(f"{text} x {reps}" for text, reps in loads)


def _rounded(load: float, exercise: Exercise, units: Units, *, beginner: bool) -> str:
    rounded = round_load(load, exercise, units, beginner=beginner)
    return format_load(load if rounded is None else rounded, units)
