"""The workspace: what a workflow may touch while it does one claimed job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from storage.jobs import JobStore, ModelCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Handed to the workflow of one job; nothing in it outlives the claim.

    Attributes:
        engine: the database.
        store: the jobs in it.
        job_id: the claimed job.
        user_id: its owner, from the job's row.
        fence: the claim; every write carries it.
        on_progress: takes stage, percent and a sentence for the lifter; may block; raises LostLease when the claim is
            lost or the job cancelled.
        on_model_call: puts a call on the job's bill; may block.
        asked_at: when the job was asked for; None where its row has to be read for that.
    """

    engine: Engine
    store: JobStore
    job_id: str
    user_id: str
    fence: int
    on_progress: Callable[[str, int, str], None]
    on_model_call: Callable[[ModelCall], None]
    asked_at: datetime | None = None
