"""The reader: a model puts a person's words into a typed request, in the dev UI and with keys only; rules are the fallback.

What it fills in is bound by the request's own schema. It never fills in ids, nor whether something is written.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.context import Context
from google.adk.agents.llm_agent import LlmAgent
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agents.change_intake import NEXT_WORKOUT
from agents.errors import AgentError
from agents.fallback import Cause
from agents.job_request import EXERCISE_SUBSTITUTION, REQUESTS, WORKOUT_ADAPTER, JobRequest
from agents.journal import texts_of
from agents.json_answer import object_in
from agents.model_chain import ModelChain
from agents.models import is_offline
from agents.offline import WORDS
from agents.phrases import printable
from agents.question import Question, Unusable
from strength.catalog import load_catalog
from strength.request import MAX_NOTES
from strength.substitution.request import MAX_REASON

_HASH_LENGTH = 12
_NOT_READ = (
    "apply",
    "choice",
    "scope",
    "exerciseId",
    "exerciseDefinitionId",
    "workoutId",
    "notes",
    "reason",
    "priority",
    "seed",
)
"""What a model does not decide."""


class ReadRequest(BaseModel):
    """The form of an answer; its parameters are checked against the request of its type."""

    model_config = ConfigDict(extra="ignore")

    type: str = ""
    params: dict[str, Any] = Field(default_factory=dict[str, Any])


async def read_by_model(ctx: Context, model: ModelChain, words: str) -> JobRequest | None:
    """The request that a model reads from the words; None when no model is asked, or its answer is no whole request."""
    if is_offline(model.model):
        return None
    instructions = Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")
    question = Question(
        step="intake",
        prompt_version=hashlib.sha256(instructions.encode()).hexdigest()[:_HASH_LENGTH],
        judge=_judge,
        canonical=lambda _, response: _clean(_object_in(response) or {}),
        ask_again=lambda request, _: request,
        trim=lambda _: None,
    )
    agent = LlmAgent(
        name="reader",
        description="Reads a person's words into a typed request.",
        model=model.asking(question, None),
        mode="single_turn",
        include_contents="none",
        static_instruction=instructions,
        output_schema=ReadRequest,
        before_model_callback=_ask_for_text,
        after_model_callback=_read,
        on_model_error_callback=_give_way,
    )
    message = types.Content(role="user", parts=[types.Part(text=f"{WORDS}{json.dumps({'words': words})}")])
    answer = cast("dict[str, Any] | None", await ctx.run_node(agent, message))
    return None if answer is None else request_in(answer, words)


def request_in(answer: Mapping[str, Any], words: str) -> JobRequest | None:
    """The request that an answer holds, with the person's own words as its free text; None when it is no whole one."""
    job_type, params = answer.get("type"), answer.get("params")
    if not isinstance(job_type, str) or job_type not in REQUESTS or not isinstance(params, Mapping):
        return None
    fields = {name: value for name, value in cast("Mapping[str, Any]", params).items() if name not in _NOT_READ}
    if job_type == WORKOUT_ADAPTER:
        if not any(fields.values()):
            return None
        fields |= {"workoutId": NEXT_WORKOUT, "notes": printable(words)[:MAX_NOTES]}
    elif job_type == EXERCISE_SUBSTITUTION:
        exercise = load_catalog().find(str(fields.pop("exercise", "")))
        if exercise is None:
            return None
        fields |= {"exerciseDefinitionId": exercise.slug, "reason": printable(words)[:MAX_REASON]}
    else:
        fields["notes"] = printable(words)[:MAX_NOTES]
    try:
        return REQUESTS[job_type].model_validate(fields)
    except ValidationError:
        return None


def _object_in(response: LlmResponse) -> dict[str, Any] | None:
    fields = object_in("".join(texts_of(response.content)))
    return None if fields is None else dict(fields)


def _judge(request: LlmRequest, response: LlmResponse) -> Unusable | None:
    del request
    return Unusable(cause=Cause.NOT_READABLE, findings=()) if _object_in(response) is None else None


def _ask_for_text(callback_context: CallbackContext, llm_request: LlmRequest) -> None:
    """Let code check the form, as everywhere."""
    del callback_context
    llm_request.config.response_schema = None
    llm_request.config.response_mime_type = None


# ADK finds the parameters of callbacks by these names
def _read(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse | None:
    del callback_context
    fields = _object_in(llm_response)
    if fields is None:
        return None
    content = types.Content(role="model", parts=[types.Part(text=_clean(fields))])
    return llm_response.model_copy(update={"content": content})


def _clean(fields: Mapping[str, Any]) -> str:
    """An answer as JSON of its two fields and nothing else."""
    params: Any = fields.get("params")
    return json.dumps({"type": str(fields.get("type", "")), "params": params if isinstance(params, dict) else {}})


def _give_way(callback_context: CallbackContext, llm_request: LlmRequest, error: Exception) -> LlmResponse | None:
    """Let the rules read whenever no model can."""
    del callback_context, llm_request
    if not isinstance(error, AgentError):
        return None
    fields: dict[str, Any] = {"error_code": error.code, "error_message": "No model gave a usable answer."}
    return LlmResponse(**fields)
