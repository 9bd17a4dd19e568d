"""The outbox: jobs whose task has yet to be made, taken by any number of relays without doing anything twice."""

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.jobs.answers import DueTask
from storage.jobs.job_row import moment
from storage.jobs.ledger import COST

_TAKE = text(f"""
UPDATE "AIJob" SET "enqueueDue" = {UTC_NOW} + :visibility_s * interval '1 second'
WHERE "id" IN (
    SELECT "id" FROM "AIJob" WHERE "enqueueDue" <= {UTC_NOW} AND "status" = 'queued'
    ORDER BY "enqueueDue" LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING "id", "type", "priority", "enqueueGeneration", "runAt", "traceparent"
""")  # noqa: S608 - only the clock is put in

_DONE = text("""
UPDATE "AIJob" SET "enqueueDue" = NULL
WHERE "id" = :job_id AND "enqueueGeneration" = :generation AND "status" = 'queued'
""")

UNROUTABLE = "This kind of job cannot be worked on."

_REFUSE = text(f"""
UPDATE "AIJob" SET "status" = 'failed', "error" = :error, "errorCode" = 'bad_task', "enqueueDue" = NULL,
    "completedAt" = {UTC_NOW}, "updatedAt" = {UTC_NOW},
    "cost" = (SELECT {COST} FROM "AIModelCall" WHERE "jobId" = :job_id)
WHERE "id" = :job_id AND "enqueueGeneration" = :generation AND "status" = 'queued'
""")  # noqa: S608 - only the clock is put in

_LATER = text(f"""
UPDATE "AIJob" SET "enqueueDue" = {UTC_NOW} + :delay_s * interval '1 second'
WHERE "id" = :job_id AND "enqueueGeneration" = :generation AND "enqueueDue" IS NOT NULL
""")  # noqa: S608 - only the clock is put in


def take(connection: Connection, limit: int, visibility_s: float) -> tuple[DueTask, ...]:
    """Take due entries; until `visibility_s` is over no other relay sees them."""
    rows = connection.execute(_TAKE, {"limit": limit, "visibility_s": visibility_s})
    return tuple(
        DueTask(
            job_id=row.id,
            type=row.type,
            priority=row.priority,
            generation=row.enqueueGeneration,
            run_at=moment(row.runAt),
            traceparent=row.traceparent,
        )
        for row in rows
    )


def done(connection: Connection, job_id: str, generation: int) -> bool:
    """Note that the task of this generation exists; False when the job has moved on since."""
    return connection.execute(_DONE, {"job_id": job_id, "generation": generation}).rowcount == 1


def later(connection: Connection, job_id: str, generation: int, delay_s: float) -> None:
    """Try again to make the task after a while."""
    connection.execute(_LATER, {"job_id": job_id, "generation": generation, "delay_s": delay_s})


def refuse(connection: Connection, job_id: str, generation: int) -> bool:
    """End a queued job for which no task can ever be made; False when the job has moved on since."""
    values = {"job_id": job_id, "generation": generation, "error": UNROUTABLE}
    return connection.execute(_REFUSE, values).rowcount == 1
