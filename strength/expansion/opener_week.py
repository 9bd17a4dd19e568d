"""The last week of a taper: openers early, then technique; every day of the template stays, none is empty (contract 1.7)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from strength.exercise import Lift
from strength.expansion.day_plan import DayPlan, SlotPlan
from strength.expansion.set_group import SetGroup, repetitions
from strength.landmarks import LATE_OPENER_PERCENT, OPENER_PERCENT
from strength.loading import percent_for

LATE_FROM = 3
"""Weekday from which an opener is a single of 85 % (design 04, C.2.5)."""

EASY_FROM = 5
"""Weekday from which nothing heavy is lifted: the last two days before the end (last session 3-4 days out: Pritchard
2016; design 04, 0.7)."""

MOST_EXPOSURES = 3
"""The same exercise at most so often in a week (design 10, FMT02)."""

USUAL_EXERCISES = 2
"""A short day of two lifts, of one where the other would come too often: nothing else before a meet (PL04)."""

TECHNIQUE = SetGroup(sets=2, reps=repetitions(3), percent=60.0)
LIGHT_DOUBLES = SetGroup(sets=2, reps=repetitions(2), percent=70.0)
EASY_SETS, EASY_EFFORT = 1, 5.0
TECHNIQUE_EFFORT, TECHNIQUE_CUT = 6.0, 15.0
TECHNIQUE_SLOTS, TECHNIQUE_SETS = 3, 2
MANY_DAYS, MANY_DAYS_SLOTS = 5, 2
BEGINNER_LAST = (3, 6.5)
"""Coaching convention, design 10, 3.2."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FILLERS = (Lift.BENCH, Lift.SQUAT)
_COMPETITION = frozenset({Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT})


def last_week(days: Sequence[DayPlan], rows: Mapping[Lift, SlotPlan], *, meet: bool) -> list[DayPlan]:
    """The last week from the template's days.

    Args:
        days: the week as it would be without a taper.
        rows: the competition lifts, from `strength.expansion.taper.competition_slots`.
        meet: whether there are openers; without, the week is light technique on the usual exercises.
    """
    practises = _is_beginners_own(rows)
    if not meet and not practises:
        most = MANY_DAYS_SLOTS if len(days) >= MANY_DAYS else TECHNIQUE_SLOTS
        return [replace(day, slots=_light(day, most)) for day in days]
    own = [_own(day, rows) for day in days]
    used = {
        lift: sum(slot.exercise.slug == rows[lift].exercise.slug for slots in own for slot in slots) for lift in rows
    }
    easy = [slot for day in days for slot in day.slots if slot.occasion.role == "core"]
    easy_uses: Counter[str] = Counter()
    planned: list[DayPlan] = []
    for day, slots in zip(days, own, strict=True):
        filled = list(slots)
        for lift in sorted(_FILLERS, key=lambda lift: used[lift]):
            present = any(slot.exercise.slug == rows[lift].exercise.slug for slot in filled)
            if len(filled) < USUAL_EXERCISES and not present and used[lift] < MOST_EXPOSURES:
                filled.append(_technique(day.slots[0], rows[lift]))
                used[lift] += 1
        if not filled:
            # no lift is left for this day: something easy rather than a fourth exposure or an empty day
            own_core = [slot for slot in day.slots if slot.occasion.role == "core"]
            spare = [slot for slot in day.slots if slot.lift is None]
            chosen = min(
                (*own_core, *easy, *spare), key=lambda slot: easy_uses[slot.exercise.slug], default=day.slots[0]
            )
            easy_uses[chosen.exercise.slug] += 1
            filled.append(_easy(chosen))
        planned.append(DayPlan(weekday=day.weekday, name=_name(day.weekday, filled), slots=tuple(filled)))
    return planned


def _own(day: DayPlan, rows: Mapping[Lift, SlotPlan]) -> list[SlotPlan]:
    """The day's own competition lifts: openers before `EASY_FROM`, technique from there on and never a deadlift."""
    kept: dict[Lift, SlotPlan] = {}
    for slot in day.slots:
        lift = slot.lift
        if lift is None or lift in kept:
            continue
        row = rows[lift]
        is_competition = slot.exercise.slug == row.exercise.slug
        if day.weekday >= EASY_FROM:
            if lift is not Lift.DEADLIFT:
                kept[lift] = _technique(slot, row)
        elif is_competition and slot.occasion.role == "light":
            kept[lift] = slot.as_exercise(row, (_by_feel(row, LIGHT_DOUBLES),))
        elif is_competition:
            is_beginner = slot.occasion.level == 1
            kept[lift] = slot.as_exercise(row, (_practice(row) if is_beginner else _opener(day.weekday),))
    return list(kept.values())


def _is_beginners_own(rows: Mapping[Lift, SlotPlan]) -> bool:
    """Whether a beginner has all three lifts, or what stands in for one: the last week is theirs alone, in triples (PL02)."""
    return len(rows) == len(_COMPETITION) and all(slot.occasion.level == 1 for slot in rows.values())


def _practice(row: SlotPlan) -> SetGroup:
    reps, rpe = BEGINNER_LAST
    loaded = any(group.percent is not None for group in row.groups)
    percent = percent_for(reps, rpe) if loaded else None
    return SetGroup(sets=TECHNIQUE_SETS, reps=repetitions(reps), percent=percent, rpe=rpe)


def _opener(weekday: int) -> SetGroup:
    if weekday < LATE_FROM:
        return SetGroup(sets=2, reps=repetitions(1), percent=OPENER_PERCENT)
    return SetGroup(sets=1, reps=repetitions(1), percent=LATE_OPENER_PERCENT)


def _by_feel(row: SlotPlan, group: SetGroup) -> SetGroup:
    """The group by effort for a lift that has been led by effort so far: a percentage of nothing says nothing."""
    is_led_by_load = row.occasion.maximum is not None or any(held.percent is not None for held in row.groups)
    return group if is_led_by_load else replace(group, percent=None, rpe=EASY_EFFORT)


def _technique(place: SlotPlan, row: SlotPlan) -> SlotPlan:
    moved = place.as_exercise(row, (_by_feel(row, TECHNIQUE),))
    # light doubles and triples need no heavy lift's rest
    return replace(moved, group=None, rest_asked=None, occasion=replace(moved.occasion, role="light"))


def _easy(slot: SlotPlan) -> SlotPlan:
    last = slot.groups[-1]
    return replace(slot, group=None, note=None, groups=(replace(last, sets=EASY_SETS, percent=None, rpe=EASY_EFFORT),))


def _light(day: DayPlan, most: int) -> tuple[SlotPlan, ...]:
    """A light technique day on the usual exercises: the big ones first, two sets each."""
    compound = [slot for slot in day.slots if slot.exercise.is_compound]
    others = [slot for slot in day.slots if not slot.exercise.is_compound]
    kept = (compound + others)[:most]
    return tuple(replace(_lightened(slot), group=None) for slot in day.slots if slot in kept)


def _lightened(slot: SlotPlan) -> SlotPlan:
    last = slot.groups[-1]
    reps, percent, rpe = replace(last.reps, is_open=False), last.percent, TECHNIQUE_EFFORT
    if slot.occasion.level == 1 and slot.lift is not None and slot.occasion.role == "main":
        low, rpe = BEGINNER_LAST
        reps, percent = repetitions(low), None if percent is None else percent_for(low, rpe)
    elif percent is not None:
        percent -= TECHNIQUE_CUT
    return replace(slot, groups=(SetGroup(sets=TECHNIQUE_SETS, reps=reps, percent=percent, rpe=rpe),))


def _name(weekday: int, slots: Sequence[SlotPlan]) -> str:
    """What the day holds now: its template's name would promise lifts that are gone (NAM01)."""
    lifts = [
        slot.lift.value.title() for slot in slots if slot.lift and any(group.reps.high == 1 for group in slot.groups)
    ]
    day = _WEEKDAYS[weekday - 1]
    return f"{day} Openers: {' & '.join(lifts)}" if lifts else f"{day} Technique"
