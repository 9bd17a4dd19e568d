"""Volume: hard sets, counted whole and by muscle (fractional counting: Pelland 2025; design 04, 0.1)."""

from collections.abc import Iterable, Mapping

from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.program import Week, Workout

DIRECT = 1.0
INDIRECT = 0.5
EXPOSURE = 1.25
"""Fractional sets of a muscle that make a workout count as one of its exposures (design 04, H.2)."""

_EASY, _HARD = 4.5, 7.0


def hard_set_effort(rpe: float) -> float:
    """How much of a hard set a set at this RPE is: 0 up to 4.5, 1 from 7 on, linear between (design 04, A)."""
    return min(1.0, max(0.0, (rpe - _EASY) / (_HARD - _EASY)))


def fractional_sets(part: Workout | Week, exercises: Mapping[str, Exercise]) -> dict[Muscle, float]:
    """Sets by muscle: 1 for each primary, 0.5 for each secondary. Effort is not weighed; unknown slugs count nothing.

    Only muscles that are trained appear.
    """
    counts: dict[Muscle, float] = {}
    for workout in _workouts(part):
        for prescription in workout.exercises:
            exercise = exercises.get(prescription.slug or "")
            if exercise is None:
                continue
            sets = len(prescription.sets)
            for muscle in exercise.primary:
                counts[muscle] = counts.get(muscle, 0.0) + DIRECT * sets
            for muscle in exercise.secondary:
                counts[muscle] = counts.get(muscle, 0.0) + INDIRECT * sets
    return counts


def hard_sets(part: Workout | Week) -> int:
    """Number of working sets."""
    return sum(len(prescription.sets) for workout in _workouts(part) for prescription in workout.exercises)


def exposures(week: Week, exercises: Mapping[str, Exercise], *, at_least: float = EXPOSURE) -> dict[Muscle, int]:
    """In how many workouts of the week each muscle gets `at_least` fractional sets."""
    counts: dict[Muscle, int] = {}
    for workout in week.workouts:
        for muscle, sets in fractional_sets(workout, exercises).items():
            if sets >= at_least:
                counts[muscle] = counts.get(muscle, 0) + 1
    return counts


def _workouts(part: Workout | Week) -> Iterable[Workout]:
    return (part,) if isinstance(part, Workout) else part.workouts
