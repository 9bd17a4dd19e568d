"""A case's history as rows of FitCSV's database, so that a job finds it where it looks for one."""

from collections.abc import Iterable

from sqlalchemy import Engine, text

from evals.logged_lift import LoggedLift
from storage.ids import derived_id
from strength.catalog import load_catalog

_WORKOUT = (
    """INSERT INTO "Program" ("id", "name", "userId", "updatedAt") VALUES (:key, :name, :user, now())""",
    """INSERT INTO "Week" ("id", "weekNumber", "programId", "userId") VALUES (:key, 1, :key, :user)""",
    """INSERT INTO "Workout" ("id", "name", "dayNumber", "weekId", "userId") VALUES (:key, :name, 1, :key, :user)""",
    """INSERT INTO "Exercise" ("id", "name", "exerciseDefinitionId", "order", "workoutId", "userId")
       SELECT :key, :name, "id", 1, :key, :user FROM "ExerciseDefinition" WHERE "name" = :name LIMIT 1""",
    """INSERT INTO "WorkoutCompletion" ("id", "workoutId", "userId", "completedAt", "status")
       VALUES (:key, :key, :user, (now() AT TIME ZONE 'UTC') - :days * interval '1 day', 'completed')""",
)
_PLANNED = """INSERT INTO "PrescribedSet" ("id", "setNumber", "reps", "exerciseId", "userId")
       VALUES (:id, :number, :reps, :key, :user)"""
_LOGGED = """INSERT INTO "LoggedSet" ("id", "setNumber", "reps", "weight", "weightUnit", "rpe", "exerciseId",
       "completionId", "userId") VALUES (:id, :number, :reps, :weight, :unit, :rpe, :key, :key, :user)"""


def log_history(engine: Engine, user_id: str, lifts: Iterable[LoggedLift]) -> None:
    """Write what a lifter has logged, counted back from now.

    Args:
        engine: a migrated and seeded database.
        user_id: whose log.
        lifts: as the case has them.
    """
    with engine.begin() as connection:
        for lift in lifts:
            name = load_catalog().by_slug[lift.exercise].name
            for weeks_ago, weight in enumerate(reversed(lift.weights)):
                key = derived_id("evals", user_id, lift.exercise, weeks_ago)
                values = {"key": key, "user": user_id, "name": name, "days": lift.days_ago + 7 * weeks_ago}
                for statement in _WORKOUT:
                    connection.execute(text(statement), values)
                for number in range(1, lift.sets + 1):
                    row = {**values, "id": derived_id(key, number), "number": number}
                    if lift.planned_reps is not None:
                        connection.execute(text(_PLANNED), {**row, "reps": str(lift.planned_reps)})
                    rpe = None if lift.rpe is None else round(lift.rpe)
                    logged = {**row, "reps": lift.reps, "weight": weight, "unit": lift.unit.value, "rpe": rpe}
                    connection.execute(text(_LOGGED), logged)
