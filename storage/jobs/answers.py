"""What operations on a job may answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.jobs.job_row import JobRow


class Refusal(StrEnum):
    """Why a job was not claimed."""

    MISSING = "missing"
    """There is no such job."""
    WRONG_TYPE = "wrong_type"
    """It is for another worker."""
    TERMINAL = "terminal"
    """It has ended."""
    CANCELLED = "cancelled"
    """The user wants it cancelled; the sweep ends it."""
    EXHAUSTED = "exhausted"
    """It has no attempt left; the sweep ends it."""
    BUSY = "busy"
    """Somebody else holds a live lease."""
    NOT_YET = "not_yet"
    """Its time has not come."""
    OWNER_BUSY = "owner_busy"
    """As many of its owner's jobs run as may at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The job is ours until the lease ends; every write from now on carries `job.fence`."""

    job: JobRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The job is not ours.

    Attributes:
        reason: why.
        status: the job's status; None when it is missing.
        run_at: for NOT_YET, when it may be claimed.
        retry_after_s: for BUSY and NOT_YET, how long that is by the database's clock.
    """

    reason: Refusal
    status: str | None = None
    run_at: datetime | None = None
    retry_after_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A job that was asked for.

    Attributes:
        job: the row.
        is_new: False when an earlier request with the same key had made it.
    """

    job: JobRow
    is_new: bool


class CancelOutcome(StrEnum):
    """What asking for a cancellation did."""

    CANCELLED = "cancelled"
    """It was queued and has ended."""
    REQUESTED = "requested"
    """A worker has it and will notice."""
    ALREADY_ENDED = "already_ended"
    """Too late, or the second time."""
    MISSING = "missing"
    """There is no such job of this user's."""


class RetryOutcome(StrEnum):
    """What giving a job back did."""

    QUEUED = "queued"
    """It will be tried again."""
    CANCELLED = "cancelled"
    """The user had asked for it: the job has ended."""
    EXHAUSTED = "exhausted"
    """Nothing was changed, because no attempt is left: fail it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """Some jobs of a user, newest first; `next_cursor` is None on the last page."""

    jobs: tuple[JobRow, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTask:
    """A job whose task has to be made.

    Attributes:
        job_id: the job.
        type: decides the route.
        priority: decides the queue.
        generation: part of the task's name, so that a second making of the same task is noticed.
        run_at: when the task may be delivered; None at once.
        traceparent: W3C trace context to hand on.
    """

    job_id: str
    type: str
    priority: str
    generation: int
    run_at: datetime | None
    traceparent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """What a sweep did, in numbers of jobs.

    Attributes:
        requeued: the lease had expired; they get a new task.
        failed: the lease had expired and no attempt was left.
        cancelled: the user had asked for it and no worker was left to notice.
        expired: they had waited too long.
        reenqueued: their task seems lost; they get a new one.
        due: tasks that have to be made now, these included.
        forgotten: replies in the journal that were kept long enough; they were deleted.
    """

    requeued: int = 0
    failed: int = 0
    cancelled: int = 0
    expired: int = 0
    reenqueued: int = 0
    due: int = 0
    forgotten: int = 0
