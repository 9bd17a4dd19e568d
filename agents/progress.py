"""How far a run is, told to the lifter: a stage, a percentage, a sentence."""

import asyncio
from collections.abc import Awaitable, Callable

from google.adk.sessions.state import State

from agents import state as kept
from agents.desk import Desk

Progress = Callable[[State, str, int, str], Awaitable[None]]


def progress_of(desk: Desk) -> Progress:
    """Tells it through the workspace of the run's job; a lost lease surfaces here."""

    def store(job_id: str, fence: int, stage: str, percent: int, message: str) -> None:
        desk.resume(job_id, fence).on_progress(stage, percent, message)

    async def tell(state: State, stage: str, percent: int, message: str) -> None:
        await asyncio.to_thread(store, state[kept.JOB_ID], state[kept.FENCE], stage, percent, message)

    return tell
