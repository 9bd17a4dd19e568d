"""How long a workout takes (time model of design 04, 0.8; in published programs it gives 2.6-3.3 minutes a set).

Five minutes to get going, one to set up each exercise, one and a quarter for each warm-up set, then the sets: 3.5 s a
repetition, twice that for one side at a time, and the rest after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from strength.exercise import Exercise
from strength.loading import percent_for
from strength.program import Prescription, SetPrescription
from strength.repetitions import AMRAP_COUNTED, parse_repetitions
from strength.rest import SUPERSET_REST, usual_rest
from strength.warmup import warmup_set_counts

GETTING_GOING_MIN = 5.0
SET_UP_MIN = 1.0
WARMUP_SET_MIN = 1.25
SECONDS_PER_REP = 3.5
USUAL_RPE = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedExercise:
    """As much of an exercise as its time depends on, known before anything is expanded.

    Attributes:
        sets: working sets.
        reps: repetitions a set, or seconds when `is_timed`; the middle of a range.
        rest_seconds: rest after each set.
        is_unilateral: one side at a time.
        is_timed: `reps` are seconds.
        group: letter shared by exercises that alternate.
        warmup_sets: warm-up sets before it.
    """

    sets: int
    reps: float
    rest_seconds: float
    is_unilateral: bool = False
    is_timed: bool = False
    group: str | None = None
    warmup_sets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """One exercise's share of a workout: seconds at work, seconds of each rest, warm-up sets, group."""

    work_s: float
    rests_s: Sequence[float]
    warmup_sets: int
    group: str | None


def estimate_minutes(exercises: Sequence[PlannedExercise]) -> int:
    """Minutes that these exercises take, rounded.

    Exercises that alternate rest by doing each other: after a set there is only the pause before the partner's, at most
    `SUPERSET_REST`. A group of one is no group.
    """
    return _minutes(
        [
            _Stretch(
                work_s=item.sets * _work(item.reps, is_timed=item.is_timed, is_unilateral=item.is_unilateral),
                rests_s=[item.rest_seconds] * item.sets,
                warmup_sets=item.warmup_sets,
                group=item.group,
            )
            for item in exercises
        ]
    )


def workout_minutes(prescriptions: Sequence[Prescription], exercises: Mapping[str, Exercise]) -> int:
    """Minutes that a workout takes, rounded. Missing rests are the usual ones; unknown slugs count as compound."""
    known = [exercises.get(item.slug or "") for item in prescriptions]
    warmups = warmup_set_counts(
        [(exercise, _top_percent(item.sets)) for exercise, item in zip(known, prescriptions, strict=True)]
    )
    return _minutes(
        [
            _stretch(item, exercise, warmup_sets)
            for item, exercise, warmup_sets in zip(prescriptions, known, warmups, strict=True)
        ]
    )


def _stretch(prescription: Prescription, exercise: Exercise | None, warmup_sets: int) -> _Stretch:
    unilateral = exercise is not None and exercise.is_unilateral
    work = 0.0
    rests: list[float] = []
    for entry in prescription.sets:
        seconds, counted = _work_of(entry.reps, unilateral)
        work += seconds
        stated = entry.rest_seconds
        rests.append(usual_rest(exercise, counted, entry.percent1rm) if stated is None else stated)
    return _Stretch(work_s=work, rests_s=rests, warmup_sets=warmup_sets, group=prescription.group)


@lru_cache(maxsize=1024)
def _work_of(text: str, is_unilateral: bool) -> tuple[float, float]:
    """(seconds under the load, counted repetitions) of one set with these repetitions."""
    reps = parse_repetitions(text)
    counted = reps.counted if reps else float(AMRAP_COUNTED)
    is_timed = reps is not None and reps.is_timed
    return _work(counted, is_timed=is_timed, is_unilateral=is_unilateral), counted


def _minutes(stretches: Sequence[_Stretch]) -> int:
    groups = [item.group for item in stretches if item.group is not None]
    minutes = GETTING_GOING_MIN
    for item in stretches:
        alternates = item.group is not None and groups.count(item.group) > 1
        rest = sum(min(pause, SUPERSET_REST) for pause in item.rests_s) if alternates else sum(item.rests_s)
        minutes += SET_UP_MIN + WARMUP_SET_MIN * item.warmup_sets + (item.work_s + rest) / 60.0
    return floor(minutes + 0.5)


def _work(reps: float, *, is_timed: bool, is_unilateral: bool) -> float:
    """Seconds under the load in one set."""
    return (reps if is_timed else reps * SECONDS_PER_REP) * (2.0 if is_unilateral else 1.0)


def _top_percent(sets: Iterable[SetPrescription]) -> float:
    """The heaviest set's percent of one-rep maximum, from repetitions and effort where it is not stated."""
    return max(
        [entry.percent1rm if entry.percent1rm is not None else _usual_percent(entry.reps, entry.rpe) for entry in sets],
        default=0.0,
    )


@lru_cache(maxsize=1024)
def _usual_percent(text: str, rpe: float | None) -> float:
    """Percent of one-rep maximum that repetitions and effort imply; 0 where they imply none."""
    reps = parse_repetitions(text)
    if reps is None or reps.is_timed:
        return 0.0
    return percent_for(reps.counted, USUAL_RPE if rpe is None else rpe)
