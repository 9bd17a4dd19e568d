"""The taper: the two weeks before a meet (design 04, C.2.5 and 0.7; design 10, 3.2 and PL02-PL05).

First week: main lifts at 0.6, everything else at 0.5 of their sets, as heavy as before; each competition lift is heavy
for the last time inside its window where the week offers an occasion. Last week: openers, then technique; every day
stays, the ones without an opener are short and easy. An opener (a single of at most 91 %) is not a heavy set: the
windows of `LAST_HEAVY_DAYS` are about the sets above it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor

from strength.exercise import Lift
from strength.expansion.day_plan import DayPlan, SlotPlan
from strength.expansion.opener_week import last_week
from strength.expansion.set_group import SetGroup, repetitions
from strength.landmarks import LAST_HEAVY_DAYS, OPENER_PERCENT, TAPER_MAIN_SHARE, TAPER_OTHER_SHARE
from strength.loading import percent_for

MEET_LIFTS = (Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT)
DAYS_PER_WEEK = 7

VARIANT_DAYS = 10
"""Variants are used for the last time so many days before the end (design 10, PL05)."""

LAST_SINGLE_EFFORT = 8.5
BACK_OFF = SetGroup(sets=2, reps=repetitions(2), percent=82.0)
EARLIER_DOUBLES = SetGroup(sets=2, reps=repetitions(2), percent=85.0)
LATE_DOUBLE = SetGroup(sets=1, reps=repetitions(2), percent=85.0)
LIGHT_DOUBLES = SetGroup(sets=2, reps=repetitions(2), percent=70.0)
"""Coaching convention, design 10, 3.2."""

TAPER_EFFORT = 7.0
"""Assistance work of a taper leaves three repetitions (coaching convention, design 10, PL02)."""

BEGINNER_FIRST = (3, 7.0)
"""Repetitions and RPE of a beginner's first taper week (coaching convention, design 10, 3.2)."""

__all__ = ["competition_slots", "first_week", "is_meet", "last_week"]


def competition_slots(days: Sequence[DayPlan]) -> Mapping[Lift, SlotPlan]:
    """The closest free-bar row of each competition lift in the week; a lift that has none is missing."""
    best: dict[Lift, SlotPlan] = {}
    for day in days:
        for slot in day.slots:
            lift = slot.lift
            if lift is None:
                continue
            held = best.get(lift)
            if held is None or _closeness(slot) > _closeness(held):
                best[lift] = slot
    return best


def _closeness(slot: SlotPlan) -> tuple[float, bool]:
    """The lift itself before its variants, its main place before the others."""
    return slot.exercise.competition_similarity, slot.occasion.role == "main"


def is_meet(days: Sequence[DayPlan]) -> bool:
    """Whether the week holds all three lifts on a free bar, for a lifter who is no beginner: only then are there singles."""
    lifts = competition_slots(days)
    return all(lift in lifts and lifts[lift].occasion.level > 1 for lift in MEET_LIFTS)


def first_week(days: Sequence[DayPlan]) -> list[DayPlan]:
    """The last week but one."""
    rows = competition_slots(days)
    meet = is_meet(days)
    hosts = {lift: _host(days, lift) for lift in rows} if meet else {}
    return [
        replace(
            day,
            slots=_one_near_maximum(
                _without_doubles([_first(day, slot, rows, hosts, meet=meet) for slot in day.slots])
            ),
        )
        for day in days
    ]


def days_before_end(weekday: int, *, weeks_left: int) -> int:
    """Days from a workout to the last Sunday of the program."""
    return DAYS_PER_WEEK - weekday + DAYS_PER_WEEK * weeks_left


def _host(days: Sequence[DayPlan], lift: Lift) -> tuple[int, SlotPlan] | None:
    """The latest place of the lift inside its window: where it is heavy for the last time."""
    low, high = LAST_HEAVY_DAYS[lift]
    for day in reversed(days):
        if low <= days_before_end(day.weekday, weeks_left=1) <= high:
            places = [slot for slot in day.slots if slot.lift is lift and slot.occasion.role != "light"]
            if places:
                return day.weekday, max(places, key=lambda slot: slot.exercise.competition_similarity)
    return None


def _first(
    day: DayPlan,
    slot: SlotPlan,
    rows: Mapping[Lift, SlotPlan],
    hosts: Mapping[Lift, tuple[int, SlotPlan] | None],
    *,
    meet: bool,
) -> SlotPlan:
    lift = slot.lift
    if lift is not None and not meet and _steps_aside(day, slot, rows):
        # a beginner without a meet ends on the lifts themselves as well (PL05)
        return slot.as_exercise(rows[lift], cut(slot.groups, TAPER_OTHER_SHARE))
    if not meet or lift is None:
        return _plain(slot)
    row, host = rows[lift], hosts[lift]
    is_host = host is not None and host[0] == day.weekday and host[1] is slot
    top = row.type == "top" or any(group.reps.high == 1 for group in row.groups)
    if slot.occasion.role == "light":
        return slot.as_exercise(slot, (LIGHT_DOUBLES,))
    if top and (is_host or (host is None and slot.occasion.role == "main")):
        single = SetGroup(
            sets=1, reps=repetitions(1), percent=percent_for(1, LAST_SINGLE_EFFORT), rpe=LAST_SINGLE_EFFORT
        )
        return slot.as_exercise(row, (single, BACK_OFF))
    if top and slot.occasion.role == "main":
        return slot.as_exercise(row, (EARLIER_DOUBLES,))
    if is_host and slot.occasion.role != "main":
        return slot.as_exercise(row, (LATE_DOUBLE,))
    if days_before_end(day.weekday, weeks_left=1) < VARIANT_DAYS and slot.occasion.role != "main":
        return slot.as_exercise(row, cut(slot.groups, TAPER_OTHER_SHARE))
    return _plain(slot)


def _steps_aside(day: DayPlan, slot: SlotPlan, rows: Mapping[Lift, SlotPlan]) -> bool:
    is_late = days_before_end(day.weekday, weeks_left=1) < VARIANT_DAYS
    is_variant = slot.exercise.competition_similarity < 1.0 and slot.occasion.role != "main"
    has_own = slot.lift is not None and rows[slot.lift].exercise.competition_similarity == 1.0
    return is_late and is_variant and has_own and slot.occasion.level == 1


def _plain(slot: SlotPlan) -> SlotPlan:
    is_main = slot.occasion.role == "main"
    groups = cut(slot.groups, TAPER_MAIN_SHARE if is_main else TAPER_OTHER_SHARE)
    if is_main and slot.occasion.level == 1 and slot.lift is not None:
        reps, rpe = BEGINNER_FIRST
        loaded = any(group.percent is not None for group in groups)
        sets = sum(group.sets for group in groups)
        percent = percent_for(reps, rpe) if loaded else None
        groups = (SetGroup(sets=sets, reps=repetitions(reps), percent=percent, rpe=rpe),)
    if slot.lift is None:
        groups = tuple(_eased(group) for group in groups)
    return replace(slot, groups=groups)


def _eased(group: SetGroup) -> SetGroup:
    """An assistance set before a meet: the low end of its range, nothing to recover from."""
    reps = replace(group.reps, high=group.reps.low, is_open=False)
    return replace(group, reps=reps, rpe=None if group.rpe is None else min(group.rpe, TAPER_EFFORT))


def cut(groups: tuple[SetGroup, ...], share: float) -> tuple[SetGroup, ...]:
    """That share of the sets, rounded, at least one; the first groups are kept first."""
    left = max(1, floor(sum(group.sets for group in groups) * share + 0.5))
    kept: list[SetGroup] = []
    for group in groups:
        if left:
            kept.append(replace(group, sets=min(left, group.sets)))
            left -= kept[-1].sets
    return tuple(kept)


def _one_near_maximum(slots: tuple[SlotPlan, ...]) -> tuple[SlotPlan, ...]:
    """The day's first lift keeps its heavy single; what follows stays at an opener (design 10, INT07)."""
    seen = False
    result: list[SlotPlan] = []
    for slot in slots:
        is_near = any((group.percent or 0.0) > OPENER_PERCENT for group in slot.groups)
        if is_near and seen:
            groups = tuple(
                replace(group, percent=OPENER_PERCENT, rpe=None) if (group.percent or 0.0) > OPENER_PERCENT else group
                for group in slot.groups
            )
            result.append(replace(slot, groups=groups))
            continue
        seen = seen or is_near
        result.append(slot)
    return tuple(result)


def _without_doubles(slots: Sequence[SlotPlan]) -> tuple[SlotPlan, ...]:
    """Each exercise once, where it stood first (FMT02)."""
    first: dict[str, SlotPlan] = {}
    for slot in slots:
        first.setdefault(slot.exercise.slug, slot)
    return tuple(first.values())
