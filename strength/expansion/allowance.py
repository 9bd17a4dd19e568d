"""What an exercise allows this lifter, the same in every week: effort, repetitions, percentages, steps of load."""

from dataclasses import dataclass

from strength.exercise import Exercise
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.training_max import takes_percent, training_max
from strength.landmarks import (
    CAUTION_EFFORT,
    CAUTION_REPS,
    EFFORT_CAPS,
    HIGHEST_PLANNED_EFFORT,
    ISOLATION_EFFORT_BONUS,
)
from strength.pool import needs_caution
from strength.request import Goal, ProgramRequest
from strength.rounding import load_step

SHORTEST_WITHOUT_MAXIMA = 3
"""Fewest repetitions of a beginner, and of a program for size: no singles or doubles (design 10, LVL01 and INT09)."""

LONGEST_HEAVY_HINGE = 10
"""Most repetitions of a deadlift; above 8 it stays under RPE 8 (design 10, INT01)."""

LONGEST_HOLDS = {1: 40, 2: 60, 3: 60}
"""Seconds of a hold or a carry by level: from there on a harder one is next (design 10, 3.3)."""

GOOD_MORNING_EFFORT = 7.0
"""Its lever is long and nothing catches the bar (design 10, INT11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """An exercise for one lifter.

    Attributes:
        exercise: what is done.
        is_caution: it is allowed for this lifter only with care.
        takes_percent: whether loads may be percentages: never for a caution exercise, where effort leads (design 10, 2.5).
        effort_cap: the highest RPE planned.
        rep_band: fewest and most repetitions (or seconds) that make sense.
        maximum: its own one-rep maximum in the lifter's unit, when it is known.
        step: smallest step of its load in the lifter's unit, when it has one.
    """

    exercise: Exercise
    is_caution: bool
    takes_percent: bool
    effort_cap: float
    rep_band: tuple[int, int]
    maximum: float | None
    step: float | None


def allowance(exercise: Exercise, request: ProgramRequest) -> Allowance:
    """What the exercise allows the lifter of this request."""
    level = request.experience.level
    is_caution = needs_caution(exercise, request.active_limitations)
    return Allowance(
        exercise=exercise,
        is_caution=is_caution,
        takes_percent=not is_caution and takes_percent(exercise),
        effort_cap=_effort_cap(exercise, level, is_caution=is_caution),
        rep_band=_rep_band(exercise, level, request.goal, is_caution=is_caution),
        maximum=training_max(exercise, request),
        step=load_step(exercise, request.units, beginner=level == 1),
    )


def _effort_cap(exercise: Exercise, level: int, *, is_caution: bool) -> float:
    cap = EFFORT_CAPS[level].high
    if not exercise.is_compound:
        cap = min(cap + ISOLATION_EFFORT_BONUS, HIGHEST_PLANNED_EFFORT)
    if is_caution:
        cap = min(cap, CAUTION_EFFORT)
    if exercise.slug == "good_morning":
        cap = min(cap, GOOD_MORNING_EFFORT)
    return cap


def _rep_band(exercise: Exercise, level: int, goal: Goal, *, is_caution: bool) -> tuple[int, int]:
    low, high = exercise.rep_min, exercise.rep_max
    if exercise.is_timed:
        return low, max(low, min(high, LONGEST_HOLDS[level]))
    if level == 1 or goal is Goal.HYPERTROPHY:
        low = max(low, SHORTEST_WITHOUT_MAXIMA)
    if exercise.slug in HEAVY_HINGE:
        high = min(high, LONGEST_HEAVY_HINGE)
    if is_caution:
        low = max(low, CAUTION_REPS)
    return low, max(low, high)
