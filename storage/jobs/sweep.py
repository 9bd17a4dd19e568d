"""The sweep: whatever a dead worker or a lost task left behind is put back on its way, or ended."""

from sqlalchemy import Connection, text

from storage.clock import DURATION_MS, UTC_NOW
from storage.jobs.answers import SweepReport
from storage.jobs.claim import LEASE_END
from storage.jobs.ledger import SETTLED, SUMS

WORKER_LOST = "The service stopped several times while working on this. Please try again."
EXPIRED = "This waited too long to be worked on. Please try again."

# the next status of a job that nobody works on; the same order of questions as in `claim`
_NEXT = """CASE WHEN job."cancelRequestedAt" IS NOT NULL THEN 'cancelled'
                WHEN job."attempt" >= job."maxAttempts" THEN 'failed'
                ELSE 'queued' END"""

_EXPIRED_LEASES = text(f"""
WITH due AS (
    SELECT "id" FROM "AIJob" WHERE "status" = 'processing' AND {LEASE_END} < {UTC_NOW}
    ORDER BY "id" LIMIT :limit FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE "AIJob" AS job SET
        "status" = {_NEXT}, "leaseUntil" = NULL, "updatedAt" = {UTC_NOW},
        "enqueueGeneration" = "enqueueGeneration" + CASE WHEN {_NEXT} = 'queued' THEN 1 ELSE 0 END,
        "enqueueDue" = CASE WHEN {_NEXT} = 'queued' THEN {UTC_NOW} END,
        "runAt" = CASE WHEN {_NEXT} = 'queued' THEN {UTC_NOW} ELSE "runAt" END,
        "completedAt" = CASE WHEN {_NEXT} = 'queued' THEN NULL ELSE {UTC_NOW} END,
        "error" = CASE WHEN {_NEXT} = 'failed' THEN :worker_lost END,
        "errorCode" = CASE WHEN {_NEXT} = 'failed' THEN 'worker_lost' END,
        "duration" = CASE WHEN {_NEXT} = 'queued' THEN NULL ELSE
            {DURATION_MS} END,
        {SUMS}
    FROM due WHERE job."id" = due."id" RETURNING job."id", job."status"
), closed AS (
    UPDATE "AIJobAttempt" AS try SET "endedAt" = {UTC_NOW}, "outcome" = 'lost'
    FROM moved WHERE try."jobId" = moved."id" AND try."endedAt" IS NULL
), settled AS ({SETTLED})
SELECT count(*) FILTER (WHERE "status" = 'queued') AS requeued, count(*) FILTER (WHERE "status" = 'failed') AS failed,
       count(*) FILTER (WHERE "status" = 'cancelled') AS cancelled FROM moved
""")  # noqa: S608 - only the clock and the words above are put in

# queued, but no claim would take it: it can only be ended
_HOPELESS = text(f"""
WITH due AS (
    SELECT "id" FROM "AIJob" WHERE "status" = 'queued' AND ("cancelRequestedAt" IS NOT NULL
        OR "attempt" >= "maxAttempts" OR "createdAt" < {UTC_NOW} - :max_age_s * interval '1 second')
    ORDER BY "id" LIMIT :limit FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE "AIJob" AS job SET
        "status" = CASE WHEN {_NEXT} = 'cancelled' THEN 'cancelled' ELSE 'failed' END,
        "error" = CASE {_NEXT} WHEN 'failed' THEN :worker_lost WHEN 'queued' THEN :expired END,
        "errorCode" = CASE {_NEXT} WHEN 'failed' THEN 'worker_lost' WHEN 'queued' THEN 'expired' END,
        "enqueueDue" = NULL, "completedAt" = {UTC_NOW}, "updatedAt" = {UTC_NOW},
        {SUMS}
    FROM due WHERE job."id" = due."id" RETURNING job."status", job."errorCode"
)
SELECT count(*) FILTER (WHERE "status" = 'cancelled') AS cancelled,
       count(*) FILTER (WHERE "errorCode" = 'worker_lost') AS failed,
       count(*) FILTER (WHERE "errorCode" = 'expired') AS expired FROM moved
""")  # noqa: S608 - only the clock and the words above are put in

# the delay doubles with each new task: without that a backlog makes ten deliveries per job (design 06, A43)
_STALE = text(f"""
WITH due AS (
    SELECT "id" FROM "AIJob" WHERE "status" = 'queued' AND "enqueueDue" IS NULL
       AND COALESCE("runAt", "createdAt") <
           {UTC_NOW} - :stale_s * power(2, least("enqueueGeneration", 6)) * interval '1 second'
    ORDER BY "id" LIMIT :limit FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE "AIJob" AS job SET "enqueueGeneration" = "enqueueGeneration" + 1, "enqueueDue" = {UTC_NOW},
        "runAt" = {UTC_NOW}, "updatedAt" = {UTC_NOW}
    FROM due WHERE job."id" = due."id" RETURNING job."id"
)
SELECT (SELECT count(*) FROM moved) AS reenqueued,
       (SELECT count(*) FROM "AIJob" WHERE "enqueueDue" <= {UTC_NOW} AND "status" = 'queued') AS due
""")  # noqa: S608 - only the clock is put in

# what a model wrote is of use only for a retry of its job, which ends within a day
_FORGET = text(f"""
DELETE FROM "AIJobStep" WHERE ("jobId", "step") IN (
    SELECT "jobId", "step" FROM "AIJobStep" WHERE "createdAt" < {UTC_NOW} - interval '30 days' LIMIT :limit)
""")  # noqa: S608 - only the clock is put in


def sweep(connection: Connection, *, limit: int, lease_s: float, max_age_s: float, stale_s: float) -> SweepReport:
    """Put right at most `limit` jobs of each kind.

    Args:
        connection: an open transaction.
        limit: how many jobs of each kind.
        lease_s: lease of a job that FitCSV set to `processing` without one.
        max_age_s: how long a job may wait.
        stale_s: how old a task may be before a second one is made; doubled with each further one.
    """
    words = {"worker_lost": WORKER_LOST}
    leases = connection.execute(_EXPIRED_LEASES, {"limit": limit, "lease_s": lease_s, **words}).one()
    hopeless = connection.execute(
        _HOPELESS, {"limit": limit, "max_age_s": max_age_s, "expired": EXPIRED, **words}
    ).one()
    stale = connection.execute(_STALE, {"limit": limit, "stale_s": stale_s}).one()
    forgotten = connection.execute(_FORGET, {"limit": limit}).rowcount
    return SweepReport(
        requeued=leases.requeued,
        failed=leases.failed + hopeless.failed,
        cancelled=leases.cancelled + hopeless.cancelled,
        expired=hopeless.expired,
        reenqueued=stale.reenqueued,
        # the statement above counted before its own entries were written
        due=stale.due + stale.reenqueued,
        forgotten=forgotten,
    )
