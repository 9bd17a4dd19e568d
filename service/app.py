"""The web application: which routes a role has, and what runs beside them."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable
from typing import Any, TypeVar

import structlog
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware

from service.api.callers import describe_callers
from service.api.edge import Edge
from service.api.gate import Gate
from service.api.health_routes import health_routes
from service.api.job_json import job_json
from service.api.job_routes import accept_program, cancel, job_routes, owned_job
from service.api.parts import Parts
from service.api.problem import Problem, add_problem_handlers, problem_of
from service.api.program_routes import owned_program, program_routes
from service.api.task_routes import task_routes
from service.api.workout_routes import workout_routes
from service.pages.page_routes import PageRefusal, PageSource, page_routes, static_files
from service.telemetry import user_label
from storage.errors import StorageError
from storage.ids import new_id
from storage.jobs import CancelOutcome
from strength.program import Program
from strength.request import ProgramRequest

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
            await parts.threads.run(parts.jobs.sweep)
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
    async def accept(request: Request, program_request: ProgramRequest) -> str:
        job = await _page(accept_program(parts, parts.identify(request), program_request))
        return job.job_id

    async def job(request: Request, job_id: str) -> dict[str, Any]:
        return job_json(await _page(owned_job(parts, request, job_id)))

    async def jobs(request: Request, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        page = await _page(parts.threads.run(parts.jobs.list, parts.identify(request), cursor=cursor or None))
        return [job_json(row) for row in page.jobs], page.next_cursor

    async def cancel_job(request: Request, job_id: str) -> None:
        if await _page(cancel(parts, parts.identify(request), job_id)) is CancelOutcome.MISSING:
            raise PageRefusal(404, "There is nothing here under this address.")

    async def program(request: Request, program_id: str) -> Program:
        return await _page(owned_program(parts, request, program_id))

    return PageSource(accept=accept, job=job, jobs=jobs, cancel=cancel_job, program=program)


async def _page(answer: Awaitable[T]) -> T:
    """The answer, or its error as a page can show it."""
    try:
        return await answer
    except (Problem, StorageError) as error:
        problem = problem_of(error)
        raise PageRefusal(problem.status, problem.detail, problem.headers) from error
