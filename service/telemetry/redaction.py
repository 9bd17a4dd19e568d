"""What is taken out of spans before they leave: the words of errors.

A library's span that ends with an error carries the error's text and its stack (ADK's spans of agents and nodes do). Our
errors name the value that was wrong, and a provider's quote what was sent. The type stays: with the span's place in the
trace it says what broke where, and the log has the stack without the texts.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status

if TYPE_CHECKING:
    from opentelemetry.util.types import Attributes

_TYPE = "exception.type"


class WithoutWords(SpanExporter):
    """Hands spans on, without what errors say. Safe wherever the exporter behind it is."""

    def __init__(self, behind: SpanExporter) -> None:
        """Hand spans to this exporter."""
        self._behind = behind

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Export the spans, those with errors as copies."""
        return self._behind.export([_redacted(span) for span in spans])

    def shutdown(self) -> None:
        """Stop the exporter behind."""
        self._behind.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Send what the exporter behind still holds."""
        return self._behind.force_flush(timeout_millis)


def _redacted(span: ReadableSpan) -> ReadableSpan:
    if not span.events and not span.status.description:
        return span
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=span.attributes,
        events=[Event(event.name, _types_alone(event.attributes), event.timestamp) for event in span.events],
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _types_alone(attributes: "Attributes") -> "Attributes":
    return {_TYPE: attributes[_TYPE]} if attributes and _TYPE in attributes else {}
