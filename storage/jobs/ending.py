"""Ending a job: completed, failed or cancelled, with its sums from the ledger and its attempt closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from storage.clock import DURATION_MS, UTC_NOW
from storage.jobs.job_row import JobRow, job_of
from storage.jobs.ledger import SETTLE, TOTALS
from storage.json_text import storable, to_jsonb

_END = text(f"""
WITH ended AS (
    UPDATE "AIJob" SET
        "status" = :status, "leaseUntil" = NULL, "enqueueDue" = NULL, "updatedAt" = {UTC_NOW},
        "completedAt" = {UTC_NOW},
        "duration" = {DURATION_MS},
        "result" = CAST(:result AS jsonb), "error" = CAST(:error AS text), "errorCode" = CAST(:code AS text),
        "warnings" = "warnings" || CAST(:warnings AS text[]), "model" = COALESCE(CAST(:model AS text), "model"),
        "programId" = COALESCE(CAST(:program_id AS text), "programId"),
        "progress" = COALESCE(COALESCE("progress", '{{}}') || CAST(:progress AS jsonb), "progress"),
        {TOTALS}
    WHERE "id" = :job_id RETURNING "AIJob".*
), settled AS (
    {SETTLE}
), closed AS (
    UPDATE "AIJobAttempt" AS try SET "endedAt" = {UTC_NOW}, "outcome" = :status, "errorCode" = CAST(:code AS text)
    FROM ended WHERE try."jobId" = ended."id" AND try."endedAt" IS NULL
)
SELECT * FROM ended
""")  # noqa: S608 - only the clock and the ledger's sums are put in


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a job ends.

    Attributes:
        status: completed, failed or cancelled.
        result: what the user gets.
        error: why it failed, in words that may be shown to the user.
        code: why it failed, for programs.
        warnings: for the user, added to those that the job has.
        model: id of the model that answered.
        program_id: the program that came out.
        progress: what the user sees last.
    """

    status: str
    result: Mapping[str, Any] | None = None
    error: str | None = None
    code: str | None = None
    warnings: Sequence[str] = ()
    model: str | None = None
    program_id: str | None = None
    progress: Mapping[str, Any] | None = None


def end(connection: Connection, job_id: str, ending: Ending) -> JobRow:
    """End the job whose row the caller has locked."""
    values = {
        "job_id": job_id,
        "status": ending.status,
        "result": None if ending.result is None else to_jsonb(dict(ending.result)),
        "error": None if ending.error is None else storable(ending.error),
        "code": ending.code,
        "warnings": [storable(warning) for warning in ending.warnings],
        "model": ending.model,
        "program_id": ending.program_id,
        "progress": None if ending.progress is None else to_jsonb(dict(ending.progress)),
    }
    return job_of(connection.execute(_END, values).one())
