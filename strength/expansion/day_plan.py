"""A week while it is being expanded: days of slots whose sets are known and whose texts are not."""

from dataclasses import dataclass, replace

from strength.blueprint import SchemeType
from strength.exercise import Exercise, Lift
from strength.expansion.occasion import Occasion
from strength.expansion.set_group import SetGroup
from strength.expansion.training_max import LEAST_SIMILARITY
from strength.pool import PoolEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPlan:
    """One exercise of a workout.

    Attributes:
        entry: the exercise with the name and the row it is written as.
        occasion: what its sets were made from.
        groups: its sets.
        rest_asked: the scheme's own rest, in seconds.
        group: letter shared with a partner.
        note: the blueprint's own note.
    """

    entry: PoolEntry
    occasion: Occasion
    groups: tuple[SetGroup, ...]
    rest_asked: int | None = None
    group: str | None = None
    note: str | None = None

    @property
    def exercise(self) -> Exercise:
        """What is done."""
        return self.entry.exercise

    @property
    def type(self) -> SchemeType:
        """The scheme's type."""
        return self.occasion.type

    @property
    def sets(self) -> int:
        """Working sets."""
        return sum(group.sets for group in self.groups)

    @property
    def lift(self) -> Lift | None:
        """The competition lift that it is, or is a near free-bar variant of."""
        near = self.exercise.competition_similarity >= LEAST_SIMILARITY
        return self.exercise.competition_lift if near and self.occasion.takes_percent else None

    def as_exercise(self, other: "SlotPlan", groups: tuple[SetGroup, ...]) -> "SlotPlan":
        """This place with the exercise of another slot and other sets; the place keeps the rest that its day has time for."""
        occasion = replace(self.occasion, allowance=other.occasion.allowance, type="pct")
        return replace(self, entry=other.entry, occasion=occasion, groups=groups, note=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """One workout."""

    weekday: int
    name: str
    slots: tuple[SlotPlan, ...]
    note: str | None = None

    def has(self, exercise: Exercise) -> bool:
        """Whether the exercise is already in the workout."""
        return any(slot.exercise.slug == exercise.slug for slot in self.slots)
