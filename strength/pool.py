"""The pool: the exercises this lifter can do with this kit, these limitations and this experience."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from strength.equipment import Equipment
from strength.exercise import Exercise
from strength.kit_variant import variant_name, variant_named, variant_read
from strength.limitation import Area, Severity
from strength.request import ProgramRequest

__all__ = [
    "Pool",
    "PoolEntry",
    "catalog_pool",
    "fits_kit",
    "is_allowed",
    "is_contraindicated",
    "is_discouraged",
    "needs_caution",
    "pool_of",
]


def fits_kit(exercise: Exercise, owned: frozenset[Equipment]) -> bool:
    """Whether every token of at least one of the exercise's kits is owned."""
    return any(kit.tokens <= owned for kit in exercise.kits)


def is_contraindicated(exercise: Exercise, limitations: Mapping[Area, Severity]) -> bool:
    """Whether a declared area, at any active severity, rules the exercise out."""
    return not exercise.avoid_when.isdisjoint(limitations)


def needs_caution(exercise: Exercise, limitations: Mapping[Area, Severity]) -> bool:
    """Whether the exercise is allowed only at RPE <= 7 and 8 or more reps for this lifter."""
    return not exercise.caution_when.isdisjoint(limitations)


def is_discouraged(exercise: Exercise, limitations: Mapping[Area, Severity]) -> bool:
    """Whether the exercise is to be used only when nothing clean is left (`avoid_loading` on a caution area)."""
    return any(limitations.get(area) is Severity.AVOID_LOADING for area in exercise.caution_when)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolEntry:
    """An exercise this lifter can do, tied to the row of the database that stands for it.

    Attributes:
        exercise: what is known about it, loaded as the kit in the name is: "(Kettlebell)" goes up by bells.
        name: the name the lifter reads: the database row's ("Goblet Squat (Kettlebell)" for a kit variant), with the
            tool's word replaced where there is one ("Kettlebell Row" for the row "Dumbbell Row (Kettlebell)").
        definition_id: id of the ExerciseDefinition row; None outside a database.
    """

    exercise: Exercise
    name: str
    definition_id: str | None = None

    def __post_init__(self) -> None:
        # whoever builds an entry, its load is that of the row's own kit, not of the catalog's usual one
        object.__setattr__(self, "exercise", variant_named(self.exercise, self.name))
        object.__setattr__(self, "name", variant_read(self.exercise, self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Entries by slug, in a stable order. Every entry fits the kit and the limitations; levels are the lifter's.

    Attributes:
        entries: what can be prescribed.
        warnings: what had to be left out, in sentences for the lifter.
        exercises: of all entries, in order; a plan looks through them a hundred times.
    """

    entries: Mapping[str, PoolEntry] = field(repr=False)
    warnings: tuple[str, ...] = field(default=())
    exercises: tuple[Exercise, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "exercises", tuple(entry.exercise for entry in self.entries.values()))

    def __contains__(self, slug: object) -> bool:
        return slug in self.entries

    def get(self, slug: str) -> Exercise | None:
        """The exercise of a slug, or None when this lifter cannot do it."""
        entry = self.entries.get(slug)
        return entry.exercise if entry else None


def is_allowed(exercise: Exercise, request: ProgramRequest) -> bool:
    """Whether the lifter of this request may be given the exercise at all."""
    return (
        fits_kit(exercise, request.owned)
        and not is_contraindicated(exercise, request.active_limitations)
        and exercise.min_level <= request.experience.level
    )


def pool_of(entries: Iterable[PoolEntry], request: ProgramRequest, warnings: Iterable[str] = ()) -> Pool:
    """The pool made of those entries that the request allows."""
    kept = {entry.exercise.slug: entry for entry in entries if is_allowed(entry.exercise, request)}
    return Pool(entries=MappingProxyType(kept), warnings=tuple(warnings))


def catalog_pool(request: ProgramRequest, exercises: Iterable[Exercise]) -> Pool:
    """The pool straight from the catalog, without a database."""
    return pool_of(
        (PoolEntry(exercise=item, name=variant_name(item, request.owned)) for item in exercises),
        request,
    )
