"""What a lifter logged in the newest eight weeks, in one query (design 03, 3.7)."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, Row, TextClause, text

from storage.definition_row import OPTIONAL_COLUMNS, definition_of
from storage.features import Features, detect_features
from storage.jobs.job_row import moment
from storage.row_inference import infer
from storage.transaction import in_one_trip
from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.history import WINDOW, History, LoggedSet
from strength.repetitions import parse_repetitions

MOST_SETS = 10_000
"""The newest of them; thirty sets a day for eight weeks are 1,680."""


def load_history(engine: Engine, user_id: str, now: datetime) -> History:
    """The user's history up to `now`; an empty one for who has logged nothing.

    Only completed workouts count, and of July's schema no warm-up sets. Exercises that the catalog does not know, and
    whose rows tell too little, are left out.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    until = now.astimezone(UTC)
    values = {
        "user_id": user_id,
        # the column has no time zone
        "since": (until - WINDOW).replace(tzinfo=None),
        "until": until.replace(tzinfo=None),
        "most": MOST_SETS,
    }
    statement = _statement(detect_features(engine))
    rows = in_one_trip(engine, statement, values)
    exercises: dict[str, Exercise | None] = {}
    logged: list[LoggedSet] = []
    for row in rows:
        if row.id not in exercises:
            exercises[row.id] = _exercise(row, user_id)
        exercise = exercises[row.id]
        at = moment(row.loggedAt)
        if exercise is not None and at is not None:
            logged.append(_logged(row, exercise, at))
    return History.from_logged(logged, until=until)


def _exercise(row: Row[Any], user_id: str) -> Exercise | None:
    catalog = load_catalog()
    definition = definition_of(row, user_id)
    return definition.catalog_exercise(catalog) or infer(definition, catalog)


def _logged(row: Row[Any], exercise: Exercise, at: datetime) -> LoggedSet:
    planned = _planned(row.plannedReps)
    planned_rpe = row.plannedRpe
    if planned_rpe is None and row.plannedRir is not None:
        planned_rpe = 10 - row.plannedRir
    return LoggedSet(
        exercise=exercise,
        at=at,
        reps=row.loggedReps,
        weight=row.weight,
        unit=row.weightUnit,
        rpe=row.rpe,
        rir=row.rir,
        planned_reps=planned,
        planned_rpe=planned_rpe,
    )


def _planned(text: str | None) -> int | None:
    """Fewest repetitions that a plan asks for; None where it asks for seconds, or for as many as possible."""
    reps = parse_repetitions(text) if text else None
    is_counted = reps is not None and not reps.is_timed and (text or "").strip()[:1].isdigit()
    return reps.low if reps is not None and is_counted else None


@cache
def _statement(features: Features) -> TextClause:
    """The query for a database with these columns. `status` is free text."""
    optional = "".join(
        f', definition."{name}"' for name in OPTIONAL_COLUMNS if features.has("ExerciseDefinition", name)
    )
    no_warmup = 'AND NOT logged."isWarmup"' if features.has("LoggedSet", "isWarmup") else ""
    no_planned_warmup = 'AND NOT one."isWarmup"' if features.has("PrescribedSet", "isWarmup") else ""
    return text(f"""
SELECT completion."completedAt" AS "loggedAt", logged."reps" AS "loggedReps", logged."weight", logged."weightUnit",
       logged."rpe", logged."rir", planned."reps" AS "plannedReps", planned."rpe" AS "plannedRpe",
       planned."rir" AS "plannedRir", definition."id", definition."name", definition."normalizedName",
       definition."aliases", definition."category", definition."isSystem", definition."createdBy",
       definition."equipment", definition."primaryFAUs", definition."secondaryFAUs"{optional}
FROM "WorkoutCompletion" AS completion
JOIN "LoggedSet" AS logged ON logged."completionId" = completion."id" AND logged."userId" = :user_id {no_warmup}
JOIN "Exercise" AS exercise ON exercise."id" = logged."exerciseId"
JOIN "ExerciseDefinition" AS definition ON definition."id" = exercise."exerciseDefinitionId"
LEFT JOIN LATERAL (
    SELECT one."reps", one."rpe", one."rir" FROM "PrescribedSet" AS one
    WHERE one."exerciseId" = exercise."id" AND one."setNumber" = logged."setNumber" {no_planned_warmup}
    ORDER BY one."id" LIMIT 1
) AS planned ON true
WHERE completion."userId" = :user_id AND lower(trim(completion."status")) = 'completed'
  AND completion."completedAt" >= :since AND completion."completedAt" <= :until
ORDER BY completion."completedAt" DESC, logged."exerciseId", logged."setNumber"
LIMIT :most
""")  # noqa: S608 - fixed words are put in
