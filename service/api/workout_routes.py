"""Routes of jobs about planned workouts: adapt one, substitute an exercise, take a written change back (contract 1.4)."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.responses import JSONResponse, Response

from service.api.description import problems
from service.api.job_json import Accepted, UndoAnswer
from service.api.job_routes import (
    accept_job,
    accepted,
    body_of,
    idempotency_key,
    owned_job,
    traceparent_of,
)
from service.api.parts import Parts
from service.api.problem import Problem, not_found
from service.jobs.body import parse_json
from service.jobs.request_body import validated
from service.jobs.state import JobType
from storage.planned_workout import load_planned_exercise, load_planned_workout
from storage.planned_workout_undo import UndoOutcome, undo_if_untouched
from storage.visible_definition import load_definition
from strength.adaptation import AdaptRequest
from strength.substitution import SubstituteRequest

_ERRORS = (400, 404, 413, 422, 429, 503)


def workout_routes(parts: Parts) -> APIRouter:
    """The routes of jobs about planned workouts."""
    router = APIRouter(prefix="/api/ai", tags=["jobs"])

    @router.post(
        "/adapt-workout",
        status_code=202,
        response_model=Accepted,
        responses=problems(*_ERRORS),
        openapi_extra=body_of(AdaptRequest),
    )
    async def adapt_workout(request: Request) -> Response:
        """Ask for a planned workout to be fitted to the day."""
        user_id = parts.identify(request)
        wanted = validated(AdaptRequest, parse_json(await request.body()))
        return await _accept(
            parts,
            request,
            user_id,
            job_type=JobType.WORKOUT_ADAPTER,
            wanted=wanted,
            is_visible=lambda: _has_workout(parts.engine, wanted, user_id),
        )

    @router.post(
        "/substitute-exercise",
        status_code=202,
        response_model=Accepted,
        responses=problems(*_ERRORS),
        openapi_extra=body_of(SubstituteRequest),
    )
    async def substitute_exercise(request: Request) -> Response:
        """Ask what may stand in for an exercise."""
        user_id = parts.identify(request)
        wanted = validated(SubstituteRequest, parse_json(await request.body()))
        return await _accept(
            parts,
            request,
            user_id,
            job_type=JobType.EXERCISE_SUBSTITUTION,
            wanted=wanted,
            is_visible=lambda: _has_exercise(parts.engine, wanted, user_id),
        )

    @router.post("/jobs/{job_id}/undo", response_model=UndoAnswer, responses=problems(404, 409, 503))
    async def undo_job(request: Request, job_id: str) -> Response:
        """Take back what a job wrote into a planned workout."""
        row = await owned_job(parts, request, job_id)
        match await parts.threads.run(undo_if_untouched, parts.engine, row.user_id, row.result):
            case UndoOutcome.UNDONE:
                return JSONResponse({"success": True, "jobId": job_id, "status": row.status})
            case UndoOutcome.NOTHING:
                raise Problem(409, "nothing_to_undo", "The job wrote nothing that could be taken back.")
            case UndoOutcome.CHANGED:
                detail = "What the job wrote was changed since, or taken back already; nothing was written."
                raise Problem(409, "changed_since", detail)

    return router


async def _accept(
    parts: Parts,
    request: Request,
    user_id: str,
    *,
    job_type: JobType,
    wanted: BaseModel,
    is_visible: Callable[[], bool],
) -> Response:
    """Create the job, if what it is about is the caller's.

    Raises:
        Problem: 404, whether it is missing or another user's.
    """
    key = idempotency_key(request)
    if not await parts.threads.run(is_visible):
        raise not_found()
    params: dict[str, Any] = wanted.model_dump(mode="json", by_alias=True)
    job = await accept_job(parts, user_id, job_type, params, key=key, traceparent=traceparent_of(request))
    return accepted(job)


def _has_workout(engine: Engine, wanted: AdaptRequest, user_id: str) -> bool:
    return load_planned_workout(engine, wanted.workout_id, user_id) is not None


def _has_exercise(engine: Engine, wanted: SubstituteRequest, user_id: str) -> bool:
    if wanted.exercise_id is not None:
        return load_planned_exercise(engine, wanted.exercise_id, user_id) is not None
    return load_definition(engine, wanted.exercise_definition_id or "", user_id) is not None
