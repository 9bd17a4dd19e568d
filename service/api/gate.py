"""Lets callers in, or not, before anything of a request but its headers is read (design 06, A62)."""

from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.identity import USER_KEY, unauthorised
from service.api.problem import Problem, problem_response
from service.auth.admission import Admission, Door, door_of
from service.auth.errors import AuthError, KeysUnavailable, NotAllowed, Unrecognised, UserNotNamed
from service.jobs.body import FieldFault
from service.settings import Role

_RETRY_S = "2"

logger = structlog.get_logger(__name__)


class Gate:
    """ASGI middleware before every route: each path belongs to a door, and an unknown path to a locked one."""

    def __init__(self, app: ASGIApp, *, admission: Admission, role: Role, label: Callable[[str], str]) -> None:
        """Guard an application.

        Args:
            app: what answers those who may pass.
            admission: how each kind of caller proves who it is.
            role: what this process serves.
            label: what a user is called in a log.
        """
        self._app = app
        self._admission = admission
        self._role = role
        self._label = label

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            await self._admit(scope)
        except AuthError as error:
            problem = _problem_of(error)
            await problem_response(problem, Request(scope))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope) -> None:
        headers, path = scope["headers"], scope["path"]
        match door_of(path, has_api=self._role.has_api, has_worker=self._role.has_worker):
            case Door.PUBLIC:
                return
            case Door.TASK:
                await self._admission.task(headers, path)
            case Door.SWEEP:
                await self._admission.sweep(headers, path)
            case Door.USER:
                user_id = await self._admission.user(headers)
                scope[USER_KEY] = user_id
                structlog.contextvars.bind_contextvars(user=self._label(user_id))


def _problem_of(error: AuthError) -> Problem:
    match error:
        case Unrecognised():
            logger.info("caller_refused", reason=error.reason.value)
            return unauthorised()
        case NotAllowed():
            logger.warning("caller_refused", reason=error.reason.value)
            return Problem(403, "not_allowed", "This caller may not do this.")
        case KeysUnavailable():
            detail = "Callers cannot be recognised at the moment; try again shortly."
            return Problem(503, "keys_unavailable", detail, headers={"Retry-After": _RETRY_S})
        case UserNotNamed():
            fault = FieldFault(field=str(error), value="", message="must name one user by id, in printable ASCII")
            return Problem(422, "invalid_request", fault.sentence, errors=[fault])
        case _:
            return unauthorised()
