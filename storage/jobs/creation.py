"""Making a job: once per idempotency key, within the user's cap, with its outbox entry in the same insert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.errors import IdempotencyConflict, TooManyOpenJobs
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint
from storage.ids import new_id
from storage.jobs.answers import Created
from storage.jobs.job_row import job_of
from storage.json_text import storable, to_jsonb

# one lock per user: the cap and the key are checked and the row is inserted before anybody else of the user's looks
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:user_id, 4207115903217))")

_CREATE = text(f"""
WITH earlier AS (
    SELECT * FROM "AIJob" WHERE "userId" = :user_id AND "idempotencyKey" = CAST(:key AS text)
), fresh AS (
    INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt", "updatedAt", "maxAttempts",
                         "idempotencyKey", "bodyHash", "priority", "retryOf", "traceparent", "warnings", "enqueueDue")
    SELECT :job_id, :user_id, :type, 'queued', CAST(:params AS jsonb), now.at, now.at, :max_attempts,
           CAST(:key AS text), CAST(:body_hash AS text), :priority, CAST(:retry_of AS text),
           CAST(:traceparent AS text), CAST(:warnings AS text[]), now.at
      FROM (SELECT {UTC_NOW} AS at) AS now
     WHERE NOT EXISTS (SELECT 1 FROM earlier)
       AND (CAST(:cap AS integer) IS NULL OR CAST(:cap AS integer) > (
            SELECT count(*) FROM "AIJob" WHERE "userId" = :user_id AND "status" IN ('queued', 'processing')))
    RETURNING *
)
SELECT true AS "isNew", fresh.* FROM fresh UNION ALL SELECT false, earlier.* FROM earlier
""")  # noqa: S608 - only the clock is put in


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to make.

    Attributes:
        user_id: its owner.
        type: what is to be done.
        params: the request, JSON.
        priority: low, normal or high.
        idempotency_key: the client's name for this request, unique per user.
        body_hash: tells requests with the same key apart.
        max_open_jobs: the user's cap on unfinished jobs; None for no cap.
        max_attempts: how often it is tried.
        traceparent: W3C trace context.
        retry_of: the job that this one repeats.
        warnings: for the user, known from the start.
        job_id: its id; made up when not given.
    """

    user_id: str
    type: str
    params: Mapping[str, Any]
    priority: str = "normal"
    idempotency_key: str | None = None
    body_hash: str | None = None
    max_open_jobs: int | None = None
    max_attempts: int = 5
    traceparent: str | None = None
    retry_of: str | None = None
    warnings: Sequence[str] = ()
    job_id: str = field(default_factory=new_id)


def create(connection: Connection, job: NewJob, faults: FaultPlan = NO_FAULTS) -> Created:
    """Insert the job, or find the one that the same request made.

    Raises:
        IdempotencyConflict: the key stands for another body.
        TooManyOpenJobs: the cap is reached.
    """
    connection.execute(_LOCK, {"user_id": job.user_id})
    faults.reach(FaultPoint.CREATE_LOCKED)
    row = connection.execute(
        _CREATE,
        {
            "job_id": job.job_id,
            "user_id": job.user_id,
            "type": job.type,
            "params": to_jsonb(dict(job.params)),
            "max_attempts": job.max_attempts,
            "key": job.idempotency_key,
            "body_hash": job.body_hash,
            "priority": job.priority,
            "retry_of": job.retry_of,
            "traceparent": job.traceparent,
            "warnings": [storable(warning) for warning in job.warnings],
            "cap": job.max_open_jobs,
        },
    ).one_or_none()
    if row is None:
        raise TooManyOpenJobs(f"{job.max_open_jobs} jobs are unfinished already; wait for one to end, or cancel one")
    if not row.isNew and row.bodyHash != job.body_hash:
        raise IdempotencyConflict("this Idempotency-Key was used for another request; send a new key with a new body")
    return Created(job=job_of(row), is_new=row.isNew)
