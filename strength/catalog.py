"""The packaged exercise catalog: read once from `catalog.tsv`, checked row by row, indexed for matching names.

It grew from the 161 published rows of design 04, D. All their slugs live on; these facts about them were corrected:

- `kb_swing` is out for a sore shoulder, not merely capped; `zercher_squat` is open from level 2 (design 10, 2.2, 2.5).
- `plank` is done on the forearms, so a sore wrist does not cap it; `reverse_nordic` and `db_kickback` are capped for
  a sore lower back, heavy pulls for a sore wrist, and a low bar on the back for a sore shoulder and wrist everywhere.
- `ab_wheel` needs a wheel or a loaded bar, `back_extension` a roman chair or a machine. `skullcrusher`, `db_step_up`,
  `chest_supported_row`, `inverted_row`, `farmer_carry` and `shrug` have further kits.
- neck, upper back and ankle are tags now, from the table of design 10, 2.5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NoReturn, TypeVar

from strength.equipment import Equipment
from strength.errors import CatalogError
from strength.exercise import Exercise, ExerciseKit, Lift, LoadKind, Pattern
from strength.limitation import Area
from strength.muscle import Muscle
from strength.names import match_key
from strength.spoken_name import kit_names

COLUMNS = (
    "slug",
    "name",
    "aliases",
    "pattern",
    "primary",
    "secondary",
    "kits",
    "min_level",
    "unilateral",
    "load_kind",
    "compound",
    "timed",
    "avoid_when",
    "caution_when",
    "competition_lift",
    "competition_similarity",
    "rep_min",
    "rep_max",
    "axial_load",
    "spotter",
    "regression",
    "progression",
    "cue",
)
"""The columns of `catalog.tsv`, in order."""

CUE_LENGTH = 60
"""Longest cue, in characters: it shares a line of 90 with the rest of a note (design 10, NAM02)."""

LOAD_POTENTIAL: Mapping[LoadKind, float] = MappingProxyType(
    {
        LoadKind.BARBELL: 1.0,
        LoadKind.MACHINE: 0.95,
        LoadKind.SMITH: 0.9,
        LoadKind.DUMBBELL: 0.75,
        LoadKind.CABLE: 0.7,
        LoadKind.KETTLEBELL: 0.65,
        LoadKind.BAND: 0.5,
        LoadKind.BODYWEIGHT: 0.4,
        LoadKind.ISOMETRIC: 0.2,
    }
)
"""How far each kind of load can be taken, 0-1 (design 04, 0.10)."""

TRAP_BAR_POTENTIAL = 0.95
"""A trap bar is loaded with plates like a barbell, yet 0.10 puts it beside the machines."""


_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """Every exercise we know, in the order of the file.

    Attributes:
        exercises: all rows, in file order.
        by_slug: the same rows by slug; read-only.
    """

    exercises: tuple[Exercise, ...]
    by_slug: Mapping[str, Exercise] = field(init=False, repr=False)
    _by_key: Mapping[str, Exercise] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the rows.

        Raises:
            CatalogError: a slug twice, a name or alias claimed twice, or a ladder that leads nowhere.
        """
        by_slug: dict[str, Exercise] = {}
        for exercise in self.exercises:
            if exercise.slug in by_slug:
                raise CatalogError(f"catalog: slug {exercise.slug!r} occurs twice")
            by_slug[exercise.slug] = exercise
        for exercise in self.exercises:
            _check_ladder(exercise, by_slug)
        object.__setattr__(self, "by_slug", MappingProxyType(by_slug))
        object.__setattr__(self, "_by_key", MappingProxyType(_keys_of(self.exercises)))

    def get(self, slug: str) -> Exercise | None:
        """The exercise of this slug, or None."""
        return self.by_slug.get(slug)

    def find(self, name: str) -> Exercise | None:
        """The exercise that a slug, a name, an alias or a name of one of its kits means, or None.

        Case, punctuation and blanks do not matter. There is no fuzzy matching: a wrong match would give a row of the
        user's the limits of another exercise.
        """
        return self.by_slug.get(name) or self._by_key.get(match_key(name))


@cache
def load_catalog() -> Catalog:
    """The packaged catalog, read and checked on the first call only.

    Raises:
        CatalogError: the packaged file contradicts itself; the message names the row and the value.
    """
    text = files("strength").joinpath("catalog.tsv").read_text(encoding="utf-8")
    return parse_catalog(text)


def parse_catalog(text: str) -> Catalog:
    """A catalog from the text of a `catalog.tsv`.

    Raises:
        CatalogError: see `load_catalog`.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise CatalogError("catalog: the header row does not name the columns in order")
    return Catalog(exercises=tuple(_exercise(line) for line in lines[1:]))


def _exercise(line: str) -> Exercise:
    """One row of the file as an exercise; raises CatalogError with the row and the value."""
    cells = [cell.strip() for cell in line.split("\t")]
    slug = cells[0]
    if len(cells) != len(COLUMNS):
        raise CatalogError(f"catalog: row {slug!r} has {len(cells)} cells, not {len(COLUMNS)}")
    row = _Row(slug=slug, cells=dict(zip(COLUMNS, cells, strict=True)))
    kits = row.kits()
    load_kind = row.one("load_kind", LoadKind)
    lift = row.one("competition_lift", Lift) if row.cells["competition_lift"] else None
    exercise = Exercise(
        slug=row.text("slug"),
        name=row.text("name"),
        aliases=tuple(row.split("aliases", "|")),
        pattern=row.one("pattern", Pattern),
        primary=row.many("primary", Muscle),
        secondary=row.many("secondary", Muscle),
        kits=kits,
        min_level=row.integer("min_level", 1, 3),
        is_unilateral=row.flag("unilateral"),
        load_kind=load_kind,
        is_compound=row.flag("compound"),
        is_timed=row.flag("timed"),
        avoid_when=frozenset(row.many("avoid_when", Area)),
        caution_when=frozenset(row.many("caution_when", Area)),
        competition_lift=lift,
        competition_similarity=row.share("competition_similarity") if lift else 0.0,
        rep_min=row.integer("rep_min", 1, 60),
        rep_max=row.integer("rep_max", 1, 90),
        load_potential=_load_potential(load_kind, kits),
        axial_load=row.integer("axial_load", 0, 3),
        needs_spotter=row.flag("spotter"),
        regression=row.cells["regression"],
        progression=row.cells["progression"],
        cue=row.text("cue"),
    )
    _check_sense(exercise)
    return exercise


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one line, each read with a check that names the row and the value when it fails."""

    slug: str
    cells: Mapping[str, str]

    def fail(self, column: str, why: str) -> NoReturn:
        raise CatalogError(f"catalog: row {self.slug!r}, {column} {self.cells[column]!r}: {why}")

    def text(self, column: str) -> str:
        return self.cells[column] or self.fail(column, "is missing")

    def split(self, column: str, separator: str) -> list[str]:
        cell = self.cells[column]
        words = [word.strip() for word in cell.split(separator)] if cell else []
        if not all(words):
            self.fail(column, "has an empty part")
        return words

    def word(self, column: str, word: str, kind: type[_Word]) -> _Word:
        try:
            return kind(word)
        except ValueError:
            self.fail(column, f"{word!r} is no {kind.__name__}")

    def one(self, column: str, kind: type[_Word]) -> _Word:
        return self.word(column, self.cells[column], kind)

    def many(self, column: str, kind: type[_Word]) -> tuple[_Word, ...]:
        words = tuple(self.word(column, word, kind) for word in self.split(column, ","))
        if len(set(words)) != len(words):
            self.fail(column, "says the same twice")
        return words

    def integer(self, column: str, low: int, high: int) -> int:
        cell = self.cells[column]
        if not cell.isdecimal() or not low <= int(cell) <= high:
            self.fail(column, f"is no whole number from {low} to {high}")
        return int(cell)

    def flag(self, column: str) -> bool:
        return bool(self.integer(column, 0, 1))

    def share(self, column: str) -> float:
        try:
            value = float(self.cells[column])
        except ValueError:
            self.fail(column, "is no number")
        if not 0.0 < value <= 1.0:
            self.fail(column, "is not above 0 and at most 1")
        return value

    def kits(self) -> tuple[ExerciseKit, ...]:
        kits = tuple(self.kit(way) for way in self.split("kits", "|"))
        labels = [kit.label for kit in kits]
        if not kits or labels[0] or not all(labels[1:]) or len(set(labels)) != len(labels):
            self.fail("kits", "the first way has no label, every further one has its own")
        return kits

    def kit(self, way: str) -> ExerciseKit:
        words, _, label = way.partition(":")
        tokens = {self.word("kits", word.strip(), Equipment) for word in words.split("+")}
        return ExerciseKit(tokens=frozenset(tokens - {Equipment.BODYWEIGHT}), label=label.strip())


def _load_potential(load_kind: LoadKind, kits: tuple[ExerciseKit, ...]) -> float:
    """How far a row can be loaded, from its load kind; a trap bar row is the one exception."""
    return TRAP_BAR_POTENTIAL if Equipment.TRAP_BAR in kits[0].tokens else LOAD_POTENTIAL[load_kind]


def _check_sense(exercise: Exercise) -> None:
    """Refuse a row whose fields contradict each other."""
    slug = exercise.slug
    if not exercise.primary:
        raise CatalogError(f"catalog: row {slug!r} has no primary muscle")
    both = set(exercise.primary) & set(exercise.secondary)
    if both:
        raise CatalogError(f"catalog: row {slug!r} counts {sorted(both)} as primary and as secondary")
    torn = exercise.avoid_when & exercise.caution_when
    if torn:
        raise CatalogError(f"catalog: row {slug!r} says avoid and caution for {sorted(torn)}")
    if exercise.rep_min > exercise.rep_max:
        raise CatalogError(f"catalog: row {slug!r} has rep_min {exercise.rep_min} > rep_max {exercise.rep_max}")
    if exercise.is_timed != (exercise.load_kind is LoadKind.ISOMETRIC or exercise.pattern is Pattern.CARRY):
        raise CatalogError(f"catalog: row {slug!r}: isometrics and carries are timed, nothing else (INT04)")
    if len(exercise.cue) > CUE_LENGTH:
        raise CatalogError(f"catalog: row {slug!r}: cue {exercise.cue!r} is longer than {CUE_LENGTH} characters")


def _check_ladder(exercise: Exercise, by_slug: Mapping[str, Exercise]) -> None:
    """Refuse a rung that does not exist, or that is the row itself."""
    for column, rung in (("regression", exercise.regression), ("progression", exercise.progression)):
        if rung and (rung == exercise.slug or rung not in by_slug):
            raise CatalogError(f"catalog: row {exercise.slug!r}, {column} {rung!r} is no other row")


def _keys_of(exercises: Iterable[Exercise]) -> dict[str, Exercise]:
    """Every row by the keys of its slug, its name, its aliases and both names of its labelled kits."""
    by_key: dict[str, Exercise] = {}
    for exercise in exercises:
        claims = [exercise.name, *exercise.aliases]
        known = {match_key(claim) for claim in claims}
        # an alias may be the spoken name of a kit
        claims += [name for name in kit_names(exercise) if match_key(name) not in known]
        for claim in claims:
            key = match_key(claim)
            if not key or key in by_key:
                other = by_key[key].slug if key else "nothing"
                raise CatalogError(f"catalog: row {exercise.slug!r}, name {claim!r} already means {other!r}")
            by_key[key] = exercise
    for exercise in exercises:
        holder = by_key.setdefault(match_key(exercise.slug), exercise)
        if holder is not exercise:
            raise CatalogError(f"catalog: slug {exercise.slug!r} reads like a name of {holder.slug!r}")
    return by_key
