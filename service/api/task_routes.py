"""The execution plane: what Cloud Tasks and Cloud Scheduler call. Private; not mounted in the role `api`."""

from collections.abc import Mapping
from typing import Any, cast

import structlog
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from service.api.description import problems
from service.api.parts import Parts
from service.api.sweeping import sweep
from service.api.worker import Worker
from service.jobs.answer import Ending, answer
from service.jobs.body import BodyError, parse_json
from service.jobs.state import JobType

logger = structlog.get_logger(__name__)


def task_routes(parts: Parts, worker: Worker, *, owns_root: bool) -> APIRouter:
    """The routes of tasks.

    Args:
        parts: what they stand on.
        worker: does the jobs.
        owns_root: whether `GET /` is the worker's health answer; with pages in the same process it is theirs.
    """
    router = APIRouter(tags=["tasks"])
    described = _described()

    @router.post("/tasks/program-generator", **described)
    async def program_generator(request: Request) -> Response:
        """Do a job of type `program_generator`."""
        return await _deliver(worker, request, JobType.PROGRAM_GENERATOR)

    @router.post("/tasks/workout-adapter", **described)
    async def workout_adapter(request: Request) -> Response:
        """Do a job of type `workout_adapter`."""
        return await _deliver(worker, request, JobType.WORKOUT_ADAPTER)

    @router.post("/tasks/exercise-substitution", **described)
    async def exercise_substitution(request: Request) -> Response:
        """Do a job of type `exercise_substitution`."""
        return await _deliver(worker, request, JobType.EXERCISE_SUBSTITUTION)

    @router.post("/tasks/sweep", responses=problems(503))
    async def sweep_now() -> Response:
        """Put back what dead workers and lost tasks left behind."""
        report = await sweep(parts)
        made = await parts.relay.drain()
        return JSONResponse(
            {
                "requeued": report.requeued,
                "failed": report.failed,
                "cancelled": report.cancelled,
                "expired": report.expired,
                "reenqueued": report.reenqueued,
                "enqueued": made,
            }
        )

    if owns_root:

        @router.get("/")
        async def root() -> dict[str, str]:
            """FitCSV's own check of the worker."""
            return dict(HEALTHY)

    return router


HEALTHY: Mapping[str, str] = {"status": "healthy", "service": "ai-worker"}


async def _deliver(worker: Worker, request: Request, job_type: JobType) -> Response:
    job_id = _job_id(await request.body())
    # a task that names no job will never name one: dropped with a log line, like one for an unknown job
    ending = Ending.UNKNOWN if job_id is None else await worker.deliver(job_id, job_type.value)
    reply = answer(ending)
    headers = {} if reply.retry_after_s is None else {"Retry-After": str(reply.retry_after_s)}
    body = {"success": reply.status == 200, "ending": ending.name.lower()}  # noqa: PLR2004
    return JSONResponse(body, status_code=reply.status, headers=headers)


# Any: OpenAPI is open JSON by its definition
def _described() -> dict[str, Any]:
    """What the interface description says of a delivery: its body, the answers that are not 200, and when they come."""
    again: dict[str, Any] = {"description": "Not now; `Retry-After` says when.", "content": {"application/json": {}}}
    without_database = problems(503)[503]["content"]
    job = {"type": "object", "properties": {"jobId": {"type": "string"}}, "required": ["jobId"]}
    return {
        "responses": {409: again, 503: {**again, "content": {**again["content"], **without_database}}},
        "openapi_extra": {"requestBody": {"required": True, "content": {"application/json": {"schema": job}}}},
    }


def _job_id(text: bytes) -> str | None:
    """The job that a task is for. The row is the truth, so everything else in the body is only compared with it."""
    try:
        # Any: whatever JSON held
        body: Any = parse_json(text)
    except BodyError as error:
        # the error would quote the body
        logger.error("task_unreadable", error=type(error).__name__)  # noqa: TRY400
        return None
    fields = cast("dict[str, object]", body) if isinstance(body, dict) else {}
    job_id = fields.get("jobId")
    if not isinstance(job_id, str) or not job_id:
        logger.error("task_without_job", reason=type(job_id).__name__)
        return None
    return job_id
