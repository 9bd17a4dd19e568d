"""What Cloud Tasks is told. Any 2xx removes the task; anything else brings it back (design 06, rules R1-R4)."""

from dataclasses import dataclass
from enum import Enum, auto


class Ending(Enum):
    """How one delivery ended."""

    DONE = auto()
    """The job reached its result."""
    SETTLED = auto()
    """Failed for good, cancelled, or given back with a later task: the row says what follows (R1, R2)."""
    ENDED_BEFORE = auto()
    """The job had ended when the task came: a duplicate (R4)."""
    UNKNOWN = auto()
    """No such job: the task is dropped with a log line."""
    BUSY = auto()
    """Another worker holds a live lease (R4)."""
    TOO_EARLY = auto()
    """The job is not due yet."""
    OWNER_BUSY = auto()
    """As many of its owner's jobs run as may at a time; others go first (A71)."""
    LOST = auto()
    """The lease went to another worker meanwhile; that one answers for the job."""
    UNAVAILABLE = auto()
    """The whole service is in trouble or about to end (R3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status and, where waiting helps, how long.

    Attributes:
        status: HTTP status.
        retry_after_s: value of `Retry-After` in whole seconds, or None.
    """

    status: int
    retry_after_s: int | None = None


_ANSWERS = {
    Ending.DONE: Answer(status=200),
    Ending.SETTLED: Answer(status=200),
    Ending.ENDED_BEFORE: Answer(status=200),
    Ending.UNKNOWN: Answer(status=200),
    Ending.LOST: Answer(status=200),
    # 409 is retried but does not slow the queue, so that after a crash the queue's retry is a second rescuer.
    Ending.BUSY: Answer(status=409, retry_after_s=15),
    Ending.TOO_EARLY: Answer(status=409, retry_after_s=5),
    Ending.OWNER_BUSY: Answer(status=409, retry_after_s=5),
    # The shortest that the header can say: a database that restarts is back within a second or two, and one such answer
    # holds up everybody's tasks for as long as it asks. When it takes longer, the queue doubles its own pauses.
    Ending.UNAVAILABLE: Answer(status=503, retry_after_s=1),
}


def answer(ending: Ending) -> Answer:
    """The answer to a delivery that ended so."""
    return _ANSWERS[ending]
