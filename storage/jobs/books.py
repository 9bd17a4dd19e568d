"""What a job's work leaves in the books: the budget and ledger of model calls, the journal of finished steps."""

from typing import Any

from sqlalchemy import Connection, Engine

from storage.errors import LostLease
from storage.jobs import budget, journal, ledger
from storage.jobs.budget import Cap, Caps
from storage.jobs.ledger import ModelCall, Spend
from storage.transaction import in_transaction


class Books:
    """The part of the job store that keeps books."""

    def __init__(self, engine: Engine) -> None:
        """Books in this database; nothing is asked of it yet."""
        self._engine = engine

    def record_model_call(self, call: ModelCall) -> bool:
        """Book a call, whoever made it: money that a zombie spent is spent. False when it was booked before."""
        return in_transaction(self._engine, lambda connection: ledger.record(connection, call))

    def reserve_model_call(self, call: ModelCall, caps: Caps) -> Cap | None:
        """Book what a call may cost at most before it is made; the cap that forbids it, or None when it may be made.

        Raises:
            LostLease: the job is not held by the call's fence any more; do not spend.
            CancelRequested: the user wants the job cancelled; do not spend.
        """
        return in_transaction(self._engine, lambda connection: budget.reserve(connection, call, caps))

    def book_reply(self, call: ModelCall, *, step: str, input_hash: str, reply: Any) -> None:
        """Book a call and store its reply in the journal, both or neither.

        Raises:
            LostLease: the job is not held by the call's fence any more; the call is booked, the reply is not kept.
        """

        def work(connection: Connection) -> bool:
            ledger.record(connection, call)
            try:
                journal.put(
                    connection,
                    call.job_id,
                    call.fence,
                    step=step,
                    input_hash=input_hash,
                    prompt_version=call.prompt_version or "",
                    reply=reply,
                )
            except LostLease:
                # money a zombie spent is still spent: this transaction is committed
                return False
            return True

        if not in_transaction(self._engine, work):
            raise LostLease(f"job {call.job_id!r} is not held by fence {call.fence} any more")

    def spend_of_job(self, job_id: str) -> Spend:
        """What the job has cost so far, over all its attempts."""
        return in_transaction(self._engine, lambda connection: ledger.spend_of_job(connection, job_id))

    def spend_of_user(self, user_id: str, hours: float = 24.0) -> Spend:
        """What the user's jobs have cost in the last hours."""
        return in_transaction(self._engine, lambda connection: ledger.spend_of_user(connection, user_id, hours))

    # replies are JSON of the agents' own shape
    def journal_get(self, job_id: str, step: str, input_hash: str, prompt_version: str) -> Any:
        """The reply of a finished step for just this input and prompt, or None."""
        return in_transaction(
            self._engine, lambda connection: journal.get(connection, job_id, step, input_hash, prompt_version)
        )

    def journal_put(
        self, job_id: str, fence: int, *, step: str, input_hash: str, prompt_version: str, reply: Any
    ) -> None:
        """Store the reply of a finished step, so that a retry need not pay for it again."""
        in_transaction(
            self._engine,
            lambda connection: journal.put(
                connection,
                job_id,
                fence,
                step=step,
                input_hash=input_hash,
                prompt_version=prompt_version,
                reply=reply,
            ),
        )
