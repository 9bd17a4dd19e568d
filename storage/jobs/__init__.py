"""Durable jobs in `AIJob`: the rows, the store, the outbox, the ledger and the journal (design 06, B).

The rules (when to retry, how long to wait) are `service.jobs`'s; here every change is a compare-and-set on the row.
"""

from storage.jobs.answers import (
    CancelOutcome,
    Claimed,
    Created,
    DueTask,
    JobPage,
    Refusal,
    Refused,
    RetryOutcome,
    SweepReport,
)
from storage.jobs.budget import Cap, Caps
from storage.jobs.creation import NewJob
from storage.jobs.job_row import JobRow
from storage.jobs.ledger import ModelCall, Spend
from storage.jobs.store import JobStore

__all__ = [
    "CancelOutcome",
    "Cap",
    "Caps",
    "Claimed",
    "Created",
    "DueTask",
    "JobPage",
    "JobRow",
    "JobStore",
    "ModelCall",
    "NewJob",
    "Refusal",
    "Refused",
    "RetryOutcome",
    "Spend",
    "SweepReport",
]
