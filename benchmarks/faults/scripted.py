"""A run without agents: the same operations on the store in the same order as the workflow's, and a small program."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from service.api.worker import Stop
from service.jobs.retry import Cause, Fault
from storage.errors import CancelRequested, DatabaseDown, LostLease, ProgramExists
from storage.exercise_pool import load_pool
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint
from storage.jobs import Caps, JobRow, JobStore, ModelCall
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest

COST_USD = 0.0125
STEPS = tuple(point for point in FaultPoint if point.value.startswith("step."))
_CALL_AT = FaultPoint.STEP_DESIGNING


class RunFails(Exception):
    """What a run raises that no attempt will ever do."""


class RunStumbles(Exception):
    """What a run raises that may do better next time."""


def diagnose(error: Exception) -> Fault:
    """What an error of such a run means."""
    match error:
        case RunFails():
            return Fault(cause=Cause.PERMANENT, code="impossible", message="This cannot be done.")
        case LostLease() | ProgramExists():
            return Fault(cause=Cause.LOST_LEASE)
        case CancelRequested():
            return Fault(cause=Cause.CANCELLED)
        case DatabaseDown():
            return Fault(cause=Cause.SERVICE_DOWN)
        case _:
            return Fault(cause=Cause.TRANSIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedJob:
    """Does a claimed job.

    Attributes:
        store: where it is written.
        program: what comes out.
        pay: called when the model has answered.
        faults: what goes wrong at the steps.
        before_saving: what happens beside the run, before its last step.
    """

    store: JobStore
    program: Program
    pay: Callable[[str, int], None]
    faults: FaultPlan = NO_FAULTS
    before_saving: Callable[[JobRow], None] = lambda _: None

    async def run(self, job: JobRow, stop: Stop) -> None:
        """Do the job."""
        await asyncio.to_thread(self._run, job, stop)

    def _run(self, job: JobRow, stop: Stop) -> None:
        for percent, point in enumerate(STEPS):
            if point is FaultPoint.STEP_SAVING:
                self.before_saving(job)
            self.faults.reach(point)
            stage = point.value.removeprefix("step.")
            if self.store.set_progress(job.job_id, job.fence, {"stage": stage, "percent": percent, "message": stage}):
                stop(Cause.CANCELLED)
                raise LostLease("it is to be cancelled")
            if point is _CALL_AT:
                self._call(job)
        self.store.complete_program(job.job_id, job.fence, program=self.program, model="scripted/model")

    def _call(self, job: JobRow) -> None:
        key = {"step": "design", "input_hash": "h", "prompt_version": "1"}
        if self.store.journal_get(job.job_id, **key) is not None:
            return
        call = ModelCall(
            job_id=job.job_id, user_id=job.user_id, fence=job.fence, step="design", model_asked="scripted/model",
            cost_usd=4 * COST_USD, prompt_version="1",
        )  # fmt: skip
        self.store.reserve_model_call(call, Caps(job_usd=1e6, user_day_usd=1e6, day_usd=1e6))
        self.pay(job.job_id, job.fence)
        booked = ModelCall(
            job_id=job.job_id, user_id=job.user_id, fence=job.fence, step="design", model_asked="scripted/model",
            model_answered="scripted/model", input_tokens=100, output_tokens=50, cost_usd=COST_USD,
            prompt_version="1", call_id=call.call_id,
        )  # fmt: skip
        self.store.book_reply(booked, step="design", input_hash="h", reply={"text": "a blueprint"})


def small_program(engine: Engine) -> Program:
    """Two weeks of one workout of one exercise."""
    request = ProgramRequest.model_validate(
        {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["full_gym"]}
    )
    entry = next(iter(load_pool(engine, "nobody", request).entries.values()))
    prescription = Prescription(
        slug=entry.exercise.slug,
        exercise_definition_id=entry.definition_id,
        name=entry.name,
        order=1,
        notes="",
        warmup="",
        group=None,
        sets=(SetPrescription(set_number=1, reps="5", weight="60kg", rpe=8.0, percent1rm=80, rest_seconds=180),),
    )
    workout = Workout(name="Day 1", day_number=1, exercises=(prescription,))
    weeks = tuple(Week(week_number=number, phase="Build", is_deload=False, workouts=(workout,)) for number in (1, 2))
    return Program.model_validate(
        {
            "name": "Small", "goal": "strength", "experience": "beginner", "frequency": 2,
            "equipment": ("full_gym",), "rationale": "Because.", "weeks": weeks,
        }
    )  # fmt: skip
