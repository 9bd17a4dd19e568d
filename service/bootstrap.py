"""The composition root: the one place that names concrete parts and joins them."""

import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from service.api.events import Watch
from service.api.identity import caller_of
from service.api.job_json import job_json
from service.api.parts import Parts
from service.api.program_job import ProgramJob, diagnose
from service.api.rate import PostRate
from service.api.relay import Relay, TaskRefused
from service.api.threads import Threads
from service.api.worker import Worker
from service.auth.admission import admission
from service.cloud_tasks import CloudTasksQueue, JobUnroutable, QueueError
from service.settings import LOCAL_USER, Settings, SettingsError, Tasks
from service.telemetry.traces import task_span, traceparent
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import DueTask, JobStore
from storage.sql_span import trace_statements

_CHANCE = random.Random()  # noqa: S311 - no secret

POOL = 5
"""Connections kept open; two more at peaks (design 08, 8.2)."""

_THREADS = 5


class TaskClient:
    """The outbox's view of Cloud Tasks."""

    def __init__(self, queue: CloudTasksQueue) -> None:
        """Create tasks in this queue."""
        self._queue = queue

    def create(self, task: DueTask) -> None:
        """Make the task of a job.

        Raises:
            TaskRefused: not made, or nobody knows.
        """
        try:
            with task_span(task.traceparent):
                # without a tracer here the request's own trace is handed on as it is
                carried = traceparent() or task.traceparent
                self._queue.enqueue(
                    job_id=task.job_id, job_type=task.type, priority=task.priority, generation=task.generation,
                    run_at=task.run_at, headers={} if carried is None else {"traceparent": carried},
                )  # fmt: skip
        except QueueError as error:
            raise TaskRefused(str(error), is_final=isinstance(error, JobUnroutable)) from error


def open_database(settings: Settings, embedded_url: str | None = None) -> Engine:
    """An engine for the database of the settings; nothing is connected yet.

    Args:
        settings: which database.
        embedded_url: address of the embedded Postgres, used when the settings name none.

    Raises:
        SettingsError: there is no database at all.
    """
    if settings.cloud_sql is not None:
        chosen = DatabaseSettings(
            cloud_sql_instance=settings.cloud_sql.instance,
            user=settings.cloud_sql.user,
            database=settings.cloud_sql.name,
            has_private_ip=settings.cloud_sql.has_private_ip,
            pool_size=POOL,
        )
    else:
        url = settings.database_url.value if settings.database_url else embedded_url
        if url is None:
            raise SettingsError("no database is set: set DATABASE_URL, or CLOUD_SQL_INSTANCE with DB_USER and DB_NAME")
        chosen = DatabaseSettings(url=url, pool_size=POOL)
    engine = build_engine(chosen)
    trace_statements(engine)
    return engine


def task_queue(settings: Tasks, *, worker_url: str, dispatch_s: float) -> CloudTasksQueue:
    """The client of the queue of these settings."""
    prefix = f"{settings.queue}-" if settings.queue else ""
    return CloudTasksQueue(
        project=settings.project,
        location=settings.region,
        queue_by_priority={name: f"{prefix}{name}" for name in ("high", "normal", "low")},
        worker_url=worker_url,
        service_account=settings.service_account,
        audience=None,
        emulator_host=settings.emulator_host,
        dispatch_deadline_s=int(dispatch_s),
    )


def build(
    settings: Settings,
    engine: Engine,
    queue: CloudTasksQueue,
    *,
    task_keys: Mapping[str, Any] | None = None,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], float] = time.time,
    spread: Callable[[], float] = _CHANCE.random,
) -> Parts:
    """Join the parts of a service.

    Args:
        settings: what the environment decided.
        engine: the database.
        queue: where tasks go.
        task_keys: JSON Web Key Set of a queue in this process; None is the address in the settings.
        clock: monotonic seconds.
        now: Unix time in seconds.
        spread: chance, 0-1.
    """
    jobs = JobStore(engine)
    threads = Threads(_THREADS)
    worker, warm = None, None
    breakers: Callable[[], dict[str, dict[str, object]]] = dict
    if settings.role.has_worker:
        program_job = ProgramJob(engine, jobs, settings)
        warm, breakers = program_job.warm, program_job.breakers
        worker = Worker(
            jobs, program_job.run, diagnose, threads, warm=program_job.warm, deadlines=settings.deadlines, spread=spread,
            # nobody runs more jobs at a time than he may have open, wherever their rows came from
            max_running=settings.max_open_jobs, hold_off=program_job.hold_off_s,
        )  # fmt: skip

    async def read(job_id: str, user_id: str) -> dict[str, object] | None:
        row = await threads.run(jobs.get, job_id, user_id)
        return None if row is None else job_json(row)

    return Parts(
        settings=settings,
        engine=engine,
        jobs=jobs,
        threads=threads,
        relay=Relay(jobs, TaskClient(queue), threads, spread=spread),
        watch=Watch(read),
        worker=worker,
        warm=warm,
        breakers=breakers,
        admission=admission(
            settings.auth,
            local_user=LOCAL_USER,
            task_audience=settings.tasks.worker_url if settings.role.has_worker else None,
            task_account=settings.tasks.service_account,
            task_keys=task_keys,
            now=now,
            clock=clock,
        ),
        identify=caller_of,
        post_rate=PostRate(per_minute=settings.posts_per_minute, clock=clock),
        today=lambda: datetime.fromtimestamp(now(), UTC).date(),
    )
