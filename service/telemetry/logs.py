"""Logs: one JSON object per line in Cloud Logging's shape, or short plain lines on a terminal. Always on stderr.

Not a place for request bodies, prompts, model text, SQL or names of people: only fields of the allow-list leave.
"""

import hashlib
import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from opentelemetry import trace

from service.telemetry.metrics import measure

# Any: structlog's event dictionary is open by its own definition.
Event = MutableMapping[str, Any]

_FIELDS = frozenset(
    {
        "action", "address", "answer", "attempt", "attempts", "bytes", "cause", "code", "codes", "cost_usd", "count",
        "created", "delay_s", "duration_ms", "ending", "error", "fence", "generation", "grace_s", "has_answer",
        "input_tokens", "is_degraded", "is_kept", "job_id", "job_type", "logger", "method", "model", "oldest_wait_s", "output_tokens",
        "path", "percent", "port", "priority", "program_id", "prompt_version", "provider", "queue", "reason", "repairs",
        "request_id", "requeued", "role", "route", "score", "signal", "span_id", "stack", "stage", "status", "step",
        "task", "trace_id", "user", "version", "wait_s", "weak",
    }
)  # fmt: skip
_LABELS = frozenset({"job_id", "user", "attempt"})
_OURS = ("service", "storage", "agents", "tools", "strength", "evals", "benchmarks", "uvicorn")
"""Whose messages are words of ours, or fixed ones. Of any other library only that it spoke is logged: its message may
carry model text, SQL, an address with a password, or, from asyncio, the text of an error that nobody caught."""
_TALKATIVE = ("google_adk", "google.adk", "LiteLLM", "litellm", "httpx", "sqlalchemy")


def configure(*, level: str, as_json: bool, trace_project: str | None = None) -> None:
    """Set up logging for the process.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        as_json: Cloud Logging's shape; else plain lines for a person.
        trace_project: project whose name the trace field carries.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _without_content,
        _stack_without_messages,
        _allowed_only,
        _measured,
        _in_trace,
    ]
    last: list[Any] = [_cloud_shape(trace_project), structlog.processors.JSONRenderer()] if as_json else [_plain]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        # a person is told what it means for the job by us; that a library spoke would tell him nothing
        lowest = logging.WARNING if as_json else logging.CRITICAL
        logging.getLogger(name).setLevel(max(lowest, logging.getLevelNamesMapping()[level]))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def user_label(user_id: str) -> str:
    """A user in a log: the same one always looks the same, and nobody can tell who it is."""
    return hashlib.blake2s(user_id.encode("utf-8", "backslashreplace"), digest_size=6).hexdigest()


def _without_content(_: object, __: str, event: Event) -> Event:
    if str(event.get("logger", "")).partition(".")[0] not in _OURS:
        event["event"] = "library_message"
        # a field of the same name means something else there
        for name in [name for name in event if name in _FIELDS and name != "logger"]:
            del event[name]
    return event


def _stack_without_messages(_: object, __: str, event: Event) -> Event:
    """Where an error happened and of what type; never its text, which may quote a value."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]  # pyright: ignore[reportUnknownVariableType] - (type, value, traceback) of the logging module
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["stack"] = _frames(error.__traceback__)
    return event


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-8:]]


def _allowed_only(_: object, __: str, event: Event) -> Event:
    kept = {"event", "level", "time", "_record", "_from_structlog", *_FIELDS}
    for name in [name for name in event if name not in kept]:
        del event[name]
    return event


def _measured(_: object, __: str, event: Event) -> Event:
    measure(event)
    return event


def _in_trace(_: object, __: str, event: Event) -> Event:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event


def _cloud_shape(project: str | None) -> Any:
    def shape(_: object, __: str, event: Event) -> Event:
        labels = {_camel(name): str(event.pop(name)) for name in sorted(_LABELS) if name in event}
        out: Event = {
            "severity": str(event.pop("level", "info")).upper(),
            "message": event.pop("event", ""),
            "time": event.pop("time", ""),
        }
        if labels:
            out["logging.googleapis.com/labels"] = labels
        trace_id, span_id = event.pop("trace_id", None), event.pop("span_id", None)
        if trace_id and project:
            out["logging.googleapis.com/trace"] = f"projects/{project}/traces/{trace_id}"
            out["logging.googleapis.com/spanId"] = span_id
        return {**out, **event}

    return shape


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def _plain(_: object, __: str, event: Event) -> str:
    time = str(event.pop("time", ""))[11:19]
    level = str(event.pop("level", "info"))
    name = str(event.pop("event", ""))
    for hidden in ("logger", "trace_id", "span_id"):
        event.pop(hidden, None)
    stack = event.pop("stack", None)
    fields = " ".join(f"{key}={value}" for key, value in sorted(event.items()))
    where = f"  at {stack[-1]}" if stack else ""
    return f"{time} {level:<7} {name} {fields}{where}".rstrip()
