"""A row of ExerciseDefinition that a user may use, with every NULL and odd spelling taken care of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from strength.catalog import Catalog
from strength.equipment import NEVER_GATES, Equipment, equipment_of, normalise
from strength.exercise import Exercise
from strength.muscle import MUSCLE_OF_FAU, Muscle, fau_of

OUR_PREFIX = "ex_ai_"
"""Ids of the rows that `seed` inserts begin so."""

OPTIONAL_COLUMNS = ("mechanic", "level", "movementPattern")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRow:
    """One exercise of the database.

    Attributes:
        definition_id: its id.
        name: what the lifter reads.
        names: everything it is called, the name first.
        category: FitCSV's word for the part of the body, lower case; empty when unknown.
        is_own: the user made it.
        is_ours: `seed` made it.
        tokens: equipment that gates it.
        odd_tokens: words for equipment that mean nothing to us, normalised; they gate it, too.
        primary: muscles it is for.
        secondary: muscles that help.
        mechanic: `compound`, `isolation` or empty.
        level: FitCSV's word for the level, or empty.
        pattern: FitCSV's movement pattern, or empty.
    """

    definition_id: str
    name: str
    names: tuple[str, ...]
    category: str
    is_own: bool
    is_ours: bool
    tokens: frozenset[Equipment]
    odd_tokens: frozenset[str]
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    mechanic: str
    level: str
    pattern: str

    def catalog_exercise(self, catalog: Catalog) -> Exercise | None:
        """The exercise of the catalog that the row stands for: by its name before its aliases."""
        return match_names(catalog, self.names)


def match_names(catalog: Catalog, names: Sequence[str]) -> Exercise | None:
    """The first exercise that one of the names means, or None."""
    return next((found for name in names if (found := catalog.find(name)) is not None), None)


def definition_of(row: Row[Any], user_id: str) -> DefinitionRow:
    """The exercise in a row of a query that names these columns as FitCSV does."""
    # SQLAlchemy documents this accessor as public
    columns = row._mapping  # pyright: ignore[reportPrivateUsage]
    return definition_from(columns, is_own=columns["createdBy"] == user_id and not columns["isSystem"])


def definition_from(columns: Mapping[Any, Any], *, is_own: bool) -> DefinitionRow:
    """The exercise in columns by their names."""
    tokens: set[Equipment] = set()
    odd: set[str] = set()
    for word in columns["equipment"] or ():
        token = equipment_of(word) if word else None
        if token is not None:
            tokens.add(token)
        elif word and normalise(word):
            odd.add(normalise(word))
    primary = _muscles(columns["primaryFAUs"])
    return DefinitionRow(
        definition_id=columns["id"],
        name=columns["name"],
        names=(columns["name"], columns["normalizedName"], *(alias for alias in columns["aliases"] or () if alias)),
        category=(columns["category"] or "").strip().lower(),
        is_own=is_own,
        is_ours=columns["id"].startswith(OUR_PREFIX),
        tokens=frozenset(tokens - NEVER_GATES),
        odd_tokens=frozenset(odd),
        primary=primary,
        secondary=tuple(muscle for muscle in _muscles(columns["secondaryFAUs"]) if muscle not in primary),
        mechanic=(columns.get("mechanic") or "").strip().lower(),
        level=(columns.get("level") or "").strip().lower(),
        pattern=(columns.get("movementPattern") or "").strip().lower(),
    )


def _muscles(words: Sequence[str | None] | None) -> tuple[Muscle, ...]:
    faus = [fau_of(word) for word in words or () if word]
    return tuple(dict.fromkeys(MUSCLE_OF_FAU[fau] for fau in faus if fau is not None))
