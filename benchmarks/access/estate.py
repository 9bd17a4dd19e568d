"""Everything that one user can own here, made through the service itself, and a way to see whether it was touched."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, text

from benchmarks.access.guarded import Guarded
from benchmarks.access.issuer import Json
from storage.ids import new_id

CANARY = "canary-of-the-owner"

_REQUEST: Json = {
    "goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell", "rack", "bench"], "weeks": 4,
    "notes": CANARY,
}  # fmt: skip

_MOVING = ["enqueueDue", "enqueueGeneration", "updatedAt"]
"""What the relay changes by itself while a job waits for its task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """What a user owns.

    Attributes:
        user_id: the owner.
        ids: of everything; those of things that have ended come first.
        key: an idempotency key that the owner has used.
        cursor: of a page of the owner's jobs.
    """

    user_id: str
    ids: tuple[str, ...]
    key: str
    cursor: str


def make_estate(service: Guarded, user_id: str) -> Estate:
    """Give a user one of everything."""
    made = service.done(user_id, "generate-program", _REQUEST)
    program_id = str(made["programId"])
    workouts = _ids(service.engine, "Workout", user_id)
    exercises = _ids(service.engine, "Exercise", user_id)
    adapted = service.done(
        user_id, "adapt-workout", {"workoutId": workouts[0], "minutesAvailable": 30, "apply": True, "notes": CANARY}
    )
    substituted = service.done(user_id, "substitute-exercise", {"exerciseId": exercises[-1], "reason": CANARY})
    key = new_id()
    body = json.dumps(_REQUEST).encode()
    headers = (*service.as_user(user_id), (b"idempotency-key", key.encode()))
    queued = json.loads(service.wire.send("POST", "/api/ai/generate-program", headers, body).body)["jobId"]
    cancelled = service.post(user_id, "generate-program", _REQUEST)
    service.wire.send("POST", f"/api/ai/jobs/{cancelled}/cancel", service.as_user(user_id))
    page = service.wire.send("GET", "/api/ai/jobs?limit=1", service.as_user(user_id))
    ids = (
        str(made["jobId"]), str(adapted["jobId"]), str(substituted["jobId"]), cancelled, program_id, workouts[0],
        exercises[0], _own_definition(service.engine, user_id), queued,
    )  # fmt: skip
    return Estate(user_id=user_id, ids=ids, key=key, cursor=json.loads(page.body)["nextCursor"])


def fingerprint(engine: Engine, user_id: str) -> str:
    """Changes when anything of this user changes, in whatever table."""
    with engine.connect() as connection:
        tables: Sequence[str] = [
            row.table_name
            for row in connection.execute(
                text(
                    "SELECT table_name FROM information_schema.columns WHERE column_name = 'userId' "
                    "AND table_schema = current_schema() ORDER BY table_name"
                )
            )
        ]
        found = [
            connection.execute(
                text(
                    "SELECT md5(coalesce(string_agg(r, '|' ORDER BY r), '')) FROM "
                    f"(SELECT (to_jsonb(t) - CAST(:moving AS text[]))::text AS r "
                    f'FROM "{table}" AS t WHERE "userId" = :user_id) AS rows'
                ),
                {"user_id": user_id, "moving": _MOVING},
            ).scalar_one()
            for table in tables
        ]
    return hashlib.sha256("".join(found).encode()).hexdigest()


def _ids(engine: Engine, table: str, user_id: str) -> list[str]:
    with engine.connect() as connection:
        statement = text(f'SELECT "id" FROM "{table}" WHERE "userId" = :user_id ORDER BY "id"')
        return [row.id for row in connection.execute(statement, {"user_id": user_id})]


def _own_definition(engine: Engine, user_id: str) -> str:
    """An exercise that the user has added to FitCSV."""
    definition_id = new_id()
    statement = text(
        'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "aliases", "isSystem", "createdBy", '
        '"category", "equipment", "primaryFAUs", "secondaryFAUs", "updatedAt", "userId") '
        "VALUES (:id, :name, :name, '{}', false, :user_id, 'accessory', '{dumbbell}', '{biceps}', '{}', now(), :user_id)"
    )
    with engine.begin() as connection:
        values = {"id": definition_id, "name": f"{CANARY} curl {definition_id}", "user_id": user_id}
        connection.execute(statement, values)
    return definition_id
