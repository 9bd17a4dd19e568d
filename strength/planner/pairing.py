"""Supersets: which places may alternate, and when the minutes ask for it (design 10, 1.3)."""

from dataclasses import replace

from strength.exercise_groups import AXIAL, GRIP, SPINE, Station, stations
from strength.planner.brief import Brief
from strength.planner.draft import DraftDay, Place
from strength.planner.function import LOWER, PULLS, PUSHES, TRUNK, Function

ALL_BELOW, ANTAGONISTS_BELOW, SMALL_BELOW = 30, 45, 60
"""Below these minutes everything but the main lifts, opposing lifts, or only small exercises alternate."""

_F = Function
_UPPER_SMALL = frozenset({_F.SR, _F.RD, _F.BI, _F.TR, _F.FL})
_SMALL = _UPPER_SMALL | {_F.KE, _F.KF, _F.CA} | TRUNK
_BIG_LEGS = frozenset({_F.SQ, _F.SQ2, _F.HI, _F.HI2, _F.LU, _F.BR})
_CROWDED = frozenset({Station.RACK, Station.CABLE})
_ROLE_CLASS = {"M": 0, "V": 1, "L": 1, "S": 1, "A": 2, "I": 3, "C": 4, "T": 4}
LETTERS = "ABCDEF"


def paired(brief: Brief, day: DraftDay) -> DraftDay:
    """The day with as many legal supersets as its minutes call for; longer sessions stay as they are."""
    if brief.minutes >= SMALL_BELOW:
        return day
    return _pair(brief, replace(day, places=tuple(replace(place, group=None) for place in day.places)))


def may_alternate(brief: Brief, first: Place, second: Place) -> bool:
    """Whether two exercises can be done in turns without one spoiling the other (TIM04)."""
    if "M" in (first.role, second.role):
        return False
    slugs = {first.exercise.slug, second.exercise.slug}
    if any(len(slugs & group) > 1 for group in (AXIAL, SPINE, GRIP)):
        return False
    if brief.minutes >= ANTAGONISTS_BELOW and _both_crowded(first, second):
        return False
    return _oppose(first.function, second.function) or _oppose(second.function, first.function)


def _oppose(one: Function, other: Function) -> bool:
    if one in PUSHES and other in PULLS:
        return True
    if one in TRUNK:
        return other not in _BIG_LEGS and other not in TRUNK
    if one is _F.CA:
        return other not in LOWER or other in _BIG_LEGS
    if one in _UPPER_SMALL:
        return other in _BIG_LEGS or (other in _UPPER_SMALL and other is not one)
    return one is _F.KE and other is _F.KF


def _both_crowded(first: Place, second: Place) -> bool:
    """Whether the pair would hold a rack and a cable station at once."""
    return stations(first.exercise) | stations(second.exercise) >= _CROWDED and not (
        stations(first.exercise) & stations(second.exercise)
    )


def _pair(brief: Brief, day: DraftDay) -> DraftDay:
    places = list(day.places)
    letters = iter(LETTERS)
    index = 0
    while index < len(places) - 1:
        place = places[index]
        partner = _partner(brief, places, index)
        if partner is None:
            index += 1
            continue
        letter = next(letters, None)
        if letter is None:
            break
        second = places.pop(partner)
        places[index] = replace(place, group=letter)
        places.insert(index + 1, replace(second, group=letter))
        index += 2
    return day.with_places(places)


def _partner(brief: Brief, places: list[Place], index: int) -> int | None:
    """The first later place that may alternate with this one and may be done this early."""
    first = places[index]
    if not _is_wanted(brief, first, index):
        return None
    for later in range(index + 1, len(places)):
        second = places[later]
        if not _is_wanted(brief, second, later) or not may_alternate(brief, first, second):
            continue
        # a small exercise does not move ahead of a big one
        between = places[index + 1 : later]
        if all(_ROLE_CLASS[item.role] >= _ROLE_CLASS[second.role] for item in between):
            return later
    return None


def _is_wanted(brief: Brief, place: Place, index: int) -> bool:
    if brief.minutes < ANTAGONISTS_BELOW:
        return index > 0 or place.role != "M"
    return place.function in _SMALL
