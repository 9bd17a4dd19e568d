"""Entity tags: an answer that did not change since it was last fetched is not sent again (RFC 9110, 13)."""

import hashlib
from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response


def tagged(request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The content with its tag; 304 without it when the caller has it already."""
    tag = f'"{hashlib.blake2s(content, digest_size=12).hexdigest()}"'
    kept = {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}
    if is_known(request.headers.get("if-none-match"), tag):
        # RFC 9110, 15.4.5; what describes the content stays away with it
        headers = {name: value for name, value in kept.items() if name in ("ETag", "Cache-Control", "Retry-After")}
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=kept)


def is_known(header: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` header names the tag."""
    if header is None:
        return False
    named = [item.strip().removeprefix("W/") for item in header.split(",")]
    return tag in named or "*" in named
