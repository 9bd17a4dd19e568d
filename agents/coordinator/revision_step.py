"""The step that revises: what a lifter wants changed of a program becomes a design, by rule, without a model."""

import asyncio
from typing import Any

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode

from agents import state as kept
from agents.desk import Desk
from agents.errors import ProgramImpossible
from agents.offline import OFFLINE_COACH
from agents.step_result import passed_on
from strength.blueprint_wire import to_wire
from tools.errors import ToolError
from tools.program_revision import revise_program

REVISE = "revise"
"""Route of a job that changes a program instead of designing one."""


def revise_step(desk: Desk) -> FunctionNode:
    """The node that makes the new design; its output is a blueprint, short form."""

    async def revise(ctx: Context, node_input: dict[str, Any]) -> Event:
        del node_input
        return passed_on(await asyncio.to_thread(_revised, desk, ctx.state))

    return FunctionNode(func=revise, name="revise")


def _revised(desk: Desk, state: State) -> dict[str, Any]:
    """The new design.

    Raises:
        ProgramImpossible: what is asked cannot be done, or the program is gone.
    """
    order = kept.read_order(state)
    if order is None:
        msg = "only a job with an order revises"
        raise ValueError(msg)
    workspace = desk.resume(state[kept.JOB_ID], state[kept.FENCE])
    try:
        blueprint, pool = revise_program(
            workspace, order, kept.read_request(state), kept.read_pool(state), kept.read_recent(state)
        )
    except ToolError as error:
        raise ProgramImpossible(f"{error}.") from error
    # what was taken out must not come back when the design is mended
    kept.keep_pool(state, pool)
    state[kept.MODEL] = OFFLINE_COACH
    return to_wire(blueprint)
