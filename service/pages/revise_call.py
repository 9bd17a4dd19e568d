"""Asks the interface's own route for a change, inside this process: page and interface cannot answer differently."""

import json
from typing import Any
from urllib.parse import quote

from fastapi import Request
from starlette.types import Message

from service.pages.page_refusal import PageRefusal

_ACCEPTED = 202
# left by the route that asks; the route that is asked sets its own
_OF_ROUTE = ("route", "endpoint", "path_params", "query_string", "raw_path")


async def revise_by_route(request: Request, program_id: str, sentence: str, key: str | None) -> str:
    """The id of the job that changes a program as the sentence says.

    The caller is whom the gate let in for the page: the inner call begins behind the gate.

    Raises:
        PageRefusal: the sentence is refused, or no job is taken.
    """
    body = json.dumps({"sentence": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [] if key is None else [(b"idempotency-key", key.encode())]
    kept = {name: value for name, value in request.scope.items() if name not in _OF_ROUTE}
    path = f"/api/programs/{program_id}/revise"
    # what ASGI calls a scope
    scope: dict[str, Any] = {
        **kept, "method": "POST", "path": path, "raw_path": quote(path).encode(), "query_string": b"",
        "headers": headers,
    }  # fmt: skip
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    await request.app.router(scope, receive, send)
    start = told[0]
    text = b"".join(message.get("body", b"") for message in told[1:])
    # Any: the interface's JSON, an answer or a problem
    answer: dict[str, Any] = json.loads(text)
    if start["status"] == _ACCEPTED:
        return str(answer["jobId"])
    known = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    wait = {"Retry-After": known["retry-after"]} if "retry-after" in known else {}
    detail = str(answer.get("detail") or "")
    raise PageRefusal(start["status"], detail, wait, code=str(answer.get("code") or ""))
