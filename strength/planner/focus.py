"""Focus muscles: more sets, an early place, more days; others pay for it (design 10, 4)."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from types import MappingProxyType

from strength.landmarks import SLOT_SET_CAP
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.draft import Draft, DraftDay, Place, fractional
from strength.planner.function import LOWER, TRUNK, Function
from strength.planner.ordering import ordered
from strength.planner.preference import Opening, neighbours_of
from strength.planner.selection import choose
from strength.planner.volume_plan import target

_F = Function
FUNCTIONS_OF: Mapping[Muscle, tuple[Function, ...]] = MappingProxyType(
    {
        Muscle.CHEST: (_F.FL, _F.HP2),
        Muscle.BACK: (_F.HR2, _F.VR2),
        Muscle.QUADS: (_F.KE, _F.LU),
        Muscle.HAMSTRINGS: (_F.KF, _F.HI2),
        Muscle.GLUTES: (_F.BR, _F.LU),
        Muscle.SIDE_DELT: (_F.SR,),
        Muscle.REAR_DELT: (_F.RD,),
        Muscle.FRONT_DELT: (_F.VP2,),
        Muscle.BICEPS: (_F.BI,),
        Muscle.TRICEPS: (_F.TR,),
        Muscle.CALVES: (_F.CA,),
        Muscle.ABS: (_F.CO, _F.CO2),
        Muscle.TRAPS: (_F.SH, _F.CY),
        Muscle.LOWER_BACK: (_F.HI2,),
        Muscle.FOREARMS: (_F.CY,),
        Muscle.ADDUCTORS: (_F.LU,),
    }
)
"""Functions that train a muscle most directly: where a further exercise for it comes from."""

_SMALL = frozenset({Muscle.ABS, Muscle.CALVES, Muscle.FOREARMS, Muscle.TRAPS, Muscle.LOWER_BACK, Muscle.ADDUCTORS})
"""Muscles that get more sets, never an early place."""

_EXPOSURES_AT = {2: 2, 3: 2}
_MANY_EXPOSURES = 3
_NEW_SETS = 2
_PAYING = 2
_HARD = 3
OPENS_THE_DAY, WITH_THE_COMPOUNDS = 0, 1
_PAY_FLOOR = 2
_SMALL_ROLES = frozenset("AICT")


def focused(brief: Brief, draft: Draft) -> Draft:
    """The week with its focus muscles put first as far as the goal allows."""
    muscles = brief.request.focus
    for muscle in muscles:
        draft = _with_exposures(brief, draft, muscle)
        draft = _with_more_sets(brief, draft, muscle)
        if muscle not in _SMALL:
            draft = _moved_forward(brief, draft, muscle)
    return _paid_for(brief, draft, muscles) if muscles else draft


def least_exposures(draft: Draft) -> int:
    """Days a week on which a focus muscle is trained at least: every second one (FMT03)."""
    return ceil(len(draft.days) / 2)


def can_spare(brief: Brief, draft: Draft, place: Place) -> bool:
    """Whether each focus muscle that a focus place trains is trained on every second day without it."""
    muscles = [muscle for muscle in place.exercise.primary if muscle in brief.request.focus] if place.is_focus else []
    others = [[item for item in day.places if item is not place] for day in draft.days]
    return all(
        sum(any(muscle in item.exercise.primary for item in day) for day in others) >= least_exposures(draft)
        for muscle in muscles
    )


def exposures(draft: Draft, muscle: Muscle) -> int:
    """Days with an exercise whose main work is on the muscle."""
    return sum(1 for day in draft.days if any(muscle in place.exercise.primary for place in day.places))


def _with_exposures(brief: Brief, draft: Draft, muscle: Muscle) -> Draft:
    wanted = _EXPOSURES_AT.get(brief.request.frequency, _MANY_EXPOSURES)
    left = set(range(len(draft.days)))
    while left:
        # a day of its half of the body first, then one that is not beside another exposure, then the shortest
        index = min(
            left,
            key=lambda at: (
                not _suits(draft.days[at], muscle),
                _is_beside(draft, at, muscle),
                draft.days[at].sets,
                at,
            ),
        )
        left.discard(index)
        day = draft.days[index]
        enough = wanted if _suits(day, muscle) else min(wanted, least_exposures(draft))
        if exposures(draft, muscle) >= enough:
            continue
        if any(muscle in place.exercise.primary for place in day.places):
            continue
        place = _new_place(brief, draft, index, muscle)
        if place is not None:
            draft = draft.with_day(index, ordered(replace(day, places=(*day.places, place))))
    return draft


def _direct_sets(day: DraftDay, muscle: Muscle) -> int:
    return sum(place.sets for place in day.places if muscle in place.exercise.primary)


def _is_beside(draft: Draft, index: int, muscle: Muscle) -> bool:
    """Whether the day before or after works the muscle hard already."""
    return any(_direct_sets(day, muscle) >= _HARD for day in neighbours_of(draft, draft.days[index]))


def _suits(day: DraftDay, muscle: Muscle) -> bool:
    """Whether the day trains the muscle's half of the body anyway; the trunk belongs to every day."""
    first = FUNCTIONS_OF[muscle][0]
    if first in TRUNK or muscle in _SMALL:
        return True
    return any((place.function in LOWER) == (first in LOWER) for place in day.places if place.function not in TRUNK)


def _new_place(brief: Brief, draft: Draft, index: int, muscle: Muscle) -> Place | None:
    for function in FUNCTIONS_OF[muscle]:
        role = "A" if function in {_F.HP2, _F.HR2, _F.VR2, _F.VP2, _F.LU, _F.BR, _F.HI2} else "I"
        if function in {_F.CO, _F.CO2, _F.CY}:
            role = "C"
        key = f"{draft.split}|{index}|focus|{function.value}"
        row = choose(brief, draft, index, Opening(function=function, role=role, key=key))
        if row is not None and muscle in row.primary:
            return Place(function=function, role=role, sets=_NEW_SETS, exercise=row, key=key, is_focus=True)
    return None


def _with_more_sets(brief: Brief, draft: Draft, muscle: Muscle) -> Draft:
    """One set more on the muscle's most direct exercise of each day."""
    most = 3 if brief.is_beginner else SLOT_SET_CAP[brief.experience.level]
    for index, day in enumerate(draft.days):
        direct = [at for at, place in enumerate(day.places) if muscle in place.exercise.primary and place.role != "M"]
        if not direct:
            continue
        ranks = [(_directness(day.places[at].function, muscle), at) for at in direct]
        _, at = min(ranks)
        sets = max(day.places[at].sets, min(most, day.places[at].sets + 1))
        if _is_beside(draft, index, muscle) and _direct_sets(day, muscle) < _HARD:
            # the day beside it keeps to light work: a muscle is not hard on two days running (SPC04)
            sets = min(sets, max(day.places[at].sets, _HARD - 1))
        draft = draft.with_day(index, day.changed(at, sets=sets, is_focus=True))
    return draft


def _directness(function: Function, muscle: Muscle) -> int:
    """How far down the muscle's list a function stands: for glutes a hip thrust comes before a lunge."""
    functions = FUNCTIONS_OF[muscle]
    return functions.index(function) if function in functions else len(functions)


def _moved_forward(brief: Brief, draft: Draft, muscle: Muscle) -> Draft:
    """On one day the muscle's own exercise comes first of the accessories; for size it may open the day."""
    for index in range(len(draft.days) - 1, -1, -1):
        day = draft.days[index]
        for at, place in enumerate(day.places):
            if not place.is_focus or muscle not in place.exercise.primary:
                continue
            if place.role not in _SMALL_ROLES and not brief.is_hypertrophy:
                continue
            first = 0
            if not brief.is_hypertrophy:
                while first < at and day.places[first].role in "MVLS":
                    first += 1
            if first < at:
                places = list(day.places)
                rank = OPENS_THE_DAY if brief.is_hypertrophy else WITH_THE_COMPOUNDS
                places.insert(first, replace(places.pop(at), rank=rank))
                return draft.with_day(index, day.with_places(places))
            return draft
    return draft


def _paid_for(brief: Brief, draft: Draft, muscles: tuple[Muscle, ...]) -> Draft:
    """A set less for the two muscles that are furthest above their target, never below it."""
    week = fractional(draft.places())
    above = sorted(
        (muscle for muscle in week if muscle not in muscles and week[muscle] > target(brief, muscle) + 1),
        key=lambda muscle: (target(brief, muscle) - week[muscle], muscle.value),
    )
    paid = 0
    for muscle in above:
        for index, day in enumerate(draft.days):
            at = next(
                (
                    at
                    for at in range(len(day.places) - 1, -1, -1)
                    if muscle in day.places[at].exercise.primary
                    and day.places[at].role in "SAI"
                    and day.places[at].sets > _PAY_FLOOR
                    and not set(day.places[at].exercise.primary) & set(muscles)
                ),
                None,
            )
            if at is not None:
                draft = draft.with_day(index, day.changed(at, sets=day.places[at].sets - 1))
                paid += 1
                break
        if paid == _PAYING:
            break
    return draft
