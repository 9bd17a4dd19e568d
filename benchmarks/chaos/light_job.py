"""A light run: the store's operations in the workflow's order, a pause where the model would think, a small program."""

import asyncio
import zlib
from dataclasses import dataclass

from benchmarks.chaos.zombie import Zombie
from service.api.program_job import ProgramJob
from service.api.worker import Stop
from service.jobs.retry import Cause
from storage.errors import LostLease
from storage.jobs import Caps, JobRow, JobStore, ModelCall
from strength.program import Program

MODEL = "scripted/model"
_NO_CAPS = Caps(job_usd=1e6, user_day_usd=1e6, day_usd=1e6)
_STEP = "design"


def share_of(name: str) -> float:
    """A number from 0 to 1 that belongs to a name: the same in every process and every run."""
    return zlib.crc32(name.encode()) / 2**32


@dataclass(frozen=True, slots=True, kw_only=True)
class LightJob:
    """Does a claimed job.

    Attributes:
        store: where it is written.
        program: what comes out.
        think_s: mean pause of the scripted model, in seconds.
        coach: does the share of the jobs that the true agents shall do.
        coach_share: that share, 0-1.
        rival_s: how much longer later claims of a job take, in seconds.
        zombie: the store's fault plan.
        zombie_share: of the first claims, that stop with their process before they complete.
    """

    store: JobStore
    program: Program
    think_s: float
    coach: ProgramJob
    coach_share: float
    rival_s: float
    zombie: Zombie
    zombie_share: float

    async def run(self, job: JobRow, stop: Stop) -> None:
        """Do the job."""
        if share_of(job.job_id) < self.coach_share:
            await self.coach.run(job, stop)
            return
        if not await asyncio.to_thread(self._is_designed, job, stop):
            call = await asyncio.to_thread(self._ask, job)
            # no transaction is open and no thread is held while a model thinks
            await asyncio.sleep(2 * self.think_s * share_of(call.call_id))
            await asyncio.to_thread(self._book, job, call)
        if job.fence > 1:
            # also where the first claim's design is used again: its zombie shall find this one at work
            await asyncio.sleep(self.rival_s)
        await asyncio.to_thread(self._save, job)

    def _is_designed(self, job: JobRow, stop: Stop) -> bool:
        progress = {"stage": _STEP, "percent": 30, "message": "Designing"}
        if self.store.set_progress(job.job_id, job.fence, progress):
            stop(Cause.CANCELLED)
            raise LostLease("it is to be cancelled")
        return self.store.journal_get(job.job_id, step=_STEP, input_hash="h", prompt_version="1") is not None

    def _ask(self, job: JobRow) -> ModelCall:
        cost_usd = 0.01 + 0.01 * share_of(f"{job.job_id}/{job.fence}")
        call = ModelCall(
            job_id=job.job_id, user_id=job.user_id, fence=job.fence, step=_STEP, model_asked=MODEL,
            cost_usd=4 * cost_usd, prompt_version="1",
        )  # fmt: skip
        self.store.reserve_model_call(call, _NO_CAPS)
        return call

    def _book(self, job: JobRow, call: ModelCall) -> None:
        booked = ModelCall(
            job_id=job.job_id, user_id=job.user_id, fence=job.fence, step=_STEP, model_asked=MODEL,
            model_answered=MODEL, input_tokens=100, output_tokens=50, cost_usd=(call.cost_usd or 0.0) / 4,
            prompt_version="1", call_id=call.call_id,
        )  # fmt: skip
        self.store.book_reply(booked, step=_STEP, input_hash="h", reply={"text": "a blueprint"})

    def _save(self, job: JobRow) -> None:
        # the fence in the result says who wrote it: it has to be the last claim's
        result = {"writtenBy": job.fence}
        if job.fence == 1 and share_of(f"zombie/{job.job_id}") < self.zombie_share:
            self.zombie.arm()
        self.store.complete_program(job.job_id, job.fence, program=self.program, model=MODEL, result=result)
