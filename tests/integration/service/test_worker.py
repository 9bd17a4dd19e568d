"""The worker beside a real job store: whatever happens to a run, the job ends where the rules say."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from service.api.threads import Threads
from service.api.worker import RunJob, Stop, Worker
from service.jobs.answer import Ending
from service.jobs.retry import Cause, Fault
from service.settings import Deadlines
from storage.errors import DatabaseDown, LostLease
from storage.fault_point import FaultPlan, FaultPoint
from storage.jobs import Claimed, JobRow, JobStore
from storage.jobs.creation import NewJob

QUICK = Deadlines(heartbeat_s=0.01)


class Broken(Exception):
    """What a run raises in these tests."""


def diagnose(error: Exception) -> Fault:
    match error:
        case LostLease():
            return Fault(cause=Cause.LOST_LEASE)
        case DatabaseDown():
            return Fault(cause=Cause.SERVICE_DOWN)
        case TimeoutError():
            return Fault(cause=Cause.TRANSIENT, code="deadline")
        case Broken():
            return Fault(cause=Cause.PERMANENT, code="broken", message="It broke.")
        case _:
            return Fault(cause=Cause.TRANSIENT, code="odd")


@pytest.fixture
def jobs(engine) -> JobStore:
    return JobStore(engine)


@pytest.fixture
def job_id(jobs) -> str:
    return jobs.create(NewJob(user_id="u", type="program_generator", params={})).job.job_id


def deliver(jobs: JobStore, job_id: str, run: RunJob, deadlines: Deadlines = QUICK) -> Ending:
    async def main() -> Ending:
        return await _worker(jobs, run, deadlines).deliver(job_id, "program_generator")

    return asyncio.run(main())


def _worker(jobs: JobStore, run: RunJob, deadlines: Deadlines = QUICK, **changes: object) -> Worker:
    return Worker(
        jobs, run, diagnose, Threads(2), warm=lambda: None, deadlines=deadlines, spread=lambda: 0.0, **changes
    )


def raising(error: Exception) -> RunJob:
    async def run(job: JobRow, stop: Stop) -> None:
        raise error

    return run


async def endless(job: JobRow, stop: Stop) -> None:
    await asyncio.Event().wait()


def row_of(jobs: JobStore, job_id: str) -> JobRow:
    row = jobs.load(job_id)
    assert row is not None
    return row


def test_a_job_that_completes_is_done(jobs, job_id) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        jobs.complete(job.job_id, job.fence, result={"ok": True})

    assert deliver(jobs, job_id, run) is Ending.DONE
    assert row_of(jobs, job_id).result == {"ok": True}


def test_a_permanent_fault_fails_the_job_with_its_code(jobs, job_id) -> None:
    assert deliver(jobs, job_id, raising(Broken())) is Ending.SETTLED
    row = row_of(jobs, job_id)
    assert (row.status, row.error_code, row.error) == ("failed", "broken", "It broke.")


def test_an_unknown_fault_goes_back_to_the_queue_and_counts(jobs, job_id) -> None:
    assert deliver(jobs, job_id, raising(RuntimeError("odd"))) is Ending.SETTLED
    row = row_of(jobs, job_id)
    assert (row.status, row.attempt, row.is_enqueue_due) == ("queued", 1, True)
    assert row.run_at is not None


def test_the_last_attempt_fails_the_job(jobs, job_id, engine) -> None:
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIJob" SET "attempt" = 4, "fence" = 4'))
    assert deliver(jobs, job_id, raising(RuntimeError("odd"))) is Ending.SETTLED
    assert row_of(jobs, job_id).error_code == "odd"


def test_a_job_beyond_its_deadline_is_tried_again(jobs, job_id) -> None:
    brief = Deadlines(heartbeat_s=0.01, lease_s=0.02, model_call_s=0.03, job_s=0.04)
    assert deliver(jobs, job_id, endless, brief) is Ending.SETTLED
    row = row_of(jobs, job_id)
    assert (row.status, row.attempt) == ("queued", 1)


def test_a_cancel_is_noticed_at_a_heartbeat(jobs, job_id) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        await asyncio.to_thread(jobs.cancel, job.job_id, "u")
        await endless(job, stop)

    assert deliver(jobs, job_id, run) is Ending.SETTLED
    assert row_of(jobs, job_id).status == "cancelled"


def test_a_cancel_is_noticed_when_progress_is_told(jobs, job_id) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        try:
            await asyncio.to_thread(stop, Cause.CANCELLED)
            await endless(job, stop)
        except asyncio.CancelledError:
            # a workflow library may turn the end of its run into an error of its own
            raise LostLease("told to stop") from None

    assert deliver(jobs, job_id, run, Deadlines()) is Ending.SETTLED
    assert row_of(jobs, job_id).status == "cancelled"


def test_a_worker_that_lost_its_lease_writes_nothing_more(jobs, job_id, engine) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        with engine.begin() as connection:
            connection.execute(text("""UPDATE "AIJob" SET "leaseUntil" = now() - interval '1 hour'"""))
        await asyncio.to_thread(jobs.claim, job.job_id)
        await endless(job, stop)

    assert deliver(jobs, job_id, run) is Ending.LOST
    row = row_of(jobs, job_id)
    assert (row.status, row.fence) == ("processing", 2)


def test_a_database_that_goes_away_leaves_the_task_in_the_queue(jobs, job_id) -> None:
    assert deliver(jobs, job_id, raising(DatabaseDown("gone"))) is Ending.UNAVAILABLE
    assert row_of(jobs, job_id).status == "processing"


def test_draining_gives_the_job_back_refunded_and_claims_nothing_more(jobs, job_id) -> None:
    async def main() -> tuple[Ending, Ending]:
        started = asyncio.Event()

        async def run(job: JobRow, stop: Stop) -> None:
            started.set()
            await endless(job, stop)

        worker = _worker(jobs, run)
        delivery = asyncio.create_task(worker.deliver(job_id, "program_generator"))
        await started.wait()
        await worker.drain()
        return await delivery, await worker.deliver(job_id, "program_generator")

    assert asyncio.run(main()) == (Ending.UNAVAILABLE, Ending.UNAVAILABLE)
    row = row_of(jobs, job_id)
    assert (row.status, row.attempt, row.snoozes, row.fence) == ("queued", 0, 1, 1)


def test_a_process_that_ends_refunds_an_attempt_three_times_and_no_more(jobs, job_id) -> None:
    async def release() -> None:
        started = asyncio.Event()

        async def run(job: JobRow, stop: Stop) -> None:
            started.set()
            await endless(job, stop)

        worker = _worker(jobs, run)
        delivery = asyncio.create_task(worker.deliver(job_id, "program_generator"))
        await started.wait()
        await worker.drain()
        await delivery

    attempts: list[int] = []
    for _ in range(5):
        asyncio.run(release())
        attempts.append(row_of(jobs, job_id).attempt)
    assert attempts == [0, 0, 0, 1, 2]


def test_a_commit_under_way_is_finished_when_the_process_is_told_to_end(engine, job_id) -> None:
    class Gate(FaultPlan):
        arrived, opened = threading.Event(), threading.Event()

        def reach(self, point: FaultPoint) -> None:
            if point is FaultPoint.COMPLETE_WRITTEN:
                self.arrived.set()
                assert self.opened.wait(10)

    gate = Gate()
    jobs = JobStore(engine, gate)

    async def run(job: JobRow, stop: Stop) -> None:
        await asyncio.to_thread(jobs.complete, job.job_id, job.fence, result={"ok": True})

    async def main() -> Ending:
        worker = _worker(jobs, run, Deadlines())
        delivery = asyncio.create_task(worker.deliver(job_id, "program_generator"))
        await asyncio.to_thread(gate.arrived.wait)
        draining = asyncio.create_task(worker.drain())
        await asyncio.sleep(0)
        gate.opened.set()
        await draining
        return await delivery

    # what the run wrote counts; giving the job back finds it ended
    assert asyncio.run(main()) is Ending.LOST
    row = row_of(jobs, job_id)
    assert (row.status, row.result, row.snoozes) == ("completed", {"ok": True}, 0)


def test_of_one_users_jobs_only_so_many_run_at_a_time(jobs, job_id) -> None:
    second = jobs.create(NewJob(user_id="u", type="program_generator", params={})).job.job_id
    other = jobs.create(NewJob(user_id="somebody else", type="program_generator", params={})).job.job_id

    async def main() -> tuple[Ending, Ending]:
        started = asyncio.Event()

        async def run(job: JobRow, stop: Stop) -> None:
            if job.job_id == job_id:
                started.set()
                await endless(job, stop)
            jobs.complete(job.job_id, job.fence, result={})

        worker = _worker(jobs, run, max_running=1)
        first = asyncio.create_task(worker.deliver(job_id, "program_generator"))
        await started.wait()
        endings = await worker.deliver(second, "program_generator"), await worker.deliver(other, "program_generator")
        await worker.drain()
        await first
        return endings

    assert asyncio.run(main()) == (Ending.OWNER_BUSY, Ending.DONE)
    row = row_of(jobs, second)
    assert (row.status, row.attempt, row.fence) == ("queued", 0, 0)


def test_while_nothing_can_be_done_a_delivery_costs_no_attempt(jobs, job_id) -> None:
    async def main(wait_s: float | None) -> Ending:
        return await _worker(jobs, raising(Broken()), hold_off=lambda _: wait_s).deliver(job_id, "program_generator")

    assert asyncio.run(main(12.0)) is Ending.UNAVAILABLE
    assert (row_of(jobs, job_id).attempt, row_of(jobs, job_id).fence) == (0, 0)
    assert asyncio.run(main(None)) is Ending.SETTLED


def test_a_user_who_is_deleted_while_the_job_runs_leaves_nothing_behind(jobs, job_id, engine) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        with engine.begin() as connection:
            connection.execute(text('DELETE FROM "AIJob"'))
        jobs.complete(
            job.job_id, job.fence, result={}, write=lambda connection, user: connection.execute(text("SELECT 1/0"))
        )

    assert deliver(jobs, job_id, run) is Ending.LOST
    assert jobs.load(job_id) is None


def test_a_loop_that_was_blocked_beyond_the_lease_changes_nothing(jobs, job_id, engine) -> None:
    async def run(job: JobRow, stop: Stop) -> None:
        # no heartbeat can run while the loop does something else: the lease ends, another worker takes over and ends it
        with engine.begin() as connection:
            connection.execute(text("""UPDATE "AIJob" SET "leaseUntil" = '2001-01-01'"""))
        other = jobs.claim(job.job_id)
        assert isinstance(other, Claimed)
        jobs.complete(job.job_id, other.job.fence, result={"by": "the other"})
        jobs.complete(job.job_id, job.fence, result={"by": "the late one"})

    assert deliver(jobs, job_id, run) is Ending.LOST
    assert row_of(jobs, job_id).result == {"by": "the other"}


def test_nothing_of_a_delivery_goes_on_after_its_answer(jobs, job_id) -> None:
    """On Cloud Run the CPU is gone then (design 06, A32)."""

    async def main() -> set[str]:
        async def run(job: JobRow, stop: Stop) -> None:
            # long enough for a heartbeat to be under way
            await asyncio.to_thread(jobs.heartbeat, job.job_id, job.fence)
            await asyncio.to_thread(jobs.complete, job.job_id, job.fence, result={})

        await _worker(jobs, run, Deadlines(heartbeat_s=0.0001)).deliver(job_id, "program_generator")
        return {task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()}

    assert asyncio.run(main()) == set()


def test_the_work_goes_on_when_the_caller_hangs_up(jobs, job_id) -> None:
    async def main() -> None:
        started, finish = asyncio.Event(), asyncio.Event()

        async def run(job: JobRow, stop: Stop) -> None:
            started.set()
            await finish.wait()
            jobs.complete(job.job_id, job.fence, result={})

        worker = _worker(jobs, run)
        delivery = asyncio.create_task(worker.deliver(job_id, "program_generator"))
        await started.wait()
        delivery.cancel()
        finish.set()
        await asyncio.gather(delivery, return_exceptions=True)
        await worker.settled()

    asyncio.run(main())
    assert row_of(jobs, job_id).status == "completed"


def test_a_task_for_another_worker_is_dropped(jobs, job_id) -> None:
    async def main() -> Ending:
        return await _worker(jobs, endless).deliver(job_id, "workout_adapter")

    assert asyncio.run(main()) is Ending.SETTLED
    assert row_of(jobs, job_id).attempt == 0


def test_imports_are_paid_for_before_the_claim(jobs, job_id) -> None:
    seen: list[str] = []

    async def main() -> Ending:
        def warm() -> None:
            seen.append(row_of(jobs, job_id).status)

        limits = {"deadlines": QUICK, "spread": lambda: 0.0}
        return await Worker(jobs, raising(Broken()), diagnose, Threads(2), warm=warm, **limits).deliver(
            job_id, "program_generator"
        )

    assert asyncio.run(main()) is Ending.SETTLED
    assert seen == ["queued"]
