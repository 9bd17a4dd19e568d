"""A planned workout as FitCSV's rows hold it, read with what the neutral JSON beside it knows better."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Engine, Row, TextClause, text

from storage.definition_row import OPTIONAL_COLUMNS, definition_of
from storage.features import Features, detect_features
from storage.program_rows import notes_of, whole
from storage.row_inference import infer
from storage.transaction import in_transaction
from strength.adaptation import PlannedExercise, PlannedWorkout
from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.program import Prescription, SetPrescription
from strength.request import Experience, Goal, Units
from strength.validation.weight_text import read_weight


def load_planned_workout(engine: Engine, workout_id: str, user_id: str) -> PlannedWorkout | None:
    """The user's workout; None when it is missing, of a deleted program, or another user's.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    return _load(engine, "workout", workout_id, user_id)


def load_planned_exercise(
    engine: Engine, exercise_id: str, user_id: str
) -> tuple[PlannedWorkout, PlannedExercise] | None:
    """The user's exercise and the workout that it is in; None as above.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    workout = _load(engine, "exercise", exercise_id, user_id)
    if workout is None:
        return None
    found = next((item for item in workout.exercises if item.exercise_id == exercise_id), None)
    return None if found is None else (workout, found)


def load_remaining(
    engine: Engine, exercise_id: str, user_id: str, *, unless: str | None = None
) -> tuple[PlannedExercise, ...]:
    """The exercise and its repetitions in what is left of the program, in order.

    They share its definition and stand in workouts from this one on that nobody has completed.

    Args:
        engine: the database.
        exercise_id: the exercise as it stands in a workout.
        user_id: its owner.
        unless: definition of a substitute: other workouts that hold it already are passed over.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    statement = _remaining(detect_features(engine))
    values = {"id": exercise_id, "user_id": user_id, "unless": unless}
    rows = in_transaction(engine, lambda connection: connection.execute(statement, values).all())
    return tuple(_planned_exercise(row, user_id, row.document) for row in rows)


def _load(engine: Engine, by: str, key: str, user_id: str) -> PlannedWorkout | None:
    statement = _statement(detect_features(engine), by)
    values = {"id": key, "user_id": user_id}
    rows = in_transaction(engine, lambda connection: connection.execute(statement, values).all())
    if not rows:
        return None
    first = rows[0]
    context: dict[str, Any] = first.context or {}
    equipment = context.get("equipment")
    return PlannedWorkout(
        workout_id=first.workoutId,
        user_id=user_id,
        program_id=first.programId,
        name=first.workoutName,
        week_number=first.weekNumber,
        day_number=first.dayNumber,
        # a workout without exercises is one row without an exercise
        exercises=tuple(_planned_exercise(row, user_id, row.document) for row in rows if row.exerciseId is not None),
        goal=_one_of(Goal, first.programType),
        experience=_one_of(Experience, context.get("experience") or first.programLevel),
        units=_one_of(Units, context.get("units")),
        equipment=tuple(str(word) for word in equipment) if isinstance(equipment, list) else None,  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
    )


def _one_of(kind: Any, word: object) -> Any:
    """The member of a closed set that a free text means, or None."""
    try:
        return kind(str(word).strip().lower())
    except ValueError:
        return None


def _planned_exercise(row: Row[Any], user_id: str, document: dict[str, Any] | None) -> PlannedExercise:
    exercise = _exercise(row, user_id)
    return PlannedExercise(
        exercise_id=row.exerciseId, prescription=_prescription(row, exercise, document), exercise=exercise
    )


def _exercise(row: Row[Any], user_id: str) -> Exercise | None:
    catalog = load_catalog()
    definition = definition_of(row, user_id)
    return definition.catalog_exercise(catalog) or infer(definition, catalog)


def _prescription(row: Row[Any], exercise: Exercise | None, document: dict[str, Any] | None) -> Prescription:
    sets = tuple(_set(number, one) for number, one in enumerate(row.sets or (), start=1))
    written = _as_written(row, sets, document)
    if written is not None:
        same_notes = notes_of(written) == row.notes
        changes = {"group": row.exerciseGroup, "order": row.order}
        return written.model_copy(update=changes if same_notes else {**changes, "notes": row.notes, "warmup": None})
    return Prescription(
        slug=None if exercise is None else exercise.slug,
        exercise_definition_id=row.id,
        name=row.exerciseName,
        order=row.order,
        notes=row.notes,
        group=row.exerciseGroup,
        sets=sets,
    )


def _set(number: int, one: dict[str, Any]) -> SetPrescription:
    weight = one["weight"]
    said = read_weight(weight) if weight else None
    return SetPrescription(
        set_number=number,
        reps=one["reps"],
        weight=weight,
        rpe=one["rpe"],
        # never both
        rir=one["rir"] if one["rpe"] is None else None,
        percent1rm=None if said is None else said.percent,
    )


def _as_written(row: Row[Any], sets: Sequence[SetPrescription], document: dict[str, Any] | None) -> Prescription | None:
    """The exercise as we wrote it, with rests, percentages and half points; None when it was edited since."""
    for found in (document or {}).get("exercises", ()):
        written = Prescription.model_validate(found)
        if written.exercise_definition_id == row.id and [_stored(one) for one in written.sets] == [
            _stored(one) for one in sets
        ]:
            return written
    return None


def _stored(one: SetPrescription) -> tuple[object, ...]:
    """As much of a set as FitCSV's columns hold."""
    return one.reps, one.weight, whole(one.rpe), whole(one.rir) if one.rpe is None else None


def _columns(features: Features) -> str:
    """The columns of an exercise, its definition and its working sets."""
    optional = "".join(
        f', definition."{name}"' for name in OPTIONAL_COLUMNS if features.has("ExerciseDefinition", name)
    )
    working = 'AND NOT one."isWarmup"' if features.has("PrescribedSet", "isWarmup") else ""
    return f"""
exercise."id" AS "exerciseId", exercise."name" AS "exerciseName", exercise."order", exercise."exerciseGroup",
exercise."notes", definition."id", definition."name", definition."normalizedName", definition."aliases",
definition."category", definition."isSystem", definition."createdBy", definition."equipment",
definition."primaryFAUs", definition."secondaryFAUs"{optional},
(SELECT json_agg(json_build_object('reps', one."reps", 'weight', one."weight", 'rpe', one."rpe", 'rir', one."rir")
                 ORDER BY one."setNumber", one."id")
 FROM "PrescribedSet" AS one WHERE one."exerciseId" = exercise."id" {working}) AS "sets" """  # noqa: S608 - fixed words


_DOCUMENT = """jsonb_path_query_first(ours."document",
    '$.weeks[*] ? (@.weekNumber == $week).workouts[*] ? (@.dayNumber == $day)',
    jsonb_build_object('week', week."weekNumber", 'day', workout."dayNumber"))"""


@cache
def _statement(features: Features, by: str) -> TextClause:
    """The workout with this id, or the one that holds the exercise with this id, one row for each exercise."""
    level = 'program."level"' if features.has("Program", "level") else "CAST(NULL AS text)"
    deleted = 'AND program."deletedAt" IS NULL' if features.has("Program", "deletedAt") else ""
    planned = 'AND NOT exercise."isOneOff"' if features.has("Exercise", "isOneOff") else ""
    which = ":id" if by == "workout" else '(SELECT held."workoutId" FROM "Exercise" AS held WHERE held."id" = :id)'
    return text(f"""
WITH target AS MATERIALIZED (
    SELECT workout."id" AS "workoutId", workout."name" AS "workoutName", workout."dayNumber", week."weekNumber",
           program."id" AS "programId", program."programType", {level} AS "programLevel", {_DOCUMENT} AS "document",
           jsonb_build_object('experience', ours."document" -> 'experience', 'units', ours."document" -> 'units',
                              'equipment', ours."document" -> 'equipment') AS "context"
    FROM "Workout" AS workout JOIN "Week" AS week ON week."id" = workout."weekId"
    JOIN "Program" AS program ON program."id" = week."programId" {deleted}
    LEFT JOIN "AIProgram" AS ours ON ours."programId" = program."id"
    WHERE workout."id" = {which} AND workout."userId" = :user_id AND program."userId" = :user_id
)
SELECT target.*, {_columns(features)}
FROM target LEFT JOIN ("Exercise" AS exercise
    JOIN "ExerciseDefinition" AS definition ON definition."id" = exercise."exerciseDefinitionId")
  ON exercise."workoutId" = target."workoutId" {planned}
ORDER BY exercise."order", exercise."id"
""")  # noqa: S608 - fixed words are put in


@cache
def _remaining(features: Features) -> TextClause:
    planned = 'AND NOT exercise."isOneOff"' if features.has("Exercise", "isOneOff") else ""
    current = 'AND NOT done."isArchived"' if features.has("WorkoutCompletion", "isArchived") else ""
    return text(f"""
WITH asked AS MATERIALIZED (
    SELECT exercise."id", exercise."exerciseDefinitionId", week."programId", week."weekNumber", workout."dayNumber"
    FROM "Exercise" AS exercise JOIN "Workout" AS workout ON workout."id" = exercise."workoutId"
    JOIN "Week" AS week ON week."id" = workout."weekId"
    WHERE exercise."id" = :id AND exercise."userId" = :user_id AND workout."userId" = :user_id
)
SELECT {_DOCUMENT} AS "document", {_columns(features)}
FROM asked JOIN "Week" AS week ON week."programId" = asked."programId" AND week."userId" = :user_id
JOIN "Workout" AS workout ON workout."weekId" = week."id"
JOIN "Exercise" AS exercise ON exercise."workoutId" = workout."id"
  AND exercise."exerciseDefinitionId" = asked."exerciseDefinitionId" {planned}
JOIN "ExerciseDefinition" AS definition ON definition."id" = exercise."exerciseDefinitionId"
LEFT JOIN "AIProgram" AS ours ON ours."programId" = week."programId"
WHERE exercise."id" = asked."id" OR (
  (week."weekNumber", workout."dayNumber") >= (asked."weekNumber", asked."dayNumber")
  AND NOT EXISTS (SELECT 1 FROM "WorkoutCompletion" AS done WHERE done."workoutId" = workout."id"
                  AND done."userId" = :user_id AND lower(trim(done."status")) = 'completed' {current})
  AND NOT EXISTS (SELECT 1 FROM "Exercise" AS other WHERE other."workoutId" = workout."id"
                  AND other."exerciseDefinitionId" = CAST(:unless AS text)))
ORDER BY week."weekNumber", workout."dayNumber", exercise."order", exercise."id"
""")  # noqa: S608 - fixed words are put in
