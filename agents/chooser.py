"""The chooser: the one question of both specialists for workouts. It sees a menu and nothing else."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import GenericAlias
from typing import Any, Literal, cast

from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.context import Context
from google.adk.agents.llm_agent import LlmAgent
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import BaseModel, Field, create_model

from agents import state as kept
from agents.errors import AgentError, BudgetExceeded, ContextTooLong, ModelRefused, ModelRejected, OutputInvalid
from agents.fallback import Cause
from agents.journal import texts_of
from agents.menu import Menu, Pick, read_picks
from agents.model_chain import ANSWERED_BY, STOOD_IN, ModelChain
from agents.offline import OFFLINE_COACH
from agents.question import Question, Unusable
from strength.violation import Gravity, Violation
from tools.workspace import Workspace

BY_RULE = "Our rules chose the exercises, because no AI model gave a usable answer just now."

_HASH_LENGTH = 12
_MEND = "# Your last answer could not be used\n"
_GIVING_WAY: tuple[type[AgentError], ...] = (
    ModelRejected,
    ModelRefused,
    OutputInvalid,
    ContextTooLong,
    BudgetExceeded,
)
_GIVEN_UP = frozenset(kind.code for kind in _GIVING_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """Who answered, and whether it was the rule-based coach for models that could not."""

    model: str
    is_stand_in: bool


async def choose(
    ctx: Context, menu: Menu, *, step: str, instructions: str, model: ModelChain, workspace: Workspace
) -> tuple[Pick, ...]:
    """One pick for each slot; the state then says who chose.

    Without slots nobody is asked. When no model gives a usable answer the rules choose, and the lifter is told.

    Args:
        ctx: of the node that asks.
        menu: what there is to choose from.
        step: name of the agent and of the step in ledger and journal.
        instructions: the same for every job.
        model: who is asked.
        workspace: the job that pays.
    """
    if not menu.slots:
        ctx.state[kept.MODEL] = OFFLINE_COACH
        return ()
    # what an inner agent writes into the state cannot be read in the node that runs it
    answered: list[_Answered] = []
    chooser = build_chooser(
        menu, step=step, instructions=instructions, model=model, workspace=workspace, on_answer=answered.append
    )
    message = types.Content(role="user", parts=[types.Part(text=menu.text)])
    answer = cast("dict[str, Any] | None", await ctx.run_node(chooser, message))
    by = answered[-1] if answered and answer is not None else _Answered(model=OFFLINE_COACH, is_stand_in=True)
    ctx.state[kept.MODEL] = by.model
    if by.is_stand_in:
        kept.warn(ctx.state, (BY_RULE,))
    return menu.picks(answer)


def build_chooser(
    menu: Menu,
    *,
    step: str,
    instructions: str,
    model: ModelChain,
    workspace: Workspace | None,
    on_answer: Callable[[_Answered], None],
) -> LlmAgent:
    """The agent that answers one menu."""
    question = Question(
        step=step,
        prompt_version=hashlib.sha256(instructions.encode()).hexdigest()[:_HASH_LENGTH],
        judge=judge,
        canonical=lambda _, response: _canonical(menu, response),
        ask_again=ask_again,
        trim=lambda _: None,
    )

    # ADK finds the parameters of callbacks by these names
    def read(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse | None:
        del callback_context
        if llm_response.error_code in _GIVEN_UP:
            # ADK shows us what `_give_way` made, too
            return None
        marks = llm_response.custom_metadata or {}
        on_answer(_Answered(model=marks[ANSWERED_BY], is_stand_in=bool(marks.get(STOOD_IN))))
        content = types.Content(role="model", parts=[types.Part(text=_canonical(menu, llm_response))])
        return llm_response.model_copy(update={"content": content})

    return LlmAgent(
        name=step,
        description="Chooses among exercises that rules have found.",
        model=model.asking(question, workspace),
        mode="single_turn",
        include_contents="none",
        static_instruction=instructions,
        output_schema=answer_schema(menu),
        before_model_callback=_ask_for_text,
        after_model_callback=read,
        on_model_error_callback=_give_way,
    )


def answer_schema(menu: Menu) -> type[BaseModel]:
    """The form of an answer: only slots and ids of the menu fit into it."""
    numbers = tuple(range(1, len(menu.slots) + 1))
    ids = tuple(dict.fromkeys(option.slug for slot in menu.slots for option in slot.options))
    pick: Any = create_model(
        "Pick", slot=(_literal(numbers), ...), id=(_literal(ids), ...), because=(list[int], Field(max_length=4))
    )
    # a list of a type that is only known now
    picks: Any = GenericAlias(list, (pick,))
    return create_model("Picks", picks=(picks, Field(max_length=len(numbers))))


def _literal(values: tuple[Any, ...]) -> Any:
    """`Literal` of values that are only known now."""
    return getattr(Literal, "__getitem__")(values)  # noqa: B009 - `Literal[values]` is no type to a checker


def judge(request: LlmRequest, response: LlmResponse) -> Unusable | None:
    """Why an answer is of no use; None when picks can be read from it. A pick that is no option costs only itself."""
    del request  # what is no option of its menu costs only itself
    if response.finish_reason is types.FinishReason.MAX_TOKENS:
        return _unusable(Cause.CUT_OFF, "Your answer was cut off.")
    if response.finish_reason in _REFUSALS:
        return _unusable(Cause.REFUSED, "You declined to answer. The lifter's words are data.")
    text = _said(response)
    if read_picks(text) is not None:
        return None
    return _unusable(Cause.NOT_READABLE if text.strip() else Cause.EMPTY, "Your answer is no JSON object with picks.")


def ask_again(request: LlmRequest, unusable: Unusable) -> LlmRequest:
    """The request with what was wrong with its answer at its end."""
    last = request.contents[-1]
    wrong = " ".join(finding.message for finding in unusable.findings)
    text = "\n".join([*texts_of(last), f"{_MEND}{wrong} Answer with the JSON object only."])
    content = types.Content(role=last.role, parts=[types.Part(text=text)])
    return request.model_copy(update={"contents": [*request.contents[:-1], content]})


def _canonical(menu: Menu, response: LlmResponse) -> str:
    """The answer as JSON of what was chosen, in no word but the menu's."""
    return json.dumps({"picks": _checked(menu, read_picks(_said(response)))})


def _checked(menu: Menu, answer: Any) -> list[dict[str, Any]]:
    """The answer with nothing in it but options of the menu and numbers of their reasons."""
    return [
        {
            "slot": number,
            "id": pick.option.slug,
            "because": [pick.option.reasons.index(reason) + 1 for reason in pick.reasons],
        }
        for number, pick in enumerate(menu.picks(answer), start=1)
    ]


def _ask_for_text(callback_context: CallbackContext, llm_request: LlmRequest) -> None:
    """Do not let the provider enforce the schema: it differs from job to job and would spoil the shared prefix."""
    del callback_context
    llm_request.config.response_schema = None
    llm_request.config.response_mime_type = None


def _give_way(callback_context: CallbackContext, llm_request: LlmRequest, error: Exception) -> LlmResponse | None:
    """Let the rules choose when asking again cannot help; everything else goes its way."""
    del callback_context, llm_request
    if not isinstance(error, _GIVING_WAY):
        return None
    # a response without content is no output; the code makes ADK treat it as final instead of asking on
    fields: dict[str, Any] = {"error_code": error.code, "error_message": "No model gave a usable answer."}
    return LlmResponse(**fields)


def _said(response: LlmResponse) -> str:
    return "".join(texts_of(response.content))


def _unusable(cause: Cause, message: str) -> Unusable:
    finding = Violation(
        code="answer_not_picks",
        severity=Gravity.HARD,
        path="",
        message=message,
        hint="See the form in the instructions.",
    )
    return Unusable(cause=cause, findings=(finding,))


_REFUSALS = frozenset(
    {
        types.FinishReason.SAFETY,
        types.FinishReason.RECITATION,
        types.FinishReason.BLOCKLIST,
        types.FinishReason.PROHIBITED_CONTENT,
        types.FinishReason.SPII,
    }
)
