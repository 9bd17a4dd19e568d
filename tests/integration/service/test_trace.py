"""One trace from the web app's request over the queue to the SQL of the worker, sent by OTLP, and nothing in it or beside it
that a lifter wrote."""

from collections.abc import Callable, Iterator
from concurrent import futures

import grpc
import pytest
from google.cloud.trace_v2 import BatchWriteSpansRequest
from google.cloud.trace_v2.services.trace_service import TraceServiceClient
from google.cloud.trace_v2.services.trace_service.transports import TraceServiceGrpcTransport
from google.protobuf.empty_pb2 import Empty
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from benchmarks.trace.collector import Seen
from benchmarks.trace.walk import CALLER, KEY, NOTE, Walk, walk
from service.telemetry.metrics import METRICS
from service.telemetry.traces import span_exporter


@pytest.fixture(scope="module")
def walked(new_database: Callable[[str | None], str], template: str, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walk(new_database(template), tmp_path_factory.mktemp("trace"))


def named(walked: Walk, beginning: str) -> list[Seen]:
    found = [span for span in walked.collector.spans if span.name.startswith(beginning)]
    assert found, beginning
    return found


def ancestors(walked: Walk, span: Seen) -> list[str]:
    spans = {item.span_id: item for item in walked.collector.spans}
    names: list[str] = []
    while span.parent_id in spans:
        span = spans[span.parent_id]
        names.append(span.name)
    return names


def test_each_hop_hangs_below_the_one_that_caused_it(walked: Walk) -> None:
    assert (walked.job["status"], walked.job["model"]) == ("completed", "anthropic/claude-sonnet-5-5")
    (request,) = named(walked, "POST /api/ai/generate-program")
    assert (request.trace_id, request.parent_id) == tuple(CALLER.split("-")[1:3])
    (call,) = [
        span for span in named(walked, "fitcsv.model_call") if "invoke_agent periodization" in ancestors(walked, span)
    ]
    assert ancestors(walked, call) == [
        "generate_content anthropic/claude-sonnet-5-5",
        "invoke_agent periodization",
        "invoke_node design",
        "invoke_workflow coordinator",
        "POST /tasks/program-generator",
        "enqueue",
        "POST /api/ai/generate-program",
    ]
    (stored,) = named(walked, "SQL WITH Program")
    assert ancestors(walked, stored)[0] == "invoke_node persister"


def test_spans_and_logs_hold_no_words_of_the_lifter_no_key_and_no_text_of_a_model(walked: Walk) -> None:
    spans = "\n".join(span.whole for span in walked.collector.spans)
    for secret in (NOTE, KEY, "hurts", "back_squat", "postgresql://"):
        assert secret not in spans
        assert secret not in walked.log


def test_log_records_name_the_trace_they_belong_to(walked: Walk) -> None:
    trace_id = CALLER.split("-")[1]
    for event in ("job_claimed", "model_called", "program_stored", "job_attempt_ended", '"request"'):
        lines = [line for line in walked.log.splitlines() if event in line and trace_id in line]
        assert lines, event


def test_what_a_good_job_says_is_counted(walked: Walk) -> None:
    trouble = {"fitcsv.job.failures", "fitcsv.model.breaker_openings"}
    assert {metric.name for metric in METRICS} - trouble <= walked.collector.metrics


@pytest.fixture
def cloud_trace() -> Iterator[tuple[str, list[BatchWriteSpansRequest]]]:
    """Cloud Trace's one method, over its real protocol on this machine."""
    received: list[BatchWriteSpansRequest] = []

    def write(request: BatchWriteSpansRequest, _context: object) -> Empty:
        received.append(request)
        return Empty()

    handler = grpc.unary_unary_rpc_method_handler(
        write,
        request_deserializer=BatchWriteSpansRequest.deserialize,
        response_serializer=Empty.SerializeToString,
    )
    server = grpc.server(futures.ThreadPoolExecutor(1))
    name = "google.devtools.cloudtrace.v2.TraceService"
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(name, {"BatchWriteSpans": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}", received
    server.stop(0).wait()


# the exporter itself uses what its own SDK has deprecated
@pytest.mark.filterwarnings("ignore:Deprecated since version 1.4.0:DeprecationWarning")
def test_cloud_trace_gets_spans_with_their_parents(cloud_trace: tuple[str, list[BatchWriteSpansRequest]]) -> None:
    address, received = cloud_trace
    with grpc.insecure_channel(address) as channel:
        client = TraceServiceClient(transport=TraceServiceGrpcTransport(channel=channel))
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(span_exporter("gcp", project="fitcsv", client=client)))
        tracer = provider.get_tracer("test")
        with tracer.start_as_current_span("above"), tracer.start_as_current_span("below"):
            pass
        provider.shutdown()
    below, above = (span for request in received for span in request.spans)
    assert (below.display_name.value, below.parent_span_id) == ("below", above.span_id)
    assert {request.name for request in received} == {"projects/fitcsv"}
