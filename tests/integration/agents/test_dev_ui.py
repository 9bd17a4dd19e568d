"""Each agent as `adk web agents/` loads and runs it: by its folder, without arguments, over DATABASE_URL."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.adk.apps.app import App
from google.adk.cli.utils._nested_agent_loader import NestedAgentLoader
from google.adk.events.event import Event
from google.adk.runners import Runner
from google.adk.sessions.in_memory_session_service import InMemorySessionService
from google.genai import types
from sqlalchemy import Engine, text

from agents.dev import dev_settings
from agents.provider_client import close_clients
from evals.provider_simulator import Provider, simulate
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.request import ProgramRequest

AGENTS = Path(__file__).parents[3] / "agents"
PARAMS: dict[str, Any] = {
    "goal": "strength",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["full_gym"],
    "weeks": 4,
}
REQUEST = ProgramRequest.model_validate(PARAMS)


def pool() -> Pool:
    return catalog_pool(REQUEST, load_catalog().exercises)


@pytest.fixture
def loader(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[NestedAgentLoader]:
    """ADK's own loader; what it adds to the interpreter is taken away again."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MODEL_CHAIN", "MODEL_BASE_URLS", "REVIEW_MODEL"):
        monkeypatch.delenv(name, raising=False)
    before, path = set(sys.modules), list(sys.path)
    yield NestedAgentLoader(str(AGENTS))
    sys.path[:] = path
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in {
            "coordinator",
            "periodization",
            "validator",
            "persister",
            "workout_adapter",
            "exercise_substitution",
        }:
            del sys.modules[name]


def talk(loader: NestedAgentLoader, name: str, *turns: str) -> list[Event]:
    """The events of the last turn of a conversation with one agent."""

    async def events() -> list[Event]:
        agent = loader.load_agent(name)
        sessions = InMemorySessionService()
        await sessions.create_session(app_name=name, user_id="u", session_id="s")
        said: list[Event] = []
        async with Runner(app=App(name=name, root_agent=agent), session_service=sessions) as runner:
            for turn in turns:
                content = types.Content(role="user", parts=[types.Part(text=turn)])
                said = [item async for item in runner.run_async(user_id="u", session_id="s", new_message=content)]
        await close_clients()
        return said

    return asyncio.run(events())


def said_by(event: Event) -> dict[str, Any]:
    assert isinstance(event.output, dict)
    return event.output


def programs_in(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        rows = connection.execute(text('SELECT "programId" FROM "AIJob" WHERE "status" = \'completed\''))
        return list(rows.scalars())


def test_the_dev_ui_lists_the_six_agents_and_nothing_else(loader: NestedAgentLoader) -> None:
    assert loader.list_agents() == [
        "coordinator",
        "exercise_substitution",
        "periodization",
        "persister",
        "validator",
        "workout_adapter",
    ]


def test_the_coordinator_stores_a_program_for_a_typed_request(loader: NestedAgentLoader, engine: Engine) -> None:
    last = talk(loader, "coordinator", json.dumps(PARAMS))[-1]
    assert said_by(last)["kind"] == "program"
    assert programs_in(engine) == [said_by(last)["program_id"]]


def test_the_coordinator_stores_a_program_for_an_english_sentence(loader: NestedAgentLoader, engine: Engine) -> None:
    last = talk(loader, "coordinator", "4 weeks of strength, 3 days a week, intermediate")[-1]
    assert (said_by(last)["kind"], said_by(last)["weeks"]) == ("program", 4)
    assert last.content is not None
    assert last.content.parts is not None
    assert str(last.content.parts[0].text).startswith("Stored '4-Week Strength")
    assert programs_in(engine) == [said_by(last)["program_id"]]


def test_the_coordinator_asks_back_and_puts_the_answer_together_with_what_was_said(
    loader: NestedAgentLoader, engine: Engine
) -> None:
    first = "strength for 4 weeks"
    question = talk(loader, "coordinator", first)[-1]
    assert said_by(question)["kind"] == "question"
    last = talk(loader, "coordinator", first, "intermediate, 3 days a week")[-1]
    assert (said_by(last)["kind"], said_by(last)["weeks"]) == ("program", 4)
    assert programs_in(engine) == [said_by(last)["program_id"]]


def test_the_coordinator_refuses_a_job_that_no_workflow_does(loader: NestedAgentLoader, engine: Engine) -> None:
    last = talk(loader, "coordinator", json.dumps({"type": "haircut", "params": {}}))[-1]
    assert (said_by(last)["kind"], said_by(last)["job_type"]) == ("refusal", "haircut")
    assert programs_in(engine) == []


def test_periodization_answers_a_typed_request_with_a_blueprint(loader: NestedAgentLoader) -> None:
    last = talk(loader, "periodization", json.dumps(PARAMS))[-1]
    assert Blueprint.model_validate(said_by(last)) == plan(REQUEST, pool())


def test_the_validator_answers_with_a_report(loader: NestedAgentLoader) -> None:
    message = json.dumps({"request": PARAMS, "blueprint": to_wire(plan(REQUEST, pool()))})
    last = talk(loader, "validator", message)[-1]
    assert (said_by(last)["passed"], said_by(last)["hard"]) == (True, [])
    assert said_by(last)["scorecard"]["total"] > 70


@pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")
def test_the_validator_shows_what_a_review_says_when_a_model_is_there(
    loader: NestedAgentLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = {"code": "order", "severity": "weak", "at": "1.2", "message": "Put the row first."}
    with simulate() as simulator:
        simulator.script_reviews(Provider.OPENAI, json.dumps({"findings": [finding]}))
        monkeypatch.setenv("OPENAI_API_KEY", "sk-simulated")
        monkeypatch.setenv("MODEL_BASE_URLS", f"openai={simulator.base_urls['openai']}")
        last = talk(loader, "validator", json.dumps(example("validator")))[-1]
        assert len(simulator.reviews) == 1
    assert (said_by(last)["passed"], said_by(last)["review"]) == (True, [finding])
    assert last.content is not None
    assert last.content.parts is not None
    assert "A review says: tpl[1].s[2]: Put the row first." in str(last.content.parts[0].text)


def test_the_persister_stores_a_program_under_a_job_of_its_own(loader: NestedAgentLoader, engine: Engine) -> None:
    program = expand(plan(REQUEST, pool()), REQUEST, pool(), catalog=load_catalog())
    last = talk(loader, "persister", json.dumps(program.to_json()))[-1]
    assert said_by(last)["kind"] == "program"
    assert programs_in(engine) == [said_by(last)["program_id"]]


def test_loading_an_agent_starts_no_database(loader: NestedAgentLoader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+pg8000://nobody@127.0.0.1:1/none")
    for name in loader.list_agents():
        assert loader.load_agent(name).name == name


def test_the_dev_ui_takes_models_from_the_environment() -> None:
    settings = dev_settings(
        {
            "OPENAI_API_KEY": "sk-1",
            "MODEL_BASE_URLS": "anthropic=http://127.0.0.1:9001,openai=http://127.0.0.1:9001/v1",
        }
    )
    assert settings.chain == ("openai/gpt-6.1-sol", "offline/coach")
    assert settings.api_keys == {"openai": "sk-1"}
    assert settings.base_urls == {"anthropic": "http://127.0.0.1:9001", "openai": "http://127.0.0.1:9001/v1"}
    assert dev_settings({"MODEL_CHAIN": "offline/coach, x/y"}).chain == ("offline/coach", "x/y")
    assert dev_settings({}).chain == ("offline/coach",)


def example(name: str) -> dict[str, Any]:
    return json.loads((AGENTS / name / "example.json").read_text(encoding="utf-8"))


def test_the_workout_adapter_runs_alone_with_its_example(loader: NestedAgentLoader, engine: Engine) -> None:
    outcome = said_by(talk(loader, "workout_adapter", json.dumps(example("workout_adapter")))[-1])
    assert (outcome["kind"], outcome["applied"]) == ("adaptation", False)
    assert outcome["minutes_after"] <= 35 < outcome["minutes_before"]
    assert "instead of" in outcome["explanation"]
    assert jobs_in(engine) == [("program_generator", "completed"), ("workout_adapter", "completed")]


def test_exercise_substitution_runs_alone_with_its_example(loader: NestedAgentLoader, engine: Engine) -> None:
    outcome = said_by(talk(loader, "exercise_substitution", json.dumps(example("exercise_substitution")))[-1])
    assert (outcome["kind"], len(outcome["substitutes"])) == ("substitution", 5)
    assert outcome["original"] == "Deadlift"
    assert not any("Barbell" in name for name in outcome["substitutes"])
    assert jobs_in(engine) == [("exercise_substitution", "completed")]


@pytest.mark.parametrize("name", ["workout_adapter", "exercise_substitution"])
def test_the_coordinator_does_typed_jobs_of_every_type(loader: NestedAgentLoader, name: str) -> None:
    typed = {"type": name, "params": example(name)}
    bare = example(name)
    kinds = {said_by(talk(loader, "coordinator", json.dumps(message))[-1])["kind"] for message in (typed, bare)}
    assert kinds == {"adaptation" if name == "workout_adapter" else "substitution"}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("coordinator", "program_id"),
        ("periodization", "sch"),
        ("persister", "program_id"),
        ("validator", "scorecard"),
        ("workout_adapter", "minutes_after"),
        ("exercise_substitution", "substitutes"),
    ],
)
def test_every_agent_runs_with_the_example_in_its_folder(loader: NestedAgentLoader, name: str, field: str) -> None:
    output = said_by(talk(loader, name, json.dumps(example(name)))[-1])
    assert output[field]


def jobs_in(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(text('SELECT "type", "status" FROM "AIJob" ORDER BY "createdAt"'))
        return [tuple(row) for row in rows]
