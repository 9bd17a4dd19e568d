"""The pool of a job: which rows of the database this lifter can do, and what is known about each."""

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Row, TextClause, text

from storage.definition_row import OPTIONAL_COLUMNS, DefinitionRow, definition_from
from storage.errors import ExercisePoolError
from storage.features import Features, detect_features
from storage.row_inference import infer
from storage.seed import kit_name, seed
from storage.transaction import in_transaction
from strength.catalog import Catalog, load_catalog
from strength.equipment import normalise
from strength.exercise import Exercise
from strength.names import match_key
from strength.pool import Pool, PoolEntry, is_allowed
from strength.request import ProgramRequest

MAX_WARNINGS = 5
"""A lifter with a hundred odd exercises should not have to read a hundred sentences."""

_LISTS = ("aliases", "equipment", "primaryFAUs", "secondaryFAUs")

_seeded: WeakSet[Engine] = WeakSet()


def load_pool(engine: Engine, user_id: str, request: ProgramRequest) -> Pool:
    """The exercises that the user may see and do, by slug, in the catalog's order, the user's own ones last.

    When the database lacks exercises of the catalog that the request allows, they are seeded, once per process.

    Raises:
        ExercisePoolError: nothing fits.
        DatabaseDown: the database cannot be reached.
    """
    catalog = load_catalog()
    rows = _rows(engine, user_id)
    wanted = {exercise.slug for exercise in catalog.exercises if is_allowed(exercise, request)}
    present = {exercise.slug for row in rows if (exercise := row.catalog_exercise(catalog)) is not None}
    if not wanted <= present and engine not in _seeded:
        seed(engine)
        _seeded.add(engine)
        rows = _rows(engine, user_id)
    return _pool(rows, catalog, request)


def _rows(engine: Engine, user_id: str) -> list[DefinitionRow]:
    statement = _statement(detect_features(engine))

    def read(connection: Connection) -> tuple[tuple[str, ...], Sequence[Row[Any]]]:
        result = connection.execute(statement, {"user_id": user_id})
        return tuple(result.keys()), result.all()

    names, found = in_transaction(engine, read)
    return [_definition(names, tuple(row), user_id if row.createdBy == user_id else None) for row in found]


# four hundred rows are the same for everybody and every job; the key is their whole content, so a change is a new row
@lru_cache(maxsize=8_192)
def _definition(names: tuple[str, ...], values: tuple[Any, ...], owner: str | None) -> DefinitionRow:
    columns = dict(zip(names, values, strict=True))
    lists = {name: None if columns[name] is None else json.loads(columns[name]) for name in _LISTS}
    return definition_from({**columns, **lists}, owner)


@cache
def _statement(features: Features) -> TextClause:
    optional = "".join(f', "{name}"' for name in OPTIONAL_COLUMNS if features.has("ExerciseDefinition", name))
    # as JSON, because the driver reads an array letter by letter
    lists = "".join(f', to_json("{name}")::text AS "{name}"' for name in _LISTS)
    return text(
        f'SELECT "id", "name", "normalizedName", "category", "isSystem", "createdBy"{lists}{optional} '  # noqa: S608 - names from the tuples above
        'FROM "ExerciseDefinition" WHERE "isSystem" OR "createdBy" = :user_id ORDER BY "id"'
    )


def _pool(rows: Iterable[DefinitionRow], catalog: Catalog, request: ProgramRequest) -> Pool:
    said = frozenset(normalise(word) for word in request.equipment)
    known: dict[str, list[DefinitionRow]] = {}
    own: list[tuple[Exercise, DefinitionRow]] = []
    left_out: list[str] = []
    for row in rows:
        exercise = row.catalog_exercise(catalog)
        inferred = None if exercise is not None or not row.is_own else infer(row, catalog)
        if exercise is not None:
            known.setdefault(exercise.slug, []).append(row)
        elif inferred is not None:
            own.append((inferred, row))
        elif row.is_own:
            left_out.append(row.name)
    entries: dict[str, PoolEntry] = {}
    for exercise in catalog.exercises:
        if not is_allowed(exercise, request):
            continue
        fitting = [row for row in known.get(exercise.slug, ()) if _fits(row, request, said)]
        if fitting:
            best = min(fitting, key=partial(_preference, exercise))
            entries[exercise.slug] = PoolEntry(exercise=exercise, name=best.name, definition_id=best.definition_id)
    for exercise, row in own:
        if is_allowed(exercise, request) and _fits(row, request, said):
            entries[exercise.slug] = PoolEntry(exercise=exercise, name=row.name, definition_id=row.definition_id)
    if not entries:
        raise ExercisePoolError("no exercise fits this equipment, these limitations and this experience")
    return Pool(entries=MappingProxyType(entries), warnings=_warnings(left_out))


def _fits(row: DefinitionRow, request: ProgramRequest, said: frozenset[str]) -> bool:
    """Every token of the row that gates is owned; a word that we do not know has to be said by the lifter, too."""
    return row.tokens <= request.owned and row.odd_tokens <= said


def _preference(exercise: Exercise, row: DefinitionRow) -> tuple[bool, bool, int, str]:
    """The user's own row before FitCSV's, FitCSV's before ours, the usual way to equip it before the others."""
    keys = [match_key(kit_name(exercise, kit)) for kit in exercise.kits]
    key = match_key(row.name)
    return (not row.is_own, row.is_ours, keys.index(key) if key in keys else 0, row.definition_id)


def _warnings(left_out: list[str]) -> tuple[str, ...]:
    shown = [
        f"Your exercise {name!r} was left out: say in its muscles, category or name what kind of movement it is."
        for name in left_out[:MAX_WARNINGS]
    ]
    rest = len(left_out) - len(shown)
    if rest > 0:
        shown.append(f"{rest} more of your own exercises were left out for the same reason.")
    return tuple(shown)
