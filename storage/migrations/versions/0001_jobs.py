"""FitCSV's tables where they are missing, `AIJob` with our columns, and our own tables beside it."""

import re
from importlib.resources import files

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLE_OF = re.compile(r'^(?:CREATE TABLE|CREATE (?:UNIQUE )?INDEX "\w+" ON|ALTER TABLE) "(\w+)"')

# every column has a default or may be NULL: a row that FitCSV inserts with its own columns is a complete job
_JOB_COLUMNS = (
    '"attempt" INTEGER NOT NULL DEFAULT 0',
    '"maxAttempts" INTEGER NOT NULL DEFAULT 5',
    '"fence" INTEGER NOT NULL DEFAULT 0',
    '"leaseUntil" TIMESTAMP(3)',
    # NULL is "as soon as possible": a default of CURRENT_TIMESTAMP would depend on the session's time zone
    '"runAt" TIMESTAMP(3)',
    '"enqueueGeneration" INTEGER NOT NULL DEFAULT 0',
    '"enqueueDue" TIMESTAMP(3)',
    '"progress" JSONB',
    '"cancelRequestedAt" TIMESTAMP(3)',
    '"idempotencyKey" TEXT',
    '"bodyHash" TEXT',
    "\"priority\" TEXT NOT NULL DEFAULT 'normal'",
    '"programId" TEXT',
    '"retryOf" TEXT',
    '"traceparent" TEXT',
    '"snoozes" INTEGER NOT NULL DEFAULT 0',
    '"errorCode" TEXT',
    '"warnings" TEXT[] DEFAULT ARRAY[]::TEXT[]',
    '"updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP',
)

_OURS = """
CREATE TABLE "AIJobAttempt" (
    "jobId" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),
    "outcome" TEXT,
    "errorCode" TEXT,
    CONSTRAINT "AIJobAttempt_pkey" PRIMARY KEY ("jobId", "fence"),
    CONSTRAINT "AIJobAttempt_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "AIJob"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "AIModelCall" (
    "id" TEXT NOT NULL,
    "jobId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "modelAsked" TEXT NOT NULL,
    "modelAnswered" TEXT,
    "cause" TEXT NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "inputTokens" INTEGER NOT NULL DEFAULT 0,
    "cacheReadTokens" INTEGER NOT NULL DEFAULT 0,
    "cacheWriteTokens" INTEGER NOT NULL DEFAULT 0,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "costUsd" DOUBLE PRECISION,
    "priceVersion" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AIModelCall_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "AIModelCall_jobId_idx" ON "AIModelCall"("jobId");
CREATE INDEX "AIModelCall_userId_createdAt_idx" ON "AIModelCall"("userId", "createdAt");
CREATE TABLE "AIJobStep" (
    "jobId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "promptVersion" TEXT NOT NULL,
    "reply" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AIJobStep_pkey" PRIMARY KEY ("jobId", "step"),
    CONSTRAINT "AIJobStep_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "AIJob"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "AIProgram" (
    "programId" TEXT NOT NULL,
    "jobId" TEXT,
    "userId" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "score" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AIProgram_pkey" PRIMARY KEY ("programId")
);
CREATE UNIQUE INDEX "AIProgram_jobId_key" ON "AIProgram"("jobId");
CREATE INDEX "AIProgram_userId_idx" ON "AIProgram"("userId");
CREATE UNIQUE INDEX "AIJob_userId_idempotencyKey_key" ON "AIJob"("userId", "idempotencyKey");
CREATE INDEX "AIJob_enqueueDue_idx" ON "AIJob"("enqueueDue");
CREATE INDEX "AIJob_userId_createdAt_id_idx" ON "AIJob"("userId", "createdAt", "id");
"""

# NOT VALID: rows that were there before are not looked at. FitCSV may set a status without knowing of leases; the
# trigger below drops the lease then, so the check can only fail on a mistake of ours.
_GUARDS = """
CREATE OR REPLACE FUNCTION "AIJob_guard"() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF OLD."status" IN ('completed', 'failed', 'cancelled') AND NEW."status" IS DISTINCT FROM OLD."status" THEN
        RAISE EXCEPTION 'terminal_is_final: job % is % and stays so', OLD."id", OLD."status" USING ERRCODE = 'AI001';
    END IF;
    IF NEW."fence" < OLD."fence" THEN
        RAISE EXCEPTION 'fence_never_decreases: job % has fence %', OLD."id", OLD."fence" USING ERRCODE = 'AI002';
    END IF;
    IF NEW."status" <> 'processing' THEN
        NEW."leaseUntil" := NULL;
    END IF;
    RETURN NEW;
END
$guard$;
CREATE TRIGGER "AIJob_guard" BEFORE UPDATE ON "AIJob" FOR EACH ROW EXECUTE FUNCTION "AIJob_guard"();
ALTER TABLE "AIJob" ADD CONSTRAINT "AIJob_lease_check"
    CHECK ("leaseUntil" IS NULL OR "status" = 'processing') NOT VALID;
ALTER TABLE "AIJob" ADD CONSTRAINT "AIJob_attempt_check"
    CHECK ("attempt" >= 0 AND "attempt" <= "fence") NOT VALID;
"""


def upgrade() -> None:
    """Create what is missing; a table of FitCSV's that is there stays as it is."""
    connection = op.get_bind()
    there = set(
        connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        ).scalars()
    )
    for statement in fitcsv_statements():
        match = _TABLE_OF.match(statement)
        if match is not None and match[1] not in there:
            connection.exec_driver_sql(statement)
    for column in _JOB_COLUMNS:
        connection.exec_driver_sql(f'ALTER TABLE "AIJob" ADD COLUMN IF NOT EXISTS {column}')
    connection.exec_driver_sql(_OURS)
    connection.exec_driver_sql(_GUARDS)


def fitcsv_statements() -> list[str]:
    """The statements of `fitcsv.sql`, tables first, foreign keys last."""
    lines = files("storage.migrations").joinpath("fitcsv.sql").read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.startswith("--"))
    return [statement.strip() for statement in code.split(";\n") if statement.strip()]
