"""The week while it is being planned: days with filled places, before schemes and names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.planner.function import BIG_OF, Big, Function

LEAD_ROLES = frozenset("MVLS")
"""Roles that carry the day: main, volume, light and secondary."""

SMALL_ROLES = frozenset("ICT")
"""Roles of one joint or the trunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A slot with its exercise.

    Attributes:
        function: what it is for.
        role: letter of the role (M V L S A I C T).
        sets: working sets in the biggest week.
        exercise: what fills it in the first mesocycle.
        key: identity on the sheet, for the seed.
        later: exercises of the later mesocycles; empty when nothing rotates.
        other: the function that takes turns with this one, when the sheet names two.
        is_focus: trains a focus muscle and must not be cut.
        rank: place in the day's order when the focus moved it forward; None for the usual one.
        group: superset letter.
        note: sentence for the lifter.
    """

    function: Function
    role: str
    sets: int
    exercise: Exercise
    key: str
    later: tuple[Exercise, ...] = ()
    other: Function | None = None
    is_focus: bool = False
    rank: int | None = None
    group: str | None = None
    note: str | None = None

    @property
    def big(self) -> Big | None:
        """Which of the six patterns it trains."""
        return BIG_OF.get(self.function)

    @property
    def is_lead(self) -> bool:
        """Whether it carries the day."""
        return self.role in LEAD_ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDay:
    """A workout of the weekly template.

    Attributes:
        weekday: 1 Monday - 7 Sunday.
        name: name on the sheet.
        places: in execution order.
        rest_cut: whether rests stand at their floor to fit the minutes.
    """

    weekday: int
    name: str
    places: tuple[Place, ...]
    rest_cut: bool = False

    @property
    def sets(self) -> int:
        """Working sets of the day."""
        return sum(place.sets for place in self.places)

    def has_main(self, function: Function) -> bool:
        """Whether the function is a main lift of the day."""
        return any(place.function is function and place.role == "M" for place in self.places)

    def with_places(self, places: Iterable[Place]) -> "DraftDay":
        """The day with other places."""
        return replace(self, places=tuple(places))

    def changed(self, index: int, **changes: object) -> "DraftDay":
        """The day with the place at `index` changed."""
        places = list(self.places)
        places[index] = replace(places[index], **changes)  # pyright: ignore[reportArgumentType]
        return replace(self, places=tuple(places))

    def without(self, index: int) -> "DraftDay":
        """The day without the place at `index`."""
        return replace(self, places=self.places[:index] + self.places[index + 1 :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The week.

    Attributes:
        split: id of its sheets.
        days: in order of weekdays.
        warnings: what could not be done well, so far.
    """

    split: str
    days: tuple[DraftDay, ...]
    warnings: tuple[str, ...] = field(default=())

    def places(self) -> Iterator[Place]:
        """Every place of the week."""
        for day in self.days:
            yield from day.places

    def with_day(self, index: int, day: DraftDay) -> "Draft":
        """The week with the day at `index` replaced."""
        return replace(self, days=(*self.days[:index], day, *self.days[index + 1 :]))

    def with_days(self, days: Iterable[DraftDay]) -> "Draft":
        """The week with other days."""
        return replace(self, days=tuple(days))

    def warned(self, *sentences: str) -> "Draft":
        """The week with further warnings, each once."""
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self.warnings]
        return replace(self, warnings=self.warnings + tuple(new))

    def count(self, wanted: Callable[[Place], bool]) -> int:
        """How many places satisfy a condition."""
        return sum(1 for place in self.places() if wanted(place))

    def sets_of(self, wanted: Callable[[Place], bool]) -> int:
        """Weekly sets of the places that satisfy a condition."""
        return sum(place.sets for place in self.places() if wanted(place))


def fractional(places: Iterable[Place]) -> dict[Muscle, float]:
    """Hard sets by muscle: 1 for a primary, 0.5 for a secondary one (Pelland 2024; design 04, 0.1)."""
    volume: dict[Muscle, float] = {}
    for place in places:
        for muscle in place.exercise.primary:
            volume[muscle] = volume.get(muscle, 0.0) + place.sets
        for muscle in place.exercise.secondary:
            volume[muscle] = volume.get(muscle, 0.0) + 0.5 * place.sets
    return volume
