"""Bounds that hold whatever a blueprint says: repetitions, sets, effort and percent (design 04, C.2.6; design 10, INT)."""

from dataclasses import replace
from math import ceil, floor

from strength.exercise import Exercise
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.occasion import Occasion
from strength.expansion.set_group import SetGroup, seconds
from strength.landmarks import BEGINNER_ACCESSORY_SETS, RPE_TOLERANCE, SLOT_SET_CAP
from strength.loading import percent_for, rpe_for
from strength.repetitions import Repetitions

PERCENT_MARGIN = 1.0
"""Percent points above the table at the effort cap that are let through (design 04, C.2.6)."""

FEWEST_ISOLATION_SETS = 2
"""One set of an isolation exercise is left to deloads, tests and tapers (design 10, VOL12)."""

LIGHT_PERCENT, LIGHT_EFFORT, LIGHT_SETS = 76.0, 6.0, 4
"""A light technique slot stays below these (design 10, INT12)."""

LONG_HINGE_REPS, LONG_HINGE_EFFORT = 8, 7.5
LONG_BAR_REPS, LONG_BAR_EFFORT = 10, 8.0
"""Above so many repetitions a deadlift stays under RPE 8, any heavy bar under RPE 8.5 (design 10, INT01, INT02)."""

USUAL_EFFORT = 8.0
"""Effort of a set that neither effort nor percent is said of (design 04, H.1)."""

LEAST_EFFORT = 5.0
"""The lowest RPE that is asked for: below it no lifter can tell the difference. An easier load is printed without one
(`strength.expansion.set_writing`; coaching convention)."""

_SLACK = 1e-6


def bounded(groups: tuple[SetGroup, ...], occasion: Occasion) -> tuple[SetGroup, ...]:
    """The groups inside every bound, with percent and effort that agree; never more sets than a slot may have."""
    left = _most_sets(occasion)
    least = _fewest_sets(occasion)
    result: list[SetGroup] = []
    for position, group in enumerate(groups):
        is_last = position == len(groups) - 1
        sets = max(1, min(group.sets, left if is_last else left - (len(groups) - 1 - position)))
        if is_last and len(groups) == 1:
            sets = max(sets, least)
        left -= sets
        result.append(_bounded_group(group, sets, occasion))
    return tuple(result)


def _most_sets(occasion: Occasion) -> int:
    most = SLOT_SET_CAP[occasion.level]
    if occasion.role == "light":
        most = min(most, LIGHT_SETS)
    if occasion.level == 1 and occasion.role in {"accessory", "isolation", "core"}:
        most = min(most, BEGINNER_ACCESSORY_SETS)
    return most


def _fewest_sets(occasion: Occasion) -> int:
    is_small = occasion.role == "isolation" and occasion.week.stage == "work"
    return FEWEST_ISOLATION_SETS if is_small else 1


def _bounded_group(group: SetGroup, sets: int, occasion: Occasion) -> SetGroup:
    if group.reps.is_timed:
        low, high = occasion.rep_band
        rpe = None if group.rpe is None else to_half(min(max(group.rpe, LEAST_EFFORT), occasion.effort_cap))
        return SetGroup(sets=sets, reps=seconds(min(high, max(low, group.reps.low))), rpe=rpe)
    reps, wanted = _in_band(group, occasion)
    counted = reps.counted
    cap = _cap(counted, occasion)
    if wanted is None:
        return SetGroup(
            sets=sets,
            reps=reps,
            rpe=to_half(min(max(USUAL_EFFORT if group.rpe is None else group.rpe, LEAST_EFFORT), cap)),
        )
    most = percent_for(counted, cap) + PERCENT_MARGIN
    if occasion.role == "light":
        most = min(most, LIGHT_PERCENT, percent_for(counted, LIGHT_EFFORT))
    percent = round(min(wanted, most), 2)
    return SetGroup(sets=sets, reps=reps, percent=percent, rpe=agreeing_effort(counted, percent, group.rpe, cap))


def agreeing_effort(reps: float, percent: float, stated: float | None, cap: float) -> float:
    """The stated RPE, moved to within one point of what repetitions and percent imply; to halves, at most `cap`."""
    implied = rpe_for(reps, percent)
    if stated is None:
        return min(cap, to_half(implied))
    lowest = ceil(2.0 * (implied - RPE_TOLERANCE) - _SLACK) / 2.0
    highest = floor(2.0 * (implied + RPE_TOLERANCE) + _SLACK) / 2.0
    return min(cap, max(lowest, min(highest, to_half(stated))))


def to_half(rpe: float) -> float:
    """The nearest half point, ties down."""
    return ceil(2.0 * rpe - 0.5 - _SLACK) / 2.0


def _in_band(group: SetGroup, occasion: Occasion) -> tuple[Repetitions, float | None]:
    """Repetitions moved into the exercise's band; a percent moves along the curve so that the effort stays."""
    low, high = occasion.rep_band
    reps = group.reps
    if low <= reps.low and reps.high <= high:
        return reps, group.percent
    width = min(reps.high - reps.low, high - low)
    new_low = min(max(reps.low, low), high - width)
    moved = replace(reps, low=new_low, high=new_low + width)
    if group.percent is None or moved.counted <= reps.counted:
        return moved, group.percent
    same_effort = percent_for(moved.counted, rpe_for(reps.counted, group.percent))
    return moved, min(group.percent, same_effort)


def _cap(reps: float, occasion: Occasion) -> float:
    cap = occasion.effort_cap
    if occasion.exercise.slug in HEAVY_HINGE and reps > LONG_HINGE_REPS:
        cap = min(cap, LONG_HINGE_EFFORT)
    if _is_heavy_bar(occasion.exercise) and reps > LONG_BAR_REPS:
        cap = min(cap, LONG_BAR_EFFORT)
    return cap


def _is_heavy_bar(exercise: Exercise) -> bool:
    return exercise.is_compound and exercise.load_potential >= 1.0
