"""Reading a program: the rows as one nested document, and the neutral JSON beside them, in one query."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, TextClause, text

from storage.features import Features, detect_features
from storage.jobs.job_row import moment
from storage.transaction import in_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProgram:
    """A program as it is in the database.

    Attributes:
        program_id: its id.
        user_id: its owner.
        job_id: the job that wrote it; None when FitCSV or an import did.
        name: its name, which the owner may have changed.
        description: why it is built so.
        program_type: the goal.
        is_active: the owner trains by it now.
        is_archived: the owner put it away.
        created_at: when it was written.
        weeks: FitCSV's rows, nested: `weekNumber`, `workouts[]` with `name`, `dayNumber`, `exercises[]` with `name`,
            `definitionName`, `exerciseDefinitionId`, `order`, `exerciseGroup`, `notes`, `sets[]` with `setNumber`,
            `reps`, `weight`, `rpe`, `rir`; each with its `id`.
        document: the neutral JSON as we wrote it (contract 1.7); None for a program that is not ours.
        score: its scorecard's JSON, or None.
    """

    program_id: str
    user_id: str
    job_id: str | None
    name: str
    description: str | None
    program_type: str
    is_active: bool
    is_archived: bool
    created_at: datetime | None
    weeks: tuple[dict[str, Any], ...]
    document: dict[str, Any] | None
    score: dict[str, Any] | None


def load_program(engine: Engine, program_id: str, user_id: str) -> StoredProgram | None:
    """The user's program; None when it is missing, deleted or another user's.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    statement = _statement(detect_features(engine))
    values = {"program_id": program_id, "user_id": user_id}
    row = in_transaction(engine, lambda connection: connection.execute(statement, values).one_or_none())
    if row is None:
        return None
    return StoredProgram(
        program_id=row.id,
        user_id=row.userId,
        job_id=row.jobId,
        name=row.name,
        description=row.description,
        program_type=row.programType,
        is_active=row.isActive,
        is_archived=row.isArchived,
        created_at=moment(row.createdAt),
        weeks=tuple(row.weeks or ()),
        document=row.document,
        score=row.score,
    )


@cache
def _statement(features: Features) -> TextClause:
    """The query for a database with these columns. `json`, unlike `jsonb`, is not parsed again on the server."""
    is_there = 'AND program."deletedAt" IS NULL' if features.has("Program", "deletedAt") else ""
    return text(f"""
SELECT program."id", program."userId", program."name", program."description", program."programType",
       program."isActive", program."isArchived", program."createdAt", ours."jobId", ours."document", ours."score",
  (SELECT json_agg(json_build_object('id', week."id", 'weekNumber', week."weekNumber", 'workouts',
     (SELECT COALESCE(json_agg(json_build_object('id', workout."id", 'name', workout."name",
        'dayNumber', workout."dayNumber", 'exercises',
        (SELECT COALESCE(json_agg(json_build_object('id', exercise."id", 'name', exercise."name",
           'exerciseDefinitionId', exercise."exerciseDefinitionId", 'definitionName', definition."name",
           'order', exercise."order", 'exerciseGroup', exercise."exerciseGroup", 'notes', exercise."notes", 'sets',
           (SELECT COALESCE(json_agg(json_build_object('id', one."id", 'setNumber', one."setNumber",
              'reps', one."reps", 'weight', one."weight", 'rpe', one."rpe", 'rir', one."rir")
              ORDER BY one."setNumber"), '[]')
            FROM "PrescribedSet" AS one WHERE one."exerciseId" = exercise."id"))
           ORDER BY exercise."order", exercise."id"), '[]')
         FROM "Exercise" AS exercise JOIN "ExerciseDefinition" AS definition
           ON definition."id" = exercise."exerciseDefinitionId"
         WHERE exercise."workoutId" = workout."id" AND NOT exercise."isOneOff"))
        ORDER BY workout."dayNumber"), '[]')
      FROM "Workout" AS workout WHERE workout."weekId" = week."id"))
     ORDER BY week."weekNumber")
   FROM "Week" AS week WHERE week."programId" = program."id") AS weeks
FROM "Program" AS program LEFT JOIN "AIProgram" AS ours ON ours."programId" = program."id"
WHERE program."id" = :program_id AND program."userId" = :user_id {is_there}
""")  # noqa: S608 - one fixed condition is put in
