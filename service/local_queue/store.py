"""All queues and tasks of the server, and the names that stay blocked. Answers as the real service does; no I/O."""

import logging
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import grpc

from .errors import Refusal, invalid
from .faults import Chance
from .name import TaskName
from .queue import Queue, QueueConfig, Settled
from .task import Answer, NewTask, StoredTask, check_new_task

_logger = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class QueueStats:
    """Counts since the start, over all queues.

    Attributes:
        created: tasks accepted, those with a lost answer included.
        dispatched: attempts begun, duplicates included.
        delivered: tasks that ended with a 2xx.
        failed_attempts: attempts that did not.
        vanished: tasks whose attempts or time were used up.
        dropped, duplicated, refused, lost_answers: faults that struck.
        waiting: tasks in the queues now, those under way included.
        in_flight: attempts under way now.
        peak_in_flight: most attempts under way at one time in one queue.
        answers: how many attempts ended with which HTTP status; None is no answer at all.
    """

    created: int = 0
    dispatched: int = 0
    delivered: int = 0
    failed_attempts: int = 0
    vanished: int = 0
    dropped: int = 0
    duplicated: int = 0
    refused: int = 0
    lost_answers: int = 0
    waiting: int = 0
    in_flight: int = 0
    peak_in_flight: int = 0
    answers: Counter[int | None] = field(default_factory=Counter[int | None])

    def copied(self) -> "QueueStats":
        """The same, which counts nothing any more."""
        return replace(self, answers=self.answers.copy())


class TaskStore:
    """Queues by full name. Not thread-safe: the server calls it from its one loop thread only."""

    def __init__(
        self, *, chance: Chance, clock: Callable[[], float], tombstone_s: float, min_deadline_s: float
    ) -> None:
        """An empty store.

        Args:
            chance: draws the faults.
            clock: Unix time in seconds.
            tombstone_s: how long the name of a finished or deleted task stays blocked.
            min_deadline_s: shortest dispatch deadline that is accepted.
        """
        self.queues: dict[str, Queue] = {}
        self.counts = QueueStats()
        self._chance = chance
        self._clock = clock
        self._tombstone_s = tombstone_s
        self._min_deadline_s = min_deadline_s
        # Every name is blocked for the same time, so insertion order is expiry order.
        self._tombstones: dict[str, float] = {}

    @property
    def is_idle(self) -> bool:
        """No queue has anything to do."""
        return all(queue.is_idle for queue in self.queues.values())

    def now(self) -> float:
        """Unix time of the store's clock."""
        return self._clock()

    def stats(self) -> QueueStats:
        """Fill the present figures in."""
        queues = self.queues.values()
        self.counts.waiting = sum(len(queue.tasks) for queue in queues)
        self.counts.in_flight = sum(queue.in_flight for queue in queues)
        self.counts.peak_in_flight = max((queue.peak_in_flight for queue in queues), default=0)
        return self.counts

    def create_queue(self, name: str, config: QueueConfig) -> Queue:
        """Add a queue; ALREADY_EXISTS when there is one."""
        if name in self.queues:
            raise Refusal(grpc.StatusCode.ALREADY_EXISTS, f"queue {name!r} already exists")
        queue = Queue(name, config, chance=self._chance, now=self._clock())
        self.queues[name] = queue
        return queue

    def queue(self, name: str) -> Queue:
        """Find a queue; NOT_FOUND when there is none."""
        queue = self.queues.get(name)
        if queue is None:
            raise Refusal(grpc.StatusCode.NOT_FOUND, f"queue {name!r} does not exist; create it first")
        return queue

    def delete_queue(self, name: str) -> None:
        """Remove a queue with all its tasks."""
        self.purge(name)
        del self.queues[name]

    def purge(self, name: str) -> Queue:
        """Remove all tasks of a queue; their names stay blocked."""
        queue = self.queue(name)
        for task in queue.purge(self._clock()):
            self._bury(task.name)
        return queue

    def create_task(self, parent: str, new: NewTask) -> StoredTask:
        """Add a task to the queue `parent`."""
        queue = self.queue(parent)
        now = self._clock()
        name = new.name or TaskName(queue=parent, task_id=secrets.token_hex(10))
        if name.queue != parent:
            raise invalid(f"task name {str(name)!r} must lie in the queue of the request, {parent!r}")
        check_new_task(new, now=now, min_deadline_s=self._min_deadline_s)
        if name.task_id in queue.tasks or self._is_buried(name) or self._chance.blocks(name.task_id):
            raise Refusal(grpc.StatusCode.ALREADY_EXISTS, f"task {str(name)!r} exists, or existed too recently")
        refusal = self._chance.refusal()
        if refusal is not None:
            self.counts.refused += 1
            raise refusal
        task = StoredTask(
            name=name,
            call=new.call,
            created_at=now,
            eta=max(now, new.schedule_at or now),
            deadline_s=new.deadline_s,
            retry=new.retry,
        )
        queue.add(task)
        self.counts.created += 1
        lost = self._chance.lost_answer()
        if lost is not None:
            self.counts.lost_answers += 1
            raise lost
        return task

    def task(self, name: TaskName) -> StoredTask:
        """Find a task: NOT_FOUND when there never was one, FAILED_PRECONDITION when it is over."""
        task = self.queue(name.queue).tasks.get(name.task_id)
        if task is None:
            gone = self._is_buried(name)
            code = grpc.StatusCode.FAILED_PRECONDITION if gone else grpc.StatusCode.NOT_FOUND
            raise Refusal(code, f"task {str(name)!r} {'is completed or deleted' if gone else 'does not exist'}")
        return task

    def delete_task(self, name: TaskName) -> None:
        """Remove a task; NOT_FOUND when there is none (also when it is over)."""
        if not self.queue(name.queue).remove(name.task_id):
            raise Refusal(grpc.StatusCode.NOT_FOUND, f"task {str(name)!r} does not exist, or is completed or deleted")
        self._bury(name)

    def take(self, queue: Queue) -> StoredTask | None:
        """The next task of this queue to send now, if any."""
        now = self._clock()
        task = queue.take(now)
        for dropped in queue.dropped:
            self.counts.dropped += 1
            self._bury(dropped.name)
        queue.dropped.clear()
        if task is not None:
            self.counts.dispatched += 1
        return task

    def duplicate(self, queue: Queue, task: StoredTask) -> bool:
        """Draw whether the attempt that begins is doubled; True asks for the second delivery after the answer."""
        if task.is_shadow or task.dispatch_count > 1 or not self._chance.duplicates():
            return False
        self.counts.duplicated += 1
        if not self._chance.duplicates_at_once():
            return True
        queue.shadow(task, self._clock())
        return False

    def settle(self, queue: Queue, task: StoredTask, answer: Answer, *, duplicate: bool) -> Settled:
        """Note how an attempt ended, and log it when the task is lost by it."""
        settled = queue.settle(task, answer, duplicate=duplicate, now=self._clock())
        self.counts.failed_attempts += not answer.is_success
        self.counts.answers[answer.status] += 1
        if settled in (Settled.DELIVERED, Settled.VANISHED):
            self._bury(task.name)
        self.counts.delivered += settled is Settled.DELIVERED
        if settled is Settled.VANISHED:
            self.counts.vanished += 1
            context = {"task": str(task.name), "attempts": task.dispatch_count, "reason": task.retry_reason}
            _logger.warning("task_vanished", extra=context)
        return settled

    def _bury(self, name: TaskName) -> None:
        now = self._clock()
        while self._tombstones and next(iter(self._tombstones.values())) <= now:
            del self._tombstones[next(iter(self._tombstones))]
        self._tombstones.pop(str(name), None)
        self._tombstones[str(name)] = now + self._tombstone_s

    def _is_buried(self, name: TaskName) -> bool:
        return self._tombstones.get(str(name), float("-inf")) > self._clock()
