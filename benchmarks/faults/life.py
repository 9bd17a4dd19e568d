"""The life of one process: a client posts, the relay makes tasks, the queue delivers, the worker works, the sweep sweeps."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks.faults.cell import Cell, Course, Fault, OneFault
from benchmarks.faults.scripted import RunFails, RunStumbles, ScriptedJob, diagnose
from benchmarks.faults.world import World
from service.api.relay import Relay
from service.api.threads import Threads
from service.api.worker import Diagnose, RunJob, Stop, Worker
from service.jobs.answer import answer
from service.jobs.retry import Cause
from service.jobs.retry import Fault as RunFault
from service.settings import Deadlines
from storage.fault_point import FaultPlan
from storage.jobs import Claimed, JobRow, JobStore, NewJob
from strength.program import Program

TYPE = "program_generator"
ROUNDS = 30
_LEASE_S = 60.0
_ROUND_S = 61.0
_CALM = Deadlines()
_BEATING = Deadlines(heartbeat_s=0.002)
_PATIENCE_S = 2.0
"""How long a run waits for a heartbeat that a fault may have stopped."""

MakeRun = Callable[[JobStore, FaultPlan], tuple[RunJob, Diagnose]]
"""Makes what does the jobs of a process; the scripted run by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every cell of a database shares.

    Attributes:
        world: the database, clock and queue.
        program: what a scripted run writes.
        make_run: another way to do jobs; None is the scripted run.
        params: of the jobs.
    """

    world: World
    program: Program
    make_run: MakeRun | None = None
    params: dict[str, object]


def new_job(cell: Cell, setting: Setting) -> NewJob:
    """The request of a cell's client; the same every time, so that sending it again makes no second job."""
    return NewJob(
        user_id=f"user-{cell.job_id}", type=TYPE, params=setting.params, job_id=cell.job_id, idempotency_key="key",
        body_hash="hash", max_open_jobs=3,
    )  # fmt: skip


async def live(setting: Setting, cell: Cell, *, is_sound: bool = False) -> OneFault:
    """Live until the job has ended, or the process is killed.

    Args:
        setting: what the cells share.
        cell: what goes wrong.
        is_sound: nothing goes wrong any more: this process follows one that was killed.
    """
    world = setting.world
    plan = OneFault(cell, cut=world.cut, others=lambda fault: _others(setting, cell, fault))
    plan.has_struck = is_sound
    store = JobStore(world.engine, plan)
    threads = Threads(3)
    relay = Relay(store, world, threads, faults=plan)
    run, meaning = _runner(setting, cell, store, plan)
    worker = Worker(
        store, _stumbling(cell, plan, run), _reading(meaning), threads, warm=lambda: None,
        deadlines=_BEATING if cell.course is Course.BEATING else _CALM, spread=lambda: 0.0, max_running=3, faults=plan,
    )  # fmt: skip
    for number in range(1, ROUNDS + 1):
        # whatever ends one part of a process, the others go on: the client asks again, the relay looks again
        await _survive(asyncio.to_thread(store.create, new_job(cell, setting)))
        if cell.course is Course.DESERTED and not is_sound and number <= cell.attempt:
            plan.attempt = number
            claimed = await asyncio.to_thread(JobStore(world.rival_engine).claim, cell.job_id, _LEASE_S)
            assert isinstance(claimed, Claimed) or plan.has_struck
            world.advance(_ROUND_S)
        await _survive(asyncio.to_thread(store.sweep))
        await _survive(relay.drain())
        await _deliver_all(world, worker)
        job = await asyncio.to_thread(JobStore(world.rival_engine).load, cell.job_id)
        if job is not None and job.is_terminal and not world.waiting() and not job.is_enqueue_due:
            # a point of a replay may lie behind the end: the client asks once more
            await _survive(asyncio.to_thread(store.create, new_job(cell, setting)))
            await _survive(worker.deliver(cell.job_id, TYPE))
            return plan
        world.advance(_ROUND_S)
    return plan


async def _survive(work: Awaitable[object]) -> None:
    with contextlib.suppress(Exception):
        await work


async def _deliver_all(world: World, worker: Worker) -> None:
    """Deliver every task once; what is not answered with 200 stays."""
    for name, job_id, kind in world.waiting():
        status = 500
        with contextlib.suppress(Exception):
            status = answer(await worker.deliver(job_id, kind)).status
        if status == 200:
            world.answered(name)


def _runner(setting: Setting, cell: Cell, store: JobStore, plan: OneFault) -> tuple[RunJob, Diagnose]:
    if setting.make_run is not None:
        return setting.make_run(store, plan)

    def before_saving(job: JobRow) -> None:
        match cell.course:
            case Course.FAILED:
                raise RunFails
            case Course.GIVEN_BACK if not plan.has_struck:
                raise RunStumbles
            case Course.CANCELLED:
                # the user asks again until there is an answer
                for _ in range(3):
                    with contextlib.suppress(Exception):
                        store.cancel(job.job_id, job.user_id)
                        break
            case Course.BEATING:
                plan.struck.wait(_PATIENCE_S)
            case _:
                pass

    scripted = ScriptedJob(
        store=store, program=setting.program, pay=setting.world.pay, faults=plan, before_saving=before_saving
    )
    return scripted.run, diagnose


def _stumbling(cell: Cell, plan: OneFault, run: RunJob) -> RunJob:
    """For the second attempt the first one has to end: as soon as it has begun, and given back."""

    async def stumble(job: JobRow, stop: Stop) -> None:
        if plan.attempt < cell.attempt and not plan.has_struck:
            plan.attempt += 1
            raise RunStumbles
        await run(job, stop)

    return stumble


def _reading(meaning: Diagnose) -> Diagnose:
    def read(error: Exception) -> RunFault:
        return RunFault(cause=Cause.TRANSIENT) if isinstance(error, RunStumbles) else meaning(error)

    return read


def _others(setting: Setting, cell: Cell, fault: Fault) -> None:
    """What other processes do while this one stands at its point."""
    world = setting.world
    store = JobStore(world.rival_engine)
    scripted = ScriptedJob(store=store, program=setting.program, pay=world.pay)

    async def act() -> None:
        threads = Threads(2)
        worker = Worker(store, scripted.run, diagnose, threads, warm=lambda: None, deadlines=_CALM, spread=lambda: 0.0)
        if fault is Fault.DUPLICATE:
            await _survive(worker.deliver(cell.job_id, TYPE))
            return
        world.advance(2 * _LEASE_S)
        await _survive(asyncio.to_thread(store.sweep))
        await _survive(Relay(store, world, threads).drain())
        await _deliver_all(world, worker)

    asyncio.run(act())
