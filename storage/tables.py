"""The tables as Prisma made them, with the columns that we read and write, and our own beside them.

Not a description of FitCSV's whole schema: later ones have more columns, all with defaults (design 03, 3.1).
"""

from sqlalchemy import ARRAY, Boolean, Column, Double, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

metadata = MetaData()

# Prisma's DateTime: milliseconds, no time zone, always UTC
_Moment = TIMESTAMP(precision=3)

program = Table(
    "Program",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("userId", Text, nullable=False),
    Column("isActive", Boolean, nullable=False),
    Column("createdAt", _Moment, nullable=False),
    Column("updatedAt", _Moment, nullable=False),
    Column("isUserCreated", Boolean, nullable=False),
    Column("programType", Text, nullable=False),
    Column("isArchived", Boolean, nullable=False),
)

week = Table(
    "Week",
    metadata,
    Column("id", Text, primary_key=True),
    Column("weekNumber", Integer, nullable=False),
    Column("programId", Text, nullable=False),
    Column("userId", Text, nullable=False),
)

workout = Table(
    "Workout",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("dayNumber", Integer, nullable=False),
    Column("weekId", Text, nullable=False),
    Column("userId", Text, nullable=False),
)

exercise_definition = Table(
    "ExerciseDefinition",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("normalizedName", Text, nullable=False),
    Column("aliases", ARRAY(Text)),
    Column("category", Text),
    Column("isSystem", Boolean, nullable=False),
    Column("createdBy", Text),
    Column("updatedAt", _Moment, nullable=False),
    Column("equipment", ARRAY(Text)),
    Column("instructions", Text),
    Column("primaryFAUs", ARRAY(Text)),
    Column("secondaryFAUs", ARRAY(Text)),
    Column("userId", Text, nullable=False),
)

exercise = Table(
    "Exercise",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("exerciseDefinitionId", Text, nullable=False),
    Column("order", Integer, nullable=False),
    Column("exerciseGroup", Text),
    Column("workoutId", Text),
    Column("notes", Text),
    Column("userId", Text, nullable=False),
)

prescribed_set = Table(
    "PrescribedSet",
    metadata,
    Column("id", Text, primary_key=True),
    Column("setNumber", Integer, nullable=False),
    Column("reps", Text, nullable=False),
    Column("weight", Text),
    Column("rpe", Integer),
    Column("rir", Integer),
    Column("exerciseId", Text, nullable=False),
    Column("userId", Text, nullable=False),
)

workout_completion = Table(
    "WorkoutCompletion",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workoutId", Text),
    Column("userId", Text, nullable=False),
    Column("completedAt", _Moment, nullable=False),
    Column("status", Text, nullable=False),
)

logged_set = Table(
    "LoggedSet",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reps", Integer, nullable=False),
    Column("weight", Double, nullable=False),
    Column("weightUnit", Text, nullable=False),
    Column("rpe", Integer),
    Column("rir", Integer),
    Column("exerciseId", Text, nullable=False),
    Column("completionId", Text, nullable=False),
    Column("userId", Text, nullable=False),
)

job = Table(
    "AIJob",
    metadata,
    Column("id", Text, primary_key=True),
    Column("userId", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("params", JSONB, nullable=False),
    Column("result", JSONB),
    Column("error", Text),
    Column("model", Text),
    Column("inputTokens", Integer),
    Column("outputTokens", Integer),
    Column("cost", Double),
    Column("createdAt", _Moment, nullable=False),
    Column("startedAt", _Moment),
    Column("completedAt", _Moment),
    Column("duration", Integer),
    # from here on the columns are ours
    Column("attempt", Integer, nullable=False),
    Column("maxAttempts", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("leaseUntil", _Moment),
    Column("runAt", _Moment),
    Column("enqueueGeneration", Integer, nullable=False),
    Column("enqueueDue", _Moment),
    Column("progress", JSONB),
    Column("cancelRequestedAt", _Moment),
    Column("idempotencyKey", Text),
    Column("bodyHash", Text),
    Column("priority", Text, nullable=False),
    Column("programId", Text),
    Column("retryOf", Text),
    Column("traceparent", Text),
    Column("snoozes", Integer, nullable=False),
    Column("errorCode", Text),
    Column("warnings", ARRAY(Text)),
    Column("updatedAt", _Moment, nullable=False),
)

job_attempt = Table(
    "AIJobAttempt",
    metadata,
    Column("jobId", Text, primary_key=True),
    Column("fence", Integer, primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("startedAt", _Moment, nullable=False),
    Column("endedAt", _Moment),
    Column("outcome", Text),
    Column("errorCode", Text),
)

model_call = Table(
    "AIModelCall",
    metadata,
    Column("id", Text, primary_key=True),
    Column("jobId", Text, nullable=False),
    Column("userId", Text, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("modelAsked", Text, nullable=False),
    Column("modelAnswered", Text),
    Column("cause", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    # four exclusive buckets: a token is counted in one of them
    Column("inputTokens", Integer, nullable=False),
    Column("cacheReadTokens", Integer, nullable=False),
    Column("cacheWriteTokens", Integer, nullable=False),
    Column("outputTokens", Integer, nullable=False),
    Column("costUsd", Double),
    Column("priceVersion", Text),
    Column("createdAt", _Moment, nullable=False),
    Column("isEstimated", Boolean, nullable=False),
    Column("promptVersion", Text),
)

job_step = Table(
    "AIJobStep",
    metadata,
    Column("jobId", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("inputHash", Text, nullable=False),
    Column("promptVersion", Text, nullable=False),
    Column("reply", JSONB, nullable=False),
    Column("createdAt", _Moment, nullable=False),
)

ai_program = Table(
    "AIProgram",
    metadata,
    Column("programId", Text, primary_key=True),
    Column("jobId", Text),
    Column("userId", Text, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("score", JSONB),
    Column("createdAt", _Moment, nullable=False),
)
