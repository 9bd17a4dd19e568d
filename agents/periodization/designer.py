"""The designer: the one agent that talks to a model. It sees its brief and nothing else."""

import json
from pathlib import Path
from typing import Any

from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.llm_agent import LlmAgent
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from agents import state as kept
from agents.errors import AgentError, ContextTooLong, ModelRefused, ModelRejected, OutputInvalid
from agents.fallback import Cause
from agents.model_chain import ANSWERED_BY, STOOD_IN, ModelChain
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.errors import StrengthError
from tools.workspace import Workspace

from .answer import read_answer
from .blueprint_question import blueprint_question

STOOD_IN_UNAVAILABLE = "Our rule-based coach designed this program, because no AI model gave a usable answer just now."
STOOD_IN_BUDGET = "Our rule-based coach designed this program, because the spending limit for AI models is reached."


def build_designer(model: ModelChain, workspace: Workspace | None) -> LlmAgent:
    """The agent that turns a brief into a blueprint, one question and one answer.

    When no model gives a usable answer the run does not fail: the agent then has no output. The state says who
    answered, and warns the lifter when the rule-based coach had to stand in.

    Args:
        model: who is asked.
        workspace: the job that pays for the calls; without one they are not booked.
    """
    instructions = prompt()
    return LlmAgent(
        name="periodization",
        description="Designs a training program as a compact blueprint.",
        model=model.asking(blueprint_question(instructions), workspace),
        mode="single_turn",
        include_contents="none",
        # static: nothing of a session is ever put into the instructions, so they are the same bytes for every job
        static_instruction=instructions,
        output_schema=Blueprint,
        before_model_callback=_ask_for_text,
        after_model_callback=_read,
        on_model_error_callback=_give_way,
    )


def prompt() -> str:
    """The instructions, the same for every job."""
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


def _ask_for_text(callback_context: CallbackContext, llm_request: LlmRequest) -> None:
    """Give each part of the brief its own message, and do not let the provider enforce the schema.

    Own messages, because the cache mark that ends the shared prefix goes on a whole message. No schema, because an
    enforced one would force the long form of a blueprint, three times the tokens; code reads and checks the answer.
    """
    del callback_context
    llm_request.config.response_schema = None
    llm_request.config.response_mime_type = None
    llm_request.contents = [
        types.Content(role=content.role, parts=[part])
        for content in llm_request.contents
        for part in content.parts or []
    ]


# ADK finds the parameters of callbacks by these names
def _read(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse | None:
    """Turn the answer into clean JSON, and note who gave it."""
    if llm_response.error_code in _GIVEN_UP:
        # ADK shows us what `_give_way` made, too
        return None
    marks = llm_response.custom_metadata or {}
    callback_context.state[kept.MODEL] = marks[ANSWERED_BY]
    if cause := marks.get(STOOD_IN):
        callback_context.state[kept.DEGRADED] = True
        is_budget = cause in (Cause.OVER_BUDGET.value, Cause.UNPRICED.value)
        kept.warn(callback_context.state, (STOOD_IN_BUDGET if is_budget else STOOD_IN_UNAVAILABLE,))
    text = json.dumps(to_wire(read_answer(llm_response)), ensure_ascii=False, separators=(",", ":"))
    content = types.Content(role="model", parts=[types.Part(text=text)])
    return llm_response.model_copy(update={"content": content})


def _give_way(callback_context: CallbackContext, llm_request: LlmRequest, error: Exception) -> LlmResponse | None:
    """Let the workflow go on without an answer when asking again cannot help; everything else goes its way.

    A design that passed and waits for a better one asks for no patience: without an answer it is the program.
    """
    del llm_request
    is_extra = kept.is_aside(callback_context.state) and isinstance(error, AgentError | StrengthError)
    if not is_extra and not isinstance(error, _GIVING_WAY):
        return None
    code = error.code if isinstance(error, _GIVING_WAY) else OutputInvalid.code
    # a response without content is no output; the code makes ADK treat it as final instead of asking on
    fields: dict[str, Any] = {"error_code": code, "error_message": "No model gave a usable answer."}
    return LlmResponse(**fields)


_GIVING_WAY: tuple[type[AgentError], ...] = (ModelRejected, ModelRefused, OutputInvalid, ContextTooLong)
_GIVEN_UP = frozenset(kind.code for kind in _GIVING_WAY)
