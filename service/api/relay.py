"""The outbox: makes the tasks of jobs that are due for one, soon after a commit and again whenever that failed."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol

import structlog

from service.api.threads import Threads
from storage.errors import StorageError
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint
from storage.jobs import DueTask, JobStore

IDLE_S = 1.0
"""Pause between two looks at the outbox when nobody called."""

SWEEP_SHARE = 0.01
"""Of the wake-ups, which are mostly new jobs: so many sweep, too, so that no single scheduler is needed (design 06,
decision 8)."""

_WALL = 2
"""So many refusals in a row are no accident: the queue is away, and the next tasks would only run into it, too."""

_BATCH = 50
_LONGEST_PAUSE_S = 30.0
_LONGEST_CALL_S = 6.0
"""Above the limit of one call of the queue's client (5 s) and of a statement."""

logger = structlog.get_logger(__name__)


class TaskRefused(Exception):
    """A task could not be made; it stays due.

    Attributes:
        is_final: no task can ever be made for this job; others are not concerned.
    """

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        """Keep the sentence and whether it will ever be different."""
        super().__init__(message)
        self.is_final = is_final


class TaskQueue(Protocol):
    """Makes a task for a job. Two kinds: the Cloud Tasks client, and a list in tests."""

    def create(self, task: DueTask) -> None:
        """Make it; a task of the same job and generation is a success as well.

        Raises:
            TaskRefused: not made, or nobody knows.
        """


class Relay:
    """Moves what is due from the database into the queue. Lives on one event loop."""

    def __init__(
        self,
        jobs: JobStore,
        queue: TaskQueue,
        threads: Threads,
        *,
        spread: Callable[[], float] = lambda: 1.0,
        faults: FaultPlan = NO_FAULTS,
        idle_s: float = IDLE_S,
    ) -> None:
        """Relay between these two.

        Args:
            jobs: what is due.
            queue: where tasks go.
            threads: for the database.
            spread: chance, 0-1; decides which wake-ups sweep, and spreads pauses.
            faults: what a test lets go wrong.
            idle_s: pause between two looks when nobody called.
        """
        self._jobs = jobs
        self._queue = queue
        self._threads = threads
        self._spread = spread
        self._faults = faults
        self._idle_s = idle_s
        self._refusals = 0
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now and then, and at every `wake`."""
        self._loop = asyncio.get_running_loop().create_task(self._run(), name="relay")

    async def stop(self) -> None:
        """Stop looking, after the task that is being made; what is due stays due."""
        self._stopping.set()
        self.wake()
        if self._loop is not None:
            # to cancel it at once would leave a thread in the middle of a transaction
            await asyncio.wait({self._loop}, timeout=_LONGEST_CALL_S)
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    def wake(self) -> None:
        """Something became due."""
        self._wake.set()

    async def drain(self) -> int:
        """Make tasks until nothing is due or the queue refuses; returns how many were made."""
        await self._reach(FaultPoint.RELAY_BEGUN)
        made = 0
        while True:
            due = await self._threads.run(self._jobs.take_due, _BATCH)
            await self._reach(FaultPoint.RELAY_TAKEN)
            for task in due:
                if self._stopping.is_set():
                    return made
                try:
                    await self._reach(FaultPoint.TASK_BEGUN)
                    await asyncio.to_thread(self._queue.create, task)
                    await self._reach(FaultPoint.TASK_MADE)
                except TaskRefused as error:
                    if not await self._refused(task, error):
                        return made
                    continue
                self._refusals = 0
                await self._threads.run(self._jobs.mark_enqueued, task.job_id, task.generation)
                made += 1
            if len(due) < _BATCH or self._stopping.is_set():
                return made

    async def _refused(self, task: DueTask, error: TaskRefused) -> bool:
        """Put the task off, or end its job; returns whether the next one is worth a try."""
        logger.warning("task_not_made", job_id=task.job_id, generation=task.generation, reason=str(error))
        if error.is_final:
            # one job that nobody can do must not stand in the way of all others
            await self._threads.run(self._jobs.fail_unroutable, task.job_id, task.generation)
            return True
        self._refusals += 1
        await self._threads.run(self._jobs.postpone_enqueue, task.job_id, task.generation, self._pause_s())
        # one refusal may be an accident; the rest of the batch would wait for it, hidden from every other relay
        return self._refusals < _WALL

    def _pause_s(self) -> float:
        """Longer with each refusal in a row, and never quite the same for two processes."""
        doubled = min(self._idle_s * 2 ** min(self._refusals, 10), _LONGEST_PAUSE_S)
        return doubled * (0.5 + self._spread() / 2)

    async def _run(self) -> None:
        is_woken = is_interrupted = False
        while not self._stopping.is_set():
            self._wake.clear()
            refusals = self._refusals
            try:
                if is_woken and self._spread() < SWEEP_SHARE:
                    await self._threads.run(self._jobs.sweep)
                await self.drain()
                if is_interrupted and self._refusals == refusals:
                    # the database is back: whether or not anything was due, the next look must not wait as in an outage
                    self._refusals = 0
                is_interrupted = False
                pause_s = self._idle_s if self._refusals == 0 else self._pause_s()
            # a loop in the background has nobody above it: whatever a library raises, jobs still need their tasks
            except Exception as error:
                logger.warning("relay_interrupted", error=type(error).__name__, exc_info=_unexpected(error))
                self._refusals += 1
                is_interrupted = True
                pause_s = self._pause_s()
            if self._refusals:
                # a new job may call while the wall stands: once a second is often enough to run into it
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._idle_s)
            try:
                await asyncio.wait_for(self._wake.wait(), pause_s)
                is_woken = True
            except TimeoutError:
                is_woken = False

    async def _reach(self, point: FaultPoint) -> None:
        """A fault point on the loop; a plan may block, so it gets a thread."""
        if self._faults is not NO_FAULTS:
            await asyncio.to_thread(self._faults.reach, point)


def _unexpected(error: Exception) -> Exception | None:
    """What the log shall show the place of; an outage needs none."""
    return None if isinstance(error, StorageError) else error
