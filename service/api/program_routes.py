"""Routes of programs: read, export and change, owner only."""

from datetime import date, time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from service.api.calendar_file import DEFAULT_TIME, CalendarTerms, next_monday
from service.api.description import NOT_CHANGED, problems
from service.api.entity_tag import tagged
from service.api.export import MEDIA_TYPES, ExportFormat, exported
from service.api.owned_program import owned_row
from service.api.parts import Parts
from service.api.program_json import program_of
from service.api.revision_routes import add_revision_routes
from service.jobs.body import FieldFault, InvalidBody, shown
from strength.program import Program


def program_routes(parts: Parts) -> APIRouter:
    """The routes of programs."""
    router = APIRouter(prefix="/api/programs", tags=["programs"], responses=problems(404, 503))

    async def sent(
        request: Request, program_id: str, kind: ExportFormat, *, start: date | None = None, at: time = DEFAULT_TIME
    ) -> Response:
        stored = await owned_row(parts, request, program_id)
        terms = CalendarTerms(
            program_id=program_id, start=start or next_monday(parts.today()), at=at, made=stored.created_at
        )
        file = await parts.threads.run(exported, program_of(stored), kind, terms)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return tagged(request, file.content, file.media_type, headers)

    @router.get("/{program_id}", response_model=Program)
    async def get_program(request: Request, program_id: str) -> Response:
        """Show a program."""
        program = program_of(await owned_row(parts, request, program_id))
        return JSONResponse(program.to_json(), headers={"Cache-Control": "private, no-cache"})

    @router.get("/{program_id}/export.json", response_model=Program, responses=NOT_CHANGED)
    async def export_json(request: Request, program_id: str) -> Response:
        """Download a program as JSON."""
        return await sent(request, program_id, ExportFormat.JSON)

    @router.get("/{program_id}/export.csv", responses=_file(ExportFormat.CSV))
    async def export_csv(request: Request, program_id: str) -> Response:
        """Download a program as the CSV that FitCSV imports."""
        return await sent(request, program_id, ExportFormat.CSV)

    @router.get("/{program_id}/export.xlsx", responses=_file(ExportFormat.XLSX))
    async def export_xlsx(request: Request, program_id: str) -> Response:
        """Download a program as an Excel workbook."""
        return await sent(request, program_id, ExportFormat.XLSX)

    @router.get("/{program_id}/export.html", responses=_file(ExportFormat.HTML))
    async def export_html(request: Request, program_id: str) -> Response:
        """Download a program as a page to print, which needs nothing else."""
        return await sent(request, program_id, ExportFormat.HTML)

    @router.get("/{program_id}/export.ics", responses={**_file(ExportFormat.ICS), **problems(422)})
    async def export_ics(
        request: Request, program_id: str, start: str | None = None, time: str | None = None
    ) -> Response:
        """Download a program's workouts for a calendar, from `start` (YYYY-MM-DD; next Monday) at `time` (18:00)."""
        return await sent(request, program_id, ExportFormat.ICS, start=read_date(start), at=read_time(time))

    add_revision_routes(router, parts)
    return router


def read_date(value: str | None) -> date | None:
    """A date of a query; None when it is left out.

    Raises:
        InvalidBody: it is none, or in a year that no calendar is made for.
    """
    if not value:
        return None
    try:
        day = date.fromisoformat(value) if len(value) == len("2026-01-31") else None
    except ValueError:
        day = None
    # every workout of sixteen weeks has to be a date, too
    if day is None or not 1900 <= day.year <= 9000:  # noqa: PLR2004
        message = "is not a date; write it as YYYY-MM-DD, such as 2026-01-31"
        raise InvalidBody([FieldFault(field="start", value=shown(value), message=message)])
    return day


def read_time(value: str | None) -> time:
    """A time of day of a query; six in the evening when it is left out.

    Raises:
        InvalidBody: it is none.
    """
    if not value:
        return DEFAULT_TIME
    hours, colon, minutes = value.partition(":")
    digits = hours + minutes
    is_time = colon and len(hours) == len(minutes) == 2 and digits.isascii() and digits.isdigit()  # noqa: PLR2004
    if not is_time or int(hours) > 23 or int(minutes) > 59:  # noqa: PLR2004
        message = "is not a time of day; write it as HH:MM, such as 07:30"
        raise InvalidBody([FieldFault(field="time", value=shown(value), message=message)])
    return time(int(hours), int(minutes))


def _file(kind: ExportFormat) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {MEDIA_TYPES[kind].partition(";")[0]: {}}}, **NOT_CHANGED}
