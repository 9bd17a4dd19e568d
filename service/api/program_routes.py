"""Routes of programs: read and export, owner only."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from service.api.job_json import ProblemJson
from service.api.parts import Parts
from service.api.problem import MEDIA_TYPE, not_found
from service.api.program_json import program_of
from service.api.workbook import MEDIA_TYPE as XLSX
from service.api.workbook import to_xlsx
from storage.program_reader import load_program
from strength.program import Program
from strength.rendering.csv_export import to_csv

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemJson, "content": {MEDIA_TYPE: {}}} for status in (404, 503)
}


def program_routes(parts: Parts) -> APIRouter:
    """The routes of programs."""
    router = APIRouter(prefix="/api/programs", tags=["programs"], responses=_PROBLEMS)

    @router.get("/{program_id}", response_model=Program)
    async def get_program(request: Request, program_id: str) -> Response:
        """Show a program."""
        program = await owned_program(parts, request, program_id)
        return JSONResponse(program.to_json(), headers={"Cache-Control": "private, no-cache"})

    @router.get("/{program_id}/export.json", response_model=Program)
    async def export_json(request: Request, program_id: str) -> Response:
        """Download a program as JSON."""
        program = await owned_program(parts, request, program_id)
        return JSONResponse(program.to_json(), headers=_attachment(program_id, "json"))

    @router.get("/{program_id}/export.csv", responses={200: {"content": {"text/csv": {}}}})
    async def export_csv(request: Request, program_id: str) -> Response:
        """Download a program as the CSV that FitCSV imports."""
        text = to_csv(await owned_program(parts, request, program_id))
        return Response(text, media_type="text/csv; charset=utf-8", headers=_attachment(program_id, "csv"))

    @router.get("/{program_id}/export.xlsx", responses={200: {"content": {XLSX: {}}}})
    async def export_xlsx(request: Request, program_id: str) -> Response:
        """Download a program as an Excel workbook."""
        program = await owned_program(parts, request, program_id)
        return Response(
            await parts.threads.run(to_xlsx, program), media_type=XLSX, headers=_attachment(program_id, "xlsx")
        )

    return router


async def owned_program(parts: Parts, request: Request, program_id: str) -> Program:
    """The caller's program.

    Raises:
        Problem: 404, whether it is missing or another user's.
    """
    user_id = parts.identify(request)
    # what cannot be an id is not asked for; the format of ids is FitCSV's to choose
    if not (0 < len(program_id) <= 200 and program_id.isprintable()):  # noqa: PLR2004
        raise not_found()
    stored = await parts.threads.run(load_program, parts.engine, program_id, user_id)
    if stored is None:
        raise not_found()
    return program_of(stored)


def _attachment(program_id: str, suffix: str) -> dict[str, str]:
    name = "".join(char for char in program_id if char.isascii() and (char.isalnum() or char in "-_"))
    return {"Content-Disposition": f'attachment; filename="program-{name}.{suffix}"', "Cache-Control": "no-store"}
