"""Between Cloud Tasks' protobuf messages and our types. The one file that touches Google's untyped messages."""

# Any throughout: protobuf builds its message classes at run time, and google-cloud-tasks ships no types for them.
from typing import Any

from google.cloud import tasks_v2

from .errors import invalid
from .name import parse_queue, parse_task
from .queue import Queue, QueueConfig
from .rate import RateLimits
from .retry import RetryPolicy
from .task import DEFAULT_DEADLINE_S, HttpCall, NewTask, OidcIdentity, StoredTask

_MAX_RATE = 500.0
_MAX_CONCURRENT = 5_000
_UPDATABLE = ("rate_limits", "retry_config")


def message_class(wrapper: Any) -> Any:
    """The protobuf class behind one of the library's wrappers, which are an order of magnitude slower."""
    return wrapper.pb()


_Queue = message_class(tasks_v2.Queue)
_Task = message_class(tasks_v2.Task)
_METHODS = {int(method): method.name for method in tasks_v2.HttpMethod if method}
_FULL_VIEW = int(tasks_v2.Task.View.FULL)


def new_task(message: Any) -> NewTask:
    """Read a task that somebody wants to create."""
    if message.WhichOneof("message_type") != "http_request":
        raise invalid("task.http_request must be set; the local queue has no App Engine")
    request = message.http_request
    identity = None
    if request.WhichOneof("authorization_header") == "oauth_token":
        raise invalid("http_request.oauth_token is for Google's own APIs; set oidc_token")
    if request.HasField("oidc_token"):
        if not request.oidc_token.service_account_email:
            raise invalid("http_request.oidc_token.service_account_email must be set")
        identity = OidcIdentity(
            service_account_email=request.oidc_token.service_account_email,
            audience=request.oidc_token.audience or request.url,
        )
    number = request.http_method or int(tasks_v2.HttpMethod.POST)
    if number not in _METHODS:
        raise invalid(f"http_request.http_method {number!r} must be one of {_METHODS}")
    return NewTask(
        name=parse_task(message.name) if message.name else None,
        call=HttpCall(
            url=request.url, method=_METHODS[number], headers=dict(request.headers), body=request.body, oidc=identity
        ),
        schedule_at=_unix_time(message.schedule_time) if message.HasField("schedule_time") else None,
        deadline_s=_seconds(message, "dispatch_deadline", DEFAULT_DEADLINE_S),
        retry=_retry_policy(message.retry_config) if message.HasField("retry_config") else None,
        size_bytes=message.ByteSize(),
    )


def task_message(task: StoredTask, view: int) -> Any:
    """Write a task; only the full view has the body."""
    call = task.call
    message = _Task(
        name=str(task.name),
        dispatch_count=task.dispatch_count,
        response_count=task.response_count,
        view=_FULL_VIEW if view == _FULL_VIEW else int(tasks_v2.Task.View.BASIC),
    )
    request = message.http_request
    request.url = call.url
    request.http_method = int(tasks_v2.HttpMethod[call.method])
    request.headers.update(call.headers)
    if view == _FULL_VIEW:
        request.body = call.body
    if call.oidc is not None:
        request.oidc_token.service_account_email = call.oidc.service_account_email
        request.oidc_token.audience = call.oidc.audience
    _set_time(message.schedule_time, task.eta)
    # create_time has whole seconds in the real answer.
    _set_time(message.create_time, int(task.created_at))
    _set_duration(message.dispatch_deadline, task.deadline_s)
    if task.first_dispatch_at is not None and task.last_dispatch_at is not None:
        _set_time(message.first_attempt.dispatch_time, task.first_dispatch_at)
        _set_time(message.last_attempt.dispatch_time, task.last_dispatch_at)
    if task.last_response_at is not None:
        _set_time(message.last_attempt.response_time, task.last_response_at)
        message.last_attempt.response_status.message = task.retry_reason or ""
    return message


def queue_config(message: Any) -> QueueConfig:
    """Read a queue's limits; zero is "not given", as protobuf has it, and means Google's default."""
    rates = message.rate_limits
    defaults = RateLimits()
    limits = RateLimits(
        max_dispatches_per_second=rates.max_dispatches_per_second or defaults.max_dispatches_per_second,
        max_concurrent_dispatches=rates.max_concurrent_dispatches or defaults.max_concurrent_dispatches,
    )
    if not 0.0 < limits.max_dispatches_per_second <= _MAX_RATE:
        raise invalid(f"max_dispatches_per_second {limits.max_dispatches_per_second!r} must be above 0, at most 500")
    if not 0 < limits.max_concurrent_dispatches <= _MAX_CONCURRENT:
        raise invalid(f"max_concurrent_dispatches {limits.max_concurrent_dispatches!r} must be from 1 to 5000")
    return QueueConfig(rates=limits, retry=_retry_policy(message.retry_config))


def queue_message(queue: Queue) -> Any:
    """Write a queue."""
    state = tasks_v2.Queue.State.PAUSED if queue.is_paused else tasks_v2.Queue.State.RUNNING
    message = _Queue(name=queue.name, state=int(state))
    rates, retry = queue.config.rates, queue.config.retry
    message.rate_limits.max_dispatches_per_second = rates.max_dispatches_per_second
    message.rate_limits.max_burst_size = rates.max_burst_size
    message.rate_limits.max_concurrent_dispatches = rates.max_concurrent_dispatches
    message.retry_config.max_attempts = retry.max_attempts
    message.retry_config.max_doublings = retry.max_doublings
    _set_duration(message.retry_config.max_retry_duration, retry.max_retry_duration_s)
    _set_duration(message.retry_config.min_backoff, retry.min_backoff_s)
    _set_duration(message.retry_config.max_backoff, retry.max_backoff_s)
    if queue.purged_at is not None:
        _set_time(message.purge_time, queue.purged_at)
    return message


def updated_config(queue: Queue, request: Any) -> QueueConfig:
    """What a queue's limits are after an UpdateQueue request: the fields in its mask, or all when it has none."""
    mask = request.update_mask
    for path in mask.paths:
        if path.split(".")[0] not in _UPDATABLE:
            raise invalid(f"update_mask path {path!r} must lie in {' or '.join(_UPDATABLE)}")
    if not mask.paths:
        return queue_config(request.queue)
    if not mask.IsValidForDescriptor(_Queue.DESCRIPTOR):
        raise invalid(f"update_mask {list(mask.paths)!r} names a field that a queue does not have")
    merged = queue_message(queue)
    mask.MergeMessage(request.queue, merged, replace_message_field=True)
    return queue_config(merged)


def queue_name(message: Any) -> str:
    """The name in a queue message."""
    return parse_queue(message.name)


def _retry_policy(message: Any) -> RetryPolicy:
    defaults = RetryPolicy()
    policy = RetryPolicy(
        max_attempts=message.max_attempts or defaults.max_attempts,
        max_retry_duration_s=_seconds(message, "max_retry_duration", defaults.max_retry_duration_s),
        min_backoff_s=_seconds(message, "min_backoff", defaults.min_backoff_s),
        max_backoff_s=_seconds(message, "max_backoff", defaults.max_backoff_s),
        max_doublings=message.max_doublings or defaults.max_doublings,
    )
    if policy.max_attempts < -1 or policy.max_doublings < 0:
        raise invalid("retry_config.max_attempts must be -1 or more, max_doublings 0 or more")
    if not 0.0 <= policy.min_backoff_s <= policy.max_backoff_s or policy.max_retry_duration_s < 0.0:
        raise invalid("retry_config must have 0 <= min_backoff <= max_backoff and max_retry_duration >= 0")
    return policy


def _seconds(message: Any, field: str, default: float) -> float:
    if not message.HasField(field):
        return default
    duration = getattr(message, field)
    return duration.seconds + duration.nanos / 1e9


def _unix_time(timestamp: Any) -> float:
    return timestamp.seconds + timestamp.nanos / 1e9


def _set_time(timestamp: Any, unix_time: float) -> None:
    timestamp.FromMicroseconds(round(unix_time * 1e6))


def _set_duration(duration: Any, seconds: float) -> None:
    duration.FromMicroseconds(round(seconds * 1e6))
