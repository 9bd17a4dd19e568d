"""A whole service that knows its callers by their tokens, and the issuers whose tokens it trusts."""

import contextlib
import json
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.access.issuer import Issuer, Json
from benchmarks.access.token_variants import Headers, bearer
from benchmarks.access.wire import Answer, Wire
from service.auth.auth_settings import AuthSettings
from service.cli.stack import Stack
from service.settings import Role, Secret, Settings, Tasks
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import JobStore
from storage.seed import seed

AUDIENCE = "https://api.fitcsv.example"
WORKER = "https://worker.fitcsv.example"
BACKEND = "web@project.iam.gserviceaccount.com"
QUEUE = "tasks@project.iam.gserviceaccount.com"
SCHEDULER = "scheduler@project.iam.gserviceaccount.com"
GOOGLE = "https://accounts.google.com"
NO_QUEUE = "127.0.0.1:1"
"""Nobody listens there: what is asked for stays queued until it is delivered by hand."""

_TASK_PATHS = {
    "program_generator": "/tasks/program-generator",
    "workout_adapter": "/tasks/workout-adapter",
    "exercise_substitution": "/tasks/exercise-substitution",
}


@dataclass(frozen=True)
class Guarded:
    """A running service.

    Attributes:
        url: where it listens.
        wire: a connection to it.
        engine: its database.
        jobs: the jobs in it.
        issuer: of the users' tokens.
        google: of the service accounts' tokens.
    """

    url: str
    wire: Wire
    engine: Engine
    jobs: JobStore
    issuer: Issuer
    google: Issuer

    def as_user(self, user_id: str, **claims: Any) -> Headers:
        """The header of a user."""
        return bearer(self.issuer.sign(self.issuer.user_claims(user_id, AUDIENCE, **claims)))

    def as_account(self, email: str, audience: str = WORKER, **claims: Any) -> Headers:
        """The header of a service account."""
        return bearer(self.google.sign(self.google.account_claims(email, audience, **claims)))

    def post(self, user_id: str, kind: str, body: Json) -> str:
        """Ask for a job; returns its id."""
        answer = self.wire.send("POST", f"/api/ai/{kind}", self.as_user(user_id), json.dumps(body).encode())
        if answer.status != 202:
            raise RuntimeError(f"{kind} answered {answer.status}: {answer.body.decode()}")
        return json.loads(answer.body)["jobId"]

    def deliver(self, job_id: str) -> Answer:
        """Deliver the task of a job as the queue would."""
        row = self.jobs.load(job_id)
        if row is None:
            raise RuntimeError(f"there is no job {job_id!r}")
        body = json.dumps({"jobId": job_id}).encode()
        return self.wire.send("POST", _TASK_PATHS[row.type], self.as_account(QUEUE), body)

    def done(self, user_id: str, kind: str, body: Json) -> Json:
        """Ask for a job, do it, and return its result."""
        job_id = self.post(user_id, kind, body)
        self.deliver(job_id)
        row = self.jobs.load(job_id)
        if row is None or row.status != "completed" or row.result is None:
            raise RuntimeError(f"job {job_id!r} of {kind} did not end well: {row}")
        return {**row.result, "jobId": job_id}


@contextlib.contextmanager
def guarded_service(
    database_url: str,
    data_dir: Path,
    issuer: Issuer,
    google: Issuer,
    /,
    *,
    role: Role = Role.ALL,
    max_open_jobs: int = 1_000,
    **auth: Any,
) -> Generator[Guarded]:
    """Run a service on a prepared database.

    Args:
        database_url: of the database.
        data_dir: a folder; nothing is written into it.
        issuer: of the users' tokens.
        google: of the service accounts' tokens.
        role: what it serves.
        max_open_jobs: of one user.
        auth: other settings of its callers.
    """
    usual: dict[str, Any] = {
        "mode": "jwt",
        "jwks_url": issuer.url,
        "issuer": issuer.name,
        "audience": AUDIENCE,
        "tasks_jwks_url": google.url,
        "scheduler_account": SCHEDULER,
    }
    settings = Settings(
        database_url=Secret(value=database_url),
        role=role,
        auth=AuthSettings(**{**usual, **auth}),
        tasks=Tasks(emulator_host=NO_QUEUE, worker_url=WORKER, service_account=QUEUE),
        max_open_jobs=max_open_jobs,
        posts_per_minute=100_000,
    )
    engine = build_engine(DatabaseSettings(url=database_url))
    with Stack(settings, data_dir=data_dir, port=0) as running, Wire(running.url) as wire:
        yield Guarded(running.url, wire, engine, JobStore(engine), issuer, google)
    engine.dispose()


@contextlib.contextmanager
def whole_service(**settings: Any) -> Generator[Guarded]:
    """Run a service on a database of its own, with everything around it, for as long as a command takes."""
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-access-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as postgres,
        Issuer() as issuer,
        Issuer(GOOGLE, number=1) as google,
    ):
        engine = build_engine(DatabaseSettings(url=postgres.url))
        migrations.upgrade(engine)
        seed(engine)
        engine.dispose()
        with guarded_service(postgres.url, Path(folder), issuer, google, **settings) as service:
            yield service
