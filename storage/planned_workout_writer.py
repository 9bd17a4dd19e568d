"""Writing an adapted workout or a substitute into FitCSV's rows, with what was there before, so that it can be undone."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import DBAPIError

from storage.errors import UnknownExercise, sqlstate
from storage.features import Features
from storage.ids import new_id
from storage.json_text import to_jsonb
from storage.program_rows import notes_of, whole
from strength.adaptation import PlannedExercise
from strength.program import Prescription

Previous = dict[str, Any]
"""Rows as they were, as JSON that a job's result can keep: `exercises` and `sets`, whole rows by their columns."""

SKIPPED = "Skipped today"
"""Note of an exercise that was dropped: its row stays, because logs may refer to it."""

_FOREIGN_KEY_VIOLATION = "23503"
_CHANGED = ("name", "exerciseDefinitionId", "order", "exerciseGroup", "notes")


def replace_sets(
    connection: Connection,
    *,
    workout_id: str,
    user_id: str,
    exercises: Sequence[PlannedExercise],
    features: Features,
) -> Previous | None:
    """Write the workout as adapted, in one statement: new sets, names, order, supersets and notes.

    Args:
        connection: in the transaction that ends the job.
        workout_id: the workout.
        user_id: its owner.
        exercises: all of them in their new order, those without sets last: these lose their sets and are marked.
        features: the database's columns.

    Returns:
        What was there before; None when no exercise of this workout is the user's. Nothing is written then.

    Raises:
        UnknownExercise: a substitute does not exist, or its owner cannot see it; the caller has to roll back.
    """
    ordered = [item.prescription.model_copy(update={"order": order}) for order, item in enumerate(exercises, start=1)]
    rows = [_row(item.exercise_id, prescription) for item, prescription in zip(exercises, ordered, strict=True)]
    return _write(connection, rows, user_id, features, workout_id=workout_id)


def swap_exercise(
    connection: Connection, *, user_id: str, exercises: Sequence[PlannedExercise], features: Features
) -> Previous | None:
    """Write substitutes, each with its own sets, in the place of the exercises with these ids, in one statement.

    Args:
        connection: in the transaction that ends the job.
        user_id: owner of the exercises.
        exercises: the exercise in one workout, or those of all remaining weeks (`load_remaining`), as they are to be.
        features: the database's columns.

    Returns:
        What was there before; None when none of them is the user's. Nothing is written then.

    Raises:
        UnknownExercise: a substitute does not exist, or its owner cannot see it; the caller has to roll back.
    """
    rows = [_row(item.exercise_id, item.prescription) for item in exercises]
    return _write(connection, rows, user_id, features, workout_id=None)


def undo(connection: Connection, *, user_id: str, previous: Previous, features: Features) -> bool:
    """Put back what `replace_sets` or `swap_exercise` found. Doing it twice does no harm.

    Exercises that were deleted since stay deleted.

    Returns:
        Whether anything was there to be put back.
    """
    values = {"exercises": to_jsonb(previous["exercises"]), "sets": to_jsonb(previous["sets"]), "user_id": user_id}
    found = connection.execute(_restored(), values).all()
    columns = _columns_of(previous["sets"], features)
    # the old ids come back, so the new sets have to be gone first
    connection.execute(_cleared(), values)
    if columns:
        connection.execute(_put_back(columns), values)
    return bool(found)


def _row(exercise_id: str, prescription: Prescription) -> dict[str, Any]:
    sets = prescription.sets
    notes = notes_of(prescription) if sets else SKIPPED
    return {
        "id": exercise_id,
        "name": prescription.name,
        "exerciseDefinitionId": prescription.exercise_definition_id,
        "order": prescription.order,
        "exerciseGroup": prescription.group,
        "notes": notes,
        "hasSets": bool(sets),
        "sets": [
            {
                "id": new_id(),
                "exerciseId": exercise_id,
                "setNumber": number,
                "reps": one.reps,
                "weight": one.weight,
                "rpe": whole(one.rpe),
                # never both
                "rir": whole(one.rir) if one.rpe is None else None,
            }
            for number, one in enumerate(sets, start=1)
        ],
    }


def _write(
    connection: Connection, rows: list[dict[str, Any]], user_id: str, features: Features, *, workout_id: str | None
) -> Previous | None:
    sets = [one for row in rows for one in row.pop("sets")]
    values = {
        "rows": to_jsonb({"exercises": rows, "sets": sets}),
        "user_id": user_id,
        "workout_id": workout_id,
    }
    try:
        row = connection.execute(_written(features), values).one()
    except DBAPIError as error:
        if sqlstate(error) == _FOREIGN_KEY_VIOLATION:
            raise UnknownExercise("the substitute is not in the database") from error
        raise
    if row.invisible:
        raise UnknownExercise(f"these exercises cannot be seen by the workout's owner: {', '.join(row.invisible)}")
    if row.exercises is None:
        return None
    return {"exercises": row.exercises, "sets": row.sets or []}


@cache
def _written(features: Features) -> TextClause:
    """Old rows out, new rows in. Every part sees the rows as they were before the statement."""
    # warm-ups of an exercise that stays are still right
    warmup = (
        """AND NOT (old."isWarmup" AND target."hasSets" AND target."isSame")"""
        if features.has("PrescribedSet", "isWarmup")
        else ""
    )
    offset = (
        """COALESCE((SELECT max(held."setNumber") FROM "PrescribedSet" AS held WHERE held."exerciseId" = target."id"
           AND held."isWarmup" AND target."isSame"), 0)"""
        if features.has("PrescribedSet", "isWarmup")
        else "0"
    )
    return text(f"""
WITH given AS MATERIALIZED (SELECT CAST(:rows AS jsonb) AS doc),
wanted AS MATERIALIZED (
    SELECT new.* FROM given, jsonb_to_recordset(given.doc -> 'exercises') AS new("id" text, "name" text,
      "exerciseDefinitionId" text, "order" integer, "exerciseGroup" text, "notes" text, "hasSets" boolean)),
target AS MATERIALIZED (
    SELECT wanted.*, COALESCE(wanted."exerciseDefinitionId", exercise."exerciseDefinitionId") AS "definitionId",
           exercise."exerciseDefinitionId" IS NOT DISTINCT FROM
             COALESCE(wanted."exerciseDefinitionId", exercise."exerciseDefinitionId") AS "isSame"
    FROM wanted JOIN "Exercise" AS exercise ON exercise."id" = wanted."id"
    WHERE exercise."userId" = :user_id
      AND (CAST(:workout_id AS text) IS NULL OR exercise."workoutId" = CAST(:workout_id AS text))),
gone AS (DELETE FROM "PrescribedSet" AS old USING target WHERE old."exerciseId" = target."id" {warmup}),
moved AS (
    UPDATE "Exercise" AS exercise SET "name" = target."name", "exerciseDefinitionId" = target."definitionId",
      "order" = target."order", "exerciseGroup" = target."exerciseGroup", "notes" = target."notes"
    FROM target WHERE exercise."id" = target."id"),
added AS (
    INSERT INTO "PrescribedSet" ("id", "setNumber", "reps", "weight", "rpe", "rir", "exerciseId", "userId")
    SELECT new."id", new."setNumber" + {offset}, new."reps", new."weight", new."rpe", new."rir", target."id", :user_id
    FROM given, jsonb_to_recordset(given.doc -> 'sets') AS new("id" text, "exerciseId" text, "setNumber" integer,
      "reps" text, "weight" text, "rpe" integer, "rir" integer) JOIN target ON target."id" = new."exerciseId")
SELECT
  (SELECT jsonb_agg(to_jsonb(exercise) ORDER BY exercise."id") FROM "Exercise" AS exercise
   WHERE exercise."id" IN (SELECT target."id" FROM target)) AS "exercises",
  (SELECT jsonb_agg(to_jsonb(old) ORDER BY old."exerciseId", old."setNumber") FROM "PrescribedSet" AS old
   WHERE old."exerciseId" IN (SELECT target."id" FROM target)) AS "sets",
  ARRAY(SELECT DISTINCT target."definitionId" FROM target WHERE NOT target."isSame" AND NOT EXISTS (
    SELECT 1 FROM "ExerciseDefinition" AS definition WHERE definition."id" = target."definitionId"
      AND (definition."isSystem" OR definition."createdBy" = :user_id))) AS "invisible"
""")  # noqa: S608 - fixed words are put in


@cache
def _restored() -> TextClause:
    assignments = ", ".join(f'"{name}" = old."{name}"' for name in _CHANGED)
    return text(f"""
UPDATE "Exercise" AS exercise SET {assignments}
FROM jsonb_populate_recordset(CAST(NULL AS "Exercise"), CAST(:exercises AS jsonb)) AS old
WHERE exercise."id" = old."id" AND exercise."userId" = :user_id RETURNING exercise."id"
""")  # noqa: S608 - fixed words are put in


@cache
def _cleared() -> TextClause:
    return text("""
DELETE FROM "PrescribedSet" AS one USING jsonb_to_recordset(CAST(:exercises AS jsonb)) AS old("id" text)
WHERE one."exerciseId" = old."id" AND one."userId" = :user_id
""")


@cache
def _put_back(columns: tuple[str, ...]) -> TextClause:
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f'old."{name}"' for name in columns)
    return text(f"""
INSERT INTO "PrescribedSet" ({names}) SELECT {values}
FROM jsonb_populate_recordset(CAST(NULL AS "PrescribedSet"), CAST(:sets AS jsonb)) AS old
JOIN "Exercise" AS exercise ON exercise."id" = old."exerciseId" AND exercise."userId" = :user_id
WHERE old."userId" = :user_id
""")  # noqa: S608 - names of columns that the database has


def _columns_of(rows: Iterable[object], features: Features) -> tuple[str, ...]:
    """The columns that the old rows had and the database still has; later ones get their defaults."""
    first = next(iter(rows), None)
    if first is None:
        return ()
    return tuple(name for name in cast("dict[str, Any]", first) if features.has("PrescribedSet", name))
