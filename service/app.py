"""The web application: which routes a role has, and what runs beside them."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware

from service.api.callers import describe_callers
from service.api.edge import Edge, route_of
from service.api.gate import Gate
from service.api.health_routes import health_routes
from service.api.job_json import job_json
from service.api.job_routes import accept_job, accept_program, can_be_an_id, cancel, job_routes, owned_job
from service.api.job_story import story_json, story_lines
from service.api.parts import Parts
from service.api.problem import Problem, add_problem_handlers, not_found, problem_of
from service.api.program_json import program_of
from service.api.program_routes import program_routes
from service.api.sweeping import sweep
from service.api.task_routes import task_routes
from service.api.workout_routes import workout_routes
from service.jobs.request_body import validated
from service.jobs.state import JobType
from service.pages.page_routes import PageRefusal, PageSource, page_routes, static_files
from service.pages.page_source import ShownProgram, WatchedJob
from service.telemetry import user_label
from service.telemetry.traces import Traced
from storage.errors import StorageError
from storage.ids import new_id
from storage.jobs import CancelOutcome, JobRow
from storage.program_reader import StoredProgram, load_program
from strength.request import ProgramRequest
from strength.scorecard import Scorecard

SWEEP_S = 60.0
"""Locally nobody schedules the sweep, so the worker does (design 06, decision 8)."""

# Any: keyword arguments of Starlette's middleware
CORS: dict[str, Any] = {
    "allow_methods": ("GET", "POST"),
    "allow_headers": ("Authorization", "Idempotency-Key", "If-None-Match", "Last-Event-ID", "traceparent"),
    "expose_headers": ("ETag", "Location", "Retry-After", "X-Request-Id"),
}
"""What scripts of FitCSV's own pages may send and see; never with cookies, which no route of ours reads."""

T = TypeVar("T")

logger = structlog.get_logger(__name__)


def create_app(parts: Parts) -> FastAPI:
    """The application of a role; its lifespan starts and stops the relay, the sweep and the worker."""
    role = parts.settings.role
    app = FastAPI(
        title="FitCSV AI service",
        version="0.1.0",
        summary="Designs strength programs as durable jobs.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        # FastAPI's own spans hold addresses with their queries and texts of errors, and start beside ours: see `Traced`
        telemetry={"tracing": False, "metrics": False, "auto_configure": False},
        # the answer to a stray slash would name whatever host the caller claims to have called
        redirect_slashes=False,
        lifespan=lambda _: _lifespan(parts),
    )
    add_problem_handlers(app)
    app.include_router(health_routes(parts))
    if role.has_api:
        app.include_router(job_routes(parts))
        app.include_router(workout_routes(parts))
        app.include_router(program_routes(parts))
        app.include_router(page_routes(_page_source(parts)))
        app.mount("/static", static_files())
    if parts.worker is not None:
        app.include_router(task_routes(parts, parts.worker, owns_root=not role.has_api))
    describe_callers(app, role)
    auth = parts.settings.auth
    # the last one added is the outermost
    app.add_middleware(Gate, admission=parts.admission, role=role, label=user_label)
    if auth.cors_origins:
        app.add_middleware(CORSMiddleware, allow_origins=auth.cors_origins, **CORS)
    app.add_middleware(Edge, new_request_id=new_id, is_local=auth.mode == "local")
    app.add_middleware(Traced, route_of=route_of)
    return app


@contextlib.asynccontextmanager
async def _lifespan(parts: Parts) -> AsyncGenerator[None]:
    parts.relay.start()
    sweeper = None
    if parts.worker is not None:
        sweeper = asyncio.get_running_loop().create_task(_sweep(parts), name="sweep")
    try:
        yield
    finally:
        if sweeper is not None:
            sweeper.cancel()
            await asyncio.gather(sweeper, return_exceptions=True)
        await parts.relay.stop()
        await parts.watch.close()
        if parts.worker is not None:
            from agents.provider_client import close_clients

            await close_clients()


async def _sweep(parts: Parts) -> None:
    """Once at the start, then every minute."""
    while True:
        try:
            await sweep(parts)
            parts.relay.wake()
        # whatever went wrong, the next minute is another try: without this loop lost jobs stay lost
        except Exception as error:
            logger.warning("sweep_interrupted", error=type(error).__name__)
        await asyncio.sleep(SWEEP_S)


async def drain(parts: Parts) -> None:
    """Get ready to end: claim nothing more, give running jobs back, end streams. The server stops after this."""
    await parts.watch.close()
    if parts.worker is not None:
        await parts.worker.drain()


def _page_source(parts: Parts) -> PageSource:
    async def accept(request: Request, program_request: ProgramRequest, key: str | None) -> str:
        job = await _page(accept_program(parts, parts.identify(request), program_request, key=key))
        return job.job_id

    async def job(request: Request, job_id: str) -> WatchedJob:
        row = await _page(owned_job(parts, request, job_id))
        return replace(_watched(parts, row), trace=await _story(parts, row))

    async def jobs(request: Request, chosen: str, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        user_id = parts.identify(request)
        if chosen == "working":
            # two states and one list; a user has few open jobs, so one page of each holds them all
            pages = [
                await _page(parts.threads.run(parts.jobs.list, user_id, status=status, limit=100))
                for status in ("processing", "queued")
            ]
            rows = sorted((row for page in pages for row in page.jobs), key=lambda row: row.created_at, reverse=True)
            return [job_json(row) for row in rows], None
        status = {"done": "completed", "failed": "failed"}.get(chosen)
        page = await _page(parts.threads.run(parts.jobs.list, user_id, status=status, cursor=cursor or None))
        return [job_json(row) for row in page.jobs], page.next_cursor

    async def cancel_job(request: Request, job_id: str) -> None:
        match await _page(cancel(parts, parts.identify(request), job_id)):
            case CancelOutcome.MISSING:
                raise PageRefusal(404, "There is nothing here under this address.", code="not_found")
            case CancelOutcome.ALREADY_ENDED:
                raise PageRefusal(409, "This job has already ended.", code="already_ended")
            case _:
                return

    async def retry(request: Request, job_id: str, key: str) -> str:
        row = await _page(owned_job(parts, request, job_id))
        again = None if not key.isascii() or not key.isprintable() else f"retry-{key}"[:255] if key else None
        user_id = parts.identify(request)
        if row.type == JobType.PROGRAM_GENERATOR:
            wanted = validated(ProgramRequest, row.params)
            return (await _page(accept_program(parts, user_id, wanted, key=again))).job_id
        return (await _page(accept_job(parts, user_id, JobType(row.type), row.params, key=again))).job_id

    async def program(request: Request, program_id: str) -> ShownProgram:
        user_id = parts.identify(request)
        stored = await _page(_stored(parts, program_id, user_id))
        row = None
        if stored.job_id is not None:
            row = await _page(parts.threads.run(parts.jobs.get, stored.job_id, user_id))
        return ShownProgram(
            program=program_of(stored),
            scorecard=None if stored.score is None else Scorecard.model_validate(stored.score),
            job=None if row is None else job_json(row),
            created_at=stored.created_at,
        )

    return PageSource(
        accept=accept, job=job, jobs=jobs, cancel=cancel_job, program=program, retry=retry,
        is_tls=parts.settings.auth.mode != "local",
    )  # fmt: skip


async def _story(parts: Parts, row: JobRow) -> list[str] | None:
    """What happened to an ended job. For developers: only where everybody is one."""
    if parts.settings.auth.mode != "local" or row.completed_at is None:
        return None
    return story_lines(story_json(row, await _page(parts.threads.run(parts.jobs.story, row.job_id))))


def _watched(parts: Parts, row: JobRow) -> WatchedJob:
    progress, job = row.progress or {}, job_json(row)
    parts.watch.notice(job)
    # what the database kept needs nobody who watched; it is of this attempt alone
    starts: dict[str, float] = progress.get("starts") or {} if progress.get("startsOf") == row.fence else {}
    return WatchedJob(
        job=job,
        is_cancel_requested=row.is_cancel_requested,
        max_attempts=row.max_attempts,
        run_at=row.run_at,
        stages=starts or parts.watch.stages(row.job_id, row.attempt),
        stood_at=str(progress["stage"]) if "stage" in progress else None,
    )


async def _stored(parts: Parts, program_id: str, user_id: str) -> StoredProgram:
    stored = None
    if can_be_an_id(program_id):
        stored = await parts.threads.run(load_program, parts.engine, program_id, user_id)
    if stored is None:
        raise not_found()
    return stored


async def _page(answer: Awaitable[T]) -> T:
    """The answer, or its error as a page can show it."""
    try:
        return await answer
    except (Problem, StorageError) as error:
        problem = problem_of(error)
        raise PageRefusal(problem.status, problem.detail, problem.headers, problem.code) from error
