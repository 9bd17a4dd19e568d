"""The database beside the model: its clock, its rows, and what must hold for both."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from benchmarks.model.pure_job import PureJob

_EPOCH = "timestamp '2026-01-01'"
_PREPARE = """
CREATE TABLE IF NOT EXISTS "ModelClock" ("seconds" integer NOT NULL);
TRUNCATE "ModelClock";
INSERT INTO "ModelClock" VALUES (0);
CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT timestamptz '2026-01-01 00:00+00' + (SELECT "seconds" FROM public."ModelClock") * interval '1 second' $$;
"""
_ROWS = f"""
SELECT job."id", job."status", job."attempt", job."fence", job."enqueueGeneration", job."snoozes", job."errorCode",
    CAST(extract(epoch FROM job."leaseUntil" - {_EPOCH}) AS integer) AS lease,
    CAST(extract(epoch FROM job."runAt" - {_EPOCH}) AS integer) AS "runAt",
    CAST(extract(epoch FROM job."enqueueDue" - {_EPOCH}) AS integer) AS due,
    job."cancelRequestedAt" IS NOT NULL AS "isCancelWanted", job."cost",
    (SELECT json_agg(json_build_array(try."outcome", try."errorCode", try."endedAt" IS NULL) ORDER BY try."fence")
       FROM "AIJobAttempt" AS try WHERE try."jobId" = job."id") AS attempts,
    (SELECT count(*) FROM "AIJobStep" AS step WHERE step."jobId" = job."id") AS steps,
    (SELECT count(*) FROM "AIProgram" AS program WHERE program."jobId" = job."id") AS programs,
    (SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall" AS call WHERE call."jobId" = job."id") AS ledger
FROM "AIJob" AS job ORDER BY job."id"
"""


def prepare(engine: Engine) -> None:
    """Give a migrated database a clock that stands still until it is told otherwise."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_PREPARE)
        name = str(connection.exec_driver_sql("SELECT current_database()").scalar_one())
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET search_path = public, pg_catalog')
    engine.dispose()


def execute(engine: Engine, statements: str) -> None:
    """Run statements that are separated by a semicolon and a space, in one transaction."""
    with engine.begin() as connection:
        for statement in statements.split("; "):
            connection.exec_driver_sql(statement)


def assert_equal(engine: Engine, jobs: Mapping[str, PureJob]) -> None:
    """Every column that matters is as the model says."""
    with engine.connect() as connection:
        rows = {row.id: row for row in connection.exec_driver_sql(_ROWS)}
    assert set(rows) == set(jobs)
    for job_id, job in jobs.items():
        row = rows[job_id]
        seen = (row.status, row.attempt, row.fence, row.lease, row.runAt, row.due)
        assert seen == (job.status, job.attempt, job.fence, job.lease, job.run_at, job.due), job
        seen = (row.enqueueGeneration, row.isCancelWanted, row.snoozes, row.errorCode, row.cost, row.programs)
        expected = (job.generation, job.is_cancel_wanted, job.snoozes, job.code, job.cost, job.programs)
        assert seen == expected, job
        attempts = [[attempt.outcome, attempt.code, attempt.outcome is None] for attempt in job.attempts]
        assert (row.attempts or []) == attempts, job
        assert (row.steps, row.ledger) == (len(job.steps), sum(job.calls.values())), job


def assert_promises(jobs: Sequence[PureJob], *, max_running: int) -> None:
    """What design 06, B, promises, whatever has happened (I1-I7, I11)."""
    for job in jobs:
        assert job.programs == (job.status == "completed")
        assert len(job.attempts) == job.fence
        assert 0 <= job.attempt <= job.most
        assert sum(attempt.outcome is None for attempt in job.attempts) == (job.status == "processing")
        assert job.cost is None or job.cost == sum(job.calls.values())
        assert not job.is_open or job.lease is not None or job.due is not None or job.status == "queued"
    for user in {job.user for job in jobs}:
        assert sum(job.user == user and job.status == "processing" for job in jobs) <= max_running
