"""What we rely on in ADK 2.13, held here so that an upgrade says what it changed (design 05, 5.1)."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.context import Context
from google.adk.agents.llm_agent import LlmAgent
from google.adk.apps.app import App
from google.adk.events.event import Event
from google.adk.events.event_actions import EventActions
from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.adk.models.registry import LLMRegistry
from google.adk.runners import Runner
from google.adk.sessions.in_memory_session_service import InMemorySessionService
from google.adk.workflow import DEFAULT_ROUTE, START, FunctionNode, Workflow
from google.genai import types
from pydantic import BaseModel, Field

from agents.offline import OfflineCoach


class Answer(BaseModel):
    number: int


class Parrot(BaseLlm):
    """Says one thing, and keeps what it was asked."""

    words: str
    asked: list[Any] = Field(default_factory=list[Any])

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        self.asked.append(llm_request)
        usage = types.GenerateContentResponseUsageMetadata(prompt_token_count=1, candidates_token_count=1)
        parts = [types.Part(text=self.words)]
        yield LlmResponse(content=types.Content(role="model", parts=parts), usage_metadata=usage)


def run(workflow: Workflow, text: str = "hi") -> list[Event]:
    """All events of one run."""

    async def events() -> list[Event]:
        sessions = InMemorySessionService()
        await sessions.create_session(app_name="facts", user_id="u", session_id="s")
        async with Runner(app=App(name="facts", root_agent=workflow), session_service=sessions) as runner:
            content = types.Content(role="user", parts=[types.Part(text=text)])
            return [item async for item in runner.run_async(user_id="u", session_id="s", new_message=content)]

    return asyncio.run(events())


def routing(route: str) -> FunctionNode:
    async def first(ctx: Context, node_input: str) -> Event:
        return Event(output={"said": node_input}, actions=EventActions(route=route))

    return FunctionNode(func=first, name="first")


async def end(ctx: Context, node_input: dict[str, Any]) -> Event:
    return Event(output={"end": True})


async def other_end(ctx: Context, node_input: dict[str, Any]) -> Event:
    return Event(output={"other": True})


def outputs_of(workflow: Workflow) -> list[Any]:
    own = [event for event in run(workflow) if any("/" not in path for path in event.node_info.output_for or [])]
    return [event.output for event in own]


def test_an_unmatched_route_ends_the_run_silently() -> None:
    assert outputs_of(Workflow(name="facts", edges=[(START, routing("b"), {"a": end})])) == []


def test_the_default_route_catches_what_no_other_route_does() -> None:
    workflow = Workflow(name="facts", edges=[(START, routing("b"), {"a": end, DEFAULT_ROUTE: other_end})])
    assert outputs_of(workflow) == [{"other": True}]


def test_only_the_terminal_nodes_output_is_said_to_be_the_workflows() -> None:
    assert outputs_of(Workflow(name="facts", edges=[(START, routing("a"), {"a": end})])) == [{"end": True}]


def test_every_nodes_event_looks_final() -> None:
    events = run(Workflow(name="facts", edges=[(START, routing("a"), {"a": end})]))
    assert [event.is_final_response() for event in events] == [True, True]


def test_an_error_in_a_node_comes_out_of_the_runner_as_it_is() -> None:
    async def fail(ctx: Context, node_input: str) -> Event:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        run(Workflow(name="facts", edges=[(START, fail)]))


def test_temporary_state_reaches_later_nodes_and_is_not_kept() -> None:
    seen: list[object] = []

    async def write(ctx: Context, node_input: str) -> Event:
        ctx.state["temp:note"] = "x"
        ctx.state["kept"] = "y"
        return Event(output={})

    async def read(ctx: Context, node_input: dict[str, Any]) -> Event:
        seen.append(ctx.state.get("temp:note"))
        return Event(output={})

    events = run(Workflow(name="facts", edges=[(START, write, read)]))
    assert seen == ["x"]
    assert events[0].actions.state_delta == {"kept": "y"}


def agent(model: BaseLlm, **callbacks: Any) -> LlmAgent:
    return LlmAgent(
        name="parrot",
        model=model,
        mode="single_turn",
        include_contents="none",
        static_instruction="Say {nothing}.",
        output_schema=Answer,
        **callbacks,
    )


def asking(designer: LlmAgent) -> Workflow:
    async def ask(ctx: Context, node_input: str) -> Event:
        parts = [types.Part(text="shared"), types.Part(text="own")]
        return Event(output={"answer": await ctx.run_node(designer, types.Content(role="user", parts=parts))})

    return Workflow(name="facts", edges=[(START, FunctionNode(func=ask, name="ask", rerun_on_resume=True))])


def test_an_agent_sees_its_input_and_its_instruction_as_written_and_no_more() -> None:
    model = Parrot(model="parrot/1", words='{"number": 1}')
    assert outputs_of(asking(agent(model))) == [{"answer": {"number": 1}}]
    request = model.asked[0]
    assert request.config.system_instruction == "Say {nothing}."
    assert [[part.text for part in content.parts] for content in request.contents] == [["shared", "own"]]


def test_a_response_without_content_is_no_output_and_no_failure() -> None:
    def drop(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse:
        callback_context.state["temp:why"] = "because"
        return LlmResponse(error_code="of_no_use", error_message="of no use")

    model = Parrot(model="parrot/1", words="not JSON")
    assert outputs_of(asking(agent(model, after_model_callback=drop))) == [{"answer": None}]
    assert len(model.asked) == 1


def test_without_our_callback_bad_json_fails_the_node() -> None:
    with pytest.raises(ValueError, match="Answer"):
        run(asking(agent(Parrot(model="parrot/1", words="not JSON"))))


def test_the_rule_based_coach_is_registered_for_its_ids() -> None:
    assert LLMRegistry.resolve("offline/coach") is OfflineCoach
