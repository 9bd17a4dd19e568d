"""Answers with a program's page; the work is done off the event loop, so that other readers do not wait for it."""

import anyio.to_thread
from fastapi import Request
from starlette.responses import Response

from service.pages.change_form import ChangeForm
from service.pages.lineage import Lineage, lineage_of
from service.pages.look import cookie, look_of
from service.pages.page_source import PageSource, ShownProgram
from service.pages.program_view import fits_of, native_of, program_view
from service.pages.renderer import Renderer
from strength.catalog import load_catalog

MOST_BYTES = 150_000
"""Of a page before it is compressed (design 11, section 9)."""

_SECTIONS = (
    ("why", "Why"),
    ("changes", "What changed"),
    ("plan", "Plan"),
    ("charts", "Charts"),
    ("workouts", "Workouts"),
    ("change", "Change it"),
    ("score", "Score"),
)
_SOMETIMES = {"changes": "changes", "change": "examples"}
"""Sections that some programs have, and what of the view says so."""


class ProgramPages:
    """The pages of programs."""

    def __init__(self, source: PageSource, renderer: Renderer) -> None:
        """Show the programs of this source."""
        self._source = source
        self._renderer = renderer

    async def show(
        self,
        request: Request,
        program_id: str,
        change: ChangeForm | None = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The page of a program.

        Args:
            request: that it answers.
            program_id: of the program.
            change: the form that changes it, as it was sent; None is an empty one.
            status: of HTTP.
            headers: further ones.

        Raises:
            PageRefusal: it cannot be shown.
        """
        shown = await self._source.program(request, program_id)
        lineage = await lineage_of(self._source, request, shown, program_id)
        form = change or ChangeForm(key=self._source.new_token())
        body, further = await anyio.to_thread.run_sync(self._render, request, shown, program_id, lineage, form)
        return self._renderer.answer(request, body, status=status, headers={**(headers or {}), **further})

    def _render(
        self, request: Request, shown: ShownProgram, program_id: str, lineage: Lineage, change: ChangeForm
    ) -> tuple[bytes, dict[str, str]]:
        # a program is read in the unit that it was written in until the reader chooses another
        look = look_of(request.cookies, request.query_params, native_of(shown.program))
        headers = {"Set-Cookie": cookie("units", look.units, is_tls=self._source.is_tls)} if look.is_asked else {}
        week = request.query_params.get("week") or ""
        kept = f"week={week}&" if week == "all" or week.isdigit() else ""
        body = b""
        for fit in fits_of(shown.program):
            view = program_view(shown, program_id, load_catalog(), unit=look.units, week=week, fit=fit, lineage=lineage)
            sections = [one for one in _SECTIONS if one[0] not in _SOMETIMES or getattr(view, _SOMETIMES[one[0]])]
            body = self._renderer.body(
                "program.html", look=look, here="", view=view, sections=sections, kept=kept, change=change
            )
            # all weeks at once is what paper is for, however long
            if len(body) <= MOST_BYTES or week == "all":
                break
        return body, headers
