"""The real worker and workflow with the rule-based coach: everything that a job costs but the thinking of a model."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from service import telemetry
from service.api.program_job import ProgramJob, diagnose
from service.api.threads import Threads
from service.api.worker import Worker
from service.jobs.answer import Ending
from service.settings import Deadlines, Settings
from storage.jobs import Claimed, JobRow, JobStore, NewJob, Refused
from strength.program import Program

REQUEST: Mapping[str, Any] = {
    "goal": "strength", "frequency": 4, "experience": "intermediate", "weeks": 12,
    "equipment": ["barbell", "rack", "bench", "dumbbell", "cable", "machine", "pull_up_bar"],
}  # fmt: skip
"""The main job: twelve weeks of four workouts."""

TYPE = "program_generator"
_THREADS = 5


class StageClock(JobStore):
    """A job store that notes when a job passes which stage; for one job at a time."""

    def __init__(self, engine: Engine) -> None:
        """Jobs of this database."""
        super().__init__(engine)
        self.marks: list[tuple[str, float]] = []

    def claim(self, *arguments: Any, **named: Any) -> Claimed | Refused:
        """As the store, with the time noted."""
        claimed = super().claim(*arguments, **named)
        self.mark("claim")
        return claimed

    def set_progress(self, job_id: str, fence: int, progress: Mapping[str, Any]) -> bool:
        """As the store, with the time noted at which the stage begins."""
        self.mark(f"> {progress['stage']}")
        return super().set_progress(job_id, fence, progress)

    def complete_program(self, job_id: str, fence: int, *, program: Program, **named: Any) -> JobRow:
        """As the store, with the time noted at which it begins and ends."""
        self.mark("> completion")
        completed = super().complete_program(job_id, fence, program=program, **named)
        self.mark("> end")
        return completed

    def mark(self, name: str) -> None:
        """Note the time."""
        self.marks.append((name, time.perf_counter()))


class OfflineWorker:
    """Makes jobs and does them in this process."""

    def __init__(self, engine: Engine, store: JobStore | None = None, settings: Settings | None = None) -> None:
        """Work on this database; with the rule-based coach where the settings name no model."""
        telemetry.configure(level="CRITICAL", as_json=True)
        logging.disable(logging.CRITICAL)
        self.store = store or JobStore(engine)
        job = ProgramJob(engine, self.store, settings or Settings())
        self._worker = Worker(
            self.store, job.run, diagnose, Threads(_THREADS), warm=job.warm, deadlines=Deadlines(),
            spread=lambda: 0.5, max_running=1_000,
        )  # fmt: skip

    def create(self, user_id: str, **changed: Any) -> str:
        """A job for the main request, with these fields changed; its id."""
        return self.store.create(NewJob(user_id=user_id, type=TYPE, params={**REQUEST, **changed})).job.job_id

    async def do(self, job_id: str) -> None:
        """Deliver a job and check that it was done.

        Raises:
            RuntimeError: it was not.
        """
        ending = await self._worker.deliver(job_id, TYPE)
        if ending is not Ending.DONE:
            raise RuntimeError(f"job {job_id!r} ended with {ending.name}; it should have been done")
