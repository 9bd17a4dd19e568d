"""A job and the answers about it, in the contract's JSON."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from storage.jobs import JobRow

_STAGE = {
    "queued": ("queued", 0, "Waiting for a worker."),
    "processing": ("started", 1, "A worker has the job."),
    "completed": ("completed", 100, "Done."),
    "failed": ("failed", 100, "Failed."),
    "cancelled": ("cancelled", 100, "Cancelled."),
}


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Progress(_Shape):
    """How far a job is.

    Attributes:
        stage: stable, snake_case.
        percent: 0-100.
        message: for the lifter.
    """

    stage: str
    percent: int
    message: str


class JobError(_Shape):
    """Why a job failed.

    Attributes:
        code: stable, snake_case.
        message: for the lifter.
    """

    code: str
    message: str


class Job(_Shape):
    """A job as its owner sees it (contract 1.6).

    Attributes:
        params: the request.
        cost: in USD; null when unknown.
        duration: milliseconds from start to end.
    """

    id: str
    type: str
    status: str
    progress: Progress
    attempt: int
    # Any: params and result depend on the type of the job
    params: dict[str, Any]
    result: dict[str, Any] | None
    error: JobError | None
    model: str | None
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None
    created_at: str
    started_at: str | None
    completed_at: str | None
    duration: int | None
    warnings: list[str]


class JobPageJson(_Shape):
    """One page of jobs, newest first; `nextCursor` is null on the last one."""

    jobs: list[Job]
    next_cursor: str | None


class Accepted(_Shape):
    """A job was accepted."""

    success: Literal[True] = True
    job_id: str
    status: str


class CancelAnswer(_Shape):
    """What asking for a cancellation did."""

    success: bool
    job_id: str
    status: str


class UndoAnswer(_Shape):
    """What a job wrote was taken back; the job stays as it is."""

    success: Literal[True] = True
    job_id: str
    status: str


class ProblemField(_Shape):
    """A wrong field."""

    field: str
    value: str
    message: str


class ProblemJson(_Shape):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str | None = None
    errors: list[ProblemField] | None = None


def job_of(row: JobRow) -> Job:
    """The job in a row."""
    return Job(
        id=row.job_id,
        type=row.type,
        status=row.status,
        progress=_progress(row),
        attempt=row.attempt,
        params=row.params,
        result=row.result,
        error=_error(row),
        model=row.model,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        cost=row.cost,
        created_at=_moment(row.created_at) or "",
        started_at=_moment(row.started_at),
        completed_at=_moment(row.completed_at),
        duration=row.duration_ms,
        warnings=list(row.warnings),
    )


def job_json(row: JobRow) -> dict[str, Any]:
    """The job in a row as plain JSON values."""
    return job_of(row).model_dump(mode="json", by_alias=True)


def _progress(row: JobRow) -> Progress:
    stage, percent, message = _STAGE.get(row.status, (row.status, 0, ""))
    if row.status == "processing" and row.progress:
        stage = str(row.progress.get("stage", stage))
        percent = _percent(row.progress.get("percent", percent))
        message = str(row.progress.get("message", message))
        if row.is_cancel_requested:
            message = "Stopping, as you asked."
    elif row.status in ("failed", "cancelled") and row.progress:
        # where it stood when it ended says more than a full bar
        percent = _percent(row.progress.get("percent", 0))
    return Progress(stage=stage, percent=percent, message=message)


def _percent(value: object) -> int:
    return max(0, min(100, int(value))) if isinstance(value, int | float) else 0


def _error(row: JobRow) -> JobError | None:
    if row.status != "failed":
        return None
    return JobError(code=row.error_code or "failed", message=row.error or "The job failed.")


def _moment(value: datetime | None) -> str | None:
    # milliseconds and a Z, as JSON.stringify writes a Date in the web app
    return None if value is None else value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
