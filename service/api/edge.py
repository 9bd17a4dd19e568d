"""The outermost layer: request ids, limits on bodies, security headers, and the answer when nothing else answered."""

import time
from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problem import Problem, problem_of, problem_response
from service.jobs.body import MAX_BYTES

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
)
_QUIET = ("/health/", "/static/")

logger = structlog.get_logger(__name__)


class Edge:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, new_request_id: Callable[[], str], is_local: bool) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            new_request_id: makes ids for requests.
            is_local: admit only requests that name this machine as host, so that no web page can reach a service
                that trusts every caller by pointing a name of its own at 127.0.0.1.
        """
        self._app = app
        self._new_request_id = new_request_id
        self._is_local = is_local

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

        async def send_out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()), *_HEADERS, (b"x-request-id", request_id.encode()),
                ]  # fmt: skip
            await send(message)

        request = Request(scope)
        try:
            problem = self._refusal(request)
            if problem is not None:
                await problem_response(problem, request)(scope, receive, send_out)
            else:
                await self._app(scope, _counted(receive), send_out)
        # The task endpoint and the API meet every unknown error here: logged once, told without internals.
        except Exception as error:
            problem = problem_of(error)
            if problem.status == 500:  # noqa: PLR2004
                logger.error(  # noqa: TRY400 - the stack without the message, see telemetry
                    "request_failed", method=request.method, path=request.url.path, exc_info=error
                )
            if status == 0:
                await problem_response(problem, request)(scope, receive, send_out)
        finally:
            if not request.url.path.startswith(_QUIET):
                elapsed_ms = round((time.perf_counter() - started) * 1000, 1)
                logger.info(
                    "request", method=request.method, path=request.url.path, status=status, duration_ms=elapsed_ms
                )

    def _refusal(self, request: Request) -> Problem | None:
        headers = request.headers
        if self._is_local:
            host = headers.get("host", "").rsplit(":", 1)[0].strip("[]").lower()
            if host not in ("127.0.0.1", "localhost", "::1"):
                return Problem(403, "wrong_host", "In local mode only this machine's own addresses are served.")
            origin = headers.get("origin")
            if origin is not None and origin != f"http://{headers.get('host', '')}":
                return Problem(403, "cross_origin", "Requests of other web pages are refused.")
        if headers.get("content-encoding", "identity").lower() != "identity":
            return Problem(415, "compressed_body", "Compressed bodies are refused; send the body as it is.")
        length = headers.get("content-length", "")
        # more digits than any length has: no need to read them as a number
        if length.isdigit() and (len(length) > 12 or int(length) > MAX_BYTES):  # noqa: PLR2004
            return _too_large()
        return None


def _too_large() -> Problem:
    detail = f"The body is larger than {MAX_BYTES} bytes."
    return Problem(413, "body_too_large", detail, headers={"Connection": "close"})


def _counted(receive: Receive) -> Receive:
    """Count the body while it streams in: a chunked one declares no length."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > MAX_BYTES:
                raise _too_large()
        return message

    return counted
