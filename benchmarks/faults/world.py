"""A database whose clock can be moved and that keeps a queue beside the jobs: what outlives a killed process."""

from dataclasses import dataclass

from sqlalchemy import Engine, text

from storage.engine import DatabaseSettings, build_engine
from storage.ids import program_id_for_job
from storage.jobs import DueTask

_PREPARE = """
CREATE TABLE "WorldClock" ("seconds" double precision NOT NULL);
INSERT INTO "WorldClock" VALUES (0);
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT pg_catalog.clock_timestamp() + (SELECT "seconds" FROM public."WorldClock") * interval '1 second' $$;
CREATE TABLE "WorldTask" ("name" TEXT PRIMARY KEY, "jobId" TEXT NOT NULL, "type" TEXT NOT NULL,
    "isWaiting" BOOLEAN NOT NULL DEFAULT true);
CREATE TABLE "WorldBill" ("jobId" TEXT NOT NULL, "fence" INTEGER NOT NULL);
"""
"""The function hides Postgres's own once `public` is searched first: then the database's clock is ours to move."""


def prepare(engine: Engine) -> None:
    """Give a migrated database a clock that can be moved, and a queue. Connections made before do not see the clock."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_PREPARE)
        name = str(connection.exec_driver_sql("SELECT current_database()").scalar_one())
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET search_path = public, pg_catalog')
    engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a job left behind.

    Attributes:
        problems: sentences about what must not be; empty when all is well.
        status: the job's status.
        attempt: how many tries counted.
        fence: how many claims there were.
        paid: answers of models that were paid for.
    """

    problems: tuple[str, ...]
    status: str
    attempt: int
    fence: int
    paid: int


class World:
    """The database, its clock, its queue. Every change here is committed at once and obeys no fault."""

    def __init__(self, url: str) -> None:
        """The world in a prepared database."""
        self.url = url
        self.engine = build_engine(DatabaseSettings(url=url))
        # whoever meets a lock of a transaction that a test has stopped half way gives up soon
        self.rival_engine = build_engine(DatabaseSettings(url=url, lock_timeout_ms=40))
        # statements outside of a transaction are not repeated, so a connection that was cut has to be found out before
        admin = build_engine(DatabaseSettings(url=url, ping_after_s=0))
        self._admin = admin.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Close every connection."""
        for engine in (self.engine, self.rival_engine, self._admin):
            engine.dispose()

    def sql(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run one statement and commit it."""
        with self._admin.connect() as connection:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def advance(self, seconds: float) -> None:
        """Let so much time pass, by the database's clock."""
        self.sql('UPDATE "WorldClock" SET "seconds" = "seconds" + :seconds', seconds=seconds)

    def cut(self) -> None:
        """Close every connection to this database but the one that asks, and wait until they are closed."""
        self.sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def create(self, task: DueTask) -> None:
        """Make a task, once for each name: this is the `TaskQueue` of the relay."""
        self.sql(
            'INSERT INTO "WorldTask" ("name", "jobId", "type") VALUES (:name, :job_id, :type) ON CONFLICT DO NOTHING',
            name=f"{task.job_id}-{task.generation}", job_id=task.job_id, type=task.type,
        )  # fmt: skip

    def waiting(self) -> list[tuple[str, str, str]]:
        """Tasks that were not answered with a 2xx: name, job, type."""
        rows = self.sql('SELECT "name", "jobId", "type" FROM "WorldTask" WHERE "isWaiting" ORDER BY "name"')
        return [(str(name), str(job_id), str(kind)) for name, job_id, kind in rows]

    def answered(self, name: str) -> None:
        """A 2xx: the task is gone, its name stays taken."""
        self.sql('UPDATE "WorldTask" SET "isWaiting" = false WHERE "name" = :name', name=name)

    def pay(self, job_id: str, fence: int) -> None:
        """A provider has answered and will bill it, whatever becomes of us."""
        self.sql('INSERT INTO "WorldBill" VALUES (:job_id, :fence)', job_id=job_id, fence=fence)

    def traces(self, job_id: str) -> Traces:
        """What must hold for a job at rest (design 06, B: I1-I7)."""
        rows = self.sql(
            """SELECT "status", "attempt", "maxAttempts", "fence", "leaseUntil", "enqueueDue", "programId", "error",
                "completedAt", "cost", "inputTokens" FROM "AIJob" WHERE "id" = :id""",
            id=job_id,
        )
        if not rows:
            return Traces(problems=("there is no job",), status="missing", attempt=0, fence=0, paid=0)
        status, attempt, most, fence, lease, due, program_id, error, ended, cost, tokens = rows[0]
        expected = program_id_for_job(job_id)
        programs = self.sql('SELECT "id" FROM "Program" WHERE "id" = :id', id=expected)
        documents = self.sql('SELECT "programId" FROM "AIProgram" WHERE "jobId" = :id', id=job_id)
        weeks = self.sql('SELECT count(*) FROM "Week" WHERE "programId" = :id', id=expected)[0][0]
        attempts = self.sql(
            'SELECT "fence", "endedAt", "outcome" FROM "AIJobAttempt" WHERE "jobId" = :id ORDER BY 1', id=job_id
        )
        booked, read = self.sql(
            """SELECT COALESCE(sum("costUsd"), 0), COALESCE(sum("inputTokens" + "cacheReadTokens" + "cacheWriteTokens"),
                0) FROM "AIModelCall" WHERE "jobId" = :id""",
            id=job_id,
        )[0]
        paid = self.sql('SELECT count(*) FROM "WorldBill" WHERE "jobId" = :id', id=job_id)[0][0]
        is_done = status == "completed"
        number = 1 if is_done else 0
        rules = {
            f"it is {status}, which is no end": status in ("completed", "failed", "cancelled"),
            f"{len(programs)} programs, {len(documents)} documents, status {status}": (
                len(programs) == len(documents) == number and bool(weeks) == is_done
            ),
            f"programId is {program_id!r}": program_id == (expected if is_done else None),
            f"attempt {attempt} of {most}, fence {fence}": 0 <= int(str(attempt)) <= int(str(most)),
            f"fence {fence}, attempts {[row[0] for row in attempts]}": (
                [row[0] for row in attempts] == list(range(1, int(str(fence)) + 1))
            ),
            f"an attempt is open: {attempts}": all(row[1] is not None and row[2] is not None for row in attempts),
            f"{[row[2] for row in attempts]} for a job that is {status}": (
                sum(row[2] == "completed" for row in attempts) == number
            ),
            f"lease {lease}, due {due}": lease is None and due is None,
            "it ended at no time": ended is not None,
            f"error is {error!r}": (error is None) == (status in ("completed", "cancelled")),
            f"cost {cost}, ledger {booked}": cost is not None and abs(float(str(cost)) - float(str(booked))) < 1e-9,
            f"{tokens} tokens, ledger {read}": (tokens or 0) == read,
        }
        waiting = [name for name, owner, _ in self.waiting() if owner == job_id]
        problems = [sentence for sentence, holds in rules.items() if not holds]
        problems += [f"tasks are left: {waiting}"] if waiting else []
        return Traces(
            problems=tuple(problems),
            status=str(status),
            attempt=int(str(attempt)),
            fence=int(str(fence)),
            paid=int(str(paid)),
        )
