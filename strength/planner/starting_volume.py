"""Where the volume starts for a lifter with a log: near what was done lately, rising to the target with the blocks.

The rule: the first mesocycle holds at most a fifth more than the usual week (`WEEKLY_RAMP`; design 04, 0.7: full credit up
to +20 %), never less than MEV where the plan holds that much (Israetel's landmarks, design 04, 0.2), after a break two
thirds of the usual week (coaching convention). Who is used to more than the plan holds keeps it up to MAV
high, as far as minutes and recovery allow. The blueprint says so in sets: of the first mesocycle's scheme rows, and of the
slots.

After a one-sided log the muscles that were left out start at MEV and not at a fifth more than nothing: MEV is little even
for who has never trained the muscle, and the program would otherwise be as one-sided as the log. A muscle that only helps
(half a set of another's work) starts where that leaves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from strength.blueprint import Day, Mesocycle, Scheme, SchemeRow
from strength.landmarks import BEGINNER_ACCESSORY_SETS, SLOT_SET_CAP, WEEKLY_RAMP, landmark
from strength.muscle import Muscle
from strength.planner.assembly import MOST_SCHEMES
from strength.planner.brief import Brief
from strength.planner.budget import Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft, Place, fractional
from strength.planner.filling import is_recoverable
from strength.planner.function import Function

AFTER_BREAK = 2 / 3
KEEPS_SHARE = 1.0
"""Of the usual week, in the biggest week of a block; its first week holds a set or two less (design 10, 4)."""

LARGEST_CUT = 0.2
"""Share of the first block's sets that may be missing: more, and the second block would be a leap (design 04, 0.7)."""

_FEWEST, _FEWEST_MAIN = 2, 3
_EASE_ORDER = "ICASLVM"
_WHOLE_SET = 0.75
"""Fractional sets over the start from which a set less comes closer to it."""

_UNEASED = frozenset({"dup", "amrap"})
_ROUNDS = 24
_RAISED_ROLES = "SVAI"


def raised(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """The week with more sets for the muscles that are used to more, while days and recovery bear them."""
    recent = brief.recent
    if not recent.weekly_sets or recent.is_back:
        return draft
    for _ in range(_ROUNDS):
        week = fractional(draft.places())
        lacking = {
            muscle: lack
            for muscle in recent.weekly_sets
            if (lack := _kept(brief, muscle) - week.get(muscle, 0.0)) >= 1.0
        }
        larger = _larger(brief, clock, budget, draft, lacking)
        if larger is None:
            return draft
        draft = larger
    return draft


def _kept(brief: Brief, muscle: Muscle) -> float:
    """Sets a week that a lifter used to more should not fall below."""
    high = landmark(muscle, brief.experience.level, brief.goal).mav_high
    return min(KEEPS_SHARE * brief.recent.weekly_sets[muscle], high)


def _larger(brief: Brief, clock: Clock, budget: Budget, draft: Draft, lacking: dict[Muscle, float]) -> Draft | None:
    for muscle in sorted(lacking, key=lambda item: (-lacking[item], item.value)):
        spots = [
            (place.sets, _RAISED_ROLES.index(place.role), day, number)
            for day, item in enumerate(draft.days)
            for number, place in enumerate(item.places)
            if place.role in _RAISED_ROLES and muscle in place.exercise.primary and place.sets < _most(brief, place)
        ]
        for sets, _, day, number in sorted(spots):
            larger = draft.with_day(day, draft.days[day].changed(number, sets=sets + 1))
            if budget.fits(larger.days[day], clock) and is_recoverable(brief, larger, day, draft):
                return larger
    return None


def _most(brief: Brief, place: Place) -> int:
    cap = SLOT_SET_CAP[brief.experience.level]
    is_heavy = place.function is Function.HI
    return min(cap, BEGINNER_ACCESSORY_SETS) if is_heavy or (brief.is_beginner and place.role in "AI") else cap


@dataclass(frozen=True, slots=True)
class _Slot:
    """A slot of the assembled week: its place, where it is, and its sets in the first week."""

    place: Place
    day: int
    number: int
    sets: int


def eased(
    brief: Brief,
    draft: Draft,
    mesocycles: tuple[Mesocycle, ...],
    schemes: tuple[Scheme, ...],
    days: tuple[Day, ...],
) -> tuple[tuple[Scheme, ...], tuple[Day, ...]]:
    """Schemes and days with fewer sets in the first mesocycle for the muscles that come from less.

    A program of one mesocycle has no block to rise into: its slots hold fewer sets throughout.
    """
    if not brief.recent.weekly_sets:
        return schemes, days
    by_id = {scheme.id: scheme for scheme in schemes}
    first = mesocycles[0].kind
    for slot in _to_ease(brief, draft, by_id, days, first):
        old = days[slot.day].slots[slot.number]
        if len(mesocycles) == 1:
            new = old.model_copy(update={"sets_delta": old.sets_delta - 1})
        else:
            scheme = _lighter(by_id, by_id[old.scheme], mesocycles)
            if scheme is None:
                continue
            by_id[scheme.id] = scheme
            new = old.model_copy(update={"scheme": scheme.id})
        slots = list(days[slot.day].slots)
        slots[slot.number] = new
        day = days[slot.day].model_copy(update={"slots": tuple(slots)})
        days = (*days[: slot.day], day, *days[slot.day + 1 :])
    used = {slot.scheme for day in days for slot in day.slots}
    kept = [scheme for scheme in by_id.values() if scheme.id in used]
    return tuple(sorted(kept, key=lambda item: ("MVLSAICT".index(item.id[0]), item.id))), days


def _to_ease(brief: Brief, draft: Draft, by_id: dict[str, Scheme], days: tuple[Day, ...], kind: str) -> Iterable[_Slot]:
    """The slots that give up a set, the smallest exercises first, each once."""
    slots: list[_Slot] = []
    for at, (planned, day) in enumerate(zip(draft.days, days, strict=True)):
        for number, (place, slot) in enumerate(zip(planned.places, day.slots, strict=True)):
            scheme = by_id[slot.scheme]
            row = scheme.row_for(kind)
            if row is not None and scheme.type not in _UNEASED:
                sets = row.sets + (1 if row.top_reps else 0) + slot.sets_delta
                slots.append(_Slot(place, at, number, sets))
    week = fractional(draft.places())
    starts = {muscle: _start(brief, muscle, sets) for muscle, sets in week.items()}
    # the first week of a block holds less than the biggest one, and MEV is to hold in it, too
    first = fractional(tuple(replace(slot.place, sets=slot.sets) for slot in slots))
    least = {muscle: landmark(muscle, brief.experience.level, brief.goal).mev for muscle in week}
    most = int(LARGEST_CUT * sum(day.sets for day in draft.days))
    chosen: list[_Slot] = []
    slots.sort(key=lambda item: (_EASE_ORDER.find(item.place.role), -item.sets, item.day, item.number))
    for slot in slots:
        fewest = _FEWEST_MAIN if slot.place.role in "ML" else _FEWEST
        over = [week[muscle] - starts[muscle] for muscle in slot.place.exercise.primary if muscle in week]
        if (
            len(chosen) < most
            and slot.place.role in _EASE_ORDER
            and slot.sets > fewest
            and over
            and min(over) >= _WHOLE_SET
            and all(first.get(muscle, 0.0) - 1.0 >= least[muscle] for muscle in slot.place.exercise.primary)
        ):
            chosen.append(slot)
            for muscles, share in ((slot.place.exercise.primary, 1.0), (slot.place.exercise.secondary, 0.5)):
                for muscle in muscles:
                    week[muscle] = week.get(muscle, 0.0) - share
                    first[muscle] = first.get(muscle, 0.0) - share
    return chosen


def first_week(draft: Draft, kind: str, schemes: tuple[Scheme, ...], days: tuple[Day, ...]) -> dict[Muscle, float]:
    """Fractional sets by muscle in the first week of a mesocycle of this kind."""
    by_id = {scheme.id: scheme for scheme in schemes}
    places: list[Place] = []
    for planned, day in zip(draft.days, days, strict=True):
        for place, slot in zip(planned.places, day.slots, strict=True):
            row = by_id[slot.scheme].row_for(kind)
            if row is not None:
                sets = row.sets + (1 if row.top_reps else 0) + slot.sets_delta
                places.append(replace(place, sets=max(1, sets)))
    return fractional(places)


def _start(brief: Brief, muscle: Muscle, planned: float) -> float:
    """Sets of the muscle in the first weeks, at most what is planned."""
    recent = brief.recent
    usual = recent.weekly_sets.get(muscle, 0)
    bearable = usual * (AFTER_BREAK if recent.is_back else 1.0 + WEEKLY_RAMP)
    least = landmark(muscle, brief.experience.level, brief.goal).mev
    return min(planned, max(bearable, least))


def _lighter(by_id: dict[str, Scheme], scheme: Scheme, mesocycles: tuple[Mesocycle, ...]) -> Scheme | None:
    """The scheme with a set less in the first mesocycle; None when the blueprint has no room for it."""
    rows: list[SchemeRow] = []
    first = mesocycles[0].kind
    for kind in dict.fromkeys(item.kind for item in mesocycles):
        row = scheme.row_for(kind)
        if row is None:
            continue
        change = {"kind": kind, "sets": row.sets - 1} if kind == first else {"kind": kind}
        rows.append(row.model_copy(update=change))
    if rows[0].sets < 1:
        return None
    same = next(
        (
            one
            for one in by_id.values()
            if one.rows == tuple(rows) and one.model_copy(update={"id": scheme.id, "rows": scheme.rows}) == scheme
        ),
        None,
    )
    if same is not None:
        return same
    if len(by_id) >= MOST_SCHEMES:
        return None
    number = next(number for number in range(2, MOST_SCHEMES + 2) if f"{scheme.id[0]}{number}" not in by_id)
    return scheme.model_copy(update={"id": f"{scheme.id[0]}{number}", "rows": tuple(rows)})
