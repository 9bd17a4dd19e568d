"""One exercise of the database, as its user may see it."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Engine, TextClause, text

from storage.definition_row import OPTIONAL_COLUMNS, definition_of
from storage.features import Features, detect_features
from storage.row_inference import infer
from storage.transaction import in_one_trip
from strength.catalog import load_catalog
from strength.exercise import Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleDefinition:
    """One row of ExerciseDefinition.

    Attributes:
        definition_id: its id.
        name: what the lifter reads.
        exercise: what is known about it; None for a row that tells too little.
    """

    definition_id: str
    name: str
    exercise: Exercise | None


def load_definition(engine: Engine, definition_id: str, user_id: str) -> VisibleDefinition | None:
    """The exercise; None when it is missing or another user's own.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    statement = _statement(detect_features(engine))
    values = {"id": definition_id, "user_id": user_id}
    found = in_one_trip(engine, statement, values)
    if not found:
        return None
    row, catalog = definition_of(found[0], user_id), load_catalog()
    exercise = row.catalog_exercise(catalog) or infer(row, catalog)
    return VisibleDefinition(definition_id=row.definition_id, name=row.name, exercise=exercise)


@cache
def _statement(features: Features) -> TextClause:
    optional = "".join(f', "{name}"' for name in OPTIONAL_COLUMNS if features.has("ExerciseDefinition", name))
    return text(
        'SELECT "id", "name", "normalizedName", "aliases", "category", "isSystem", "createdBy", "equipment", '  # noqa: S608 - names from the tuple above
        f'"primaryFAUs", "secondaryFAUs"{optional} FROM "ExerciseDefinition" '
        'WHERE "id" = :id AND ("isSystem" OR "createdBy" = :user_id)'
    )
