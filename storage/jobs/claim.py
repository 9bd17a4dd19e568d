"""Claiming a job, keeping it, giving it back: the lease and the fence."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.errors import LostLease
from storage.jobs import ledger
from storage.jobs.answers import CancelOutcome, Claimed, Refusal, Refused, RetryOutcome
from storage.jobs.job_row import TERMINAL, job_of, moment
from storage.json_text import to_jsonb
from storage.transaction import run_ahead

LEASE_S = 60.0
"""How long a claim holds without a heartbeat, in seconds."""

LEASE_END = """COALESCE("leaseUntil", COALESCE("startedAt", "createdAt") + :lease_s * interval '1 second')"""
"""When a claim ends. FitCSV may have set `processing` without a lease: then it began with the job."""

# two claims of one user's jobs would not see each other's row; taken before any row lock, and by claims alone
_LOCK_OWNER = text("""
SELECT pg_advisory_xact_lock(hashtextextended("userId", 4207115903220)) FROM "AIJob" WHERE "id" = :job_id
""")

# every running job counts, also one whose worker may be dead: a late heartbeat could bring it back
_HAS_ROOM = """(CAST(:max_running AS integer) IS NULL OR CAST(:max_running AS integer) > (
    SELECT count(*) FROM "AIJob" AS other
     WHERE other."userId" = "AIJob"."userId" AND other."status" = 'processing' AND other."id" <> "AIJob"."id"))"""

# READ COMMITTED is enough: the row lock makes the second claimer evaluate the condition again
_CLAIM = text(f"""
WITH claimed AS (
    UPDATE "AIJob" SET
        "status" = 'processing', "attempt" = "attempt" + 1, "fence" = "fence" + 1, "enqueueDue" = NULL,
        "leaseUntil" = {UTC_NOW} + :lease_s * interval '1 second',
        "startedAt" = COALESCE("startedAt", {UTC_NOW}), "updatedAt" = {UTC_NOW}
    WHERE "id" = :job_id AND (CAST(:types AS text[]) IS NULL OR "type" = ANY(CAST(:types AS text[])))
      AND "attempt" < "maxAttempts" AND "cancelRequestedAt" IS NULL
      AND (("status" = 'queued' AND ("runAt" IS NULL OR "runAt" <= {UTC_NOW}))
           OR ("status" = 'processing' AND {LEASE_END} < {UTC_NOW}))
      AND {_HAS_ROOM}
    RETURNING *
), lost AS (
    UPDATE "AIJobAttempt" AS try SET "endedAt" = {UTC_NOW}, "outcome" = 'lost'
    FROM claimed WHERE try."jobId" = claimed."id" AND try."endedAt" IS NULL
), opened AS (
    INSERT INTO "AIJobAttempt" ("jobId", "fence", "attempt", "startedAt")
    SELECT "id", "fence", "attempt", {UTC_NOW} FROM claimed
)
SELECT * FROM claimed
""")  # noqa: S608 - only the clock is put in

_LOOK = text(f"""
SELECT "type", "status", "attempt", "maxAttempts", "runAt", "cancelRequestedAt" IS NOT NULL AS "isCancelRequested",
       CAST(extract(epoch FROM {LEASE_END} - {UTC_NOW}) AS double precision) AS "leaseS",
       CAST(extract(epoch FROM "runAt" - {UTC_NOW}) AS double precision) AS "waitS", {_HAS_ROOM} AS "hasRoom"
FROM "AIJob" WHERE "id" = :job_id
""")  # noqa: S608 - only the clock is put in

# the first stage begins with the claim; of each further one the first sight is kept, in seconds since "startedAt"
_STAGES = f"""CASE
        WHEN "progress" ->> 'stage' <> CAST(:progress AS jsonb) ->> 'stage' THEN jsonb_build_object(
            'startsOf', "fence", 'starts', jsonb_build_object(
                CAST(:progress AS jsonb) ->> 'stage',
                round(CAST(extract(epoch FROM {UTC_NOW} - "startedAt") AS numeric), 3))
            || CASE WHEN "progress" -> 'startsOf' = to_jsonb("fence") THEN "progress" -> 'starts' ELSE '{{}}' END)
        WHEN "progress" -> 'startsOf' = to_jsonb("fence") THEN jsonb_build_object(
            'startsOf', "progress" -> 'startsOf', 'starts', "progress" -> 'starts')
        ELSE '{{}}' END"""

_BEAT = text(f"""
UPDATE "AIJob" SET "updatedAt" = {UTC_NOW},
    "leaseUntil" = COALESCE({UTC_NOW} + CAST(:lease_s AS double precision) * interval '1 second', "leaseUntil"),
    "progress" = COALESCE(CAST(:progress AS jsonb) || {_STAGES}, "progress")
WHERE "id" = :job_id AND "status" = 'processing' AND "fence" = :fence
RETURNING "cancelRequestedAt" IS NOT NULL
""")  # noqa: S608 - only the clock is put in

_OWN = text("""
SELECT "userId", "attempt", "maxAttempts", "cancelRequestedAt" IS NOT NULL AS "isCancelRequested"
FROM "AIJob" WHERE "id" = :job_id AND "status" = 'processing' AND "fence" = :fence FOR UPDATE
""")

_RETRY = text(f"""
WITH job AS (
    UPDATE "AIJob" SET
        "status" = 'queued', "leaseUntil" = NULL, "attempt" = "attempt" - :refund, "snoozes" = "snoozes" + :refund,
        "enqueueGeneration" = "enqueueGeneration" + 1, "updatedAt" = {UTC_NOW},
        "runAt" = {UTC_NOW} + :delay_s * interval '1 second', "enqueueDue" = {UTC_NOW} + :delay_s * interval '1 second'
    WHERE "id" = :job_id RETURNING "id", "fence"
)
UPDATE "AIJobAttempt" AS try SET "endedAt" = {UTC_NOW}, "outcome" = :outcome, "errorCode" = CAST(:code AS text)
FROM job WHERE try."jobId" = job."id" AND try."fence" = job."fence"
""")  # noqa: S608 - only the clock is put in

_REFUNDS = text("""
SELECT count(*) FROM "AIJobAttempt"
WHERE "jobId" = :job_id AND "outcome" = 'snoozed' AND "errorCode" IS NOT DISTINCT FROM CAST(:code AS text)
""")

_LOCK_OF_USER = text("""
SELECT "status" FROM "AIJob" WHERE "id" = :job_id AND "userId" = :user_id FOR UPDATE
""")

_CANCEL = text(f"""
UPDATE "AIJob" SET
    "status" = CASE WHEN "status" = 'queued' THEN 'cancelled' ELSE "status" END,
    "completedAt" = CASE WHEN "status" = 'queued' THEN {UTC_NOW} ELSE "completedAt" END,
    "cancelRequestedAt" = COALESCE("cancelRequestedAt", {UTC_NOW}),
    "enqueueDue" = NULL, "updatedAt" = {UTC_NOW}
WHERE "id" = :job_id
""")  # noqa: S608 - only the clock is put in


def claim(
    connection: Connection, job_id: str, lease_s: float, types: Collection[str] | None, max_running: int | None
) -> Claimed | Refused:
    """Take the job for `lease_s` seconds, or say why not."""
    keys = {"job_id": job_id, "lease_s": lease_s, "max_running": max_running}
    if max_running is not None:
        run_ahead(connection, _LOCK_OWNER, {"job_id": job_id})
    row = connection.execute(_CLAIM, {**keys, "types": None if types is None else list(types)}).one_or_none()
    if row is not None:
        job = job_of(row)
        if job.fence > 1:
            # calls are reserved under a fence, so the first claim finds none
            ledger.settle(connection, job_id)
        return Claimed(job=job)
    seen = connection.execute(_LOOK, keys).one_or_none()
    if seen is None:
        return Refused(reason=Refusal.MISSING)
    if types is not None and seen.type not in types:
        return Refused(reason=Refusal.WRONG_TYPE, status=seen.status)
    if seen.status in TERMINAL:
        return Refused(reason=Refusal.TERMINAL, status=seen.status)
    if seen.status == "processing" and seen.leaseS > 0:
        return Refused(reason=Refusal.BUSY, status=seen.status, retry_after_s=seen.leaseS)
    if seen.isCancelRequested:
        return Refused(reason=Refusal.CANCELLED, status=seen.status)
    if seen.attempt >= seen.maxAttempts:
        return Refused(reason=Refusal.EXHAUSTED, status=seen.status)
    if seen.waitS is not None and seen.waitS > 0:
        return Refused(reason=Refusal.NOT_YET, status=seen.status, run_at=moment(seen.runAt), retry_after_s=seen.waitS)
    if not seen.hasRoom:
        return Refused(reason=Refusal.OWNER_BUSY, status=seen.status)
    # it became claimable, or somebody gave it back, between the two statements: the queue's next delivery takes it
    return Refused(reason=Refusal.BUSY, status=seen.status)


def beat(
    connection: Connection, job_id: str, fence: int, lease_s: float | None, progress: Mapping[str, Any] | None
) -> bool:
    """Prolong the lease (None: leave it) and store the progress (None: leave it).

    Returns:
        Whether the user wants the job cancelled.

    Raises:
        LostLease: the fence is not the job's, or the job has ended.
    """
    values = {
        "job_id": job_id,
        "fence": fence,
        "lease_s": lease_s,
        "progress": None if progress is None else to_jsonb(dict(progress)),
    }
    row = connection.execute(_BEAT, values).one_or_none()
    if row is None:
        raise LostLease(f"job {job_id!r} is not held by fence {fence} any more")
    return bool(row[0])


# a row of three figures and a flag, read right where it is asked for
def own(connection: Connection, job_id: str, fence: int) -> Any:
    """Lock the job's row for the rest of the transaction: every write of a worker's starts here.

    Raises:
        LostLease: the fence is not the job's, or the job has ended.
    """
    row = connection.execute(_OWN, {"job_id": job_id, "fence": fence}).one_or_none()
    if row is None:
        raise LostLease(f"job {job_id!r} is not held by fence {fence} any more")
    return row


def give_back(
    connection: Connection, job_id: str, fence: int, *, delay_s: float, max_refunds: int, code: str | None
) -> RetryOutcome:
    """Queue the job again, or say that no attempt is left; a wanted cancellation is left to the caller.

    Raises:
        LostLease: the fence is not the job's, or the job has ended.
    """
    row = own(connection, job_id, fence)
    if row.isCancelRequested:
        return RetryOutcome.CANCELLED
    keys = {"job_id": job_id, "code": code}
    is_refunded = max_refunds > 0 and connection.execute(_REFUNDS, keys).scalar_one() < max_refunds
    if not is_refunded and row.attempt >= row.maxAttempts:
        return RetryOutcome.EXHAUSTED
    outcome = "snoozed" if is_refunded else "retried"
    ledger.settle(connection, job_id)
    connection.execute(_RETRY, {**keys, "refund": int(is_refunded), "delay_s": delay_s, "outcome": outcome})
    return RetryOutcome.QUEUED


def cancel(connection: Connection, job_id: str, user_id: str) -> CancelOutcome:
    """End a queued job of the user's, or leave a note for the worker that has it."""
    status = connection.execute(_LOCK_OF_USER, {"job_id": job_id, "user_id": user_id}).scalar_one_or_none()
    if status is None:
        return CancelOutcome.MISSING
    if status in TERMINAL:
        return CancelOutcome.ALREADY_ENDED
    connection.execute(_CANCEL, {"job_id": job_id})
    return CancelOutcome.CANCELLED if status == "queued" else CancelOutcome.REQUESTED
