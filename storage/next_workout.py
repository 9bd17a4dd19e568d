"""The workout that a user would do next: where "today" has to mean one."""

from functools import cache

from sqlalchemy import Engine, TextClause, text

from storage.features import Features, detect_features
from storage.transaction import in_transaction


def next_workout_id(engine: Engine, user_id: str) -> str | None:
    """The first workout that nobody has completed of the active program, or of the newest one; None without any.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    statement = _next_workout(detect_features(engine))
    return in_transaction(engine, lambda connection: connection.execute(statement, {"user_id": user_id}).scalar())


@cache
def _next_workout(features: Features) -> TextClause:
    deleted = 'AND program."deletedAt" IS NULL' if features.has("Program", "deletedAt") else ""
    return text(f"""
SELECT workout."id" FROM "Workout" AS workout
JOIN "Week" AS week ON week."id" = workout."weekId" JOIN "Program" AS program ON program."id" = week."programId"
WHERE workout."userId" = :user_id AND program."userId" = :user_id {deleted}
  AND NOT EXISTS (SELECT 1 FROM "WorkoutCompletion" AS done
                  WHERE done."workoutId" = workout."id" AND lower(trim(done."status")) = 'completed')
ORDER BY program."isActive" DESC, program."createdAt" DESC, program."id", week."weekNumber", workout."dayNumber"
LIMIT 1
""")  # noqa: S608 - fixed words are put in
