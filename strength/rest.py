"""Rest between sets (ACSM 2009, Singer 2024; design 04, C.2.7 and design 10, 5)."""

from strength.blueprint import Role
from strength.exercise import Exercise

SUPERSET_REST = 60
"""Pause before the partner's set when two exercises alternate."""

LONGEST_ISOLATION_REST = 90
SHORTEST_MAIN_REST = 120
"""Bounds on what a scheme may ask for (design 10, INT10 and the short workouts of 1.3)."""

TIMED_REST = 60
HEAVY_PERCENT = 85.0
HEAVY_REST = 240
FEW_REPS, SOME_REPS, MANY_REPS = 5, 8, 15


def usual_rest(exercise: Exercise | None, reps: float, percent: float | None) -> int:
    """Seconds of rest when nothing is said: by repetitions, and whether more than one joint works."""
    if exercise is not None and not exercise.is_compound:
        return TIMED_REST if exercise.is_timed or reps >= MANY_REPS else 75
    if reps <= FEW_REPS:
        return HEAVY_REST if percent is not None and percent >= HEAVY_PERCENT else 180
    return 150 if reps <= SOME_REPS else 120


def rest_seconds(
    exercise: Exercise,
    role: Role,
    reps: float,
    percent: float | None,
    *,
    asked: int | None = None,
    alternates: bool = False,
) -> int:
    """Seconds of rest after a set of a slot.

    Args:
        exercise: what is done.
        role: what the slot is in the workout.
        reps: repetitions, or seconds of a hold.
        percent: percent of one-rep maximum, when the set has one.
        asked: what the scheme wants instead.
        alternates: another exercise is done in between.
    """
    if alternates:
        return min(asked or SUPERSET_REST, SUPERSET_REST)
    if asked is not None:
        if role == "main":
            return max(asked, SHORTEST_MAIN_REST)
        return asked if exercise.is_compound else min(asked, LONGEST_ISOLATION_REST)
    if role == "core" or exercise.is_timed:
        return TIMED_REST
    if not exercise.is_compound:
        return usual_rest(exercise, reps, percent)
    match role:
        case "main":
            return max(150, usual_rest(exercise, reps, percent))
        case "light":
            return 120
        case "accessory" | "isolation":
            return 120 if reps <= 10 else LONGEST_ISOLATION_REST
        case "volume" | "secondary":
            return usual_rest(exercise, reps, percent)
