"""Seeding: our catalog's exercises as system rows, where the database has none of that name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, text

from storage.clock import UTC_NOW
from storage.definition_row import OUR_PREFIX, match_names
from storage.features import Features, detect_features
from storage.ids import derived_id
from storage.transaction import in_transaction
from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.exercise import Exercise, ExerciseKit, Pattern
from strength.muscle import FAUS_OF_MUSCLE, Muscle
from strength.names import match_key, normalized_name

SYSTEM_USER = "00000000-0000-0000-0000-000000000000"

_LOCK = 4_207_115_903_217_002

_ROWS = text('SELECT "name", "normalizedName", "aliases", "isSystem" FROM "ExerciseDefinition"')

_TYPES = {
    "id": "text",
    "name": "text",
    "normalizedName": "text",
    "aliases": "text[]",
    "category": "text",
    "isSystem": "boolean",
    "equipment": "text[]",
    "instructions": "text",
    "primaryFAUs": "text[]",
    "secondaryFAUs": "text[]",
    "userId": "text",
    "movementPattern": "text",
    "force": "text",
    "mechanic": "text",
    "level": "text",
    "isBodyweight": "boolean",
}
"""The columns that we fill, and their types; those that the database lacks are left out."""

_LEGS = {Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT, Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX, Pattern.CALF}
_PULLS = {
    Pattern.HINGE,
    Pattern.BRIDGE,
    Pattern.KNEE_FLEX,
    Pattern.H_PULL,
    Pattern.V_PULL,
    Pattern.REAR,
    Pattern.CURL,
    Pattern.SHRUG,
}
_LEVELS = {1: "beginner", 2: "intermediate", 3: "expert"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReport:
    """What seeding did.

    Attributes:
        added: names of the rows that are new.
        present: how many of our rows' names the database had already.
    """

    added: tuple[str, ...]
    present: int


def seed(engine: Engine) -> SeedReport:
    """Insert the catalog's exercises that the database lacks, one row per kit; no row is renamed or deleted.

    May run any number of times, also at once.

    Raises:
        DatabaseDown: the database cannot be reached.
        SchemaMissing: there is no ExerciseDefinition table.
    """
    features = detect_features(engine)

    def work(connection: Connection) -> SeedReport:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        known: set[str] = set()
        taken: set[str] = set()
        for row in connection.execute(_ROWS):
            taken.add(row.normalizedName)
            if row.isSystem:
                known |= _claimed(row.name, [alias for alias in row.aliases or () if alias])
        rows = list(catalog_rows())
        missing = [row for row in rows if match_key(row["name"]) not in known]
        for row in missing:
            if row["normalizedName"] in taken:
                # FitCSV's normalizedName is unique over all users: somebody's private row must not keep the exercise
                # from everybody else
                row["normalizedName"] += " fitcsv ai"
        added: set[str] = set()
        if missing:
            added = set(connection.execute(_insert(features), {"rows": json.dumps(missing)}).scalars())
        return SeedReport(
            added=tuple(row["name"] for row in missing if row["name"] in added), present=len(rows) - len(added)
        )

    return in_transaction(engine, work)


def _claimed(name: str, aliases: list[str]) -> set[str]:
    """The keys of the exercise that a row stands for.

    An alias that means another exercise than the row's name does not keep that one from getting a row of its own.
    """
    catalog = load_catalog()
    meant = match_names(catalog, [name, *aliases])
    return {match_key(name)} | {match_key(alias) for alias in aliases if catalog.find(alias) is meant}


def _insert(features: Features) -> TextClause:
    """The insert of all rows at once, fed by one JSON array."""
    columns = [name for name in _TYPES if features.has("ExerciseDefinition", name)]
    names = ", ".join(f'"{name}"' for name in columns)
    shape = ", ".join(f'"{name}" {_TYPES[name]}' for name in columns)
    return text(
        f'INSERT INTO "ExerciseDefinition" ({names}, "updatedAt") '  # noqa: S608 - names from the table above
        f"SELECT {names}, {UTC_NOW} FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given({shape}) "
        'ON CONFLICT DO NOTHING RETURNING "name"'
    )


def kit_name(exercise: Exercise, kit: ExerciseKit) -> str:
    """The name of the row for one way to equip an exercise: "Face Pull (Band)"."""
    return f"{exercise.name} ({kit.label})" if kit.label else exercise.name


def catalog_rows() -> Iterator[dict[str, Any]]:
    """Every row that the catalog stands for, as the columns of ExerciseDefinition."""
    for exercise in load_catalog().exercises:
        for kit in exercise.kits:
            yield _row(exercise, kit)


# a row of a table: its values are text, flags and lists of text
def _row(exercise: Exercise, kit: ExerciseKit) -> dict[str, Any]:
    name = kit_name(exercise, kit)
    return {
        "id": OUR_PREFIX + derived_id("exercise", exercise.slug, kit.label),
        "name": name,
        "normalizedName": normalized_name(name),
        # the usual way carries the aliases; on a second row they would lead to the wrong equipment
        "aliases": [] if kit.label else list(exercise.aliases),
        "category": _category(exercise),
        "isSystem": True,
        "equipment": sorted(token.value for token in kit.tokens) or [Equipment.BODYWEIGHT.value],
        "instructions": exercise.cue or None,
        "primaryFAUs": _faus(exercise.primary),
        "secondaryFAUs": _faus(exercise.secondary),
        "userId": SYSTEM_USER,
        "movementPattern": exercise.pattern.value,
        "force": "static" if exercise.is_timed else "pull" if exercise.pattern in _PULLS else "push",
        "mechanic": "compound" if exercise.is_compound else "isolation",
        "level": _LEVELS[exercise.min_level],
        "isBodyweight": not kit.tokens,
    }


def _faus(muscles: tuple[Muscle, ...]) -> list[str]:
    return [fau for muscle in muscles for fau in FAUS_OF_MUSCLE[muscle]]


def _category(exercise: Exercise) -> str:
    """FitCSV's word for the part of the body."""
    if exercise.pattern in _LEGS:
        return "legs"
    match exercise.pattern:
        case Pattern.H_PUSH | Pattern.FLY:
            return "chest"
        case Pattern.H_PULL | Pattern.V_PULL | Pattern.SHRUG:
            return "back"
        case Pattern.V_PUSH | Pattern.SIDE_RAISE | Pattern.REAR:
            return "shoulders"
        case Pattern.CURL | Pattern.TRI:
            return "arms"
        case Pattern.CORE:
            return "core"
        case _:
            return "full body"
