"""A whole service in this process: database, queue, API and worker, started together and stopped together."""

import asyncio
import concurrent.futures
import contextlib
import dataclasses
import gc
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from service.cli.entry import CommandError
from service.settings import LOCAL_ACCOUNT, Role, Settings, SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.cloud_tasks import CloudTasksQueue
    from service.local_queue import LocalQueue
    from service.telemetry.traces import Tracing
    from storage.embedded import EmbeddedPostgres

_START_S = 60.0
_LEAVE_S = 1.0
"""Of the time to stop: for the server itself, after its jobs have been given back."""
_BACKLOG = 512


class Stack:
    """Everything that `generate` and `serve` need; a context manager.

    Nothing is imported before it is needed, and Postgres starts while the rest is being imported.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        data_dir: Path,
        port: int,
        on_stage: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Describe the service; nothing runs yet.

        Args:
            settings: what the environment decided.
            data_dir: folder of the embedded Postgres.
            port: to listen on; 0 takes a free one.
            on_stage: is told what happens now.
        """
        self._settings = settings
        self._data_dir = data_dir
        self._port = port
        self._on_stage = on_stage
        self._listener: socket.socket | None = None
        self._postgres: EmbeddedPostgres | None = None
        self._local_queue: LocalQueue | None = None
        self._client: CloudTasksQueue | None = None
        self._engine: Engine | None = None
        self._server: _Server | None = None
        self._tracing: Tracing | None = None

    @property
    def url(self) -> str:
        """Where the service listens."""
        if self._listener is None:
            raise CommandError("the service is not running")
        host, port = self._listener.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def __enter__(self) -> Self:
        """Start everything, or nothing.

        Raises:
            CommandError: the port is taken, or a part does not start.
            StorageError: the database does not start or cannot be reached.
        """
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop everything; a second Ctrl-C meanwhile changes nothing, so that no process is left behind."""
        if threading.current_thread() is not threading.main_thread():
            self.stop()
            return
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.stop()
        finally:
            signal.signal(signal.SIGINT, before)

    def wait(self, stop: threading.Event) -> None:
        """Block until somebody sets `stop`, or the server ends by itself.

        Raises:
            CommandError: it did.
        """
        while not stop.wait(0.5):
            if self._server is not None and not self._server.is_alive:
                raise CommandError("the server ended unexpectedly; the log above says why")

    def stop(self) -> None:
        """Give running jobs back and stop, newest part first. Harmless when nothing runs."""
        if self._server is not None:
            self._server.stop(self._settings.deadlines.shutdown_s)
            self._server = None
        if self._local_queue is not None:
            self._local_queue.stop(grace_s=1.0)
            self._local_queue = None
        if self._client is not None:
            self._client.close()
            self._client = None
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._tracing is not None:
            self._tracing.stop()
            self._tracing = None
        if self._postgres is not None:
            self._postgres.stop()
            self._postgres = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _start(self) -> None:
        self._listener = _listen(self._settings.host, self._port)
        has_database = self._settings.database_url is not None or self._settings.cloud_sql is not None
        with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="start") as pool:
            starting = None
            if not has_database:
                self._on_stage("starting the embedded Postgres")
                from storage.embedded import EmbeddedPostgres

                self._postgres = EmbeddedPostgres(self._data_dir)
                starting = pool.submit(self._postgres.start)
            # these imports take about a second, in which Postgres comes up
            from service import app, bootstrap
            from service.telemetry import traces

            # before anything makes a span
            self._tracing = traces.start(
                self._settings.traces_exporter, role=self._settings.role.value, project=self._settings.tasks.project
            )
            if starting is not None:
                starting.result()
        self._on_stage("preparing the database")
        url = self._postgres.url if self._postgres is not None else None
        self._engine = bootstrap.open_database(self._settings, url)
        self._prepare(self._engine)
        self._on_stage("starting the queue, the worker and the API")
        settings = self._with_queue()
        self._client = bootstrap.task_queue(
            settings.tasks,
            worker_url=settings.tasks.worker_url or self.url,
            dispatch_s=settings.deadlines.dispatch_s,
        )
        # a queue of this process signs with a key of its own
        task_keys = None if self._local_queue is None else self._local_queue.jwks()
        parts = bootstrap.build(settings, self._engine, self._client, task_keys=task_keys)
        self._server = _Server(app.create_app(parts), self._listener, drain=lambda: app.drain(parts))
        self._server.start()
        if parts.worker is not None and parts.warm is not None:
            settle = _freeze if settings.role is Role.WORKER else None
            threading.Thread(target=_head_start(parts.warm, settle), name="warm", daemon=True).start()

    def _prepare(self, engine: "Engine") -> None:
        """Bring a developer's database up to date; in the cloud that is a step of the deployment."""
        from storage import migrations
        from storage.seed import seed

        if self._settings.role is Role.ALL:
            migrations.upgrade(engine)
            seed(engine)
        else:
            migrations.require(engine)

    def _with_queue(self) -> Settings:
        """The settings with the address of a local queue, started when they name no other one."""
        tasks = self._settings.tasks
        is_google = tasks.project != "local" and tasks.emulator_host is None
        if tasks.emulator_host is not None or is_google:
            return self._settings
        if self._settings.role is not Role.ALL:
            msg = (
                "no queue is set for a role of its own: set CLOUD_TASKS_EMULATOR_HOST, or GCP_PROJECT_ID with "
                "GCP_REGION, AI_WORKER_URL, TASKS_QUEUE and CLOUD_RUN_SERVICE_ACCOUNT"
            )
            raise SettingsError(msg)
        from service.local_queue import LocalQueue

        self._local_queue = LocalQueue(queues=tuple(queue_ids(tasks.queue)))
        address = self._local_queue.start()
        tasks = dataclasses.replace(
            tasks,
            emulator_host=address,
            project="local",
            region="local",
            worker_url=tasks.worker_url or self.url,
            service_account=tasks.service_account or LOCAL_ACCOUNT,
        )
        return dataclasses.replace(self._settings, tasks=tasks)


def queue_ids(prefix: str) -> list[str]:
    """The ids of the three queues."""
    return [f"{prefix}-{name}" if prefix else name for name in ("high", "normal", "low")]


def _head_start(work: Callable[[], object], settle: Callable[[], object] | None) -> Callable[[], None]:
    """Whatever fails here fails again, and is reported, where it is needed."""

    def run() -> None:
        with contextlib.suppress(Exception):
            work()
        if settle is not None:
            settle()

    return run


def _freeze() -> None:
    """Take what a worker has loaded out of the garbage collector's sight: it stays until the process ends.

    Two hundred thousand objects were looked at again and again, a tenth of each job's time. A job drops most of what it
    makes without the collector, so that may also come less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        CommandError: the port is taken or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol is named because asyncio turns Nagle's delay of 40 ms off only where it is
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # a port whose last user has just ended is free, in spite of what lingers on it
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        msg = f"cannot listen on {host}:{port} ({error.strerror}); choose another port with --port or PORT"
        raise CommandError(msg) from error
    return listener


class _Server:
    """uvicorn in a thread of its own, so that the main thread keeps Ctrl-C and signals."""

    def __init__(self, app: Any, listener: socket.socket, *, drain: Callable[[], Any]) -> None:
        # Any: an ASGI application is a callable of plain dictionaries
        import uvicorn

        from service.cli.http_protocol import ProblemProtocol

        self._drain = drain
        self._listener = listener
        config = uvicorn.Config(
            app,
            http=ProblemProtocol,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=5,
            timeout_keep_alive=5,
        )
        self._uvicorn = uvicorn.Server(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)
        self._is_up = threading.Event()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()
        while not self._is_up.wait(0.01):
            if not self._thread.is_alive():
                raise CommandError("the server did not start; the log above says why")

    def stop(self, budget_s: float) -> None:
        # one deadline for both: Cloud Run kills ten seconds after its signal
        deadline = time.monotonic() + budget_s
        if self._loop is not None and self._thread.is_alive():
            drained = asyncio.run_coroutine_threadsafe(self._drain(), self._loop)
            with contextlib.suppress(concurrent.futures.TimeoutError, concurrent.futures.CancelledError):
                drained.result(budget_s - _LEAVE_S)
        self._uvicorn.should_exit = True
        self._thread.join(max(_LEAVE_S, deadline - time.monotonic()))

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        serving = self._loop.create_task(self._uvicorn.serve(sockets=[self._listener]))
        while not self._uvicorn.started and not serving.done():  # noqa: ASYNC110
            # uvicorn has a flag and no event
            await asyncio.sleep(0.005)
        if not serving.done():
            self._is_up.set()
        await serving
