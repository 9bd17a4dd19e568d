"""Live services for the tests of this folder: uvicorn on a free port, a real Postgres, the real local queue."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from service import telemetry
from service.cli.stack import Stack
from service.settings import Role, Secret, Settings, Tasks
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import JobStore

REQUEST: dict[str, Any] = {
    "goal": "strength",
    "frequency": 3,
    "experience": "beginner",
    "equipment": ["barbell", "rack", "bench", "dumbbell"],
    "weeks": 4,
}

NO_QUEUE = "127.0.0.1:1"
"""Nobody listens there: every task is refused, so jobs stay queued."""


@dataclass(frozen=True)
class Service:
    """A running service and what a test needs to look behind it."""

    http: httpx.Client
    engine: Engine
    jobs: JobStore
    url: str
    database_url: str

    def post(self, body: object, *, kind: str = "generate-program", **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"/api/ai/{kind}", content=content, headers=names)

    def done(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask for a job and wait for its end."""
        answer = self.post(fields, kind=kind)
        assert answer.status_code == 202, answer.text
        return self.finish(answer.json()["jobId"])

    def make(self, **fields: Any) -> str:
        """Ask for a program; returns the job's id."""
        answer = self.post({**REQUEST, **fields})
        assert answer.status_code == 202, answer.text
        return answer.json()["jobId"]

    def events(self, job_id: str, **headers: str) -> list[tuple[str, str, dict[str, Any]]]:
        """All events of a job until its end: kind, id, job."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with self.http.stream("GET", f"/api/ai/jobs/{job_id}/events", headers=names) as answer:
            assert answer.status_code == 200
            blocks = "\n".join(answer.iter_lines()).split("\n\n")
        events: list[tuple[str, str, dict[str, Any]]] = []
        for block in blocks:
            fields = dict(line.split(": ", 1) for line in block.strip().splitlines() if not line.startswith(":"))
            if "event" in fields:
                events.append((fields["event"], fields["id"], json.loads(fields["data"])))
        return events

    def finish(self, job_id: str) -> dict[str, Any]:
        """The job once it has ended."""
        return self.events(job_id)[-1][2]

    def deliver(self, job_id: object, path: str = "/tasks/program-generator") -> httpx.Response:
        """Deliver a task by hand."""
        return self.http.post(path, json={"jobId": job_id})

    def insert(self, job_id: str, user_id: str, params: object) -> None:
        """Insert a job as the web app does: with FitCSV's own columns alone."""
        statement = text(
            'INSERT INTO "AIJob" ("id", "userId", "type", "status", "params") '
            "VALUES (:id, :user_id, 'program_generator', 'queued', CAST(:params AS jsonb))"
        )
        with self.engine.begin() as connection:
            connection.execute(statement, {"id": job_id, "user_id": user_id, "params": json.dumps(params)})

    def count(self, table: str) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())


@pytest.fixture(autouse=True, scope="session")
def _quiet_logs() -> None:
    telemetry.configure(level="ERROR", as_json=True)


Start = Callable[..., Service]


def _started(stack: ExitStack, database_url: str, folder: Path, **settings: Any) -> Service:
    values: dict[str, Any] = {"database_url": Secret(value=database_url), "max_open_jobs": 100, **settings}
    running = stack.enter_context(Stack(Settings(**values), data_dir=folder, port=0))
    http = stack.enter_context(httpx.Client(base_url=running.url, timeout=60.0, trust_env=False))
    engine = build_engine(DatabaseSettings(url=database_url))
    stack.callback(engine.dispose)
    return Service(http=http, engine=engine, jobs=JobStore(engine), url=running.url, database_url=database_url)


@pytest.fixture(scope="module")
def service(
    new_database: Callable[[str | None], str], template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """One service for the tests of a file: API, queue and worker."""
    with ExitStack() as stack:
        yield _started(stack, new_database(template), tmp_path_factory.mktemp("service"))


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a service of the test's own, with settings of its own."""
    with ExitStack() as stack:
        yield lambda **settings: _started(stack, database_url, tmp_path, **settings)


@pytest.fixture
def api_only(start: Start) -> Service:
    """An API whose queue is out of reach: jobs are accepted and stay queued."""
    return start(role=Role.API, tasks=Tasks(emulator_host=NO_QUEUE, worker_url="http://127.0.0.1:2"), max_open_jobs=3)
