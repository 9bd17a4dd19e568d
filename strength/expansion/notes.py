"""Notes: at most one short sentence beside an exercise, and not beside every one (design 10, 5; NAM02, LIM02, BAL02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from strength.exercise import Exercise, LoadKind
from strength.expansion.day_plan import SlotPlan
from strength.expansion.occasion import Occasion
from strength.expansion.phases import PlannedWeek
from strength.expansion.schemes.effort import USUAL_EFFORT, range_of
from strength.pool import Pool, needs_caution
from strength.request import ProgramRequest, Units
from strength.rounding import format_load

LONGEST_NOTE = 90
"""Characters that fit beside an exercise in the app (design 10, NAM02)."""

CUE_WEEKS = 2
"""Weeks in which a beginner reads a cue."""

EACH_SIDE = "each side"

_RUNGS = frozenset({LoadKind.BODYWEIGHT, LoadKind.BAND, LoadKind.DUMBBELL, LoadKind.KETTLEBELL})
"""Who outgrows his own weight takes a harder form of it or something in the hand; a barbell is another exercise."""

_PAUSE = "pause 1 s on each rep"

FULL_EFFORT = 10
"""RPE of no repetition in reserve."""

PAIN_RULE = "Pain over 3/10 or worse tomorrow: stop and swap"

ENOUGH_SHARE = 0.70
"""A full workout below this share of the minutes asked says that more would be junk (design 10, 1.3, add order 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWriter:
    """Writes the notes of one lifter's program.

    Attributes:
        request: whose units and limitations count.
        pool: the exercises that a note may send the lifter to, under the names they are written as.
    """

    request: ProgramRequest
    pool: Pool

    def beside(self, slots: Sequence[SlotPlan], position: int, week: PlannedWeek) -> str | None:
        """The note of the slot at `position` of a workout, or None.

        A blueprint's own note comes first, then safety (on the first row of the workout that needs it), then how to
        pair, then what the week is about, then how to progress. One side at a time is always said: repetitions are for
        each side.
        """
        slot = slots[position]
        text = slot.note or _safety(slots, position) or _pair(slots, position) or _stage(slots, position, week)
        if text is None and week.stage == "work":
            text = _progress(slot, week, self.request.units, self._next_rung(slots, position)) or _cue(slot, week)
        if slot.exercise.is_unilateral and EACH_SIDE not in (text or "").lower():
            text = "Weak side first, same on each side" if text is None else _with_sides(text)
        return text[:LONGEST_NOTE] if text else None

    def of_workout(self, own: str | None, minutes: int, week: PlannedWeek) -> str | None:
        """The day's own note; else, in a full week that ends early on purpose, what to do with the rest of the time."""
        if own is not None or week.stage != "work" or minutes >= ENOUGH_SHARE * self.request.session_minutes:
            return own
        return f"About {minutes} min are enough; use the rest for 10 min of easy walking or mobility."

    def _next_rung(self, slots: Sequence[SlotPlan], position: int) -> str | None:
        """The name of the next exercise of the ladder; None where this lifter should not or need not go there."""
        entry = self.pool.entries.get(slots[position].exercise.progression)
        if entry is None or needs_caution(entry.exercise, self.request.active_limitations):
            return None
        if entry.exercise.load_kind not in _RUNGS:
            return None
        is_here = any(slot.exercise.slug == entry.exercise.slug for slot in slots)
        return None if is_here else entry.name


def _with_sides(text: str) -> str:
    tail = f"; {EACH_SIDE}"
    return text.rstrip(".")[: LONGEST_NOTE - len(tail)] + tail


def _safety(slots: Sequence[SlotPlan], position: int) -> str | None:
    """The pain rule, once a workout: it is in the program's warnings as well, and the other rows have to progress."""
    if not slots[position].occasion.is_caution:
        return None
    return None if any(slot.occasion.is_caution and slot.note is None for slot in slots[:position]) else PAIN_RULE


def _in_reserve(rpe: float) -> int:
    """Whole repetitions that an RPE leaves, the careful way round, never none."""
    return max(1, ceil(FULL_EFFORT - rpe))


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
            return _easy_on_purpose(slot) if position == 0 else None
        case "test":
            if slot.occasion.role == "main":
                is_maximum = slot.occasion.takes_percent and slot.occasion.maximum is not None
                what = "it sets your next training max" if is_maximum else "it is where your next block starts"
                return f"Work up to one top set: {what}"
            return None
        case "taper" | "last":
            return "Nothing to gain this week, only to lose" if position == 0 else None
        case "work":
            return None


def _easy_on_purpose(slot: SlotPlan) -> str:
    rpe = slot.groups[0].rpe
    if rpe is None or slot.exercise.is_timed or slot.groups[0].percent is not None:
        return "Easy on purpose: stop while every rep is crisp"
    return f"Easy on purpose: leave {_in_reserve(rpe)} reps"


def _progress(slot: SlotPlan, week: PlannedWeek, units: Units, rung: str | None) -> str | None:
    occasion = slot.occasion
    is_first = week.index == 0
    if week.number == 1 and occasion.role == "main" and occasion.maximum is None and not _is_self_loaded(slot.exercise):
        first = slot.groups[0]
        return f"Find it: work up to {first.reps} reps that leave {_in_reserve(first.rpe or USUAL_EFFORT)} in reserve"
    if slot.exercise.is_timed:
        return "Form gone = set over; add 5 s a week" if is_first else None
    match occasion.type:
        case "dp":
            return _double_progression(slot, units, rung)
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


def _double_progression(slot: SlotPlan, units: Units, rung: str | None) -> str:
    """This week's target inside the range, and in its first week the rule."""
    occasion = slot.occasion
    low, high = range_of(occasion)
    done = occasion.rounds % (high - low + 1)
    step = _next_step(slot.exercise, occasion, units, rung)
    if occasion.rounds == 0:
        text = f"When {_every_set(slot.sets)} {high}, {step}; then back to {low}"
        # a long name leaves no room for the rest
        return (
            text if len(text) <= LONGEST_NOTE else f"When {_every_set(slot.sets)} {high}, {_PAUSE}; then back to {low}"
        )
    if done == 0:
        return f"Hit {high} on every set? {step[0].upper()}{step[1:]}, back to {low}"
    return f"Aim for {low + done} on every set"


def _every_set(sets: int) -> str:
    """Subject and verb for as many sets as there are: 'both sets hit'."""
    match sets:
        case 1:
            return "the set hits"
        case 2:
            return "both sets hit"
        case _:
            return f"all {sets} sets hit"


def _next_step(exercise: Exercise, occasion: Occasion, units: Units, rung: str | None) -> str:
    if exercise.load_kind is LoadKind.BAND:
        return "step further or use the thicker band"
    if exercise.load_kind is LoadKind.BODYWEIGHT:
        return f"move to {rung}" if rung else _PAUSE
    return f"add {format_load(occasion.increment, units)}" if occasion.increment else "slow the way down to 3 s"


def _by_effort(slot: SlotPlan, week: PlannedWeek) -> str | None:
    rpe = slot.groups[0].rpe
    if slot.occasion.role == "isolation" or not slot.exercise.is_compound:
        last = week.index == week.work_weeks - 1 and week.work_weeks > 1
        return "Last set may go 1 rep closer" if last and not slot.occasion.is_caution else None
    if week.index or rpe is None:
        return None
    left = _in_reserve(rpe)
    return f"Stop with {left} good rep{'' if left == 1 else 's'} left"


def _cue(slot: SlotPlan, week: PlannedWeek) -> str | None:
    """A beginner's cue, on the lifts that need one."""
    is_new = slot.occasion.level == 1 and week.number <= CUE_WEEKS
    return slot.exercise.cue or None if is_new and slot.exercise.is_compound else None


def _is_self_loaded(exercise: Exercise) -> bool:
    return exercise.load_kind in {LoadKind.BAND, LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC}
