"""Templates to answers: escaped, never stored, compressed where nothing secret stands beside what a caller chose."""

import hashlib
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from service.pages.assets import Assets, accepts_gzip, pack
from service.pages.icon import ICON
from service.pages.labels import thing
from service.pages.look import look_of, native_unit
from service.pages.warning import note_of
from strength.revision import WHAT_CAN_BE_SAID

_HERE = Path(__file__).parent


class Renderer:
    """Renders the pages of one service."""

    def __init__(self) -> None:
        """Read the templates and the files that they load."""
        self.assets = Assets(_HERE / "static", drawn={"icon.svg": ICON})
        self._env = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
        )
        # functions that templates call, by name
        known: dict[str, Any] = {
            "asset": self.assets.url,
            "thing": thing,
            "note_of": note_of,
            "sayings": WHAT_CAN_BE_SAID,
        }
        self._env.globals |= known

    def page(
        self,
        request: Request,
        name: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        here: str = "",
        has_secret: bool = False,
        # whatever the template names
        **values: Any,
    ) -> Response:
        """A page.

        Args:
            request: that it answers.
            name: of the template.
            status: of HTTP.
            headers: further ones.
            here: which link of the navigation leads here.
            has_secret: the page holds a token; compressed beside text of a caller's choice it could be guessed.
            values: what the template shows.
        """
        look = values.pop("look", None) or look_of(
            request.cookies, request.query_params, native_unit(request.headers.get("accept-language", ""))
        )
        body = self.body(name, look=look, here=here, **values)
        return self.answer(request, body, status=status, headers=headers, has_secret=has_secret)

    # whatever the template names
    def body(self, name: str, **values: Any) -> bytes:
        """A page's HTML."""
        return self._env.get_template(name).render(**values).encode()

    def answer(
        self,
        request: Request,
        body: bytes,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        has_secret: bool = False,
    ) -> Response:
        """A page's HTML on its way out."""
        given = headers or {}
        etag = f'"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
        every = {"Cache-Control": "no-store", "Vary": "Accept-Encoding, Cookie", **given}
        if "ETag" in given:
            every["ETag"] = etag
            if etag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=every)
        if has_secret or not accepts_gzip(request):
            return HTMLResponse(body, status_code=status, headers=every)
        return HTMLResponse(pack(body), status_code=status, headers={**every, "Content-Encoding": "gzip"})
