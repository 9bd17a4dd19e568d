"""The job store: every operation on a job is one short transaction, and every answer is a value."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from storage.errors import CancelRequested, DatabaseDown
from storage.features import detect_features
from storage.ids import program_id_for_job
from storage.jobs import claim, creation, ending
from storage.jobs.answers import CancelOutcome, Claimed, Created, JobPage, Refused, RetryOutcome
from storage.jobs.books import Books
from storage.jobs.claim import LEASE_S
from storage.jobs.creation import NewJob
from storage.jobs.cursor import cursor_of, read_cursor
from storage.jobs.ending import Ending
from storage.jobs.job_row import JobRow, job_of
from storage.jobs.upkeep import Upkeep
from storage.program_writer import insert_program
from storage.tables import job as table
from storage.transaction import in_transaction
from strength.program import Program

MAX_PAGE = 100
MAX_SNOOZES = 3
"""How often an attempt is given back; from then on it counts, so that a job cannot snooze for ever."""


class JobStore(Books, Upkeep):
    """Jobs in the database behind an engine. All times are the database's.

    Every method may raise DatabaseDown. Those that take a fence raise LostLease when the job is not held by it any
    more: then nothing was written, and the caller must stop.
    """

    def create(self, job: NewJob) -> Created:
        """Make a job, queued and due to be enqueued, or find the one that the same request made.

        Raises:
            IdempotencyConflict: the key stands for another body.
            TooManyOpenJobs: the user's cap is reached.
        """
        return in_transaction(self._engine, lambda connection: creation.create(connection, job))

    def get(self, job_id: str, user_id: str) -> JobRow | None:
        """The user's job; None when it is missing or another user's."""
        query = select(table).where(table.c.id == job_id, table.c.userId == user_id)
        return in_transaction(self._engine, lambda connection: _one(connection.execute(query).one_or_none()))

    def load(self, job_id: str) -> JobRow | None:
        """The job of whatever user, for the worker and the operator."""
        query = select(table).where(table.c.id == job_id)
        return in_transaction(self._engine, lambda connection: _one(connection.execute(query).one_or_none()))

    def list(
        self,
        user_id: str | None,
        *,
        status: str | None = None,
        job_type: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> JobPage:
        """Jobs of a user (None: of all), newest first, at most 100 at a time.

        Raises:
            BadCursor: the cursor was not made by us.
        """
        size = max(1, min(limit, MAX_PAGE))
        query = select(table).order_by(table.c.createdAt.desc(), table.c.id.desc()).limit(size + 1)
        if user_id is not None:
            query = query.where(table.c.userId == user_id)
        if status is not None:
            query = query.where(table.c.status == status)
        if job_type is not None:
            query = query.where(table.c.type == job_type)
        if cursor is not None:
            created_at, job_id = read_cursor(cursor)
            older = and_(table.c.createdAt == created_at, table.c.id < job_id)
            query = query.where(or_(table.c.createdAt < created_at, older))
        rows = in_transaction(self._engine, lambda connection: connection.execute(query).all())
        jobs = tuple(job_of(row) for row in rows[:size])
        return JobPage(jobs=jobs, next_cursor=cursor_of(jobs[-1]) if len(rows) > size else None)

    def cancel(self, job_id: str, user_id: str) -> CancelOutcome:
        """Cancel the user's job: at once when it is queued, by a note to its worker when it is being worked on."""
        return in_transaction(self._engine, lambda connection: claim.cancel(connection, job_id, user_id))

    def claim(self, job_id: str, lease_s: float = LEASE_S, types: Collection[str] | None = None) -> Claimed | Refused:
        """Take the job for `lease_s` seconds: attempt and fence go up by one. Or say why not."""
        return in_transaction(self._engine, lambda connection: claim.claim(connection, job_id, lease_s, types))

    def heartbeat(
        self, job_id: str, fence: int, lease_s: float = LEASE_S, progress: Mapping[str, Any] | None = None
    ) -> bool:
        """Prolong the lease from now on. Returns whether the user wants the job cancelled."""
        return in_transaction(self._engine, lambda connection: claim.beat(connection, job_id, fence, lease_s, progress))

    def set_progress(self, job_id: str, fence: int, progress: Mapping[str, Any]) -> bool:
        """Store the progress, leave the lease. Returns whether the user wants the job cancelled."""
        return in_transaction(self._engine, lambda connection: claim.beat(connection, job_id, fence, None, progress))

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
            if write is not None:
                write(connection, row.userId)
            return ending.end(connection, job_id, how)

        try:
            return in_transaction(self._engine, work)
        except DatabaseDown:
            # the commit may have arrived although its answer did not (design 06, A25)
            job = self.load(job_id)
            if job is not None and job.status == "completed" and job.fence == fence:
                return job
            raise

    def fail(self, job_id: str, fence: int, code: str, message: str, warnings: Sequence[str] = ()) -> JobRow:
        """End the job as failed; `message` is shown to the user."""
        return self._end(job_id, fence, Ending(status="failed", code=code, error=message, warnings=warnings))

    def finish_cancelled(self, job_id: str, fence: int) -> JobRow:
        """End the job as cancelled, after a heartbeat said that the user wants it so."""
        return self._end(job_id, fence, Ending(status="cancelled"))

    def _end(self, job_id: str, fence: int, how: Ending) -> JobRow:
        def work(connection: Connection) -> JobRow:
            claim.own(connection, job_id, fence)
            return ending.end(connection, job_id, how)

        return in_transaction(self._engine, work)

    def retry_later(
        self,
        job_id: str,
        fence: int,
        delay_s: float,
        *,
        refund: bool = False,
        max_snoozes: int = MAX_SNOOZES,
        code: str | None = None,
    ) -> RetryOutcome:
        """Give the job back, to be tried again after `delay_s` seconds.

        Args:
            job_id: the job.
            fence: our claim.
            delay_s: how long it waits.
            refund: it was not the job's fault, so the attempt does not count; at most `max_snoozes` times.
            max_snoozes: see above.
            code: why, for the attempt's row.
        """

        def work(connection: Connection) -> RetryOutcome:
            outcome = claim.give_back(
                connection, job_id, fence, delay_s=delay_s, refund=refund, max_snoozes=max_snoozes, code=code
            )
            if outcome is RetryOutcome.CANCELLED:
                ending.end(connection, job_id, Ending(status="cancelled"))
            return outcome

        return in_transaction(self._engine, work)


def _one(row: Row[Any] | None) -> JobRow | None:
    return None if row is None else job_of(row)
