"""A collector of traces on this machine: the real protocol over gRPC, kept in memory and written to a file as a tree."""

import threading
from collections.abc import Generator, Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One span as it arrived."""

    trace_id: str
    span_id: str
    parent_id: str
    service: str
    name: str
    attributes: dict[str, str]
    milliseconds: float
    whole: str = field(repr=False)


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    """Keeps every span that is sent, and the names of the metrics."""

    def __init__(self) -> None:
        self.address = ""
        self.metrics: set[str] = set()
        self._spans: list[Seen] = []
        self._lock = threading.Lock()

    # Any: messages of the protocol are made without types
    def Export(self, request: Any, context: object) -> Any:  # noqa: N802 - the protocol's own name
        """Keep the spans of one message."""
        del context
        with self._lock:
            for resource in request.resource_spans:
                service = _words(resource.resource.attributes).get("service.name", "")
                for scope in resource.scope_spans:
                    self._spans += [_seen(span, service) for span in scope.spans]
        return trace_service_pb2.ExportTraceServiceResponse()

    @property
    def spans(self) -> list[Seen]:
        """What arrived so far."""
        with self._lock:
            return list(self._spans)

    def tree(self, trace_id: str) -> str:
        """The spans of a trace, children below their parents, in the order of arrival."""
        spans = [span for span in self.spans if span.trace_id == trace_id]
        ids = {span.span_id for span in spans}

        def lines(parent: str, depth: int) -> Iterator[str]:
            for span in spans:
                if span.parent_id == parent or (depth == 0 and span.parent_id not in ids):
                    yield f"{'  ' * depth}{span.name} [{span.service}] {span.milliseconds:.1f} ms"
                    yield from lines(span.span_id, depth + 1)

        return "\n".join(lines("", 0))


class _Metrics(metrics_service_pb2_grpc.MetricsServiceServicer):
    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def Export(self, request: Any, context: object) -> Any:  # noqa: N802
        del context
        for resource in request.resource_metrics:
            for scope in resource.scope_metrics:
                self._collector.metrics |= {metric.name for metric in scope.metrics}
        return metrics_service_pb2.ExportMetricsServiceResponse()


def _words(attributes: Any) -> dict[str, str]:
    return {item.key: item.value.string_value or str(item.value.int_value) for item in attributes}


def _seen(span: Any, service: str) -> Seen:
    return Seen(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        service=service,
        name=span.name,
        attributes=_words(span.attributes),
        milliseconds=(span.end_time_unix_nano - span.start_time_unix_nano) / 1e6,
        whole=str(span),
    )


@contextmanager
def collecting() -> Generator[Collector]:
    """A collector that listens on a free port."""
    collector = Collector()
    server = grpc.server(futures.ThreadPoolExecutor(2))
    # made by the protocol's compiler, without types
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(collector, server)  # pyright: ignore[reportUnknownMemberType]
    metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(  # pyright: ignore[reportUnknownMemberType]
        _Metrics(collector), server
    )
    port = server.add_insecure_port("127.0.0.1:0")
    collector.address = f"http://127.0.0.1:{port}"
    server.start()
    try:
        yield collector
    finally:
        server.stop(0).wait()
