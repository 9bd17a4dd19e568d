"""Writing a program: 2,400 rows in one statement and one round trip, all or nothing."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import DBAPIError

from storage.clock import UTC_NOW
from storage.errors import ProgramExists, UnknownExercise, constraint_of, sqlstate
from storage.features import Features
from storage.json_text import can_be_sent, to_jsonb
from storage.program_rows import rows_of
from strength.program import Program

_UNIQUE_VIOLATION = "23505"
_FOREIGN_KEY_VIOLATION = "23503"
_PRIMARY_KEYS = frozenset({"Program_pkey", "AIProgram_pkey", "AIProgram_jobId_key"})

# the columns that come from a row's JSON, with their types; those of later schemas only where the database has them
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "Program": {"name": "text", "description": "text", "programType": "text"},
    "Week": {"id": "text", "weekNumber": "integer"},
    "Workout": {"id": "text", "weekId": "text", "name": "text", "dayNumber": "integer"},
    "Exercise": {
        "id": "text",
        "workoutId": "text",
        "name": "text",
        "exerciseDefinitionId": "text",
        "order": "integer",
        "exerciseGroup": "text",
        "notes": "text",
    },
}
_LATER: Mapping[str, Mapping[str, str]] = {
    "Program": {
        "goals": "text[]",
        "level": "text",
        "durationWeeks": "integer",
        "targetDaysPerWeek": "integer",
        "equipmentNeeded": "text[]",
        "focusAreas": "text[]",
    },
    "Week": {"name": "text", "description": "text"},
    "Workout": {"notes": "text"},
}

_CONSTANT: Mapping[str, Mapping[str, str]] = {
    "Program": {
        "id": ":program_id",
        "isUserCreated": "true",
        "isActive": "false",
        "isArchived": "false",
        "createdAt": UTC_NOW,
        "updatedAt": UTC_NOW,
    },
    "Week": {"programId": ":program_id"},
}

_KEYS = {"Program": "program", "Week": "weeks", "Workout": "workouts", "Exercise": "exercises"}

# the id is the exercise's with the number in its last three places, in base 16: nothing to hash, and the index of the
# primary key takes the sets of an exercise side by side
_SETS = """
INSERT INTO "PrescribedSet" ("id", "exerciseId", "setNumber", "reps", "weight", "rpe", "rir", "userId")
SELECT left(exercise."id", 22) || lpad(to_hex(one.number), 3, '0'), exercise."id", one.number, one.given ->> 0,
       one.given ->> 1, CAST(one.given ->> 2 AS integer), CAST(one.given ->> 3 AS integer), :user_id
FROM given, jsonb_to_recordset(given.doc -> 'exercises') AS exercise("id" text, "sets" jsonb),
     jsonb_array_elements(exercise."sets") WITH ORDINALITY AS one(given, number)
"""


def insert_program(
    connection: Connection,
    *,
    program_id: str,
    user_id: str,
    program: Program,
    features: Features,
    job_id: str | None = None,
    # a scorecard's JSON
    score: Mapping[str, Any] | None = None,
    focus_areas: Sequence[str] = (),
) -> None:
    """Insert the program, its rows and its neutral JSON with one statement.

    The neutral JSON keeps what the rows cannot (half points, percentages, rests).

    Raises:
        ProgramExists: this program, or another one of this job, was written before.
        UnknownExercise: an exercise does not exist, or is another user's; the caller has to roll back.
    """
    rows = rows_of(program_id, program, focus_areas)
    values = {
        "rows": to_jsonb(rows),
        "program_id": program_id,
        "user_id": user_id,
        "job_id": job_id,
        "document": _document(program),
        "score": None if score is None else to_jsonb(dict(score)),
    }
    try:
        invisible: list[str] = connection.execute(_statement(features), values).scalar_one()
    except DBAPIError as error:
        if sqlstate(error) == _UNIQUE_VIOLATION and constraint_of(error) in _PRIMARY_KEYS:
            raise ProgramExists(f"program {program_id!r} was written before") from error
        if sqlstate(error) == _FOREIGN_KEY_VIOLATION:
            raise UnknownExercise("the program uses an exercise that is not in the database") from error
        raise
    if invisible:
        raise UnknownExercise(f"the program uses exercises that its owner cannot see: {', '.join(invisible)}")


def _document(program: Program) -> str:
    try:
        written = program.to_json_text()
    except PydanticSerializationError:
        # half of a surrogate pair in a model's words
        return to_jsonb(program.to_json())
    return written if can_be_sent(written) else to_jsonb(program.to_json())


@cache
def _statement(features: Features) -> TextClause:
    """The statement for a database with these columns."""
    inserts = ",\n".join(f'new_{table} AS ({_insert(table, features)} RETURNING "id")' for table in _COLUMNS)
    return text(f"""
WITH given AS MATERIALIZED (SELECT CAST(:rows AS jsonb) AS doc),
{inserts},
new_sets AS ({_SETS}),
kept AS (
    INSERT INTO "AIProgram" ("programId", "jobId", "userId", "document", "score", "createdAt")
    VALUES (:program_id, CAST(:job_id AS text), :user_id, CAST(:document AS jsonb), CAST(:score AS jsonb), {UTC_NOW})
)
SELECT ARRAY(
    SELECT DISTINCT used."exerciseDefinitionId"
    FROM given, jsonb_to_recordset(given.doc -> 'exercises') AS used("exerciseDefinitionId" text)
    WHERE NOT EXISTS (SELECT 1 FROM "ExerciseDefinition" AS definition
                      WHERE definition."id" = used."exerciseDefinitionId"
                        AND (definition."isSystem" OR definition."createdBy" = :user_id)))
""")  # noqa: S608 - names from the tables above


def _insert(table: str, features: Features) -> str:
    given = dict(_COLUMNS[table])
    given |= {name: kind for name, kind in _LATER.get(table, {}).items() if features.has(table, name)}
    constant = {**_CONSTANT.get(table, {}), "userId": ":user_id"}
    columns = ", ".join(f'"{name}"' for name in (*given, *constant))
    values = ", ".join([*(f'new."{name}"' for name in given), *constant.values()])
    shape = ", ".join(f'"{name}" {kind}' for name, kind in given.items())
    function = "jsonb_to_record" if table == "Program" else "jsonb_to_recordset"
    return (
        f'INSERT INTO "{table}" ({columns}) '  # noqa: S608 - names from the tables above
        f"SELECT {values} FROM given, {function}(given.doc -> '{_KEYS[table]}') AS new({shape})"
    )
