"""Traces: where spans go, how a request's trace is carried over the queue, and the spans of requests and tasks.

One trace holds a job's whole way: the user's request, the making of its task, the delivery at the worker, ADK's spans of
workflow and agents, each call of a model, each statement. Its id is on the job's row and in every log record.

What leaves never holds content: no body, no note, no prompt, no SQL parameter, no error's text; see `agents.run`,
`storage.sql_span` and `service.telemetry.redaction`.
"""

import asyncio
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

TRACER = "fitcsv"
_FLUSH_MS = 3_000
_METRICS_MS = 60_000
_QUIET = ("/health/", "/static/")


class Tracing:
    """The providers of this process; a process has them once."""

    def __init__(self, tracer: "TracerProvider", meter: "MeterProvider | None") -> None:
        """Hold them; see `start`."""
        self._tracer = tracer
        self._meter = meter

    def flush(self) -> None:
        """Send what is finished. Before an answer, because Cloud Run takes the CPU away after it (design 08, 8.5)."""
        self._tracer.force_flush(_FLUSH_MS)

    def stop(self) -> None:
        """Send everything and end; harmless twice."""
        self._tracer.shutdown()
        if self._meter is not None:
            self._meter.shutdown()


def start(exporter: str, *, role: str, project: str | None) -> Tracing | None:
    """Set this process's providers up.

    Args:
        exporter: `gcp`, `otlp`, `console` or `none`. Addresses of OTLP are read by its library from the standard
            variables (`OTEL_EXPORTER_OTLP_ENDPOINT` and its kin).
        role: becomes part of the service's name.
        project: Google Cloud project of the traces.

    Returns:
        None for `none`: nothing is imported and nothing is recorded.
    """
    if exporter == "none":
        return None
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": f"fitcsv-ai-{role}", "service.namespace": "fitcsv"})
    tracer = TracerProvider(resource=resource)
    tracer.add_span_processor(BatchSpanProcessor(span_exporter(exporter, project=project), schedule_delay_millis=1_000))
    trace.set_tracer_provider(tracer)
    return Tracing(tracer, _otlp_meter(resource) if exporter == "otlp" else None)


def span_exporter(exporter: str, *, project: str | None, client: Any = None) -> "SpanExporter":
    """Where spans go, without what errors say.

    Args:
        exporter: `gcp`, `otlp` or `console`.
        project: Google Cloud project.
        client: a client of Cloud Trace instead of the default one.
    """
    from service.telemetry.redaction import WithoutWords

    return WithoutWords(_sender(exporter, project=project, client=client))


def _sender(exporter: str, *, project: str | None, client: Any) -> "SpanExporter":
    match exporter:
        case "gcp":
            from opentelemetry.exporter.cloud_trace import CloudTraceSpanExporter  # pyright: ignore[reportDeprecated]

            with warnings.catch_warnings():
                # its maintainers recommend OTLP by now, which is one setting away; this one needs no collector
                warnings.simplefilter("ignore", DeprecationWarning)
                # the library has no types
                return CloudTraceSpanExporter(project_id=project, client=client)  # pyright: ignore[reportUnknownVariableType, reportDeprecated]
        case "otlp":
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

            return OTLPSpanExporter()
        case "console":
            import sys

            from opentelemetry.sdk.trace.export import ConsoleSpanExporter

            return ConsoleSpanExporter(out=sys.stderr)
        case _:
            msg = f"there is no exporter {exporter!r}; it must be gcp, otlp or console"
            raise ValueError(msg)


def _otlp_meter(resource: Any) -> "MeterProvider":
    from opentelemetry import metrics
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    reader = PeriodicExportingMetricReader(OTLPMetricExporter(), export_interval_millis=_METRICS_MS)
    provider = MeterProvider(resource=resource, metric_readers=[reader])
    metrics.set_meter_provider(provider)
    return provider


def flush() -> None:
    """Send the spans that have ended; blocks, at most three seconds. Nothing where nothing is traced."""
    # only the library's real provider has it, and it is the one that has anything to send
    send = getattr(trace.get_tracer_provider(), "force_flush", None)
    if send is not None:
        send(_FLUSH_MS)


def traceparent() -> str | None:
    """The current span in W3C's words, to be carried on; None outside of a trace."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")


def task_span(parent: str | None) -> AbstractContextManager[object]:
    """The span of making a job's task, below the request that asked for the job."""
    context = propagate.extract({} if parent is None else {"traceparent": parent})
    return trace.get_tracer(TRACER).start_as_current_span("enqueue", context=context, kind=SpanKind.PRODUCER)


class Traced:
    """ASGI middleware: a span for each request, below the caller's own when it says so."""

    def __init__(self, app: ASGIApp, *, route_of: Callable[[Scope], str]) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            route_of: the path of a request as others may see it, known once it is routed.
        """
        self._app = app
        self._route_of = route_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(_QUIET):
            await self._app(scope, receive, send)
            return
        # Any: methods of a request are words of whoever sends it
        method: Any = scope["method"] if scope["method"] in ("GET", "POST", "HEAD", "OPTIONS") else "(other)"
        status = 0

        is_task = scope["path"].startswith("/tasks/")
        tracer = trace.get_tracer(TRACER)
        with tracer.start_as_current_span(
            str(method),
            context=propagate.extract(_carried(scope)),
            kind=SpanKind.SERVER,
            # an error's text may quote what a user wrote
            record_exception=False,
            set_status_on_exception=False,
        ) as span:

            def finish() -> None:
                if span.is_recording():
                    route = self._route_of(scope)
                    span.update_name(f"{method} {route}")
                    span.set_attributes(
                        {"http.request.method": str(method), "http.route": route, "http.response.status_code": status}
                    )

            async def send_out(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                    if is_task and span.is_recording():
                        # Cloud Run takes the CPU away after the answer (design 08, 8.5)
                        finish()
                        span.end()
                        await asyncio.to_thread(flush)
                await send(message)

            try:
                await self._app(scope, receive, send_out)
            finally:
                finish()


def _carried(scope: Scope) -> Mapping[str, str]:
    """The caller's trace. Not its `tracestate` or `baggage`: both are words of strangers that would be carried on."""
    for name, value in scope["headers"]:
        if name == b"traceparent":
            return {"traceparent": value.decode("latin-1")}
    return {}
