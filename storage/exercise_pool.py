"""The pool of a job: which rows of the database this lifter can do, and what is known about each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import MappingProxyType
from weakref import WeakSet

from sqlalchemy import Engine, TextClause, text

from storage.definition_row import OPTIONAL_COLUMNS, DefinitionRow, definition_from
from storage.errors import ExercisePoolError
from storage.features import Features, detect_features
from storage.row_inference import infer
from storage.seed import kit_name, seed
from storage.transaction import in_one_trip
from strength.catalog import load_catalog
from strength.equipment import normalise
from strength.exercise import Exercise
from strength.names import match_key
from strength.pool import Pool, PoolEntry, is_allowed
from strength.request import ProgramRequest

MAX_WARNINGS = 5
"""A lifter with a hundred odd exercises should not have to read a hundred sentences."""

_COLUMNS = '"id", "name", "normalizedName", "category", "aliases", "equipment", "primaryFAUs", "secondaryFAUs"'

_seeded: WeakSet[Engine] = WeakSet()


@dataclass(frozen=True, slots=True)
class _Known:
    """What some rows stand for; made once for each content that they have.

    Attributes:
        by_slug: those that stand for exercises of the catalog, each with its entry, the one to be preferred first.
        others: those of the user's own that stand for none; with an entry all the same where enough is known.
    """

    by_slug: Mapping[str, tuple[tuple[DefinitionRow, PoolEntry], ...]]
    others: tuple[tuple[DefinitionRow, PoolEntry | None], ...]


def load_pool(engine: Engine, user_id: str, request: ProgramRequest) -> Pool:
    """The exercises that the user may see and do, by slug, in the catalog's order, the user's own ones last.

    When the database lacks exercises of the catalog that the request allows, they are seeded, once per process.

    Raises:
        ExercisePoolError: nothing fits.
        DatabaseDown: the database cannot be reached.
    """
    wanted = [exercise for exercise in load_catalog().exercises if is_allowed(exercise, request)]
    system, own = _rows(engine, user_id)
    is_complete = all(exercise.slug in system.by_slug or exercise.slug in own.by_slug for exercise in wanted)
    if not is_complete and engine not in _seeded:
        seed(engine)
        _seeded.add(engine)
        system, own = _rows(engine, user_id)
    return _pool(wanted, system, own, request)


def _rows(engine: Engine, user_id: str) -> tuple[_Known, _Known]:
    """Everybody's rows and the user's own."""
    found = in_one_trip(engine, _statement(detect_features(engine)), {"user_id": user_id})[0]
    return _known(found.system or "[]", is_own=False), _known(found.own or "[]", is_own=True)


# four hundred rows are the same for everybody and every job; the key is their whole content, so a change is a new text
@lru_cache(maxsize=256)
def _known(text_of_rows: str, *, is_own: bool) -> _Known:
    catalog = load_catalog()
    found: dict[Exercise, list[DefinitionRow]] = {}
    others: list[tuple[DefinitionRow, PoolEntry | None]] = []
    for columns in json.loads(text_of_rows):
        row = definition_from(columns, is_own=is_own)
        exercise = row.catalog_exercise(catalog)
        if exercise is not None:
            found.setdefault(exercise, []).append(row)
        elif is_own:
            inferred = infer(row, catalog)
            others.append((row, None if inferred is None else _entry(inferred, row)))
    by_slug = {
        exercise.slug: tuple((row, _entry(exercise, row)) for row in sorted(rows, key=partial(_preference, exercise)))
        for exercise, rows in found.items()
    }
    return _Known(by_slug, tuple(others))


def _entry(exercise: Exercise, row: DefinitionRow) -> PoolEntry:
    return PoolEntry(exercise=exercise, name=row.name, definition_id=row.definition_id)


@cache
def _statement(features: Features) -> TextClause:
    """Two texts: as rows they would cost ten times as much to read, and they change once in a while."""
    optional = "".join(f', "{name}"' for name in OPTIONAL_COLUMNS if features.has("ExerciseDefinition", name))

    def rows(which: str) -> str:
        return (
            f"(SELECT CAST(json_agg(one) AS text) FROM ("  # noqa: S608 - fixed words are put in
            f'SELECT {_COLUMNS}{optional} FROM "ExerciseDefinition" WHERE {which} ORDER BY "id") AS one)'
        )

    own = rows('NOT "isSystem" AND "createdBy" = :user_id')
    system = rows('"isSystem"')
    return text(f'SELECT {system} AS "system", {own} AS "own"')


def _pool(wanted: Iterable[Exercise], system: _Known, own: _Known, request: ProgramRequest) -> Pool:
    said = frozenset(normalise(word) for word in request.equipment)
    entries: dict[str, PoolEntry] = {}
    for exercise in wanted:
        # the user's own row before all others
        known = (*own.by_slug.get(exercise.slug, ()), *system.by_slug.get(exercise.slug, ()))
        best = next((entry for row, entry in known if _fits(row, request, said)), None)
        if best is not None:
            entries[exercise.slug] = best
    for row, entry in own.others:
        if entry is not None and _fits(row, request, said) and is_allowed(entry.exercise, request):
            entries[entry.exercise.slug] = entry
    if not entries:
        raise ExercisePoolError("no exercise fits this equipment, these limitations and this experience")
    left_out = [row.name for row, entry in own.others if entry is None]
    return Pool(entries=MappingProxyType(entries), warnings=_warnings(left_out))


def _fits(row: DefinitionRow, request: ProgramRequest, said: frozenset[str]) -> bool:
    """Every token of the row that gates is owned; a word that we do not know has to be said by the lifter, too."""
    return row.tokens <= request.owned and row.odd_tokens <= said


def _preference(exercise: Exercise, row: DefinitionRow) -> tuple[bool, int, str]:
    """FitCSV's row before ours, the usual way to equip it before the others."""
    keys = [match_key(kit_name(exercise, kit)) for kit in exercise.kits]
    key = match_key(row.name)
    return (row.is_ours, keys.index(key) if key in keys else 0, row.definition_id)


def _warnings(left_out: list[str]) -> tuple[str, ...]:
    shown = [
        f"Your exercise {name!r} was left out: say in its muscles, category or name what kind of movement it is."
        for name in left_out[:MAX_WARNINGS]
    ]
    rest = len(left_out) - len(shown)
    if rest > 0:
        shown.append(f"{rest} more of your own exercises were left out for the same reason.")
    return tuple(shown)
