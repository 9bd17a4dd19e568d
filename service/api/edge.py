"""The outermost layer: request ids, limits on requests, security headers, and the answer when nothing else answered."""

import re
import time
from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.places import Place, Places
from service.api.problem import Problem, problem_of, problem_response
from service.jobs.body import MAX_BYTES

MAX_TARGET_BYTES = 4_096
"""Path and query: the longest of ours is a page of jobs with a cursor, some 300 bytes."""
MAX_HEADER_BYTES = 16_384
"""All headers: a token of 8 KiB and room for what proxies add."""

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
)
_TLS_ONLY = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
_NOT_KEPT = (b"cache-control", b"no-store")
_HANGS_UP = (b"connection", b"close")
_QUIET = ("/health/", "/static/")

_JSON = re.compile(r"application/([a-z0-9.-]+\+)?json")
_FORM = "application/x-www-form-urlencoded"
_ID = re.compile(r"[a-z][a-z0-9]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that FitCSV and we make: only these are repeated in a log, other parts of a path may be anything."""

logger = structlog.get_logger(__name__)


class Edge:
    """ASGI middleware around the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        new_request_id: Callable[[], str],
        is_local: bool,
        places: Places | None = None,
    ) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            new_request_id: makes ids for requests.
            is_local: admit only requests that name this machine as host, so that no web page can reach a service
                that trusts every caller by pointing a name of its own at 127.0.0.1.
            places: how many requests may be under way at one time; None is the usual number.
        """
        self._app = app
        self._new_request_id = new_request_id
        self._is_local = is_local
        self._places = places or Places()
        self._headers = SECURITY_HEADERS if is_local else (*SECURITY_HEADERS, _TLS_ONLY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._new_request_id()
        scope["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 0
        body: _Body | None = None

        async def send_out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                is_whole = body is not None and body.is_whole
                if body is not None:
                    body.place.leave()
                headers = [*message.get("headers", ()), *self._headers, (b"x-request-id", request_id.encode())]
                if not any(name == _NOT_KEPT[0] for name, _ in headers) and not _is_static(scope):
                    headers.append(_NOT_KEPT)
                if not is_whole and _is_chunked(scope) and not any(name == _HANGS_UP[0] for name, _ in headers):
                    # the rest would be read and thrown away, however much of it there is
                    headers.append(_HANGS_UP)
                message["headers"] = headers
            await send(message)

        request = Request(scope)
        try:
            self._check(request)
            body = _Body(receive, Place(self._places, scope))
            await self._app(scope, body.receive, send_out)
        # The task endpoint and the API meet every unknown error here: logged once, told without internals.
        except Exception as error:
            problem = problem_of(error)
            if problem.status == 500:  # noqa: PLR2004
                logger.error(  # noqa: TRY400 - the stack without the message, see telemetry
                    "request_failed", method=_method(scope), path=route_of(scope), exc_info=error
                )
            if status == 0:
                await problem_response(problem, request)(scope, receive, send_out)
        finally:
            if body is not None:
                body.place.leave()
            if not scope["path"].startswith(_QUIET):
                elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
                logger.info(
                    "request", method=_method(scope), path=route_of(scope), status=status, duration_ms=elapsed_ms
                )

    def _check(self, request: Request) -> None:
        headers = request.headers
        if self._is_local:
            host = headers.get("host", "").rsplit(":", 1)[0].strip("[]").lower()
            if host not in ("127.0.0.1", "localhost", "::1"):
                raise Problem(403, "wrong_host", "In local mode only this machine's own addresses are served.")
            origin = headers.get("origin")
            if origin is not None and origin != f"http://{headers.get('host', '')}":
                raise Problem(403, "cross_origin", "Requests of other web pages are refused.")
        problem = _oversized(request.scope) or _unreadable(request)
        if problem is not None:
            raise problem


def route_of(scope: Scope) -> str:
    """The path of a request as a log may show it: the route's own words, and ids where ids belong."""
    template = getattr(scope.get("route"), "path_format", None)
    if not isinstance(template, str):
        return "(no route)"
    for name, value in scope.get("path_params", {}).items():
        if isinstance(value, str) and _ID.fullmatch(value):
            template = template.replace("{" + name + "}", value)
    return template


def _method(scope: Scope) -> str:
    """The method as a log may show it: any word at all can be one."""
    method: str = scope["method"]
    return method if method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE") else "(other)"


def _is_static(scope: Scope) -> bool:
    return scope["path"].startswith("/static/")


def _oversized(scope: Scope) -> Problem | None:
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > MAX_TARGET_BYTES:
        return Problem(414, "address_too_long", f"Path and query are longer than {MAX_TARGET_BYTES} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADER_BYTES:
        return Problem(431, "headers_too_large", f"The headers are larger than {MAX_HEADER_BYTES} bytes.")
    return None


def _unreadable(request: Request) -> Problem | None:
    headers = request.headers
    if headers.get("content-encoding", "identity").lower() != "identity":
        return Problem(415, "compressed_body", "Compressed bodies are refused; send the body as it is.")
    length = headers.get("content-length", "")
    if length and "transfer-encoding" in headers:
        # two proxies may disagree where such a request ends, and what follows is then somebody else's (RFC 9112, 6.1)
        return Problem(400, "two_lengths", "The body has two lengths; send one.", headers={"Connection": "close"})
    # more digits than any length has: no need to read them as a number
    if length.isdigit() and (len(length) > 12 or int(length) > MAX_BYTES):  # noqa: PLR2004
        return _too_large()
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    # Cloud Tasks calls a body octet-stream when nobody said what it is; its token is what counts. curl and urllib call
    # every body a form: it is then read as JSON all the same, and no cookie exists that another page's form could use.
    if kind and request.url.path.startswith("/api/") and kind != _FORM and not _JSON.fullmatch(kind):
        return Problem(415, "not_json", "Send the body as application/json.")
    return None


def _too_large() -> Problem:
    detail = f"The body is larger than {MAX_BYTES} bytes."
    return Problem(413, "body_too_large", detail, headers={"Connection": "close"})


def _is_chunked(scope: Scope) -> bool:
    return any(name == b"transfer-encoding" for name, _ in scope["headers"])


class _Body:
    """The body of a request, counted while it streams in: a chunked one declares no length."""

    def __init__(self, receive: Receive, place: Place) -> None:
        self._receive = receive
        self._seen = 0
        self.place = place
        self.is_whole = False

    async def receive(self) -> Message:
        message = await self.place.receive(self._receive, is_body_due=not self.is_whole)
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            self.is_whole = not message.get("more_body", False)
            if self._seen > MAX_BYTES:
                raise _too_large()
        return message
