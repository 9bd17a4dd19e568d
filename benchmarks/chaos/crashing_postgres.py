"""An embedded Postgres that is crashed on demand and comes back at the same address, with a witness in the database."""

import os
import shlex
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.postgres_binaries import launcher
from storage.postgres_process import POLL_S, is_alive, running_server
from storage.seed import seed

_START_S = 30.0
_MIGRATING = threading.Lock()
"""Alembic keeps what it works on in a global; two storms may begin at once."""

_WITNESS = """
CREATE TABLE "ChaosStep" (
    "id" BIGSERIAL PRIMARY KEY, "jobId" TEXT NOT NULL, "before" TEXT, "after" TEXT NOT NULL,
    "fence" INTEGER NOT NULL, "fenceBefore" INTEGER, "isLateChange" BOOLEAN NOT NULL);
CREATE FUNCTION "chaosWitness"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "ChaosStep" ("jobId", "after", "fence", "isLateChange")
        VALUES (NEW."id", NEW."status", NEW."fence", false);
    ELSIF OLD."status" IN ('completed', 'failed', 'cancelled') THEN
        -- what a zombie spent may still be booked; everything else of a job that has ended is final
        IF (to_jsonb(OLD) - '{cost,inputTokens,outputTokens,updatedAt}'::text[])
           <> (to_jsonb(NEW) - '{cost,inputTokens,outputTokens,updatedAt}'::text[]) THEN
            INSERT INTO "ChaosStep" ("jobId", "before", "after", "fence", "fenceBefore", "isLateChange")
            VALUES (NEW."id", OLD."status", NEW."status", NEW."fence", OLD."fence", true);
        END IF;
    ELSIF OLD."status" <> NEW."status" OR OLD."fence" <> NEW."fence" THEN
        INSERT INTO "ChaosStep" ("jobId", "before", "after", "fence", "fenceBefore", "isLateChange")
        VALUES (NEW."id", OLD."status", NEW."status", NEW."fence", OLD."fence", false);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "chaosWitness" AFTER INSERT OR UPDATE ON "AIJob" FOR EACH ROW EXECUTE FUNCTION "chaosWitness"();
"""
"""Every committed change of a job's status or fence, in its order; a poller would miss what lies between two looks."""


class CrashingPostgres:
    """A migrated and seeded server of its own; a context manager. Durable: what it committed outlives its crashes.

    Attributes:
        crashes: how often it was crashed.
        down_s: for how long it was away in all, in seconds.
    """

    def __init__(self) -> None:
        """Nothing runs yet."""
        memory = Path("/dev/shm")
        self._folder = tempfile.TemporaryDirectory(
            prefix="fitcsv-chaos-", dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True
        )
        self._server = EmbeddedPostgres(Path(self._folder.name) / "data")
        self._engines: list[Engine] = []
        self._process: subprocess.Popen[bytes] | None = None
        self.crashes = 0
        self.down_s = 0.0

    def __enter__(self) -> Self:
        """Start it and put a witness into its database."""
        self._server.start()
        engine = self.engine()
        with _MIGRATING:
            migrations.upgrade(engine)
        seed(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(_WITNESS)
        engine.dispose()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it and throw its data away."""
        for engine in self._engines:
            engine.dispose()
        self._server.stop()
        self._forget()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """Its address, for SQLAlchemy; it outlives crashes."""
        return self._server.url

    @property
    def libpq_url(self) -> str:
        """Its address, for psycopg."""
        return self.url.replace("postgresql+pg8000", "postgresql")

    def engine(self) -> Engine:
        """An engine on it, disposed of at the end."""
        engine = build_engine(DatabaseSettings(url=self.url))
        self._engines.append(engine)
        return engine

    def crash(self) -> None:
        """`pg_ctl restart -m immediate`: no checkpoint, no goodbye; back when the log has been replayed."""
        folder = self._server.data_dir
        server = running_server(folder)
        if server is None:
            raise RuntimeError("the server is not running")
        began = time.monotonic()
        command = shlex.split((folder / "postmaster.opts").read_text(encoding="utf-8"))
        os.kill(server.pid, signal.SIGQUIT)
        while is_alive(server.pid):
            time.sleep(POLL_S)
        self._forget()
        (folder / "postmaster.pid").unlink(missing_ok=True)
        with folder.with_name("crash.log").open("ab") as log:
            self._process = launcher().spawn(command, log.fileno(), folder)
        while not ((server := running_server(folder)) and server.is_ready):
            if time.monotonic() - began > _START_S:
                raise RuntimeError(f"the server did not come back within {_START_S:g} s")
            time.sleep(POLL_S)
        self.crashes += 1
        self.down_s += time.monotonic() - began

    def _forget(self) -> None:
        """Wait for the server that we started ourselves and that has ended."""
        if self._process is not None:
            self._process.wait()
            self._process = None
