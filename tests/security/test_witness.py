"""The suite's own witness finds a leak, and what leaves in a span says no word of an error."""

import json

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from service.telemetry.redaction import WithoutWords
from tests.witness import Witness

NOTE = "my left knee hurts when I squat since 2019"


@pytest.mark.parametrize("order", [("secret", "line"), ("line", "secret")])
def test_the_witness_finds_a_leak_whichever_comes_first(order: tuple[str, str]) -> None:
    witness = Witness()
    for step in order:
        assert witness.leaks() == []
        match step:
            case "secret":
                witness.on_statement(None, None, 'INSERT INTO "AIJob" ...', (json.dumps({"notes": NOTE}), "strength"))
            case _:
                witness.hears(f'{{"message": "job_failed", "reason": "{NOTE.replace("2019", "2020")}"}}')
    found = witness.leaks()
    assert len(found) == 1
    assert "my left knee hurts" in found[0]
    # told once, not after every test that follows
    assert witness.leaks() == []


def test_the_witness_lets_names_and_our_own_lines_pass() -> None:
    witness = Witness()
    witness.on_statement(None, None, 'INSERT INTO "AIJob" ...', ('{"goal": "strength", "equipment": ["barbell"]}',))
    witness.on_statement(None, None, 'SELECT 1 FROM "Exercise" WHERE name = :name', (NOTE,))
    for line in ("strength barbell", '{"message": "job_claimed", "attempt": 1}', NOTE):
        witness.hears(line)
    assert witness.leaks() == []


def test_a_span_that_ends_with_an_error_tells_its_type_and_nothing_else() -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(WithoutWords(kept)))
    tracer = provider.get_tracer("test")
    with (
        tracer.start_as_current_span("above"),
        pytest.raises(ValueError, match=NOTE),
        tracer.start_as_current_span("below", attributes={"fitcsv.step": "design"}),
    ):
        raise ValueError(NOTE)
    below, above = kept.get_finished_spans()
    assert "knee" not in below.to_json()
    assert ".py" not in below.to_json()
    assert [dict(event.attributes or {}) for event in below.events] == [{"exception.type": "ValueError"}]
    assert below.status.status_code is StatusCode.ERROR
    assert below.attributes == {"fitcsv.step": "design"}
    assert below.parent is not None
    assert above.context is not None
    assert below.parent.span_id == above.context.span_id
    assert below.start_time is not None
    assert above.end_time is not None
    assert above.end_time >= below.start_time
