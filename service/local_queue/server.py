"""The queue server: starts and stops the gRPC face and the dispatcher, and lets other threads ask for figures."""

import asyncio
import concurrent.futures
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

import grpc

from .dispatcher import Dispatcher
from .errors import LocalQueueError
from .faults import Chance, Faults
from .queue import QueueConfig
from .rate import RateLimits
from .retry import RetryPolicy
from .rpc import CloudTasksMethods, rpc_handler
from .signer import Signer
from .store import QueueStats, TaskStore
from .task import MIN_DEADLINE_S

T = TypeVar("T")

DEFAULT_CONFIG = QueueConfig(
    # The retry half is what infra/ gives the real queues; the rates are a laptop's.
    rates=RateLimits(max_dispatches_per_second=500.0, max_concurrent_dispatches=50),
    retry=RetryPolicy(
        max_attempts=-1, max_retry_duration_s=86_400.0, min_backoff_s=1.0, max_backoff_s=300.0, max_doublings=8
    ),
)
_CALL_THREADS = 8


class LocalQueue:
    """An in-process Cloud Tasks on 127.0.0.1, in memory only.

    One thread holds the state and sends the tasks; eight answer gRPC calls. A task costs no thread.
    """

    def __init__(
        self,
        port: int = 0,
        queues: Sequence[str] = ("high", "normal", "low"),
        project: str = "local",
        location: str = "local",
        faults: Faults | None = None,
        *,
        config: QueueConfig = DEFAULT_CONFIG,
        tombstone_s: float = 3_600.0,
        min_deadline_s: float = MIN_DEADLINE_S,
        issuer: str = "https://accounts.google.com",
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing runs before `start`.

        Args:
            port: 0 takes a free one.
            queues: ids of the queues that exist from the start.
            project: of those queues.
            location: of those queues.
            faults: hostile behaviour for tests; none by default.
            config: limits and retries of those queues.
            tombstone_s: how long the name of a finished or deleted task stays blocked, in seconds.
            min_deadline_s: shortest dispatch deadline accepted; tests that wait for one lower it.
            issuer: `iss` of the OIDC tokens.
            clock: Unix time in seconds. After moving a clock of their own, tests call `poke`.
        """
        self._port = port
        self._address: str | None = None
        self._signer = Signer(issuer=issuer, clock=clock)
        self._store = TaskStore(
            chance=Chance(faults or Faults()), clock=clock, tombstone_s=tombstone_s, min_deadline_s=min_deadline_s
        )
        for queue_id in queues:
            self._store.create_queue(f"projects/{project}/locations/{location}/queues/{queue_id}", config)
        self._dispatcher = Dispatcher(self._store, self._signer, clock)
        self._running: _Running | None = None
        self._final_stats: QueueStats | None = None

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, for `CLOUD_TASKS_EMULATOR_HOST`.

        Raises:
            LocalQueueError: before the first `start`.
        """
        if self._address is None:
            raise LocalQueueError("the local queue has no address yet; call start() first")
        return self._address

    def start(self) -> str:
        """Listen and send; returns the address. Harmless when it runs already.

        Raises:
            LocalQueueError: the port is taken, or this queue was stopped before (its tasks are gone: make a new one).
        """
        if self._running is not None:
            return self.address
        if self._final_stats is not None:
            raise LocalQueueError("a stopped local queue cannot start again; make a new one")
        running = _Running()
        methods = CloudTasksMethods(self._store, self._dispatcher.pump)
        # SO_REUSEPORT off: with it two servers would share a port and each see half of the tasks.
        running.server = grpc.server(running.calls, options=[("grpc.so_reuseport", 0)])
        running.server.add_generic_rpc_handlers((rpc_handler(methods, running.call),))
        try:
            port = running.server.add_insecure_port(f"127.0.0.1:{self._port}")
        except RuntimeError as error:
            running.calls.shutdown()
            running.loop.close()
            raise LocalQueueError(f"port {self._port} of 127.0.0.1 is taken; choose another, or 0 for any") from error
        running.thread.start()
        running.call(self._dispatcher.open)
        running.server.start()
        self._running = running
        self._address = f"127.0.0.1:{port}"
        return self._address

    def stop(self, grace_s: float = 10.0) -> None:
        """Stop sending, wait up to `grace_s` seconds for what is under way, end all threads. Harmless when stopped.

        Tasks that wait are gone with it.
        """
        running, self._running = self._running, None
        if running is None:
            return
        running.server.stop(grace=1.0).wait()
        running.calls.shutdown()
        running.run(self._dispatcher.close(grace_s)).result()
        self._final_stats = self._store.stats().copied()
        running.loop.call_soon_threadsafe(running.loop.stop)
        running.thread.join()
        running.loop.close()

    def wait_until_idle(self, timeout: float) -> bool:
        """Block until every task of every running queue is done; False when that takes more than `timeout` seconds.

        Tasks scheduled for later count as not done, tasks of a paused queue do not count.
        """
        if self._running is None:
            return self._store.is_idle
        future = self._running.run(self._dispatcher.wait_until_idle())
        try:
            future.result(timeout)
        except concurrent.futures.CancelledError:
            return False
        except concurrent.futures.TimeoutError:
            future.cancel()
            return False
        return True

    def stats(self) -> QueueStats:
        """Counts since the start; a copy."""
        if self._running is None:
            return self._final_stats or self._store.stats().copied()
        return self._running.call(lambda: self._store.stats().copied())

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The JSON Web Key Set that checks this queue's OIDC tokens."""
        return self._signer.jwks()

    def poke(self) -> None:
        """Look again at what is due: for tests that move the clock."""
        if self._running is not None:
            self._running.call(self._dispatcher.pump)


class _Running:
    """What exists only between start and stop: the loop with its thread, the gRPC server with its threads."""

    server: grpc.Server

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="local-queue", daemon=True)
        self.calls = concurrent.futures.ThreadPoolExecutor(_CALL_THREADS, thread_name_prefix="local-queue-rpc")

    def call(self, function: Callable[[], T]) -> T:
        """Run a function on the loop thread; return or raise what it does."""
        future: concurrent.futures.Future[T] = concurrent.futures.Future()

        def run() -> None:
            try:
                future.set_result(function())
            # Everything belongs to the caller in the other thread, none of it to the loop.
            except BaseException as error:
                future.set_exception(error)

        self.loop.call_soon_threadsafe(run)
        return future.result()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Start a coroutine on the loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop)
