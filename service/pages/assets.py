"""The files that pages load: read once, named by their content, compressed once, kept by browsers for ever."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

PREFIX = "/static/"
_DIGITS = 12
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_REFUSED = re.compile(r";\s*q=0(\.0*)?$")
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file.

    Attributes:
        body: as it is.
        packed: the same through gzip.
        version: the beginning of its digest.
        media_type: what it is.
    """

    body: bytes
    packed: bytes
    version: str
    media_type: str


class Assets:
    """An ASGI application that serves a folder's stylesheet, scripts and icon."""

    def __init__(self, folder: Path, drawn: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Read every file of the folder; `drawn` are further ones by name."""
        read = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _KINDS}
        self._files = {name: _asset(name, body) for name, body in {**read, **drawn}.items()}

    def url(self, name: str) -> str:
        """Where pages find a file: another content is another address, so nobody keeps an old one.

        Raises:
            KeyError: there is no such file.
        """
        return f"{PREFIX}{name}?v={self._files[name].version}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one file."""
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Method not allowed", status_code=405, headers={"Allow": "GET, HEAD"})
        asset = self._files.get(request.url.path.removeprefix(PREFIX))
        if asset is None:
            return PlainTextResponse("Not found", status_code=404)
        # an address without the right version may show another content tomorrow
        is_named = request.query_params.get("v") == asset.version
        headers = {
            "Cache-Control": _FOR_EVER if is_named else "no-cache",
            "ETag": f'"{asset.version}"',
            "Vary": "Accept-Encoding",
        }
        if asset.version in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if accepts_gzip(request):
            return Response(asset.packed, media_type=asset.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(asset.body, media_type=asset.media_type, headers=headers)


def accepts_gzip(request: Request) -> bool:
    """Whether the client reads gzip."""
    offers = [offer.strip().lower() for offer in request.headers.get("accept-encoding", "").split(",")]
    return any(offer == "gzip" or (offer.startswith("gzip;") and not _REFUSED.search(offer)) for offer in offers)


def pack(body: bytes) -> bytes:
    """Through gzip, the same bytes every time."""
    return gzip.compress(body, compresslevel=6, mtime=0)


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.blake2s(body).hexdigest()[:_DIGITS]
    return Asset(body=body, packed=pack(body), version=digest, media_type=_KINDS[Path(name).suffix])
