"""What becomes of a slot that the kit cannot fill (design 10, 1.2 end, and design 04, D.3-D.5)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from strength.catalog import load_catalog
from strength.errors import PoolTooThin
from strength.exercise import Exercise, Lift, LoadKind
from strength.exercise_groups import LAST_RESORT, SPINE
from strength.planner.brief import Brief
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.function import BIG_OF, Big, Function
from strength.planner.notation import SheetDay, SheetSlot
from strength.planner.ordering import ordered
from strength.planner.preference import Opening
from strength.planner.selection import choose
from strength.pool import fits_kit
from strength.request import Goal

_F = Function
PARENTS: Mapping[Function, tuple[Function, ...]] = MappingProxyType(
    {
        _F.KE: (_F.LU, _F.SQ2, _F.SQ),
        _F.KF: (_F.HI2, _F.BR, _F.HI),
        _F.FL: (_F.HP2, _F.HP),
        _F.RD: (_F.HR2, _F.HR),
        _F.SR: (_F.VP, _F.VP2),
        _F.SH: (_F.HR, _F.HR2),
        _F.BI: (_F.VR, _F.HR, _F.HR2),
        _F.TR: (_F.HP2, _F.HP, _F.VP),
    }
)
"""Compounds that take over when an isolation exercise cannot be done: one set more (design 04, D.3)."""

MOST_OF_A_PATTERN = 2
MOST_FROM_THIN_KIT = 4
_TIME_FOR_DRILLS = 45
HELD_PATTERN_SETS = 2
"""Sets of a big pattern that only holds or drills can train: enough to keep it, more would be junk."""

_BIG_WORDS: Mapping[Big, tuple[str, str]] = MappingProxyType(
    {
        Big.KNEE: ("squat", "a dumbbell or a band"),
        Big.HIP: ("hinge", "a dumbbell or a band"),
        Big.H_PUSH: ("horizontal press", "a dumbbell or a band"),
        Big.V_PUSH: ("overhead press", "a dumbbell or a band"),
        Big.H_PULL: ("row", "a dumbbell or a band"),
        Big.V_PULL: ("pulldown", "a band or a pull-up bar"),
    }
)


def require_enough(brief: Brief, draft: Draft) -> None:
    """Refuse a week of which nothing is left.

    Raises:
        PoolTooThin: some workout would be empty even after borrowing; the message says what to add.
    """
    if not brief.pool.entries:
        raise PoolTooThin("the pool is empty; add exercises to the database, or 'bodyweight' rows at least")
    if not any(day.places for day in draft.days):
        raise PoolTooThin(
            f"none of the {len(brief.pool.entries)} exercises at hand fits a workout; "
            "add a squat, a push-up, a row or a hinge that the kit and the limitations allow"
        )


def compensate(brief: Brief, draft: Draft, plan: tuple[SheetDay, ...]) -> Draft:
    """The week after empty slots have been made good and patterns that are only held have been cut back.

    Args:
        brief: the request.
        draft: the filled week.
        plan: the sheets it was filled from, in the same order of days.
    """
    for index, sheet in enumerate(plan):
        day = draft.days[index]
        filled = {place.key.rpartition("|")[2] for place in day.places}
        missing = [slot for at, slot in enumerate(sheet.slots) if str(at) not in filled]
        for slot in missing:
            function = slot.functions[0]
            row = _second_row(brief, draft.with_day(index, day), index, slot)
            day = ordered(day.with_places((*day.places, row))) if row else _one_set_more(brief, day, function)
        draft = draft.with_day(index, day)
    draft = _rows_for_held_pulls(brief, draft)
    draft = draft.with_days(_hold_less(day) for day in draft.days)
    return draft.warned(*_pattern_warnings(brief, draft), *_lift_warnings(brief))


def _second_row(brief: Brief, draft: Draft, index: int, slot: SheetSlot) -> Place | None:
    """A second row in the place of rear delt work, where the day has but one."""
    day = draft.days[index]
    rows = [place for place in day.places if place.big is Big.H_PULL]
    if slot.functions[0] is not _F.RD or len(rows) != 1:
        return None
    key = f"{draft.split}|{index}|{slot.functions[0].value}"
    first = rows[0].exercise
    # hanging from a bar trains more than a second way to pull up to a table
    functions = (_F.HR2,) if brief.is_beginner or brief.has_load else (_F.VR2, _F.HR2)
    for function in functions:
        row = choose(brief, draft, index, Opening(function=function, role="A", key=key))
        if row is not None and row.slug not in LAST_RESORT and not {row.slug, first.slug} <= SPINE:
            return Place(function=function, role="A", sets=slot.sets, exercise=row, key=key)
    return None


def _rows_for_held_pulls(brief: Brief, draft: Draft) -> Draft:
    """Where vertical pulls are drills only, a second row does the work; one drill a week stays if there is time."""
    if not brief.has_loaded_row:
        return draft
    keeps_one = brief.minutes >= _TIME_FOR_DRILLS
    for index in range(len(draft.days)):
        day = draft.days[index]
        for at in range(len(day.places) - 1, -1, -1):
            place = day.places[at]
            if place.big is not Big.V_PULL or place.exercise.slug not in LAST_RESORT:
                continue
            swapped = _row_for(brief, draft, index, place)
            day = day.without(at) if swapped is None else day.changed(at, function=_F.HR2, exercise=swapped)
            if keeps_one or not day.places:
                drill = replace(place, role="A", sets=HELD_PATTERN_SETS, key=f"{place.key}|drill")
                day = ordered(day.with_places((*day.places, drill)))
                keeps_one = False
            draft = draft.with_day(index, day)
    return draft


def _row_for(brief: Brief, draft: Draft, index: int, place: Place) -> Exercise | None:
    """A row for the place of a drill; None when the day has its two rows or no other one can be done."""
    day = draft.days[index]
    if sum(1 for item in day.places if item.big is Big.H_PULL) >= MOST_OF_A_PATTERN:
        return None
    row = choose(brief, draft, index, Opening(function=_F.HR2, role=place.role, key=place.key))
    return None if row is None or row.slug in LAST_RESORT else row


def _one_set_more(brief: Brief, day: DraftDay, function: Function) -> DraftDay:
    for parent in PARENTS.get(function, ()):
        for at, place in enumerate(day.places):
            most = MOST_FROM_THIN_KIT - 1 if brief.is_beginner else MOST_FROM_THIN_KIT
            if place.function is parent and place.role in "VSA" and place.sets < most:
                return day.changed(at, sets=place.sets + 1)
    return day


def _hold_less(day: DraftDay) -> DraftDay:
    return day.with_places(_held_less(place) for place in day.places)


def _held_less(place: Place) -> Place:
    if place.exercise.slug in LAST_RESORT and place.function in BIG_OF:
        return replace(place, sets=min(place.sets, HELD_PATTERN_SETS), role="A")
    return place


def _pattern_warnings(brief: Brief, draft: Draft) -> list[str]:
    sentences: list[str] = []
    because = "these limitations and this kit leave" if brief.areas else "your kit has"
    for big, (word, remedy) in _BIG_WORDS.items():
        rows = [place.exercise for place in draft.places() if place.big is big]
        if not rows:
            wanted = big is not Big.V_PUSH or brief.goal is not Goal.POWERLIFTING
            if wanted:
                sentences.append(f"There is no {word} in this program: {because} none for it.")
        elif all(row.slug in LAST_RESORT for row in rows):
            sentence = f"{because[0].upper()}{because[1:]} no loadable {word}; {rows[0].name} keeps the pattern alive"
            sentences.append(
                f"{sentence}." if brief.areas else f"{sentence}. {remedy[0].upper()}{remedy[1:]} would train it."
            )
        elif _lost_its_load(brief, draft, big, rows):
            sentences.append(
                f"These limitations leave only body weight for the {word}: {rows[0].name} keeps it trained, not strong."
            )
    return sentences


def _lost_its_load(brief: Brief, draft: Draft, big: Big, rows: list[Exercise]) -> bool:
    """Whether a limitation leaves a big pattern to body weight although the kit loads others; pull-ups are no loss."""
    if big is Big.V_PULL or not brief.areas or any(row.load_kind is not LoadKind.BODYWEIGHT for row in rows):
        return False
    return any(place.exercise.load_kind is not LoadKind.BODYWEIGHT for place in draft.places() if place.big is not None)


_LIFT_WORDS = {Lift.SQUAT: "squat", Lift.BENCH: "bench press", Lift.DEADLIFT: "deadlift", Lift.PRESS: "press"}


def _lift_warnings(brief: Brief) -> list[str]:
    """What a limitation takes from a powerlifter; what the kit takes is said where the request is read."""
    if brief.goal is not Goal.POWERLIFTING or brief.competes:
        return []
    if not brief.missing_lifts:
        return [
            f"{brief.request.frequency} x {brief.minutes} minutes are too short to work up to heavy singles, so this "
            "program builds the three lifts without a peak; three times 40 would do."
        ]
    if not brief.areas:
        return []
    spared = [_LIFT_WORDS[lift] for lift in brief.missing_lifts if _has_kit_for(brief, lift)]
    if not spared:
        return []
    return [
        f"With your limitations the competition {' and '.join(spared)} cannot be trained heavy: the closest variants take over, "
        "and the last week is technique, without singles."
    ]


def _has_kit_for(brief: Brief, lift: Lift) -> bool:
    """Whether the kit alone would allow the competition lift."""
    return any(
        row.competition_lift is lift and row.competition_similarity == 1.0 and fits_kit(row, brief.request.owned)
        for row in load_catalog().exercises
    )
