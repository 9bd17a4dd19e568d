"""How much work a program has: on a weekday, for a muscle or all over; what "more" and "less" are measured by."""

from collections.abc import Mapping

from strength.exercise import Exercise
from strength.program import Program, Week
from strength.revision.change import VolumeChange
from strength.volume import fractional_sets, hard_sets

LESS = 0.85
MORE = 1.08
"""A change of the amount that counts as one: a set in seven, one in twelve (coaching convention)."""


def amount(program: Program, change: VolumeChange, exercises: Mapping[str, Exercise]) -> float:
    """Working sets a week that the change is about, the mean of the weeks that are no deload."""
    weeks = [week for week in program.weeks if not week.is_deload] or list(program.weeks)
    return sum(_of_week(week, change, exercises) for week in weeks) / len(weeks) if weeks else 0.0


def is_enough(before: float, after: float, change: VolumeChange) -> bool:
    """Whether the amount changed the way it was asked, by as much as counts."""
    return after >= MORE * before if change.is_more else after <= LESS * before


def _of_week(week: Week, change: VolumeChange, exercises: Mapping[str, Exercise]) -> float:
    if change.muscle is not None:
        return fractional_sets(week, exercises).get(change.muscle, 0.0)
    if change.day is not None:
        return float(sum(hard_sets(workout) for workout in week.workouts if workout.weekday == change.day))
    return float(hard_sets(week))
