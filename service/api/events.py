"""Server-sent events of jobs: one reader of the database for everybody who watches the same job."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from service.jobs.state import Status
from storage.errors import DatabaseDown

POLL_S = 0.25
KEEP_ALIVE_S = 15.0
RETRY_MS = 3_000
"""When a browser that lost the stream comes back."""
MAX_REMEMBERED = 500
"""Jobs whose stages this process keeps in mind."""
MAX_WATCHERS = 200
"""Streams one process keeps open; further ones fall back to asking for the job itself."""

# Any: a job in the contract's JSON
JobJson = dict[str, Any]
Read = Callable[[str, str], Awaitable[JobJson | None]]

logger = structlog.get_logger(__name__)


def version_of(job: JobJson) -> str:
    """The part of a job that changes while it runs, as an event id: equal ids mean that nothing new is to be said."""
    progress: JobJson = job.get("progress") or {}
    place = f"{job['status']}-{job['attempt']}-{progress.get('percent', 0)}-{progress.get('stage') or ''}"
    # the rest, such as a wish to cancel or what a model has cost by now
    rest = json.dumps(job, sort_keys=True).encode()
    return f"{place}-{hashlib.blake2s(rest, digest_size=4).hexdigest()}"


def event_of(job: JobJson) -> bytes:
    """One event as it goes over the wire."""
    kind = "done" if Status(job["status"]).is_final else "progress"
    text = json.dumps(job, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\nid: {version_of(job)}\ndata: {text}\n\n".encode()


@dataclass(slots=True)
class _Watched:
    """One job that somebody watches."""

    job: JobJson
    watchers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """Reads watched jobs every 250 ms, each once however many watch it. Lives on one event loop."""

    def __init__(self, read: Read) -> None:
        """Watch through this reader of (job id, user id)."""
        self._read = read
        self._watched: dict[tuple[str, str], _Watched] = {}
        self._poller: asyncio.Task[None] | None = None
        self._is_closed = False
        # (job, attempt) -> stage -> seconds on the loop's clock at its first sight; "" is the attempt's own
        self._seen: OrderedDict[tuple[str, int], dict[str, float]] = OrderedDict()

    def stages(self, job_id: str, attempt: int) -> dict[str, float]:
        """Seconds from the first sight of an attempt to that of each stage, as far as somebody watched here."""
        seen = self._seen.get((job_id, attempt), {})
        return {stage: at - seen[""] for stage, at in seen.items() if stage}

    def notice(self, job: JobJson) -> None:
        """Keep in mind when a stage was first seen; the database keeps the latest one only."""
        if job["status"] != Status.PROCESSING:
            return
        now = asyncio.get_running_loop().time()
        seen = self._seen.setdefault((str(job["id"]), job["attempt"]), {"": now})
        seen.setdefault(str(job["progress"]["stage"]), now)
        while len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)

    @property
    def is_full(self) -> bool:
        """Whether no further stream can be opened."""
        return self._is_closed or sum(item.watchers for item in self._watched.values()) >= MAX_WATCHERS

    async def close(self) -> None:
        """End every stream; clients come back with `Last-Event-ID`."""
        self._is_closed = True
        for item in self._watched.values():
            item.changed.set()
        if self._poller is not None:
            self._poller.cancel()
            await asyncio.gather(self._poller, return_exceptions=True)

    async def stream(self, job: JobJson, user_id: str, last_event_id: str | None) -> AsyncIterator[bytes]:
        """The events of a job until it ends.

        Args:
            job: as it stands now.
            user_id: its owner.
            last_event_id: what the client saw last; that event is not sent again.
        """
        key = (str(job["id"]), user_id)
        item = self._watched.setdefault(key, _Watched(job))
        item.watchers += 1
        self._start()
        self.notice(job)
        sent = last_event_id
        # told once, inside the first event: a field on its own would be a block without an event
        retry = f"retry: {RETRY_MS}\n\n".encode()
        try:
            while True:
                current = item.job
                item.changed.clear()
                is_final = Status(current["status"]).is_final
                # the end is always told, so that a client that reconnects after it does not wait for ever
                if is_final or version_of(current) != sent:
                    sent = version_of(current)
                    yield event_of(current).removesuffix(b"\n") + retry if retry else event_of(current)
                    retry = b""
                if is_final or self._is_closed:
                    return
                try:
                    await asyncio.wait_for(item.changed.wait(), KEEP_ALIVE_S)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            item.watchers -= 1
            if item.watchers == 0:
                self._watched.pop(key, None)

    def _start(self) -> None:
        if self._poller is None or self._poller.done():
            self._poller = asyncio.get_running_loop().create_task(self._poll())

    async def _poll(self) -> None:
        while self._watched:
            for (job_id, user_id), item in list(self._watched.items()):
                try:
                    job = await self._read(job_id, user_id)
                except DatabaseDown:
                    # the stream stays open: the database may be back before the client would be
                    logger.warning("watch_interrupted", job_id=job_id)
                    continue
                if job is not None and job != item.job:
                    self.notice(job)
                    item.job = job
                    item.changed.set()
            await asyncio.sleep(POLL_S)
