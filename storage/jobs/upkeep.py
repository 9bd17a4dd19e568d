"""What keeps jobs moving: the relay that makes tasks, and the sweep that rescues what was left behind."""

from storage.fault_point import Operation
from storage.jobs import outbox, sweep
from storage.jobs.answers import DueTask, SweepReport
from storage.jobs.claim import LEASE_S
from storage.jobs.operations import Operations
from storage.transaction import in_transaction


class Upkeep(Operations):
    """The part of the job store that relays and sweeps use."""

    def take_due(self, limit: int = 100, visibility_s: float = 2.0) -> tuple[DueTask, ...]:
        """Take jobs whose task has to be made; no other relay sees them for `visibility_s` seconds."""
        return self._run(Operation.TAKE_DUE, lambda connection: outbox.take(connection, limit, visibility_s))

    def mark_enqueued(self, job_id: str, generation: int) -> bool:
        """Note that the task of this generation exists; False when the job has moved on since."""
        return self._run(Operation.MARK_ENQUEUED, lambda connection: outbox.done(connection, job_id, generation))

    def postpone_enqueue(self, job_id: str, generation: int, delay_s: float) -> None:
        """Try again to make the task after a while, because the queue refused it."""
        in_transaction(self._engine, lambda connection: outbox.later(connection, job_id, generation, delay_s))

    def fail_unroutable(self, job_id: str, generation: int) -> bool:
        """End a queued job for which no task can ever be made; False when the job has moved on since."""
        return in_transaction(self._engine, lambda connection: outbox.refuse(connection, job_id, generation))

    def sweep(
        self, limit: int = 100, *, lease_s: float = LEASE_S, max_age_s: float = 86_400.0, stale_s: float = 30.0
    ) -> SweepReport:
        """Put right what dead workers and lost tasks left behind; `storage.jobs.sweep` explains the arguments."""
        return self._run(
            Operation.SWEEP,
            lambda connection: sweep.sweep(
                connection, limit=limit, lease_s=lease_s, max_age_s=max_age_s, stale_s=stale_s
            ),
        )
