"""Deload, test and taper weeks beside the full weeks around them: never heavier, longer or harder (design 10, PRG05).

A scheme knows its own week only. What an easy week may ask for depends on what was done the week before and on what
the next block starts with, so this is done when all weeks are planned.
"""

from collections.abc import Sequence
from dataclasses import replace

from strength.expansion.bounds import LEAST_EFFORT, bounded
from strength.expansion.day_plan import DayPlan, SlotPlan
from strength.expansion.phases import PlannedWeek, Stage
from strength.expansion.set_group import SetGroup

VARIANT_SHARE = 0.95
"""Load of a row that is not tested over its load the week before (coaching convention: 5-10 % less)."""

BELOW_NEXT = 0.5
"""Points of RPE by which a deload stays below the first week after it: else the rest is harder than the work."""

Week = tuple[PlannedWeek, list[DayPlan]]


def eased_beside_work(weeks: Sequence[Week]) -> list[Week]:
    """The weeks in order, the easy ones held below the full weeks before and after them."""
    result: list[Week] = []
    before: list[DayPlan] = []
    for at, (week, days) in enumerate(weeks):
        if week.stage == "work":
            before = days
            result.append((week, days))
            continue
        after: list[DayPlan] = next(
            (later for other, later in weeks[at + 1 :] if other.stage == "work"), list[DayPlan]()
        )
        result.append((week, [_day(number, day, week.stage, before, after) for number, day in enumerate(days)]))
    return result


def _day(number: int, day: DayPlan, stage: Stage, before: Sequence[DayPlan], after: Sequence[DayPlan]) -> DayPlan:
    old = _by_slug(before, number)
    new = _by_slug(after, number)
    slots = (_slot(slot, stage, old.get(slot.exercise.slug), new.get(slot.exercise.slug)) for slot in day.slots)
    return replace(day, slots=tuple(slots))


def _by_slug(days: Sequence[DayPlan], number: int) -> dict[str, SlotPlan]:
    return {slot.exercise.slug: slot for slot in days[number].slots} if number < len(days) else {}


def _slot(slot: SlotPlan, stage: Stage, old: SlotPlan | None, new: SlotPlan | None) -> SlotPlan:
    groups = slot.groups
    if old is not None and not _is_tested(slot, stage):
        groups = tuple(_not_more(group, old) for group in groups)
    if new is not None and stage == "deload":
        first = min((group.rpe for group in new.groups if group.rpe is not None), default=None)
        if first is not None:
            groups = tuple(_below(group, first) for group in groups)
    return slot if groups == slot.groups else replace(slot, groups=bounded(groups, slot.occasion))


def _is_tested(slot: SlotPlan, stage: Stage) -> bool:
    """Whether this week is about its load: a main lift of a test week, a competition lift before a meet."""
    if stage == "test":
        return slot.occasion.role == "main"
    return stage != "deload" and slot.exercise.competition_similarity == 1.0


def _not_more(group: SetGroup, old: SlotPlan) -> SetGroup:
    """Lighter than the heaviest set of the work week; no closer to the limit where no load is known."""
    heaviest = max((item.percent for item in old.groups if item.percent is not None), default=None)
    if group.percent is not None and heaviest is not None:
        most = VARIANT_SHARE * heaviest
        return group if group.percent <= most else replace(group, percent=most, rpe=None)
    hardest = max((item.rpe for item in old.groups if item.rpe is not None), default=None)
    if group.rpe is None or hardest is None:
        return group
    return replace(group, rpe=min(group.rpe, hardest))


def _below(group: SetGroup, first: float) -> SetGroup:
    """Easier than the first week of the block that follows; where a load is known it says enough."""
    if group.rpe is None or group.percent is not None:
        return group
    return replace(group, rpe=min(group.rpe, max(LEAST_EFFORT, first - BELOW_NEXT)))
