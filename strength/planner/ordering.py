"""The order of a day: several joints before one, the trunk last (Nunes 2021; design 04, 0.8 and design 10, ORD)."""

from strength.exercise import Pattern
from strength.planner.draft import DraftDay, Place

_TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})


def ordered(day: DraftDay) -> DraftDay:
    """The day with single-joint exercises behind compound ones and trunk work last, the sheet's order otherwise kept."""
    return day.with_places(sorted(day.places, key=_rank))


def _rank(place: Place) -> int:
    if place.rank is not None:
        return place.rank
    if place.exercise.pattern in _TRUNK:
        return 3
    if place.role == "M":
        return 0
    return 1 if place.exercise.is_compound else 2
