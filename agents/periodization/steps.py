"""The steps of a design: ask the models, and when none of them gives a usable answer let the rule-based coach do it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode
from google.genai import types

from agents import state as kept
from agents.brief import Brief, brief_of
from agents.model_chain import ModelChain
from agents.offline import OFFLINE_COACH
from agents.step_result import passed_on
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from strength.violation import Violation
from tools.workspace import Workspace

from .designer import build_designer

DEGRADED = "Our rule-based coach designed this program, because the model's design could not be used."


def design_step(model: ModelChain, workspace_of: Callable[[State], Workspace] | None = None) -> FunctionNode:
    """The node that designs. Its input may hold `previous` and `findings`; its output is a blueprint, short form.

    Args:
        model: who is asked.
        workspace_of: the job that pays for the calls; without one they are not booked.
    """

    async def design(ctx: Context, node_input: dict[str, Any]) -> Event:
        request = kept.read_request(ctx.state)
        pool = kept.read_pool(ctx.state)
        workspace = None if workspace_of is None else await asyncio.to_thread(workspace_of, ctx.state)
        brief = brief_of(
            request,
            pool,
            recent=kept.read_recent(ctx.state),
            previous=_previous(node_input),
            findings=_findings(node_input),
        )
        answer = cast(dict[str, Any] | None, await ctx.run_node(build_designer(model, workspace), _message(brief)))
        if answer is None:
            # a design that waits for a better one needs no stand-in
            return passed_on({} if kept.is_aside(ctx.state) else coach(ctx.state))
        return passed_on(to_wire(Blueprint.model_validate(answer)))

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=design, name="design", rerun_on_resume=True)


def coach(state: State) -> dict[str, Any]:
    """The rule-based coach's blueprint, short form, and the note that it stepped in.

    Raises:
        strength.errors.PoolTooThin: no program can be made from the exercises at hand.
    """
    state[kept.DEGRADED] = True
    state[kept.MODEL] = OFFLINE_COACH
    kept.warn(state, (DEGRADED,))
    return to_wire(plan(kept.read_request(state), kept.read_pool(state), history=kept.read_recent(state)))


def _message(brief: Brief) -> types.Content:
    return types.Content(role="user", parts=[types.Part(text=text) for text in brief.parts])


def _previous(node_input: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return cast(Mapping[str, Any] | None, node_input.get("previous"))


def _findings(node_input: Mapping[str, Any]) -> tuple[Violation, ...]:
    return tuple(Violation.model_validate(finding) for finding in node_input.get("findings", ()))


async def catalog_step(ctx: Context, node_input: str) -> Event:
    """The node that takes a typed request on its own: every exercise of the packaged catalog that fits."""
    request = ProgramRequest.model_validate_json(node_input)
    kept.begin(ctx.state, request, job_id="", fence=0)
    kept.keep_pool(ctx.state, catalog_pool(request, load_catalog().exercises))
    return passed_on({})
