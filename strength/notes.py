"""Notes: at most one short sentence beside an exercise, and not beside every one (design 10, 5; NAM02, LIM02, BAL02)."""

from collections.abc import Sequence

from strength.day_plan import SlotPlan
from strength.exercise import Exercise, LoadKind
from strength.occasion import Occasion
from strength.phases import PlannedWeek
from strength.request import Units
from strength.rounding import format_load
from strength.schemes.effort import range_of

LONGEST_NOTE = 90
"""Characters that fit beside an exercise in the app (design 10, NAM02)."""

CUE_WEEKS = 2
"""Weeks in which a beginner reads a cue."""

EACH_SIDE = "each side"


def note_for(slots: Sequence[SlotPlan], position: int, week: PlannedWeek, units: Units) -> str | None:
    """The note of the slot at `position` of a workout, or None.

    A blueprint's own note comes first, then safety, then how to pair, then what the week is about, then how to
    progress. One side at a time is always said: repetitions are for each side.
    """
    slot = slots[position]
    text = slot.note or _safety(slot.occasion) or _pair(slots, position) or _stage(slots, position, week)
    if text is None and week.stage == "work":
        text = _progress(slot, week, units) or _cue(slot, week)
    if slot.exercise.is_unilateral and EACH_SIDE not in (text or "").lower():
        text = "Weak side first, same on each side" if text is None else _with_sides(text)
    return text[:LONGEST_NOTE] if text else None


def _with_sides(text: str) -> str:
    tail = f"; {EACH_SIDE}"
    return text.rstrip(".")[: LONGEST_NOTE - len(tail)] + tail


def _safety(occasion: Occasion) -> str | None:
    return "Pain over 3/10 or worse tomorrow: stop and swap" if occasion.is_caution else None


def _pair(slots: Sequence[SlotPlan], position: int) -> str | None:
    slot = slots[position]
    if slot.group is None:
        return None
    partner = next((item for index, item in enumerate(slots) if item.group == slot.group and index != position), None)
    return f"Alternate with {partner.entry.name}, 60 s between" if partner else None


def _stage(slots: Sequence[SlotPlan], position: int, week: PlannedWeek) -> str | None:
    slot = slots[position]
    match week.stage:
        case "deload":
            return "Easy on purpose: leave 4 reps" if position == 0 else None
        case "test":
            if slot.occasion.role == "main":
                return "Work up to one top set: it sets your next training max"
            return None
        case "taper" | "last":
            return "Nothing to gain this week, only to lose" if position == 0 else None
        case "work":
            return None


def _progress(slot: SlotPlan, week: PlannedWeek, units: Units) -> str | None:
    occasion = slot.occasion
    is_first = week.index == 0
    if week.number == 1 and occasion.role == "main" and occasion.maximum is None and not _is_self_loaded(slot.exercise):
        return "Find it: last warm-up should leave 3 reps in reserve"
    if slot.exercise.is_timed:
        return "Form gone = set over; add 5 s a week" if is_first else None
    match occasion.type:
        case "dp":
            return _double_progression(slot, units)
        case "lp":
            step = format_load(occasion.increment, units) if occasion.increment else "a rep"
            reps = slot.groups[0].reps.low
            return f"All {slot.sets}x{reps} done? Next time +{step}. Missed twice? -10 %" if week.index < 2 else None
        case "top":
            return "Over by 1 RPE on the top set? Take 5 % off the back-offs" if is_first else None
        case "amrap":
            return "Last set: as many as form allows, stop 1 short" if occasion.level > 1 else None
        case "pct" | "dup":
            return "Bar speed first: cut the set if form breaks" if is_first and occasion.role == "main" else None
        case "rir" | "sets":
            return _by_effort(slot, week)
        case "time":
            return None


def _double_progression(slot: SlotPlan, units: Units) -> str:
    """This week's target inside the range, and in its first week the rule."""
    occasion = slot.occasion
    low, high = range_of(occasion)
    done = occasion.rounds % (high - low + 1)
    if occasion.rounds == 0:
        return f"When all {slot.sets} sets hit {high}, {_next_step(slot.exercise, occasion, units)}; then back to {low}"
    if done == 0:
        return f"Hit {high} on every set? {_next_step(slot.exercise, occasion, units).capitalize()}, back to {low}"
    return f"Aim for {low + done} on every set"


def _next_step(exercise: Exercise, occasion: Occasion, units: Units) -> str:
    if exercise.load_kind is LoadKind.BAND:
        return "step further or use the thicker band"
    if exercise.load_kind is LoadKind.BODYWEIGHT:
        rung = exercise.progression.replace("_", " ")
        return f"move to {rung}" if rung else "pause 1 s on each rep"
    return f"add {format_load(occasion.increment, units)}" if occasion.increment else "slow the way down to 3 s"


def _by_effort(slot: SlotPlan, week: PlannedWeek) -> str | None:
    rpe = slot.groups[0].rpe
    if slot.occasion.role == "isolation" or not slot.exercise.is_compound:
        last = week.index == week.work_weeks - 1 and week.work_weeks > 1
        return "Last set may go 1 rep closer" if last and not slot.occasion.is_caution else None
    if week.index or rpe is None:
        return None
    return f"Stop with {max(1, round(10 - rpe))} good reps left"


def _cue(slot: SlotPlan, week: PlannedWeek) -> str | None:
    """A beginner's cue, on the lifts that need one."""
    is_new = slot.occasion.level == 1 and week.number <= CUE_WEEKS
    return slot.exercise.cue or None if is_new and slot.exercise.is_compound else None


def _is_self_loaded(exercise: Exercise) -> bool:
    return exercise.load_kind in {LoadKind.BAND, LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC}
