"""A job's whole story, in the order it happened: attempts, answers that were kept, calls of models."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, text

_EVENTS = text("""
SELECT "startedAt" AS at, 'attempt' AS kind, "fence" AS fence,
       jsonb_build_object('attempt', "attempt", 'outcome', "outcome", 'errorCode', "errorCode",
                          'milliseconds', EXTRACT(EPOCH FROM "endedAt" - "startedAt") * 1000) AS facts
FROM "AIJobAttempt" WHERE "jobId" = :job_id
UNION ALL
SELECT "createdAt", 'call', "fence",
       jsonb_build_object('step', "step", 'model', "modelAsked", 'answered', "modelAnswered", 'cause', "cause",
                          'milliseconds', "milliseconds", 'inputTokens', "inputTokens" + "cacheReadTokens" + "cacheWriteTokens",
                          'cachedTokens', "cacheReadTokens", 'outputTokens', "outputTokens", 'costUsd', "costUsd")
FROM "AIModelCall" WHERE "jobId" = :job_id
UNION ALL
SELECT "createdAt", 'reply', NULL, jsonb_build_object('step', "step", 'promptVersion', "promptVersion")
FROM "AIJobStep" WHERE "jobId" = :job_id
ORDER BY 1, 2
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """One thing that happened to a job.

    Attributes:
        at: when, by the database's clock, in UTC.
        kind: `attempt` (it was claimed), `call` (a model was asked), `reply` (what it said was kept for a second try).
        fence: number of the claim; None where it does not matter.
        facts: numbers and closed words only; never a text that a person or a model wrote.
    """

    at: datetime
    kind: str
    fence: int | None
    facts: dict[str, Any]


def read_story(connection: Connection, job_id: str) -> tuple[StoryEvent, ...]:
    """All events of a job, oldest first; none for a job that nobody has claimed."""
    rows = connection.execute(_EVENTS, {"job_id": job_id}).all()
    return tuple(
        StoryEvent(
            at=row.at.replace(tzinfo=UTC), kind=row.kind, fence=row.fence, facts=cast("dict[str, Any]", row.facts)
        )
        for row in rows
    )
