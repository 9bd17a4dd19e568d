"""How far a run is, told to the lifter: a stage, a percentage, a sentence."""

import asyncio
from collections.abc import Awaitable, Callable

from google.adk.sessions.state import State

from agents import state as kept
from agents.desk import Desk

Progress = Callable[[State, str, int, str], Awaitable[None]]


def progress_of(desk: Desk) -> Progress:
    """Tells it through the workspace of the run's job; a lost lease surfaces here."""

    async def tell(state: State, stage: str, percent: int, message: str) -> None:
        workspace = await asyncio.to_thread(desk.resume, state[kept.JOB_ID], state[kept.FENCE])
        await asyncio.to_thread(workspace.on_progress, stage, percent, message)

    return tell
