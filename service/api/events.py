"""Server-sent events of jobs: one reader of the database for everybody who watches the same job."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from service.jobs.state import Status
from storage.errors import DatabaseDown

POLL_S = 0.25
KEEP_ALIVE_S = 15.0
MAX_WATCHERS = 200
"""Streams one process keeps open; further ones fall back to asking for the job itself."""

# Any: a job in the contract's JSON
JobJson = dict[str, Any]
Read = Callable[[str, str], Awaitable[JobJson | None]]

logger = structlog.get_logger(__name__)


def version_of(job: JobJson) -> str:
    """The part of a job that changes while it runs, as an event id: equal ids mean that nothing new is to be said."""
    progress: JobJson = job.get("progress") or {}
    return f"{job['status']}-{job['attempt']}-{progress.get('percent', 0)}-{progress.get('stage') or ''}"


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
        sent = last_event_id
        try:
            while True:
                current = item.job
                item.changed.clear()
                is_final = Status(current["status"]).is_final
                # the end is always told, so that a client that reconnects after it does not wait for ever
                if is_final or version_of(current) != sent:
                    sent = version_of(current)
                    yield event_of(current)
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
                    item.job = job
                    item.changed.set()
            await asyncio.sleep(POLL_S)
