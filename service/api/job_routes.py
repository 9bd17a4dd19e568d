"""Routes of jobs: create, read, list, watch, cancel (contract 1.4)."""

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response, StreamingResponse

from service.api.description import NOT_CHANGED, json_body, problems
from service.api.entity_tag import tagged
from service.api.job_json import Accepted, CancelAnswer, Job, JobPageJson, job_json
from service.api.parts import Parts
from service.api.problem import Problem, not_found
from service.jobs.body import FieldFault, InvalidBody, shown
from service.jobs.request_body import parse_program_request
from service.jobs.retry import MAX_ATTEMPTS
from service.jobs.state import JobType, Status
from service.telemetry.traces import traceparent
from storage.errors import BadCursor, TooManyOpenJobs
from storage.jobs import CancelOutcome, JobRow
from storage.jobs.creation import NewJob
from strength.request import ProgramRequest

MAX_LIMIT = 100
MAX_KEY = 255
_RETRY_S = "1"


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """What the interface description says of a route that makes a job from a body."""
    return {
        "requestBody": json_body(model),
        "parameters": [
            {
                "name": "Idempotency-Key", "in": "header", "required": False,
                "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY},
                "description": "The same key and body replay the same answer; another body is refused.",
            }
        ],
    }  # fmt: skip


def job_routes(parts: Parts) -> APIRouter:
    """The routes of jobs."""
    router = APIRouter(prefix="/api/ai", tags=["jobs"])

    @router.post(
        "/generate-program",
        status_code=202,
        response_model=Accepted,
        responses=problems(400, 413, 422, 429, 503),
        openapi_extra=body_of(ProgramRequest),
    )
    async def generate_program(request: Request) -> Response:
        """Ask for a program."""
        user_id = parts.identify(request)
        program_request = parse_program_request(await request.body())
        job = await accept_program(
            parts,
            user_id,
            program_request,
            key=idempotency_key(request),
            traceparent=traceparent_of(request),
        )
        return accepted(job)

    @router.get("/jobs", response_model=JobPageJson, responses=problems(422, 503))
    async def list_jobs(
        request: Request,
        status: str | None = None,
        type: str | None = None,
        limit: str = "20",
        cursor: str | None = None,
    ) -> Response:
        """List the caller's jobs, newest first."""
        user_id = parts.identify(request)
        try:
            page = await parts.threads.run(
                parts.jobs.list,
                user_id,
                status=_one_of("status", status, tuple(Status)),
                job_type=_one_of("type", type, tuple(JobType)),
                limit=_limit(limit),
                cursor=cursor or None,
            )
        except BadCursor as error:
            message = "is not a cursor of an earlier page; leave it out to begin anew"
            raise InvalidBody([FieldFault(field="cursor", value=shown(cursor), message=message)]) from error
        return JSONResponse({"jobs": [job_json(row) for row in page.jobs], "nextCursor": page.next_cursor})

    @router.get("/jobs/{job_id}", response_model=Job, responses={**NOT_CHANGED, **problems(404, 503)})
    async def get_job(request: Request, job_id: str) -> Response:
        """Show a job; `If-None-Match` saves the body while nothing changed."""
        row = await owned_job(parts, request, job_id)
        body = json.dumps(job_json(row), ensure_ascii=False, separators=(",", ":")).encode()
        headers = {} if row.is_terminal else {"Retry-After": _RETRY_S}
        return tagged(request, body, "application/json", headers)

    @router.post(
        "/jobs/{job_id}/cancel",
        response_model=CancelAnswer,
        responses={202: {"model": CancelAnswer}, **problems(404, 409, 503)},
    )
    async def cancel_job(request: Request, job_id: str) -> Response:
        """Cancel a job."""
        outcome = await cancel(parts, parts.identify(request), job_id)
        match outcome:
            case CancelOutcome.CANCELLED:
                return JSONResponse({"success": True, "jobId": job_id, "status": "cancelled"})
            case CancelOutcome.REQUESTED:
                body = {"success": True, "jobId": job_id, "status": "processing"}
                return JSONResponse(body, status_code=202, headers={"Retry-After": _RETRY_S})
            case CancelOutcome.ALREADY_ENDED:
                raise Problem(409, "already_ended", "The job has already ended; nothing was changed.")
            case CancelOutcome.MISSING:
                raise not_found()

    @router.get(
        "/jobs/{job_id}/events",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {}}}, **problems(404, 503)},
    )
    async def watch_job(request: Request, job_id: str) -> Response:
        """Follow a job: `progress` events, then one `done`; `Last-Event-ID` resumes."""
        row = await owned_job(parts, request, job_id)
        if parts.watch.is_full:
            detail = "Too many streams are open; ask for the job itself instead."
            raise Problem(503, "too_many_streams", detail, headers={"Retry-After": "5"})
        events = parts.watch.stream(job_json(row), row.user_id, request.headers.get("last-event-id"))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    return router


async def accept_program(
    parts: Parts, user_id: str, request: ProgramRequest, *, key: str | None = None, traceparent: str | None = None
) -> JobRow:
    """Create the job of a request, or find the one that the same key made before.

    Raises:
        Problem: the user posts too fast or has too many open jobs.
        IdempotencyConflict: the key was used for another request.
    """
    params = request.model_dump(mode="json", by_alias=True)
    return await accept_job(
        parts,
        user_id,
        JobType.PROGRAM_GENERATOR,
        params,
        priority=request.priority.value,
        key=key,
        traceparent=traceparent,
    )


async def accept_job(
    parts: Parts,
    user_id: str,
    job_type: JobType,
    params: dict[str, Any],
    *,
    priority: str = "normal",
    key: str | None = None,
    traceparent: str | None = None,
) -> JobRow:
    """Create a job of any type, or find the one that the same key made before.

    Raises:
        Problem: the user posts too fast or has too many open jobs.
        IdempotencyConflict: the key was used for another request.
    """
    wait_s = parts.post_rate.take(user_id)
    if wait_s is not None:
        detail = "You ask for jobs too quickly; wait a moment."
        raise Problem(429, "too_many_requests", detail, headers={"Retry-After": str(wait_s)})
    try:
        job = NewJob(
            user_id=user_id,
            type=job_type.value,
            params=params,
            priority=priority,
            idempotency_key=key,
            body_hash=None if key is None else _digest(params),
            max_open_jobs=parts.settings.max_open_jobs,
            max_attempts=MAX_ATTEMPTS,
            traceparent=traceparent,
        )
        created = await parts.threads.run(parts.jobs.create, job)
    except TooManyOpenJobs as error:
        detail = f"You have {parts.settings.max_open_jobs} unfinished jobs, as many as allowed; wait or cancel one."
        raise Problem(429, "too_many_open_jobs", detail, headers={"Retry-After": "2"}) from error
    parts.relay.wake()
    return created.job


def _digest(params: dict[str, Any]) -> str:
    """Tells requests apart by what they ask for, so that spaces and the order of keys make no other request."""
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()


async def cancel(parts: Parts, user_id: str, job_id: str) -> CancelOutcome:
    """Ask for a cancellation."""
    if not can_be_an_id(job_id):
        return CancelOutcome.MISSING
    outcome = await parts.threads.run(parts.jobs.cancel, job_id, user_id)
    if outcome is CancelOutcome.REQUESTED and parts.worker is not None:
        parts.worker.notice_cancel(job_id)
    return outcome


def accepted(job: JobRow) -> Response:
    """The 202 for a job: the same for the first request and every replay of it."""
    body = {"success": True, "jobId": job.job_id, "status": Status.QUEUED.value}
    return JSONResponse(body, status_code=202, headers={"Location": f"/api/ai/jobs/{job.job_id}"})


def idempotency_key(request: Request) -> str | None:
    """The key of a request, or None.

    Raises:
        InvalidBody: it is empty, too long or not printable ASCII.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        message = f"must be 1 to {MAX_KEY} printable ASCII characters"
        raise InvalidBody([FieldFault(field="Idempotency-Key", value=shown(key), message=message)])
    return key


async def owned_job(parts: Parts, request: Request, job_id: str) -> JobRow:
    """The caller's job.

    Raises:
        Problem: 404, whether it is missing or another user's.
    """
    user_id = parts.identify(request)
    row = await parts.threads.run(parts.jobs.get, job_id, user_id) if can_be_an_id(job_id) else None
    if row is None:
        raise not_found()
    return row


def can_be_an_id(text: str) -> bool:
    """Whether the database can be asked about it."""
    # ids are FitCSV's to choose, so only what the database cannot even be asked about is refused here
    return 0 < len(text) <= 200 and text.isprintable()  # noqa: PLR2004


def _one_of(field: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
    if value is None or value in allowed:
        return value or None
    message = f"is not allowed; it must be one of {', '.join(allowed)}"
    raise InvalidBody([FieldFault(field=field, value=shown(value), message=message)])


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_LIMIT:  # noqa: PLR2004
        return int(text)
    message = f"is not allowed; it must be a whole number from 1 to {MAX_LIMIT}"
    raise InvalidBody([FieldFault(field="limit", value=shown(text), message=message)])


def traceparent_of(request: Request) -> str | None:
    """The trace that a request belongs to, or None: our own span of it, or what the caller says where nothing is traced."""
    if (ours := traceparent()) is not None:
        return ours
    value = request.headers.get("traceparent", "")
    # W3C trace context, version 00: 2-32-16-2 hexadecimal digits
    parts = value.split("-")
    is_whole = [len(part) for part in parts] == [2, 32, 16, 2] and all(c in "0123456789abcdef-" for c in value)
    return value if is_whole else None
