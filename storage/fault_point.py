"""Fault points: the named places where a test may let this process fail (design 06, A and C2).

In production every plan is `NO_FAULTS` and a point costs one empty call. A plan is handed in by whoever composes the
service; no setting and no environment variable leads here.
"""

from enum import StrEnum


class FaultPoint(StrEnum):
    """Where something may go wrong: the operation, then how far it had come.

    `begun` is before its transaction, `written` inside it with everything but the commit done, `committed` after it.
    """

    CREATE_BEGUN = "create.begun"
    CREATE_LOCKED = "create.locked"
    """The user's lock is held, nothing is inserted."""
    CREATE_WRITTEN = "create.written"
    CREATE_COMMITTED = "create.committed"

    RELAY_BEGUN = "relay.begun"
    RELAY_TAKEN = "relay.taken"
    """Due entries are hidden from other relays, not one task is made."""
    TAKE_DUE_BEGUN = "take_due.begun"
    TAKE_DUE_WRITTEN = "take_due.written"
    TAKE_DUE_COMMITTED = "take_due.committed"
    TASK_BEGUN = "task.begun"
    TASK_MADE = "task.made"
    """The queue has the task, the outbox does not know."""
    MARK_ENQUEUED_BEGUN = "mark_enqueued.begun"
    MARK_ENQUEUED_WRITTEN = "mark_enqueued.written"
    MARK_ENQUEUED_COMMITTED = "mark_enqueued.committed"

    DELIVERY_BEGUN = "delivery.begun"
    CLAIM_BEGUN = "claim.begun"
    CLAIM_WRITTEN = "claim.written"
    CLAIM_COMMITTED = "claim.committed"
    RUN_BEGUN = "run.begun"
    STEP_READING = "step.reading"
    STEP_SEARCHING = "step.searching"
    STEP_SELECTING = "step.selecting"
    STEP_CHOOSING = "step.choosing"
    STEP_DESIGNING = "step.designing"
    STEP_CHECKING = "step.checking"
    STEP_REPAIRING = "step.repairing"
    STEP_SAVING = "step.saving"
    PROGRESS_BEGUN = "progress.begun"
    PROGRESS_WRITTEN = "progress.written"
    PROGRESS_COMMITTED = "progress.committed"
    MODEL_CALL_BEGUN = "model_call.begun"
    """Nothing is reserved, nothing is sent."""
    MODEL_CALL_RESERVED = "model_call.reserved"
    """What the call may cost is booked, the request is not sent."""
    MODEL_CALL_ANSWERED = "model_call.answered"
    """The provider has answered and will bill it, the ledger does not know."""
    MODEL_CALL_BOOKED = "model_call.booked"
    RUN_ENDED = "run.ended"

    HEARTBEAT_BEGUN = "heartbeat.begun"
    HEARTBEAT_WRITTEN = "heartbeat.written"
    HEARTBEAT_COMMITTED = "heartbeat.committed"

    COMPLETE_BEGUN = "complete.begun"
    COMPLETE_OWNED = "complete.owned"
    """The job's row is locked under our fence, nothing is written."""
    COMPLETE_INSERTED = "complete.inserted"
    """The result's rows are written, the job is not ended."""
    COMPLETE_WRITTEN = "complete.written"
    COMPLETE_COMMITTED = "complete.committed"
    FAIL_BEGUN = "fail.begun"
    FAIL_WRITTEN = "fail.written"
    FAIL_COMMITTED = "fail.committed"
    GIVE_BACK_BEGUN = "give_back.begun"
    GIVE_BACK_WRITTEN = "give_back.written"
    GIVE_BACK_COMMITTED = "give_back.committed"
    END_CANCELLED_BEGUN = "end_cancelled.begun"
    END_CANCELLED_WRITTEN = "end_cancelled.written"
    END_CANCELLED_COMMITTED = "end_cancelled.committed"
    DELIVERY_ENDED = "delivery.ended"
    """Everything is written, the queue has no answer."""

    CANCEL_BEGUN = "cancel.begun"
    CANCEL_WRITTEN = "cancel.written"
    CANCEL_COMMITTED = "cancel.committed"
    SWEEP_BEGUN = "sweep.begun"
    SWEEP_WRITTEN = "sweep.written"
    SWEEP_COMMITTED = "sweep.committed"


class Operation(StrEnum):
    """An operation of the job store that is one transaction with the points begun, written and committed."""

    CREATE = "create"
    TAKE_DUE = "take_due"
    MARK_ENQUEUED = "mark_enqueued"
    CLAIM = "claim"
    PROGRESS = "progress"
    HEARTBEAT = "heartbeat"
    COMPLETE = "complete"
    FAIL = "fail"
    GIVE_BACK = "give_back"
    END_CANCELLED = "end_cancelled"
    CANCEL = "cancel"
    SWEEP = "sweep"

    @property
    def begun(self) -> FaultPoint:
        """Before the transaction."""
        return FaultPoint(f"{self.value}.begun")

    @property
    def written(self) -> FaultPoint:
        """Inside it, before the commit."""
        return FaultPoint(f"{self.value}.written")

    @property
    def committed(self) -> FaultPoint:
        """After the commit."""
        return FaultPoint(f"{self.value}.committed")


class FaultPlan:
    """What goes wrong where. This one: nothing, ever; tests hand in plans of their own."""

    def reach(self, point: FaultPoint) -> None:
        """Called from any thread whenever a point is reached; a test's plan may raise, cut or kill here."""


NO_FAULTS = FaultPlan()
