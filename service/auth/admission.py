"""Who may pass which door: from the headers of a request alone, before its body is read."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, assert_never

from service.auth.auth_settings import AuthSettings
from service.auth.errors import Reason, Unrecognised
from service.auth.google_token import GoogleTokens
from service.auth.jwks import FixedKeys, Keys, RemoteKeys, fetch_from
from service.auth.service_token import ServiceTokens
from service.auth.task_token import TaskTokens
from service.auth.user_token import Headers, UserTokens

_PUBLIC = frozenset({"/health/live", "/health/ready", "/openapi.json"})
_STATIC = "/static/"
_TASKS = "/tasks/"
_SWEEP = "/tasks/sweep"


class Door(Enum):
    """What a request wants to reach."""

    PUBLIC = "public"
    """Everybody may."""
    USER = "user"
    """A user may, for things of his own."""
    TASK = "task"
    """Cloud Tasks may."""
    SWEEP = "sweep"
    """Cloud Scheduler may."""


def door_of(path: str, *, has_api: bool, has_worker: bool) -> Door:
    """The door of a path. Only what is named here is open: a path that nobody thought of is locked.

    Args:
        path: of the request, decoded.
        has_api: whether this process serves users.
        has_worker: whether it serves tasks.
    """
    if path in _PUBLIC or (has_api and path.startswith(_STATIC)) or (path == "/" and not has_api):
        return Door.PUBLIC
    if has_worker and (path.startswith(_TASKS) or not has_api):
        return Door.SWEEP if path == _SWEEP else Door.TASK
    return Door.USER


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """How each kind of caller proves who it is; raises an AuthError when it cannot.

    Attributes:
        user: returns the id of the calling user.
        task: passes Cloud Tasks, on this path.
        sweep: passes Cloud Scheduler, on this path.
    """

    user: Callable[[Headers], Awaitable[str]]
    task: Callable[[Headers, str], Awaitable[None]]
    sweep: Callable[[Headers, str], Awaitable[None]]


def admission(
    settings: AuthSettings,
    *,
    local_user: str,
    task_audience: str | None,
    task_account: str | None,
    task_keys: Mapping[str, Any] | None,
    now: Callable[[], float],
    clock: Callable[[], float],
) -> Admission:
    """The admission that the settings describe.

    Args:
        settings: how callers are known.
        local_user: who calls in the mode `local`.
        task_audience: the worker's own address; None where there is no worker.
        task_account: whose token tasks carry; None where there is no worker.
        task_keys: key set of a queue in this process; None is the address in the settings.
        now: Unix time in seconds.
        clock: monotonic seconds.
    """
    match settings.mode:
        case "local":
            return Admission(user=_everybody_is(local_user), task=_everybody, sweep=_everybody)
        case "jwt":
            keys = RemoteKeys(fetch_from(settings.jwks_url), clock=clock)
            user = UserTokens(issuer=settings.issuer, audience=settings.audience, keys=keys, now=now).user
        case "service":
            keys = RemoteKeys(fetch_from(settings.jwks_url), clock=clock)
            tokens = GoogleTokens(audience=settings.audience, keys=keys, now=now, issuer=settings.issuer)
            user = ServiceTokens(tokens, settings.service_accounts).user
        case _:
            assert_never(settings.mode)
    if task_audience is None or task_account is None:
        return Admission(user=user, task=_nobody, sweep=_nobody)
    queue_keys: Keys
    if task_keys is not None:
        queue_keys = FixedKeys(task_keys)
    else:
        queue_keys = RemoteKeys(fetch_from(settings.tasks_jwks_url), clock=clock)
    tasks = TaskTokens(
        GoogleTokens(
            audience=task_audience, keys=queue_keys, now=now, is_signature_removed=settings.is_signature_removed
        ),
        task_account=task_account,
        scheduler_account=settings.scheduler_account or task_account,
    )
    return Admission(user=user, task=tasks.task, sweep=tasks.sweep)


def _everybody_is(user_id: str) -> Callable[[Headers], Awaitable[str]]:
    async def user(_: Headers) -> str:
        return user_id

    return user


async def _everybody(_: Headers, __: str) -> None:
    return


async def _nobody(_: Headers, __: str) -> None:
    raise Unrecognised(Reason.NO_TOKEN)
