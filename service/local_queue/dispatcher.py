"""Sends due tasks over HTTP from one asyncio loop, as many at a time as the queues allow."""

import asyncio
import logging
from collections.abc import Callable

import httpx

from .queue import Queue
from .retry import parse_retry_after
from .signer import Signer
from .store import TaskStore
from .task import Answer, StoredTask

_logger = logging.getLogger(__name__)

_USER_AGENT = "Google-Cloud-Tasks"
_RESERVED = frozenset({"host", "content-length", "user-agent", "transfer-encoding", "connection"})
_RESERVED_PREFIXES = ("x-cloudtasks-", "x-google-", "x-appengine-")
# uvicorn closes an idle connection after 5 s; one that is dropped earlier here is never reused while it closes.
_KEEP_ALIVE_S = 2.0
# A timer may fire a little before the wall clock agrees; without a floor it would be set again at once, many times.
_SHORTEST_WAIT_S = 0.001


class Dispatcher:
    """Obeys the store: takes what is due, sends it, reports the answer. Lives on one loop."""

    def __init__(self, store: TaskStore, signer: Signer, clock: Callable[[], float]) -> None:
        """Nothing is sent before `open`."""
        self._store = store
        self._signer = signer
        self._clock = clock
        self._client: httpx.AsyncClient | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._attempts: set[asyncio.Task[None]] = set()
        self._idle_waiters: set[asyncio.Future[None]] = set()

    def open(self) -> None:
        """Start sending; must run on the loop."""
        # trust_env off: a proxy variable of the developer's shell must not carry tasks away from 127.0.0.1.
        # Redirects are not followed: an answer of 3xx is a failed attempt.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=100, keepalive_expiry=_KEEP_ALIVE_S)
        self._client = httpx.AsyncClient(limits=limits, timeout=None, trust_env=False)  # noqa: S113
        self.pump()

    def pump(self) -> None:
        """Send everything that may leave now, and come back when the next thing may. Cheap; call it at any change."""
        if self._client is None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waits: list[float] = []
        for queue in self._store.queues.values():
            while (task := self._store.take(queue)) is not None:
                self._launch(self._client, queue, task)
            wait_s = queue.wait_s(self._clock())
            if wait_s is not None:
                waits.append(wait_s)
        if waits:
            delay_s = max(min(waits), _SHORTEST_WAIT_S)
            self._timer = asyncio.get_running_loop().call_later(delay_s, self.pump)
        self._tell_idle()

    async def close(self, grace_s: float) -> None:
        """Send nothing new, wait for what is under way, and cut off what takes longer than `grace_s` seconds."""
        client, self._client = self._client, None
        if self._timer is not None:
            self._timer.cancel()
        if self._attempts:
            _, late = await asyncio.wait(self._attempts, timeout=grace_s)
            for attempt in late:
                attempt.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            if late:
                _logger.warning("dispatches_cut_off", extra={"count": len(late), "grace_s": grace_s})
        for waiter in self._idle_waiters:
            waiter.cancel()
        if client is not None:
            await client.aclose()

    async def wait_until_idle(self) -> None:
        """Return when no queue has anything to do."""
        if self._store.is_idle:
            return
        waiter = asyncio.get_running_loop().create_future()
        self._idle_waiters.add(waiter)
        try:
            await waiter
        finally:
            self._idle_waiters.discard(waiter)

    def _tell_idle(self) -> None:
        if self._idle_waiters and self._store.is_idle:
            for waiter in self._idle_waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def _launch(self, client: httpx.AsyncClient, queue: Queue, task: StoredTask) -> None:
        duplicate = self._store.duplicate(queue, task)
        attempt = asyncio.get_running_loop().create_task(self._attempt(client, queue, task, duplicate=duplicate))
        self._attempts.add(attempt)
        attempt.add_done_callback(self._attempts.discard)

    async def _attempt(self, client: httpx.AsyncClient, queue: Queue, task: StoredTask, *, duplicate: bool) -> None:
        answer = await self._send(client, task)
        self._store.settle(queue, task, answer, duplicate=duplicate)
        self.pump()

    async def _send(self, client: httpx.AsyncClient, task: StoredTask) -> Answer:
        try:
            async with asyncio.timeout(task.deadline_s):
                call = task.call
                request = httpx.Request(call.method, call.url, headers=self._headers(task), content=call.body)
                response = await client.send(request)
        except TimeoutError:
            return Answer(status=None, reason=f"no answer within {task.deadline_s:g} s")
        # ValueError and OSError: what httpx lets through of a host it cannot spell or a system without sockets.
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            return Answer(status=None, reason=f"no answer: {type(error).__name__}")
        retry_after_s = parse_retry_after(response.headers.get("retry-after"), now=self._clock())
        return Answer(
            status=response.status_code, reason=f"HTTP status code {response.status_code}", retry_after_s=retry_after_s
        )

    def _headers(self, task: StoredTask) -> dict[str, str]:
        headers = {
            name: value
            for name, value in task.call.headers.items()
            if name.lower() not in _RESERVED and not name.lower().startswith(_RESERVED_PREFIXES)
        }
        headers["User-Agent"] = _USER_AGENT
        headers["X-CloudTasks-QueueName"] = task.name.queue_id
        headers["X-CloudTasks-TaskName"] = task.name.task_id
        headers["X-CloudTasks-TaskRetryCount"] = str(task.dispatch_count - 1)
        headers["X-CloudTasks-TaskExecutionCount"] = str(task.response_count)
        headers["X-CloudTasks-TaskETA"] = f"{task.eta:.6f}"
        if task.dispatch_count > 1:
            if task.last_status is not None:
                headers["X-CloudTasks-TaskPreviousResponse"] = str(task.last_status)
            headers["X-CloudTasks-TaskRetryReason"] = task.retry_reason or ""
        identity = task.call.oidc
        if identity is not None:
            headers = {name: value for name, value in headers.items() if name.lower() != "authorization"}
            token = self._signer.token(email=identity.service_account_email, audience=identity.audience)
            headers["Authorization"] = f"Bearer {token}"
        return headers
