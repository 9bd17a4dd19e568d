"""The order of a day: several joints before one, the trunk last (Nunes 2021; design 04, 0.8 and design 10, ORD)."""

from strength.exercise import Pattern
from strength.planner.draft import DraftDay, Place

_TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})


def ordered(day: DraftDay) -> DraftDay:
    """The day with single-joint exercises behind compound ones, calves and then the trunk last, the sheet's order otherwise kept."""
    return day.with_places(sorted(day.places, key=_rank))


def _rank(place: Place) -> int:
    if place.rank is not None:
        return place.rank
    if place.exercise.pattern in _TRUNK:
        return 5
    if place.exercise.pattern is Pattern.CALF:
        return 4
    if place.role == "M":
        return 0
    if place.exercise.is_compound:
        return 1
    if place.exercise.pattern is Pattern.SHRUG:
        return 4
    # a pulldown with straight arms still comes before the curls that it needs fresh
    return 2 if place.big is not None else 3
