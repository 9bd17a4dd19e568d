"""The worker: claims a delivered job, keeps its lease alive, runs it under a deadline, and sees that it ends somewhere.

Which answer and which retry is decided in `service.jobs`; here it is done.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from service.api.threads import Threads
from service.jobs.answer import Ending
from service.jobs.retry import Cancel, Cause, Decision, Fault, GiveUp, LetGo, Retry, decide
from service.settings import Deadlines
from storage.errors import DatabaseDown, LostLease, StorageError
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint
from storage.jobs import Claimed, JobRow, JobStore, Refusal, Refused, RetryOutcome

logger = structlog.get_logger(__name__)

Stop = Callable[[Cause], None]
"""Ends a run, from any thread."""

RunJob = Callable[[JobRow, Stop], Awaitable[None]]
"""Does a claimed job, storing its result and its end in one transaction. Raises what `Diagnose` understands."""

Diagnose = Callable[[Exception], Fault]

HoldOff = Callable[[str], float | None]
"""For how many seconds jobs of a type cannot be done in this process, whoever asks; None when they can."""

_ENDINGS = {
    Refusal.MISSING: Ending.UNKNOWN,
    Refusal.TERMINAL: Ending.ENDED_BEFORE,
    Refusal.BUSY: Ending.BUSY,
    Refusal.NOT_YET: Ending.TOO_EARLY,
    Refusal.OWNER_BUSY: Ending.OWNER_BUSY,
    # the sweep ends these two; the task has nothing more to do
    Refusal.CANCELLED: Ending.SETTLED,
    Refusal.EXHAUSTED: Ending.SETTLED,
    Refusal.WRONG_TYPE: Ending.SETTLED,
}


@dataclass(slots=True, kw_only=True, eq=False)
class _Claim:
    """A job that this worker runs now.

    Attributes:
        job: as it was claimed.
        run: the task that does it.
        cause: why the run was told to stop; None while nobody told it.
        ended: the run is over, and no heartbeat is needed any more.
    """

    job: JobRow
    run: asyncio.Task[None] | None = None
    cause: Cause | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self, cause: Cause) -> None:
        """End the run; the first cause is the one that counts."""
        if self.cause is None:
            self.cause = cause
        if self.run is not None:
            self.run.cancel()


class Worker:
    """Executes deliveries. Lives on one event loop."""

    def __init__(
        self,
        jobs: JobStore,
        run_job: RunJob,
        diagnose: Diagnose,
        threads: Threads,
        *,
        warm: Callable[[], None],
        deadlines: Deadlines,
        spread: Callable[[], float],
        max_running: int | None = None,
        hold_off: HoldOff = lambda _: None,
        faults: FaultPlan = NO_FAULTS,
    ) -> None:
        """Make a worker.

        Args:
            jobs: where jobs are claimed and ended.
            run_job: does one.
            diagnose: what an error of `run_job` means.
            threads: for the database.
            warm: blocks until everything that a run needs is imported.
            deadlines: the ladder of time limits.
            spread: chance, 0-1.
            max_running: how many jobs of one user may run at a time; None is any number.
            hold_off: whether it is of no use to claim now.
            faults: what a test lets go wrong.
        """
        self._jobs = jobs
        self._run_job = run_job
        self._diagnose = diagnose
        self._threads = threads
        self._warm = warm
        self._deadlines = deadlines
        self._spread = spread
        self._max_running = max_running
        self._hold_off = hold_off
        self._faults = faults
        self._claims: set[_Claim] = set()
        self._deliveries: set[asyncio.Task[Ending]] = set()
        self._is_draining = False
        self._is_warm = False

    async def deliver(self, job_id: str, job_type: str) -> Ending:
        """Do a job, if it is to be done now, and say how that ended.

        The work goes on when the caller hangs up: only the next fenced write decides who owns the job.
        """
        if self._is_draining:
            return Ending.UNAVAILABLE
        delivery = asyncio.get_running_loop().create_task(self._deliver(job_id, job_type))
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)
        return await asyncio.shield(delivery)

    async def drain(self) -> None:
        """Claim nothing more, give back what runs, and wait until that is written (design 06, A26)."""
        self._is_draining = True
        for claim in list(self._claims):
            claim.stop(Cause.SHUTDOWN)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every delivery under way has written how it ended, at most as long as a shutdown may take."""
        if self._deliveries:
            await asyncio.wait(self._deliveries, timeout=self._deadlines.shutdown_s)

    def notice_cancel(self, job_id: str) -> None:
        """Stop a run of this process at once, instead of at its next heartbeat."""
        for claim in self._claims:
            if claim.job.job_id == job_id:
                claim.stop(Cause.CANCELLED)

    async def _deliver(self, job_id: str, job_type: str) -> Ending:
        # before the claim, so that neither the lease nor the job's duration pays for imports; in a thread, because they
        # would hold up every request of the loop
        if not self._is_warm:
            await asyncio.to_thread(self._warm)
            self._is_warm = True
        await self._reach(FaultPoint.DELIVERY_BEGUN)
        wait_s = self._hold_off(job_type)
        if wait_s is not None:
            # before the claim, so that an outage of everybody's providers costs no job an attempt (design 06, R3)
            logger.info("delivery_held_off", job_id=job_id, job_type=job_type, wait_s=wait_s)
            return Ending.UNAVAILABLE
        try:
            claimed = await self._threads.run(
                self._jobs.claim,
                job_id,
                lease_s=self._deadlines.lease_s,
                types=(job_type,),
                max_running=self._max_running,
            )
        except DatabaseDown:
            # the pause keeps a queue from hammering a database that is about to come back (design 06, A43)
            await asyncio.sleep(0.1 + 0.4 * self._spread())
            return Ending.UNAVAILABLE
        if isinstance(claimed, Refused):
            return await self._refused(job_id, claimed)
        ending = await self._attempt(claimed)
        await self._reach(FaultPoint.DELIVERY_ENDED)
        return ending

    async def _reach(self, point: FaultPoint) -> None:
        """A fault point on the loop; a plan may block, so it gets a thread."""
        if self._faults is not NO_FAULTS:
            await asyncio.to_thread(self._faults.reach, point)

    async def _refused(self, job_id: str, refused: Refused) -> Ending:
        logger.info("job_not_claimed", job_id=job_id, reason=refused.reason.value)
        if refused.reason in (Refusal.CANCELLED, Refusal.EXHAUSTED):
            try:
                await self._threads.run(self._jobs.sweep)
            except StorageError:
                return Ending.UNAVAILABLE
        return _ENDINGS[refused.reason]

    async def _attempt(self, claimed: Claimed) -> Ending:
        job = claimed.job
        log = logger.bind(job_id=job.job_id, job_type=job.type, attempt=job.attempt, fence=job.fence)
        wait_s = _waited_s(job)
        log.info("job_claimed", priority=job.priority, wait_s=wait_s)
        started = time.perf_counter()
        claim = _Claim(job=job)
        loop = asyncio.get_running_loop()
        claim.run = loop.create_task(self._timed(claim))
        self._claims.add(claim)
        if self._is_draining:
            claim.stop(Cause.SHUTDOWN)
        beat = loop.create_task(self._beat(claim))
        try:
            await claim.run
        except asyncio.CancelledError:
            fault = Fault(cause=claim.cause or Cause.SHUTDOWN, code="interrupted", message="The service was restarted.")
        # The edge of the task endpoint: whatever a run raises becomes a decision about the job.
        except Exception as error:
            fault = Fault(cause=claim.cause) if claim.cause is not None else self._diagnose(error)
            log.warning("job_attempt_failed", code=fault.code, cause=fault.cause.name.lower(), exc_info=error)
        else:
            log.info("job_completed")
            log.info("job_attempt_ended", ending="done", cause="none", duration_ms=_elapsed_ms(started))
            return Ending.DONE
        finally:
            self._claims.discard(claim)
            # not cancelled: a heartbeat's thread would go on after the answer, in the middle of its transaction
            claim.ended.set()
            await beat
        ending = await self._settle(job, fault)
        duration_ms = _elapsed_ms(started)
        log.info(
            "job_attempt_ended", ending=ending.name.lower(), cause=fault.cause.name.lower(), duration_ms=duration_ms
        )
        return ending

    async def _timed(self, claim: _Claim) -> None:
        loop = asyncio.get_running_loop()

        def stop(cause: Cause) -> None:
            loop.call_soon_threadsafe(claim.stop, cause)

        async with asyncio.timeout(self._deadlines.job_s):
            await self._reach(FaultPoint.RUN_BEGUN)
            await self._run_job(claim.job, stop)
            await self._reach(FaultPoint.RUN_ENDED)

    async def _beat(self, claim: _Claim) -> None:
        """Extend the lease; stop the run when the user or another worker has ended it."""
        job = claim.job
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(claim.ended.wait(), self._deadlines.heartbeat_s)
                return
            try:
                is_cancel_requested = await self._threads.run(
                    self._jobs.heartbeat, job.job_id, job.fence, lease_s=self._deadlines.lease_s
                )
            except LostLease:
                claim.stop(Cause.LOST_LEASE)
                return
            # a loop in the background has nobody above it; the lease outlives a short outage, and if not, the fence
            # decides
            except Exception as error:
                logger.warning("heartbeat_missed", job_id=job.job_id, error=type(error).__name__)
                continue
            if is_cancel_requested:
                claim.stop(Cause.CANCELLED)
                return

    async def _settle(self, job: JobRow, fault: Fault) -> Ending:
        decision = decide(fault, attempt=job.attempt, snoozes=job.snoozes, spread=self._spread())
        try:
            return await self._obey(job, decision)
        except LostLease:
            return Ending.LOST
        except StorageError as error:
            logger.warning("job_not_settled", job_id=job.job_id, error=type(error).__name__)
            return Ending.UNAVAILABLE

    async def _obey(self, job: JobRow, decision: Decision) -> Ending:
        match decision:
            case LetGo():
                return Ending.UNAVAILABLE if decision.is_service_down else Ending.LOST
            case Cancel():
                await self._threads.run(self._jobs.finish_cancelled, job.job_id, job.fence)
            case GiveUp():
                await self._give_up(job, decision)
            case Retry():
                outcome = await self._threads.run(
                    self._jobs.retry_later,
                    job.job_id,
                    job.fence,
                    decision.delay_s,
                    max_refunds=decision.max_refunds,
                    code=decision.otherwise.code,
                )
                if outcome is RetryOutcome.EXHAUSTED:
                    await self._give_up(job, decision.otherwise)
                elif self._is_draining:
                    # this process is about to end: the queue's own retry is the quickest way to another one
                    return Ending.UNAVAILABLE
        return Ending.SETTLED

    async def _give_up(self, job: JobRow, decision: GiveUp) -> None:
        await self._threads.run(self._jobs.fail, job.job_id, job.fence, code=decision.code, message=decision.message)
        logger.warning("job_failed", job_id=job.job_id, job_type=job.type, code=decision.code, attempt=job.attempt)


def _waited_s(job: JobRow) -> float | None:
    """How long it could have been started, by the database's clock: its last change is the claim itself."""
    due = job.run_at or job.created_at
    return max(0.0, round((job.updated_at - due).total_seconds(), 3))


def _elapsed_ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
