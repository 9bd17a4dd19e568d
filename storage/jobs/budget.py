"""The budget: what a call may cost at most is reserved in the ledger before the call is made.

A reservation is the call's own row, cause `reserved`; booking the call replaces it. Because reservations are ledger
rows, every sum counts them, and calls under way in other processes cannot be overlooked. One lock for everybody makes
check and reservation one step, so that parallel jobs cannot pass a cap together.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.errors import CancelRequested
from storage.jobs import claim, ledger
from storage.jobs.ledger import ABANDONED, RESERVED, ModelCall
from storage.transaction import run_ahead

RESERVATION_S = 1_800.0
"""After so long a reservation has no worker left: above the longest dispatch deadline of Cloud Tasks (30 minutes)."""

_ROUNDING = 1e-9
"""USD by which sums of floating-point numbers may differ."""

# after the job's row, as everywhere; a lock for each user beside it would keep nobody out that this one lets in
_LOCK = text("SELECT pg_advisory_xact_lock(4207115903219)")

_ABANDON = text(f"""
UPDATE "AIModelCall" SET "cause" = '{ABANDONED}', "isEstimated" = true
WHERE "cause" = '{RESERVED}' AND (("jobId" = :job_id AND "fence" < :fence)
   OR ("userId" = :user_id AND "createdAt" < {UTC_NOW} - :reservation_s * interval '1 second'))
""")  # noqa: S608 - only words of ours and the clock are put in

_SPENT = text(f"""
SELECT (SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall" WHERE "jobId" = :job_id) AS job,
       (SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall"
         WHERE "userId" = :user_id AND "createdAt" > {UTC_NOW} - interval '24 hours') AS user_day,
       (SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall"
         WHERE "createdAt" > {UTC_NOW} - interval '24 hours') AS day
""")  # noqa: S608 - only the clock is put in


class Cap(StrEnum):
    """Which cap a call would pass."""

    JOB = "job"
    USER_DAY = "user_day"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What may be spent on models, in USD; a day is the last 24 hours.

    Attributes:
        job_usd: for one job, over all its attempts.
        user_day_usd: for one user in a day.
        day_usd: for everybody in a day: the emergency stop.
    """

    job_usd: float = 0.50
    user_day_usd: float = 5.0
    day_usd: float = 100.0


def reserve(connection: Connection, call: ModelCall, caps: Caps) -> Cap | None:
    """Book what a call may cost at most, unless a cap forbids it.

    Args:
        connection: an open transaction.
        call: the call, with the most it can cost; without a price it passes every cap.
        caps: what may be spent.

    Returns:
        The cap that forbids it; None when it is reserved.

    Raises:
        LostLease: the call's fence is not the job's any more; do not spend.
        CancelRequested: the user wants the job cancelled; do not spend.
    """
    job = claim.own(connection, call.job_id, call.fence)
    if job.isCancelRequested:
        raise CancelRequested(f"job {call.job_id!r} is to be cancelled")
    run_ahead(connection, _LOCK)
    keys = {"job_id": call.job_id, "user_id": call.user_id}
    run_ahead(connection, _ABANDON, {**keys, "fence": call.fence, "reservation_s": RESERVATION_S})
    spent = connection.execute(_SPENT, keys).one()
    most = call.cost_usd or 0.0
    for cap, sum_usd, cap_usd in (
        (Cap.JOB, spent.job, caps.job_usd),
        (Cap.USER_DAY, spent.user_day, caps.user_day_usd),
        (Cap.DAY, spent.day, caps.day_usd),
    ):
        if sum_usd + most > cap_usd + _ROUNDING:
            return cap
    ledger.insert(connection, replace(call, cause=RESERVED, is_estimated=True))
    return None
