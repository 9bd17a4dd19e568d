"""The outbox: makes the tasks of jobs that are due for one, soon after a commit and again whenever that failed."""

import asyncio
import contextlib
from typing import Protocol

import structlog

from service.api.threads import Threads
from storage.errors import StorageError
from storage.jobs import DueTask, JobStore

IDLE_S = 1.0
"""Pause between two looks at the outbox when nobody called."""

_BATCH = 50
_LONGEST_PAUSE_S = 30.0

logger = structlog.get_logger(__name__)


class TaskRefused(Exception):
    """A task could not be made; it stays due."""


class TaskQueue(Protocol):
    """Makes a task for a job. Two kinds: the Cloud Tasks client, and a list in tests."""

    def create(self, task: DueTask) -> None:
        """Make it; a task of the same job and generation is a success as well.

        Raises:
            TaskRefused: not made, or nobody knows.
        """


class Relay:
    """Moves what is due from the database into the queue. Lives on one event loop."""

    def __init__(self, jobs: JobStore, queue: TaskQueue, threads: Threads) -> None:
        """Relay between these two."""
        self._jobs = jobs
        self._queue = queue
        self._threads = threads
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now and then, and at every `wake`."""
        self._loop = asyncio.get_running_loop().create_task(self._run(), name="relay")

    async def stop(self) -> None:
        """Stop looking; what is due stays due."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    def wake(self) -> None:
        """Something became due."""
        self._wake.set()

    async def drain(self) -> int:
        """Make tasks until nothing is due or the queue refuses; returns how many were made."""
        made = 0
        while True:
            due = await self._threads.run(self._jobs.take_due, _BATCH)
            for task in due:
                try:
                    await asyncio.to_thread(self._queue.create, task)
                except TaskRefused as error:
                    # it was pushed a little into the future when it was taken, so it comes up again by itself
                    logger.warning("task_not_made", job_id=task.job_id, generation=task.generation, reason=str(error))
                    return made
                await self._threads.run(self._jobs.mark_enqueued, task.job_id, task.generation)
                made += 1
            if len(due) < _BATCH:
                return made

    async def _run(self) -> None:
        pause_s = IDLE_S
        while True:
            self._wake.clear()
            try:
                await self.drain()
                pause_s = IDLE_S
            except StorageError as error:
                logger.warning("relay_interrupted", error=type(error).__name__)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause_s)
