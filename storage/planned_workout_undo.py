"""Taking back what an applied adaptation or substitution wrote, as long as nobody has touched it since."""

import hashlib
import json
from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Engine, text

from storage.features import detect_features
from storage.planned_workout_writer import Previous, undo
from storage.transaction import in_transaction

WRITTEN = "written"
"""Key beside the rows as they were: the fingerprint of the rows as they were left."""

_EXERCISES = text("""
SELECT "id", "name", "exerciseDefinitionId", "order", "exerciseGroup", "notes" FROM "Exercise"
WHERE "userId" = :user_id AND "id" IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))
ORDER BY "id" FOR UPDATE
""")
_SETS = text("""
SELECT "id", "exerciseId", "setNumber", "reps", "weight", "rpe", "rir" FROM "PrescribedSet"
WHERE "userId" = :user_id AND "exerciseId" IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))
ORDER BY "exerciseId", "setNumber", "id" FOR UPDATE
""")


class UndoOutcome(Enum):
    """What became of the wish to take a change back."""

    UNDONE = auto()
    """The rows are as they were before."""
    NOTHING = auto()
    """The job wrote nothing that could be taken back."""
    CHANGED = auto()
    """Somebody has changed the rows since, or taken the change back already; nothing was written."""


def fingerprint(connection: Connection, exercise_ids: Collection[str], user_id: str) -> str:
    """Tells whether these exercises and their sets are still what they were; locks them until the transaction ends."""
    values = {"ids": json.dumps(sorted(exercise_ids)), "user_id": user_id}
    rows = [list(row) for statement in (_EXERCISES, _SETS) for row in connection.execute(statement, values)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def with_fingerprint(connection: Connection, previous: Previous, user_id: str) -> Previous:
    """The rows as they were, with the fingerprint of what was just written in their place."""
    return {**previous, WRITTEN: fingerprint(connection, _ids(previous), user_id)}


def undo_if_untouched(engine: Engine, user_id: str, result: Mapping[str, Any] | None) -> UndoOutcome:
    """Put back what a job's result says was there before, in one transaction.

    Args:
        engine: the database.
        user_id: the job's owner.
        result: of the job.

    Raises:
        DatabaseDown: the database cannot be reached; nothing was written.
    """
    previous = (result or {}).get("previous")
    if not isinstance(previous, dict) or WRITTEN not in previous:
        return UndoOutcome.NOTHING
    kept: Previous = previous  # pyright: ignore[reportUnknownVariableType] - JSON that we wrote
    features = detect_features(engine)

    def work(connection: Connection) -> UndoOutcome:
        if fingerprint(connection, _ids(kept), user_id) != kept[WRITTEN]:
            return UndoOutcome.CHANGED
        is_done = undo(connection, user_id=user_id, previous=kept, features=features)
        return UndoOutcome.UNDONE if is_done else UndoOutcome.CHANGED

    return in_transaction(engine, work)


def _ids(previous: Previous) -> list[str]:
    return [str(row["id"]) for row in previous["exercises"]]
