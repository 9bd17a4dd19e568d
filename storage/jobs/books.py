"""What a job's work leaves in the books: the ledger of model calls and the journal of finished steps."""

from typing import Any

from sqlalchemy import Engine

from storage.jobs import journal, ledger
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
