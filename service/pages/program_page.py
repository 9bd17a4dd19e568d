"""Answers with a program's page; the work is done off the event loop, so that other readers do not wait for it."""

import anyio.to_thread
from fastapi import Request
from starlette.responses import Response

from service.pages.look import cookie, look_of
from service.pages.page_source import PageSource, ShownProgram
from service.pages.program_view import fits_of, native_of, program_view
from service.pages.renderer import Renderer
from strength.catalog import load_catalog

MOST_BYTES = 150_000
"""Of a page before it is compressed (design 11, section 9)."""

_SECTIONS = (
    ("why", "Why"),
    ("plan", "Plan"),
    ("charts", "Charts"),
    ("workouts", "Workouts"),
    ("score", "Score"),
)


class ProgramPages:
    """The pages of programs."""

    def __init__(self, source: PageSource, renderer: Renderer) -> None:
        """Show the programs of this source."""
        self._source = source
        self._renderer = renderer

    async def show(self, request: Request, program_id: str) -> Response:
        """The page of a program.

        Raises:
            PageRefusal: it cannot be shown.
        """
        shown = await self._source.program(request, program_id)
        return await anyio.to_thread.run_sync(self._render, request, shown, program_id)

    def _render(self, request: Request, shown: ShownProgram, program_id: str) -> Response:
        # a program is read in the unit that it was written in until the reader chooses another
        look = look_of(request.cookies, request.query_params, native_of(shown.program))
        headers = {"Set-Cookie": cookie("units", look.units, is_tls=self._source.is_tls)} if look.is_asked else {}
        week = request.query_params.get("week") or ""
        kept = f"week={week}&" if week == "all" or week.isdigit() else ""
        body = b""
        for fit in fits_of(shown.program):
            view = program_view(shown, program_id, load_catalog(), unit=look.units, week=week, fit=fit)
            body = self._renderer.body("program.html", look=look, here="", view=view, sections=_SECTIONS, kept=kept)
            # all weeks at once is what paper is for, however long
            if len(body) <= MOST_BYTES or week == "all":
                break
        return self._renderer.answer(request, body, headers=headers)
