"""A job as it is read from the database."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Row

TERMINAL = frozenset({"completed", "failed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One row of `AIJob`. Times are in UTC with their zone.

    Attributes:
        job_id: its id.
        user_id: its owner.
        type: `program_generator`, `workout_adapter`, `exercise_substitution`, or what FitCSV may add.
        status: `queued`, `processing`, `completed`, `failed`, `cancelled`.
        params: the request as it was accepted.
        result: what came out, or None.
        error: why it failed, for the user.
        error_code: why it failed, for programs.
        model: id of the model that answered.
        input_tokens: all tokens read, cached ones included; None before the first model call.
        output_tokens: all tokens written.
        cost: in USD; None when unknown.
        created_at: when it was asked for.
        started_at: when a worker first took it.
        completed_at: when it ended, however it did.
        duration_ms: from start to end.
        attempt: how many tries count so far.
        max_attempts: how many tries it has.
        fence: number of the last claim; never decreases.
        lease_until: until when the claim holds.
        run_at: not before this; None is at once.
        enqueue_generation: number of its latest task.
        is_enqueue_due: its task has yet to be made.
        progress: `{stage, percent, message}` as the worker wrote it.
        is_cancel_requested: the user wants it cancelled.
        priority: which queue carries it.
        program_id: the program that came out.
        retry_of: the job that this one repeats.
        traceparent: W3C trace context of the request.
        snoozes: how many attempts were given back.
        warnings: for the user.
        updated_at: when we last changed it.
    """

    job_id: str
    user_id: str
    type: str
    status: str
    params: dict[str, Any]
    result: dict[str, Any] | None
    error: str | None
    error_code: str | None
    model: str | None
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    duration_ms: int | None
    attempt: int
    max_attempts: int
    fence: int
    lease_until: datetime | None
    run_at: datetime | None
    enqueue_generation: int
    is_enqueue_due: bool
    progress: dict[str, Any] | None
    is_cancel_requested: bool
    priority: str
    program_id: str | None
    retry_of: str | None
    traceparent: str | None
    snoozes: int
    warnings: tuple[str, ...]
    updated_at: datetime

    @property
    def is_terminal(self) -> bool:
        """It has ended and will not change any more."""
        return self.status in TERMINAL


# a row's columns are whatever the query names; this function gives them types
def job_of(row: Row[Any]) -> JobRow:
    """The job in a row that has the columns of `AIJob`, and perhaps others."""
    # SQLAlchemy documents this accessor as public
    columns = row._mapping  # pyright: ignore[reportPrivateUsage]
    created_at = moment(columns["createdAt"])
    updated_at = moment(columns["updatedAt"])
    if created_at is None or updated_at is None:
        raise TypeError("createdAt and updatedAt are NOT NULL")
    return JobRow(
        job_id=columns["id"],
        user_id=columns["userId"],
        type=columns["type"],
        status=columns["status"],
        params=_object(columns["params"]) or {},
        result=_object(columns["result"]),
        error=columns["error"],
        error_code=columns["errorCode"],
        model=columns["model"],
        input_tokens=columns["inputTokens"],
        output_tokens=columns["outputTokens"],
        cost=columns["cost"],
        created_at=created_at,
        started_at=moment(columns["startedAt"]),
        completed_at=moment(columns["completedAt"]),
        duration_ms=columns["duration"],
        attempt=columns["attempt"],
        max_attempts=columns["maxAttempts"],
        fence=columns["fence"],
        lease_until=moment(columns["leaseUntil"]),
        run_at=moment(columns["runAt"]),
        enqueue_generation=columns["enqueueGeneration"],
        is_enqueue_due=columns["enqueueDue"] is not None,
        progress=_object(columns["progress"]),
        is_cancel_requested=columns["cancelRequestedAt"] is not None,
        priority=columns["priority"],
        program_id=columns["programId"],
        retry_of=columns["retryOf"],
        traceparent=columns["traceparent"],
        snoozes=columns["snoozes"],
        warnings=tuple(columns["warnings"] or ()),
        updated_at=updated_at,
    )


def moment(value: datetime | None) -> datetime | None:
    """A TIMESTAMP(3) of the database's with the zone it is meant in."""
    return None if value is None else value.replace(tzinfo=UTC)


def _object(value: object) -> dict[str, Any] | None:
    """A JSONB column of ours; FitCSV might put something else there, which we do not read."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
