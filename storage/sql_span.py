"""A span for each statement, inside a trace only. Parameters never show, and of the text only its kind and a table.

SQLAlchemy's own instrumentation for OpenTelemetry does nothing with SQLAlchemy 2.1 (design 08, 8.5), so these are hooks
of the engine.
"""

import re
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import SpanKind
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

_TABLE = re.compile(r'\b(?:UPDATE|INTO|FROM|JOIN)\s+"([A-Za-z]+)"')
_KEY = "fitcsv_span"


def trace_statements(engine: Engine) -> None:
    """Make spans for the statements of this engine."""
    event.listen(engine, "before_cursor_execute", _begin)
    event.listen(engine, "after_cursor_execute", _end)
    event.listen(engine, "handle_error", _fail)


def _begin(
    _connection: Connection, _cursor: object, statement: str, _parameters: object, context: Any, _many: bool
) -> None:
    # outside of a trace, in the relay's rounds for one, spans would be noise
    if context is None or not trace.get_current_span().is_recording():
        return
    kind, table = _kind(statement), _TABLE.search(statement)
    attributes = {"db.system.name": "postgresql", "db.operation.name": kind}
    if table is not None:
        attributes["db.collection.name"] = table.group(1)
    name = f"SQL {kind}" if table is None else f"SQL {kind} {table.group(1)}"
    span = trace.get_tracer("fitcsv").start_span(name, kind=SpanKind.CLIENT, attributes=attributes)
    setattr(context, _KEY, span)


def _end(
    _connection: Connection, _cursor: object, _statement: str, _parameters: object, context: Any, _many: bool
) -> None:
    span = getattr(context, _KEY, None)
    if span is not None:
        span.end()


def _fail(failed: ExceptionContext) -> None:
    span = getattr(failed.execution_context, _KEY, None)
    if span is not None:
        # the type only: a message of the database may quote a value
        span.set_attribute("error.type", type(failed.original_exception).__name__)
        span.end()


def _kind(statement: str) -> str:
    word = statement.lstrip().partition(" ")[0].strip().upper()
    return word if word in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH") else "other"
