"""One queue: its waiting tasks, its limits, and what an attempt's answer does to a task. No I/O, no clock."""

import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field, replace
from enum import Enum

from .faults import Chance
from .rate import RateLimits, Throttle, TokenBucket
from .retry import GiveUp, RetryPolicy, decide
from .task import Answer, StoredTask


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueConfig:
    """How fast a queue sends, and how it retries."""

    rates: RateLimits = field(default_factory=RateLimits)
    retry: RetryPolicy = field(default_factory=RetryPolicy)


class Settled(Enum):
    """What an answer did to its task."""

    DELIVERED = "delivered"
    """A 2xx: the task is gone, its name stays blocked."""
    RETRIED = "retried"
    """The task waits for its next attempt."""
    VANISHED = "vanished"
    """Attempts or time are used up: the task is gone without a trace."""
    IGNORED = "ignored"
    """The task was deleted or purged meanwhile, or this was a duplicate."""


class Queue:
    """A queue's state. All times are Unix seconds and passed in; the dispatcher sends what `take` hands out."""

    def __init__(self, name: str, config: QueueConfig, *, chance: Chance, now: float) -> None:
        """An empty, running queue."""
        self.name = name
        self.is_paused = False
        self.purged_at: float | None = None
        self.tasks: dict[str, StoredTask] = {}
        self.in_flight = 0
        self.peak_in_flight = 0
        self.dropped: list[StoredTask] = []
        self._chance = chance
        self._throttle = Throttle()
        self._scheduled: list[tuple[float, int, StoredTask]] = []
        self._ready: deque[tuple[int, StoredTask]] = deque()
        self._tickets = itertools.count()
        # The one valid entry of each waiting task; entries of deleted tasks stay in the heap until they surface.
        self._waiting: dict[StoredTask, int] = {}
        self.configure(config, now=now)

    def configure(self, config: QueueConfig, *, now: float) -> None:
        """Take new limits; they count from now on."""
        self.config = config
        self._bucket = TokenBucket(config.rates, now=now)

    @property
    def is_idle(self) -> bool:
        """Nothing is under way, and nothing waits unless the queue is paused."""
        return not self.in_flight and (self.is_paused or not (self.tasks or self._waiting))

    def add(self, task: StoredTask) -> None:
        """Put a task in; its id must be free."""
        self.tasks[task.name.task_id] = task
        self._schedule(task)

    def remove(self, task_id: str) -> bool:
        """Take a task out; an attempt under way goes on, its answer is ignored. False when there is none."""
        task = self.tasks.pop(task_id, None)
        if task is not None:
            self._waiting.pop(task, None)
        return task is not None

    def purge(self, now: float) -> list[StoredTask]:
        """Take all tasks out and return them."""
        purged = list(self.tasks.values())
        self.tasks.clear()
        self._waiting.clear()
        self._scheduled.clear()
        self._ready.clear()
        self.purged_at = now
        return purged

    def take(self, now: float) -> StoredTask | None:
        """The task to send now, already counted as under way; None when limits, pause or time say no.

        Tasks that a fault drops are removed on the way and left in `dropped` for the caller.
        """
        if self.is_paused or self.in_flight >= self.config.rates.max_concurrent_dispatches:
            return None
        self._surface(now)
        while self._ready and self._throttle.wait_s(now) == 0.0:
            if self._bucket.wait_s(now) > 0.0:
                return None
            task = self._pick()
            if task is None:
                continue
            if not task.is_shadow and task.dispatch_count == 0 and self._chance.drops():
                del self.tasks[task.name.task_id]
                self.dropped.append(task)
                continue
            self._bucket.take(now)
            self._begin(task, now)
            return task
        return None

    def wait_s(self, now: float) -> float | None:
        """Seconds until `take` may have something; None when only an answer, a new task or a resume can change that."""
        if self.is_paused or self.in_flight >= self.config.rates.max_concurrent_dispatches:
            return None
        self._surface(now)
        if self._ready:
            due_s = 0.0
        elif self._scheduled:
            due_s = self._scheduled[0][0] - now
        else:
            return None
        return max(due_s, self._throttle.wait_s(now), self._bucket.wait_s(now))

    def settle(self, task: StoredTask, answer: Answer, *, duplicate: bool, now: float) -> Settled:
        """Note how an attempt ended.

        Args:
            task: as `take` gave it.
            answer: what came back.
            duplicate: whether to deliver the task once more, whatever the answer was (a fault).
            now: Unix time.
        """
        self.in_flight -= 1
        if answer.is_overload:
            self._throttle.overloaded(now, answer.retry_after_s)
        elif answer.is_success:
            self._throttle.succeeded()
        if duplicate:
            self.shadow(task, now)
        # A duplicate is never the task that the queue knows by this name.
        if self.tasks.get(task.name.task_id) is not task:
            return Settled.IGNORED
        task.last_status = answer.status
        task.retry_reason = answer.reason
        if answer.status is not None:
            task.response_count += 1
            task.last_response_at = now
        if answer.is_success:
            del self.tasks[task.name.task_id]
            return Settled.DELIVERED
        decision = decide(
            task.retry or self.config.retry,
            attempts=task.dispatch_count,
            since_first_s=now - (task.first_dispatch_at or now),
            age_s=now - task.created_at,
            retry_after_s=answer.retry_after_s if answer.is_overload else None,
        )
        if isinstance(decision, GiveUp):
            del self.tasks[task.name.task_id]
            task.retry_reason = f"{decision.reason}: {answer.reason}"
            return Settled.VANISHED
        task.eta = now + decision.delay_s
        self._schedule(task)
        return Settled.RETRIED

    def shadow(self, task: StoredTask, now: float) -> None:
        """Schedule a duplicate delivery of this task for now."""
        self._schedule(replace(task, is_shadow=True, eta=now))

    def _schedule(self, task: StoredTask) -> None:
        ticket = next(self._tickets)
        self._waiting[task] = ticket
        heapq.heappush(self._scheduled, (task.eta, ticket, task))

    def _surface(self, now: float) -> None:
        """Move due tasks from the heap to the ready line, and forget entries that no longer count."""
        while self._scheduled:
            eta, ticket, task = self._scheduled[0]
            is_valid = self._waiting.get(task) == ticket
            if is_valid and eta > now:
                return
            heapq.heappop(self._scheduled)
            if is_valid:
                self._ready.append((ticket, task))

    def _pick(self) -> StoredTask | None:
        """Take one out of the ready line; None when it was deleted meanwhile."""
        index = self._chance.pick(len(self._ready))
        ticket, task = self._ready[index]
        del self._ready[index]
        if self._waiting.get(task) != ticket:
            return None
        del self._waiting[task]
        return task

    def _begin(self, task: StoredTask, now: float) -> None:
        self.in_flight += 1
        self.peak_in_flight = max(self.peak_in_flight, self.in_flight)
        task.dispatch_count += 1
        task.last_dispatch_at = now
        task.first_dispatch_at = task.first_dispatch_at or now
