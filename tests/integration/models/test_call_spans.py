"""What a trace and the log say about the calls of a job: who was asked, under which prompt, what it cost; and no text."""

import json
import logging
import subprocess
import sys

import pytest
from sqlalchemy import Engine

from agents.periodization.blueprint_question import blueprint_question
from agents.periodization.designer import prompt
from evals.fault_run import CHAIN, PARAMS, claimed_job, run_job, simulated_settings
from evals.provider_simulator import Fault, instant, simulate

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CLAUDE = CHAIN[0]

TRACED = """
import json, logging, sys
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

kept = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(kept))
trace.set_tracer_provider(provider)

from evals.fault_run import CHAIN, PARAMS, claimed_job, run_job, simulated_settings
from evals.provider_simulator import Fault, instant, simulate
from storage.engine import DatabaseSettings, build_engine

logging.disable(logging.WARNING)
engine = build_engine(DatabaseSettings(url=sys.argv[1]))
with simulate(anthropic=("CANARY", Fault.GOOD)) as simulator:
    settings = simulated_settings(simulator, chain=CHAIN[:1])
    run_job(claimed_job(engine, PARAMS | {"notes": "CANARY"}), settings, instant().runtime)
spans = kept.get_finished_spans()
assert not [span.name for span in spans if "CANARY" in span.to_json()]
ours = [span for span in spans if any(key.startswith("fitcsv.") for key in span.attributes)]
by_id = {span.context.span_id: span.name for span in spans}
json.dump([{"name": span.name, "below": span.parent and by_id.get(span.parent.span_id),
            **{key: value for key, value in span.attributes.items() if key.startswith("fitcsv.")}}
           for span in sorted(ours, key=lambda span: span.start_time)], sys.stdout)
engine.dispose()
"""


def test_each_call_has_a_span_that_says_what_it_was_and_none_that_says_a_word_of_it(database_url: str) -> None:
    # a process of its own, because a tracer provider can be set once only
    command = [sys.executable, "-W", "ignore", "-c", TRACED, database_url]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert done.stderr == ""
    version = blueprint_question(prompt()).prompt_version
    asked, *calls = json.loads(done.stdout)[:3]
    assert asked["name"].startswith("generate_content")
    assert asked["fitcsv.model"] == CLAUDE
    assert asked["fitcsv.prompt_version"] == version
    assert asked["fitcsv.is_replayed"] is False
    assert [call["fitcsv.cause"] for call in calls] == ["not_readable", "answered"]
    for call in calls:
        assert call["name"] == "fitcsv.model_call"
        assert call["below"] == asked["name"]
        assert call["fitcsv.model"] == CLAUDE
        assert call["fitcsv.prompt_version"] == version
        assert call["fitcsv.step"] == "periodization"
        # the simulator's figures at 2 and 10 USD per million
        assert (call["fitcsv.input_tokens"], call["fitcsv.output_tokens"]) == (1000, 500)
        assert call["fitcsv.cost_usd"] == pytest.approx(0.007)


def test_each_call_is_in_the_log_with_its_prompt_version_and_model(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), simulate(anthropic=(Fault.BAD_KEY,)) as simulator:
        run_job(claimed_job(engine, PARAMS), simulated_settings(simulator), instant().runtime)
    version = blueprint_question(prompt()).prompt_version
    said = [record.__dict__ for record in caplog.records if record.message == "model_called"]
    assert [(one["model"], one["cause"], one["prompt_version"]) for one in said][:2] == [
        (CLAUDE, "bad_key", version),
        (CHAIN[1], "answered", version),
    ]
    assert [one["cost_usd"] for one in said][:2] == [0.0, pytest.approx(0.007)]
    [gave_way] = [record.__dict__ for record in caplog.records if record.message == "model_gave_way"]
    assert (gave_way["model"], gave_way["prompt_version"]) == (CLAUDE, version)
