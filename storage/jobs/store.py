"""The job store: every operation on a job is one short transaction, and every answer is a value."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from storage.errors import CancelRequested, DatabaseDown
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint, Operation
from storage.features import detect_features
from storage.ids import program_id_for_job
from storage.jobs import claim, creation, ending
from storage.jobs.answers import CancelOutcome, Claimed, Created, Refused, RetryOutcome
from storage.jobs.books import Books
from storage.jobs.budget import Cap, Caps
from storage.jobs.claim import LEASE_S
from storage.jobs.creation import NewJob
from storage.jobs.ending import Ending
from storage.jobs.job_row import JobRow
from storage.jobs.ledger import ModelCall
from storage.jobs.reading import Reading
from storage.jobs.upkeep import Upkeep
from storage.program_writer import insert_program
from storage.transaction import forgo_flush
from strength.program import Program


class JobStore(Reading, Books, Upkeep):
    """Jobs in the database behind an engine. All times are the database's.

    Every method may raise DatabaseDown. Those that take a fence raise LostLease when the job is not held by it any
    more: then nothing was written, and the caller must stop.
    """

    def __init__(self, engine: Engine, faults: FaultPlan = NO_FAULTS) -> None:
        """Jobs of this database; nothing is asked of it yet.

        Args:
            engine: the database.
            faults: what a test lets go wrong.
        """
        Reading.__init__(self, engine)
        Books.__init__(self, engine)
        Upkeep.__init__(self, engine, faults)

    def create(self, job: NewJob) -> Created:
        """Make a job, queued and due to be enqueued, or find the one that the same request made.

        Raises:
            IdempotencyConflict: the key stands for another body.
            TooManyOpenJobs: the user's cap is reached.
        """
        return self._run(Operation.CREATE, lambda connection: creation.create(connection, job, self._faults))

    def cancel(self, job_id: str, user_id: str) -> CancelOutcome:
        """Cancel the user's job: at once when it is queued, by a note to its worker when it is being worked on."""
        return self._run(Operation.CANCEL, lambda connection: claim.cancel(connection, job_id, user_id))

    def claim(
        self,
        job_id: str,
        lease_s: float = LEASE_S,
        types: Collection[str] | None = None,
        max_running: int | None = None,
    ) -> Claimed | Refused:
        """Take the job for `lease_s` seconds: attempt and fence go up by one. Or say why not.

        Args:
            job_id: the job.
            lease_s: how long the claim holds without a heartbeat, in seconds.
            types: what this worker does; None is everything.
            max_running: how many of the owner's jobs may run at a time; None is any number.
        """
        return self._run(
            Operation.CLAIM, lambda connection: claim.claim(connection, job_id, lease_s, types, max_running)
        )

    def heartbeat(
        self, job_id: str, fence: int, lease_s: float = LEASE_S, progress: Mapping[str, Any] | None = None
    ) -> bool:
        """Prolong the lease from now on. Returns whether the user wants the job cancelled."""
        return self._run(
            Operation.HEARTBEAT, lambda connection: claim.beat(connection, job_id, fence, lease_s, progress)
        )

    def set_progress(self, job_id: str, fence: int, progress: Mapping[str, Any]) -> bool:
        """Store the progress, leave the lease. Returns whether the user wants the job cancelled."""

        def work(connection: Connection) -> bool:
            # nothing is decided by it, and the next commit that counts takes it to the disk
            forgo_flush(connection)
            return claim.beat(connection, job_id, fence, None, progress)

        return self._run(Operation.PROGRESS, work)

    def reserve_model_call(self, call: ModelCall, caps: Caps) -> Cap | None:
        """See `Books`; the last thing before the request is sent."""
        self._faults.reach(FaultPoint.MODEL_CALL_BEGUN)
        cap = super().reserve_model_call(call, caps)
        self._faults.reach(FaultPoint.MODEL_CALL_RESERVED)
        return cap

    def book_reply(self, call: ModelCall, *, step: str, input_hash: str, reply: Any) -> None:
        """See `Books`; the first thing after the provider has answered."""
        self._faults.reach(FaultPoint.MODEL_CALL_ANSWERED)
        super().book_reply(call, step=step, input_hash=input_hash, reply=reply)
        self._faults.reach(FaultPoint.MODEL_CALL_BOOKED)

    def complete_program(
        self,
        job_id: str,
        fence: int,
        *,
        program: Program,
        score: Mapping[str, Any] | None = None,
        result: Mapping[str, Any] | None = None,
        warnings: Sequence[str] = (),
        model: str | None = None,
        progress: Mapping[str, Any] | None = None,
        focus_areas: Sequence[str] = (),
    ) -> JobRow:
        """Write the program and complete the job in one transaction: both are there, or neither is.

        When the connection is lost during the commit the job is read again: if it was completed by this fence, that is
        the answer.

        Raises:
            CancelRequested: the user wants it cancelled; nothing was written.
            UnknownExercise: the program uses an exercise that the user cannot see; nothing was written.
            ProgramExists: the job's program was written before; nothing was written.
        """
        program_id = program_id_for_job(job_id)
        features = detect_features(self._engine)
        how = Ending(
            status="completed",
            result={"programId": program_id, **(result or {})},
            warnings=warnings,
            model=model,
            program_id=program_id,
            progress=progress,
        )

        def write(connection: Connection, user_id: str) -> None:
            insert_program(
                connection,
                program_id=program_id,
                user_id=user_id,
                program=program,
                features=features,
                job_id=job_id,
                score=score,
                focus_areas=focus_areas,
            )

        return self._complete(job_id, fence, how, write)

    def complete(
        self,
        job_id: str,
        fence: int,
        *,
        result: Mapping[str, Any],
        warnings: Sequence[str] = (),
        model: str | None = None,
        progress: Mapping[str, Any] | None = None,
        write: Callable[[Connection, str], None] | None = None,
    ) -> JobRow:
        """Complete a job that writes no program; `write(connection, user_id)` writes what it does write.

        Raises:
            CancelRequested: the user wants it cancelled; nothing was written.
        """
        how = Ending(status="completed", result=result, warnings=warnings, model=model, progress=progress)
        return self._complete(job_id, fence, how, write)

    def _complete(
        self, job_id: str, fence: int, how: Ending, write: Callable[[Connection, str], None] | None
    ) -> JobRow:
        def work(connection: Connection) -> JobRow:
            row = claim.own(connection, job_id, fence)
            if row.isCancelRequested:
                raise CancelRequested(f"job {job_id!r} is to be cancelled")
            self._faults.reach(FaultPoint.COMPLETE_OWNED)
            if write is not None:
                write(connection, row.userId)
            self._faults.reach(FaultPoint.COMPLETE_INSERTED)
            return ending.end(connection, job_id, how)

        try:
            return self._run(Operation.COMPLETE, work)
        except DatabaseDown:
            # the commit may have arrived although its answer did not (design 06, A25)
            job = self.load(job_id)
            if job is not None and job.status == "completed" and job.fence == fence:
                return job
            raise

    def fail(self, job_id: str, fence: int, code: str, message: str, warnings: Sequence[str] = ()) -> JobRow:
        """End the job as failed; `message` is shown to the user."""
        how = Ending(status="failed", code=code, error=message, warnings=warnings)
        return self._end(Operation.FAIL, job_id, fence, how)

    def finish_cancelled(self, job_id: str, fence: int) -> JobRow:
        """End the job as cancelled, after a heartbeat said that the user wants it so."""
        return self._end(Operation.END_CANCELLED, job_id, fence, Ending(status="cancelled"))

    def _end(self, operation: Operation, job_id: str, fence: int, how: Ending) -> JobRow:
        def work(connection: Connection) -> JobRow:
            claim.own(connection, job_id, fence)
            return ending.end(connection, job_id, how)

        return self._run(operation, work)

    def retry_later(
        self, job_id: str, fence: int, delay_s: float, *, max_refunds: int = 0, code: str | None = None
    ) -> RetryOutcome:
        """Give the job back, to be tried again after `delay_s` seconds.

        Whether an attempt is left is answered here, from the locked row, and nowhere else.

        Args:
            job_id: the job.
            fence: our claim.
            delay_s: how long it waits.
            max_refunds: so often an attempt of this job that ended with `code` does not count; 0 is never.
            code: why, for the attempt's row.
        """

        def work(connection: Connection) -> RetryOutcome:
            outcome = claim.give_back(connection, job_id, fence, delay_s=delay_s, max_refunds=max_refunds, code=code)
            if outcome is RetryOutcome.CANCELLED:
                ending.end(connection, job_id, Ending(status="cancelled"))
            return outcome

        return self._run(Operation.GIVE_BACK, work)
