"""The pages: a form, a job, the jobs, a program."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from service.jobs.body import FieldFault, InvalidBody
from service.jobs.request_body import validated
from service.pages.form import CHOICES, FormValues, body_of_form, values_of_form
from strength.program import Program
from strength.rendering.lines import workout_lines
from strength.request import ProgramRequest

_HERE = Path(__file__).parent
_MARKS = {"queued": "○", "processing": "◔", "completed": "✓", "failed": "✕", "cancelled": "⊘"}
_MAX_FIELDS = 200

# Any: a job in the contract's JSON
JobJson = dict[str, Any]


class PageRefusal(Exception):
    """A page cannot be shown; the caller's own errors arrive wrapped in this one.

    Attributes:
        status: HTTP status.
        headers: such as `Retry-After`.
    """

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        """Keep what the reader is told."""
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


class PageSource:
    """What the pages ask of the service; `service.app` fills it in, so that pages know no routes."""

    def __init__(
        self,
        *,
        accept: Callable[[Request, ProgramRequest], Awaitable[str]],
        job: Callable[[Request, str], Awaitable[JobJson]],
        jobs: Callable[[Request, str | None], Awaitable[tuple[list[JobJson], str | None]]],
        cancel: Callable[[Request, str], Awaitable[None]],
        program: Callable[[Request, str], Awaitable[Program]],
    ) -> None:
        """Take the functions; each raises PageRefusal when it cannot answer.

        Args:
            accept: creates a job and returns its id.
            job: one job.
            jobs: a page of jobs and the cursor of the next.
            cancel: asks for a cancellation.
            program: one program.
        """
        self.accept = accept
        self.job = job
        self.jobs = jobs
        self.cancel = cancel
        self.program = program


def static_files() -> StaticFiles:
    """The stylesheet and the script."""
    return StaticFiles(directory=_HERE / "static")


def page_routes(source: PageSource) -> APIRouter:  # noqa: C901 - a list of routes, each of them simple
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )

    def page(name: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> Response:
        html = env.get_template(name).render(marks=_MARKS, **values)
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})

    def form(
        values: FormValues, *, errors: tuple[FieldFault, ...] = (), problem: str = "", status: int = 200
    ) -> Response:
        return page("form.html", status, values=values, errors=errors, problem=problem, **CHOICES)

    def refused(error: PageRefusal) -> Response:
        heading = "Not found" if error.status == 404 else "That did not work"  # noqa: PLR2004
        return page("message.html", error.status, error.headers, heading=heading, text=str(error))

    @router.get("/")
    async def show_form() -> Response:
        return form(FormValues())

    @router.post("/")
    async def send_form(request: Request) -> Response:
        fields = _fields(await request.body())
        values = values_of_form(fields)
        try:
            job_id = await source.accept(request, validated(ProgramRequest, body_of_form(fields)))
        except InvalidBody as error:
            return form(values, errors=error.faults, status=422)
        except PageRefusal as error:
            return form(values, problem=str(error), status=error.status)
        return RedirectResponse(f"/jobs/{job_id}", status_code=303)

    @router.get("/jobs")
    async def show_jobs(request: Request, cursor: str | None = None) -> Response:
        try:
            jobs, following = await source.jobs(request, cursor)
        except PageRefusal as error:
            return refused(error)
        return page("jobs.html", jobs=jobs, next=following)

    @router.get("/jobs/{job_id}")
    async def show_job(request: Request, job_id: str) -> Response:
        try:
            job = await source.job(request, job_id)
        except PageRefusal as error:
            return refused(error)
        return page("job.html", job=job, running=job["status"] in ("queued", "processing"))

    @router.post("/jobs/{job_id}/cancel")
    async def cancel_job(request: Request, job_id: str) -> Response:
        try:
            await source.cancel(request, job_id)
        except PageRefusal as error:
            return refused(error)
        return RedirectResponse(f"/jobs/{job_id}", status_code=303)

    @router.get("/programs/{program_id}")
    async def show_program(request: Request, program_id: str) -> Response:
        try:
            program = await source.program(request, program_id)
        except PageRefusal as error:
            return refused(error)
        sets = {
            week.week_number: sum(len(one.sets) for workout in week.workouts for one in workout.exercises)
            for week in program.weeks
        }
        return page("program.html", program=program, program_id=program_id, week_sets=sets, lines=workout_lines)

    return router


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise InvalidBody([FieldFault(field="", value="", message="cannot be read as a form")]) from error
