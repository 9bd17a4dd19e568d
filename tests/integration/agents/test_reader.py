"""With a key a model reads what a person types; without one, or when it cannot, rules do."""

import asyncio
import json
from typing import Any

import pytest
from google.adk.apps.app import App
from google.adk.runners import Runner
from google.adk.sessions.in_memory_session_service import InMemorySessionService
from google.genai import types

from agents.coordinator.agent import build_coordinator
from agents.coordinator.reader import request_in
from agents.dev import DevDesk
from agents.model_chain import ModelChain
from agents.models import ModelSettings
from evals.provider_simulator import Fault, Provider, instant, simulate
from strength.adaptation import AdaptRequest
from strength.request import ProgramRequest
from strength.substitution import SubstituteRequest

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

WORDS = "deadlifts are out for me, got just dumbbells, what else?"


def talk(database_url: str, provider_url: str, words: str) -> Any:
    settings = ModelSettings(
        chain=("anthropic/claude-sonnet-5-5", "offline/coach"),
        api_keys={"anthropic": "sk-test"},
        base_urls={"anthropic": provider_url},
        timeout_s=10,
    )

    desk = DevDesk(database_url)

    async def run() -> Any:
        agent = build_coordinator(desk, ModelChain(settings, instant().runtime))
        sessions = InMemorySessionService()
        await sessions.create_session(app_name="c", user_id="u", session_id="s")
        content = types.Content(role="user", parts=[types.Part(text=words)])
        async with Runner(app=App(name="c", root_agent=agent), session_service=sessions) as runner:
            events = [item async for item in runner.run_async(user_id="u", session_id="s", new_message=content)]
        return events[-1].output

    try:
        return asyncio.run(run())
    finally:
        desk.engine.dispose()


def test_a_model_reads_what_rules_would_ask_about(database_url: str) -> None:
    read = {"type": "exercise_substitution", "params": {"exercise": "deadlift", "equipment": ["dumbbell"]}}
    with simulate(anthropic=[json.dumps(read), Fault.GOOD]) as provider:
        output = talk(database_url, provider.base_urls["anthropic"], WORDS)
        assert provider.calls_of(Provider.ANTHROPIC) == 2
        assert WORDS not in json.dumps(provider.received[0].system)
    assert (output["kind"], output["original"]) == ("substitution", "Deadlift")


@pytest.mark.parametrize("fault", [Fault.NOT_JSON, Fault.SERVER_ERROR, Fault.REFUSAL, Fault.EMPTY])
def test_when_the_model_cannot_read_rules_do(database_url: str, fault: Fault) -> None:
    with simulate(anthropic=[fault]) as provider:
        output = talk(database_url, provider.base_urls["anthropic"], "swap deadlifts, no barbell")
    assert (output["kind"], output["original"]) == ("substitution", "Deadlift")


def test_an_answer_is_bound_by_the_request_and_decides_no_ids() -> None:
    bold = {"apply": True, "choice": "d1", "exerciseId": "e-of-user-17", "scope": "remaining", "reason": "ZORBLAX"}
    request = request_in({"type": "exercise_substitution", "params": {**bold, "exercise": "back squat"}}, "my words")
    assert request == SubstituteRequest(exercise_definition_id="back_squat", reason="my words")
    adapted = request_in(
        {"type": "workout_adapter", "params": {"workoutId": "w17", "readiness": 2, "apply": True}}, "x"
    )
    assert adapted == AdaptRequest(workout_id="next", readiness=2, notes="x")
    program = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": [], "notes": "ZORBLAX"}
    read = request_in({"type": "program_generator", "params": program}, "x")
    assert isinstance(read, ProgramRequest)
    assert read.notes == "x"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"type": "haircut", "params": {}},
        {"type": "program_generator", "params": {"goal": "strength"}},
        {"type": "program_generator", "params": "ZORBLAX"},
        {"type": "workout_adapter", "params": {}},
        {"type": "workout_adapter", "params": {"readiness": 9}},
        {"type": "exercise_substitution", "params": {"exercise": "zorblax press"}},
        {"type": "exercise_substitution", "params": {"exercise": "back squat", "userId": "17"}},
    ],
)
def test_what_is_no_whole_request_is_left_to_the_rules(answer: dict[str, Any]) -> None:
    assert request_in(answer, "x") is None
