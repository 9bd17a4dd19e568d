"""The review: a cheap model reads a summary of what rules let pass, and may have it designed once more. Optional.

It can do nothing else: rules have spoken before, and speak again about the second design. Whatever goes wrong with it
is noted and forgotten; the program goes on as it was.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.context import Context
from google.adk.agents.llm_agent import LlmAgent
from google.adk.events.event import Event
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode
from google.genai import types

from agents import state as kept
from agents.errors import AgentError
from agents.journal import with_text
from agents.model_chain import ModelChain
from agents.models import ModelSettings, is_offline
from agents.progress import Progress
from agents.runtime import ModelRuntime
from agents.step_result import routed
from strength.blueprint_wire import to_wire
from strength.pool import Pool
from strength.request import ProgramRequest
from tools.program_check import CheckReport
from tools.workspace import Workspace

from .review_finding import Review
from .review_question import STEP, ReviewTerms
from .review_summary import HEADING, summary_of
from .steps import PASSED, REDESIGN, REDESIGNS

PREAMBLE = f"Review the program whose summary follows under {HEADING.strip()!r}.\n"
"""The same for every job and a message of its own: the mark that ends what Claude caches goes on a job's first message."""

logger = logging.getLogger(__name__)


def build_reviewer(settings: ModelSettings, runtime: ModelRuntime) -> ModelChain | None:
    """The chain that reviews; None when reviews are off. The first model of a provider imports its client.

    Raises:
        ValueError: an id names no provider.
    """
    own = settings.of_review
    return None if own is None else ModelChain(own, runtime.of_review)


def review_step(reviewer: ModelChain, workspace_of: Callable[[State], Workspace], progress: Progress) -> FunctionNode:
    """The node that has a design reviewed which rules let pass. Its route is back to the designer, once, or on.

    Args:
        reviewer: who is asked.
        workspace_of: the job that pays.
        progress: tells the lifter when the design is improved.
    """

    async def review(ctx: Context, node_input: dict[str, Any]) -> Event:
        state = ctx.state
        if state[kept.REVIEWED] or is_offline(state[kept.MODEL]) or state[kept.REDESIGNS] >= REDESIGNS:
            # nothing could come of it
            return routed(node_input, PASSED)
        report = kept.read_report(state)
        terms = await asyncio.to_thread(terms_of, report, kept.read_request(state), kept.read_pool(state))
        workspace = await asyncio.to_thread(workspace_of, state)
        said = await ask_for_review(ctx, terms, reviewer, workspace) if terms is not None else None
        state[kept.REVIEWED] = True
        if said is None or not said.weak:
            return routed(node_input, PASSED)
        kept.set_aside(state)
        state[kept.REDESIGNS] += 1
        await progress(state, "repairing", 60, "Improving the design")
        findings = [finding.violation.model_dump(mode="json") for finding in said.weak]
        return routed({"previous": to_wire(report.blueprint), "findings": findings}, REDESIGN)

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=review, name="review", rerun_on_resume=True)


def terms_of(report: CheckReport, request: ProgramRequest, pool: Pool) -> ReviewTerms | None:
    """What a review of a checked program reads and is held against; None when there is no program."""
    if report.program is None or report.scorecard is None:
        return None
    summary = summary_of(report.blueprint, report.program, report.scorecard, request, pool)
    return ReviewTerms(summary=summary, notes=request.notes, instructions=prompt())


def prompt() -> str:
    """The instructions, the same for every job."""
    return Path(__file__).with_name("review.md").read_text(encoding="utf-8")


async def ask_for_review(
    ctx: Context, terms: ReviewTerms, reviewer: ModelChain, workspace: Workspace | None
) -> Review | None:
    """What a model says about a program; None when no model says anything usable.

    Args:
        ctx: of the node that asks.
        terms: what is read.
        reviewer: who is asked.
        workspace: the job that pays; without one nobody does.
    """
    texts = (PREAMBLE, terms.summary.text)
    message = types.Content(role="user", parts=[types.Part(text=text) for text in texts])
    answer = cast("dict[str, Any] | None", await ctx.run_node(_agent(terms, reviewer, workspace), message))
    review = None if answer is None else Review.model_validate(answer)
    # codes alone: no word of a model's is logged
    codes = [] if review is None else [finding.code.value for finding in review.findings]
    weak = 0 if review is None else len(review.weak)
    logger.info("program_reviewed", extra={"has_answer": review is not None, "codes": codes, "weak": weak})
    return review


def _agent(terms: ReviewTerms, reviewer: ModelChain, workspace: Workspace | None) -> LlmAgent:
    """The agent that answers with findings, one question and one answer."""

    # ADK finds the parameters of callbacks by these names
    def read(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse | None:
        del callback_context
        if llm_response.error_code:
            # ADK shows us what `_give_way` made, too
            return None
        return with_text(llm_response, terms.canonical(llm_response))

    return LlmAgent(
        name=STEP,
        description="Reads over a training program that rules have passed.",
        model=reviewer.asking(terms.question, workspace),
        mode="single_turn",
        include_contents="none",
        static_instruction=terms.instructions,
        output_schema=Review,
        before_model_callback=_ask_for_text,
        after_model_callback=read,
        on_model_error_callback=_give_way,
    )


def _ask_for_text(callback_context: CallbackContext, llm_request: LlmRequest) -> None:
    """Give each part a message of its own, and let code check the form, as everywhere."""
    del callback_context
    llm_request.config.response_schema = None
    llm_request.config.response_mime_type = None
    llm_request.contents = [
        types.Content(role=content.role, parts=[part])
        for content in llm_request.contents
        for part in content.parts or []
    ]


def _give_way(callback_context: CallbackContext, llm_request: LlmRequest, error: Exception) -> LlmResponse | None:
    """Go on without a review, whatever the chain says; what says that the job is not ours goes its way."""
    del callback_context, llm_request
    if not isinstance(error, AgentError):
        return None
    logger.warning("review_gave_way", extra={"cause": error.code})
    fields: dict[str, Any] = {"error_code": error.code, "error_message": "No model gave a usable answer."}
    return LlmResponse(**fields)
