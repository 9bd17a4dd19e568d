"""Bent-over hinges stay lighter than the week's deadlift, whatever their schemes say (design 10, INT11)."""

from collections.abc import Sequence
from dataclasses import replace

from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.bounds import bounded
from strength.expansion.day_plan import DayPlan, SlotPlan
from strength.request import Units
from strength.rounding import round_load

BENT_PULLS = frozenset({"romanian_deadlift", "stiff_leg_deadlift", "good_morning"})
DEADLIFT_SHARE = 0.9
"""Heaviest load of a bent pull over the week's heaviest deadlift (coaching convention, design 10, INT11)."""


def below_the_deadlift(days: Sequence[DayPlan], units: Units, *, beginner: bool) -> list[DayPlan]:
    """The days with every bent pull at `DEADLIFT_SHARE` of the week's main deadlift at most, where both loads are known."""
    slots = [slot for day in days for slot in day.slots]
    if not any(slot.exercise.slug in BENT_PULLS for slot in slots):
        return list(days)
    pulled = max(
        (_load(slot, units, beginner=beginner) for slot in slots if _is_main_pull(slot)),
        default=0.0,
    )
    if not pulled:
        return list(days)
    most = DEADLIFT_SHARE * pulled
    return [replace(day, slots=tuple(_held(slot, most) for slot in day.slots)) for day in days]


def _is_main_pull(slot: SlotPlan) -> bool:
    return slot.occasion.role == "main" and slot.exercise.slug in HEAVY_HINGE


def _load(slot: SlotPlan, units: Units, *, beginner: bool) -> float:
    """The slot's heaviest load as it will be printed; 0 when it is not known."""
    maximum = slot.occasion.maximum or 0.0
    wanted = max((group.percent or 0.0 for group in slot.groups), default=0.0) / 100.0 * maximum
    return (round_load(wanted, slot.exercise, units, beginner=beginner) or 0.0) if wanted else 0.0


def _held(slot: SlotPlan, most: float) -> SlotPlan:
    maximum = slot.occasion.maximum
    if slot.exercise.slug not in BENT_PULLS or not maximum:
        return slot
    percent = 100.0 * most / maximum
    groups = tuple(
        replace(group, percent=percent, rpe=None) if group.percent is not None and group.percent > percent else group
        for group in slot.groups
    )
    return slot if groups == slot.groups else replace(slot, groups=bounded(groups, slot.occasion))
