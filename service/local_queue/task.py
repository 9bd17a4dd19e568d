"""A task: the HTTP request it stands for, and what happened to it so far."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from .errors import invalid
from .name import TaskName
from .retry import RetryPolicy

MAX_TASK_BYTES = 1024 * 1024
MAX_HEADER_BYTES = 80 * 1024
MAX_URL_CHARS = 2_083
MAX_SCHEDULE_S = timedelta(days=30).total_seconds()
MIN_DEADLINE_S = 15.0
MAX_DEADLINE_S = 1_800.0
DEFAULT_DEADLINE_S = 600.0

_SUCCESS = range(200, 300)
_OVERLOAD = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcIdentity:
    """Whom a dispatch claims to come from, and for whom it is."""

    service_account_email: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """The request a task stands for."""

    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes
    oidc: OidcIdentity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task as its creator asks for it.

    Attributes:
        name: None lets the queue choose one.
        schedule_at: Unix time of the first attempt; None is now.
        deadline_s: seconds the worker has for an answer.
        retry: replaces the queue's policy.
        size_bytes: of the whole task on the wire.
    """

    name: TaskName | None
    call: HttpCall
    schedule_at: float | None
    deadline_s: float
    retry: RetryPolicy | None
    size_bytes: int


@dataclass(slots=True, kw_only=True, eq=False)
class StoredTask:
    """A task in a queue. Only its queue changes it.

    Attributes:
        name: full name.
        call: what to send.
        created_at: Unix time.
        eta: Unix time of the next attempt, or of the one under way.
        deadline_s: seconds the worker has for an answer.
        retry: replaces the queue's policy.
        dispatch_count: attempts begun.
        response_count: attempts answered.
        first_dispatch_at, last_dispatch_at, last_response_at: Unix times.
        last_status: HTTP status of the last answer; None when there was none.
        retry_reason: why the next attempt is made.
        is_shadow: a duplicate delivery (see `Faults`): sent once, its answer changes nothing.
    """

    name: TaskName
    call: HttpCall
    created_at: float
    eta: float
    deadline_s: float
    retry: RetryPolicy | None = None
    dispatch_count: int = 0
    response_count: int = 0
    first_dispatch_at: float | None = None
    last_dispatch_at: float | None = None
    last_response_at: float | None = None
    last_status: int | None = None
    retry_reason: str | None = None
    is_shadow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one attempt ended.

    Attributes:
        status: HTTP status; None when nothing came back.
        reason: for logs and for the `X-CloudTasks-TaskRetryReason` of the next attempt.
        retry_after_s: what the worker asked for.
    """

    status: int | None
    reason: str
    retry_after_s: float | None = None

    @property
    def is_success(self) -> bool:
        """Any 2xx ends the task."""
        return self.status in _SUCCESS

    @property
    def is_overload(self) -> bool:
        """These two slow the whole queue."""
        return self.status in _OVERLOAD


def check_new_task(task: NewTask, *, now: float, min_deadline_s: float) -> None:
    """Refuse with INVALID_ARGUMENT what Cloud Tasks refuses."""
    call = task.call
    _check_url(call.url)
    if call.body and call.method not in _METHODS_WITH_BODY:
        raise invalid(f"a body is allowed with POST, PUT and PATCH only, not with {call.method!r}")
    if task.size_bytes > MAX_TASK_BYTES:
        raise invalid(f"the task has {task.size_bytes} bytes, more than {MAX_TASK_BYTES}")
    if sum(len(name) + len(value) for name, value in call.headers.items()) > MAX_HEADER_BYTES:
        raise invalid(f"the headers have more than {MAX_HEADER_BYTES} bytes")
    for name, value in call.headers.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise invalid(f"header {name!r} must be printable ASCII")
    if task.schedule_at is not None and task.schedule_at - now > MAX_SCHEDULE_S:
        raise invalid("schedule_time must be no more than 30 days in the future")
    if math.isnan(task.deadline_s) or not min_deadline_s <= task.deadline_s <= MAX_DEADLINE_S:
        raise invalid(
            f"dispatch_deadline {task.deadline_s:g} s must be between {min_deadline_s:g} s and {MAX_DEADLINE_S:g} s"
        )


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not url.startswith(("http://", "https://")):
        raise invalid(f"http_request.url {url!r} must begin with http:// or https:// and name a host")
    if len(url) > MAX_URL_CHARS:
        raise invalid(f"http_request.url has {len(url)} characters, more than {MAX_URL_CHARS}")
