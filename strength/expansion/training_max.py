"""The one-rep maximum that an exercise's percentages refer to: the stated one, or a share of it for a variant."""

from collections.abc import Mapping
from types import MappingProxyType

from strength.exercise import Exercise, Lift, LoadKind
from strength.loading import percent_for
from strength.request import ProgramRequest

VARIANT_FACTORS: Mapping[str, float] = MappingProxyType(
    {
        "pause_squat": 0.90,
        "front_squat": 0.82,
        "box_squat": 0.88,
        "close_grip_bench": 0.92,
        "pause_bench": 0.95,
        "incline_bench": 0.80,
        "floor_press": 0.88,
        # a first load of 58 % of the deadlift for 8 at RPE 7, turned into a maximum of its own: a hinge that starts
        # from above and never rests on the floor (coaching convention: 55-60 %)
        "romanian_deadlift": 58.0 / percent_for(8, 7),
    }
)
"""Maximum of a variant over that of its competition lift (coaching convention, design 10, 3.2)."""

PRESS_OF_BENCH = 0.62
"""Overhead press over bench press where the press is unknown (coaching convention, design 10, 3.2)."""

LEAST_SIMILARITY = 0.7
"""Below, a variant is too unlike its competition lift to take its load from it (calibration)."""

_PRESSES = frozenset({"overhead_press", "push_press"})


def takes_percent(exercise: Exercise) -> bool:
    """Whether a percentage means anything for it: a free-bar main lift or a near variant of one (design 10, INT05)."""
    if exercise.load_kind is not LoadKind.BARBELL or not exercise.is_compound:
        return False
    return (
        exercise.slug in _PRESSES
        or exercise.slug in VARIANT_FACTORS
        or (exercise.competition_lift is not None and exercise.competition_similarity >= LEAST_SIMILARITY)
    )


def training_max(exercise: Exercise, request: ProgramRequest) -> float | None:
    """The exercise's own one-rep maximum in the request's unit, or None when nothing says how much it is."""
    if not takes_percent(exercise):
        return None
    stated = request.one_rep_maxes
    if exercise.slug in _PRESSES:
        bench = stated.get(Lift.BENCH)
        return stated.get(Lift.PRESS, bench * PRESS_OF_BENCH if bench is not None else None)
    load = stated.get(exercise.competition_lift) if exercise.competition_lift else None
    if load is None:
        return None
    return load * VARIANT_FACTORS.get(exercise.slug, exercise.competition_similarity)
