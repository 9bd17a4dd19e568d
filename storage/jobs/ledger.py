"""The ledger of model calls: what was spent is booked, whoever spent it and whatever became of the job."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.ids import new_id
from storage.transaction import run_ahead

RESERVED = "reserved"
"""Cause of a row that stands for a call under way: what it may cost at most is booked before it is made."""

ABANDONED = "abandoned"
"""Cause of a call whose worker died before it heard the end: nobody knows what it cost, so the most it can stays."""

COST = """CASE WHEN count(*) = 0 THEN 0 WHEN bool_or("costUsd" IS NULL) THEN NULL ELSE sum("costUsd") END"""
"""Cost of some calls: unknown as soon as one of them is; 0 when nothing was called."""

TOTALS = f"""
    "inputTokens" = spent.input, "outputTokens" = spent.output, "cost" = spent.cost
    FROM (SELECT COALESCE(sum("inputTokens" + "cacheReadTokens" + "cacheWriteTokens"), 0) AS input,
                 COALESCE(sum("outputTokens"), 0) AS output, {COST} AS cost
            FROM "AIModelCall" WHERE "jobId" = :job_id) AS spent
"""  # noqa: S608 - only the cost is put in
"""End of an `UPDATE "AIJob" SET …` that brings the job's sums in line with the ledger."""

SUMS = f"""
        "inputTokens" = (SELECT COALESCE(sum("inputTokens" + "cacheReadTokens" + "cacheWriteTokens"), 0)
                           FROM "AIModelCall" WHERE "jobId" = job."id"),
        "outputTokens" = (SELECT COALESCE(sum("outputTokens"), 0) FROM "AIModelCall" WHERE "jobId" = job."id"),
        "cost" = (SELECT {COST} FROM "AIModelCall" WHERE "jobId" = job."id")"""  # noqa: S608 - only the cost is put in
"""The same for many jobs: part of an `UPDATE "AIJob" AS job SET …`."""

SETTLED = f"""
    UPDATE "AIModelCall" AS call SET "cause" = '{ABANDONED}', "isEstimated" = true
    FROM moved WHERE call."jobId" = moved."id" AND call."cause" = '{RESERVED}'
"""  # noqa: S608 - only words of ours are put in
"""`settle` for the jobs of a `WITH moved AS (…)`."""

SETTLE = f"""UPDATE "AIModelCall" SET "cause" = '{ABANDONED}', "isEstimated" = true
    WHERE "jobId" = :job_id AND "cause" = '{RESERVED}'"""  # noqa: S608 - only words of ours are put in
"""`settle` as part of another statement, whose snapshot is younger than the lock on the job's row."""

# the job's row is locked first, so that the sums below see every call that was booked before
_LOCK = text("""SELECT 1 FROM "AIJob" WHERE "id" = :job_id FOR UPDATE""")

_INSERT = text(f"""
INSERT INTO "AIModelCall" ("id", "jobId", "userId", "fence", "step", "modelAsked", "modelAnswered", "cause",
    "milliseconds", "inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens", "costUsd", "priceVersion",
    "isEstimated", "promptVersion", "createdAt")
VALUES (:call_id, :job_id, :user_id, :fence, :step, :model_asked, CAST(:model_answered AS text), :cause,
    :milliseconds, :input_tokens, :cache_read_tokens, :cache_write_tokens, :output_tokens,
    CAST(:cost_usd AS double precision), CAST(:price_version AS text), :is_estimated, CAST(:prompt_version AS text),
    {UTC_NOW})
ON CONFLICT ("id") DO UPDATE SET "modelAnswered" = EXCLUDED."modelAnswered", "cause" = EXCLUDED."cause",
    "milliseconds" = EXCLUDED."milliseconds", "inputTokens" = EXCLUDED."inputTokens",
    "cacheReadTokens" = EXCLUDED."cacheReadTokens", "cacheWriteTokens" = EXCLUDED."cacheWriteTokens",
    "outputTokens" = EXCLUDED."outputTokens", "costUsd" = EXCLUDED."costUsd",
    "priceVersion" = EXCLUDED."priceVersion", "isEstimated" = EXCLUDED."isEstimated",
    "promptVersion" = EXCLUDED."promptVersion"
WHERE "AIModelCall"."cause" IN ('{RESERVED}', '{ABANDONED}') RETURNING "id"
""")  # noqa: S608 - only the clock is put in

_SETTLE = text(SETTLE)

_BOOK = text(f"""UPDATE "AIJob" SET "updatedAt" = {UTC_NOW}, {TOTALS} WHERE "id" = :job_id""")  # noqa: S608 - ours

_SPEND_OF_JOB = text("""
SELECT CAST(COALESCE(sum("costUsd"), 0) AS double precision) AS usd, count(*) AS calls,
       count(*) FILTER (WHERE "costUsd" IS NULL) AS unknown
FROM "AIModelCall" WHERE "jobId" = :job_id
""")

_SPEND_OF_USER = text(f"""
SELECT CAST(COALESCE(sum("costUsd"), 0) AS double precision) AS usd, count(*) AS calls,
       count(*) FILTER (WHERE "costUsd" IS NULL) AS unknown
FROM "AIModelCall" WHERE "userId" = :user_id AND "createdAt" > {UTC_NOW} - :hours * interval '1 hour'
""")  # noqa: S608 - only the clock is put in


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call of a model, as it is booked. The four token buckets exclude each other.

    Attributes:
        job_id: for which job.
        user_id: the job's owner; kept here, because the job may be deleted and its cost may not.
        fence: under which claim.
        step: which part of the work.
        model_asked: id that was asked for.
        model_answered: id that the provider says answered.
        cause: `answered`, or why it did not: `timeout`, `cut_off`, `refused`, …; `reserved` while it is under way.
        milliseconds: how long it took.
        input_tokens: read, and neither from nor into a cache.
        cache_read_tokens: read from the provider's cache.
        cache_write_tokens: read and written into the provider's cache.
        output_tokens: written.
        cost_usd: in USD; None when the price is not known.
        price_version: which price list it was computed by.
        is_estimated: the provider did not say what the call used, so tokens and cost are ours, on the high side.
        prompt_version: hash of the instructions that were sent.
        call_id: a second booking with the same id does nothing, except in place of a reservation.
    """

    job_id: str
    user_id: str
    fence: int
    step: str
    model_asked: str
    model_answered: str | None = None
    cause: str = "answered"
    milliseconds: int = 0
    input_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    price_version: str | None = None
    is_estimated: bool = False
    prompt_version: str | None = None
    call_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """What was spent.

    Attributes:
        usd: the known part, in USD.
        calls: how many calls were booked.
        unknown_calls: how many of them have no known price.
    """

    usd: float
    calls: int
    unknown_calls: int


def record(connection: Connection, call: ModelCall) -> bool:
    """Book a call, in place of its reservation if it has one, and bring the job's sums in line.

    Not fenced: what a zombie spent is spent.

    Returns:
        False when the call was booked before.
    """
    run_ahead(connection, _LOCK, {"job_id": call.job_id})
    is_new = insert(connection, call)
    if is_new:
        connection.execute(_BOOK, {"job_id": call.job_id})
    return is_new


def settle(connection: Connection, job_id: str) -> None:
    """Book what is still reserved for a job as abandoned: its claim ends, so nobody will hear of those calls any more.

    A request may have been sent and answered all the same, so the most that it can cost stays; the zombie that does hear
    of it books the truth in its place (`record`). The caller has locked the job's row.
    """
    if connection.execute(_SETTLE, {"job_id": job_id}).rowcount:
        connection.execute(_BOOK, {"job_id": job_id})


def insert(connection: Connection, call: ModelCall) -> bool:
    """Write the row of a call whose job is locked; False when it was booked before."""
    values = {
        "call_id": call.call_id,
        "job_id": call.job_id,
        "user_id": call.user_id,
        "fence": call.fence,
        "step": call.step,
        "model_asked": call.model_asked,
        "model_answered": call.model_answered,
        "cause": call.cause,
        "milliseconds": call.milliseconds,
        "input_tokens": call.input_tokens,
        "cache_read_tokens": call.cache_read_tokens,
        "cache_write_tokens": call.cache_write_tokens,
        "output_tokens": call.output_tokens,
        "cost_usd": call.cost_usd,
        "price_version": call.price_version,
        "is_estimated": call.is_estimated,
        "prompt_version": call.prompt_version,
    }
    return connection.execute(_INSERT, values).one_or_none() is not None


def spend_of_job(connection: Connection, job_id: str) -> Spend:
    """What the job has cost so far, over all its attempts."""
    row = connection.execute(_SPEND_OF_JOB, {"job_id": job_id}).one()
    return Spend(usd=row.usd, calls=row.calls, unknown_calls=row.unknown)


def spend_of_user(connection: Connection, user_id: str, hours: float) -> Spend:
    """What the user's jobs have cost in the last hours."""
    row = connection.execute(_SPEND_OF_USER, {"user_id": user_id, "hours": hours}).one()
    return Spend(usd=row.usd, calls=row.calls, unknown_calls=row.unknown)
