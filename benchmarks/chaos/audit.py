"""What must hold when everything has come to rest, asked of the database by another client than the service's."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg

_RULES: dict[str, LiteralString] = {
    "accepted, but not in the database": """SELECT id FROM unnest(%(accepted)s::text[]) AS id
        WHERE NOT EXISTS (SELECT 1 FROM "AIJob" WHERE "AIJob"."id" = id)""",
    "in the database, but never accepted": """SELECT "id" FROM "AIJob" WHERE NOT "id" = ANY(%(accepted)s)""",
    "stuck: no end was reached": """SELECT concat_ws(' ', "id", "status", "attempt", 'fence', "fence", 'task',
        "enqueueGeneration", 'run at', "runAt", 'due', "enqueueDue", 'leased until', "leaseUntil") FROM "AIJob"
        WHERE "status" NOT IN ('completed', 'failed', 'cancelled')""",
    "ended, and still leased, due or without a time": """SELECT "id" FROM "AIJob" WHERE "status" IN
        ('completed', 'failed', 'cancelled')
        AND ("leaseUntil" IS NOT NULL OR "enqueueDue" IS NOT NULL OR "completedAt" IS NULL)""",
    "failed for another reason than a worker that was lost at every attempt": """SELECT "id" FROM "AIJob"
        WHERE "status" = 'cancelled' OR ("status" = 'failed'
        AND ("errorCode" <> 'worker_lost' OR "attempt" <> "maxAttempts"))""",
    "completed without exactly one program of its own": """SELECT job."id" FROM "AIJob" AS job
        WHERE job."status" = 'completed' AND (
            (SELECT count(*) FROM "AIProgram" WHERE "jobId" = job."id") <> 1
            OR NOT EXISTS (SELECT 1 FROM "Program" JOIN "AIProgram" ON "AIProgram"."programId" = "Program"."id"
                WHERE "Program"."id" = job."programId" AND "AIProgram"."jobId" = job."id"
                AND "Program"."userId" = job."userId"))""",
    "a program without a completed job": """SELECT "Program"."id" FROM "Program" LEFT JOIN "AIJob" AS job
        ON job."programId" = "Program"."id" WHERE job."status" IS DISTINCT FROM 'completed'""",
    "a document without its program": """SELECT "programId" FROM "AIProgram"
        WHERE NOT EXISTS (SELECT 1 FROM "Program" WHERE "Program"."id" = "AIProgram"."programId")""",
    "half a program: rows differ from the document": """WITH kept AS (
        SELECT week."programId" AS id, count(DISTINCT week."id") AS weeks, count(DISTINCT workout."id") AS workouts,
               count(DISTINCT exercise."id") AS exercises, count(part."id") AS sets
          FROM "Week" AS week LEFT JOIN "Workout" AS workout ON workout."weekId" = week."id"
          LEFT JOIN "Exercise" AS exercise ON exercise."workoutId" = workout."id"
          LEFT JOIN "PrescribedSet" AS part ON part."exerciseId" = exercise."id" GROUP BY 1)
        SELECT wanted."programId" FROM "AIProgram" AS wanted LEFT JOIN kept ON kept.id = wanted."programId"
        WHERE (kept.weeks, kept.workouts, kept.exercises, kept.sets) IS DISTINCT FROM (
            (SELECT count(*) FROM jsonb_path_query("document", '$.weeks[*]')),
            (SELECT count(*) FROM jsonb_path_query("document", '$.weeks[*].workouts[*]')),
            (SELECT count(*) FROM jsonb_path_query("document", '$.weeks[*].workouts[*].exercises[*]')),
            (SELECT count(*) FROM jsonb_path_query("document", '$.weeks[*].workouts[*].exercises[*].sets[*]')))
        OR kept.sets = 0""",
    "written by another claim than the last one": """SELECT "id" FROM "AIJob" WHERE "status" = 'completed'
        AND "result" ? 'writtenBy' AND ("result"->>'writtenBy')::int <> "fence" """,
    "the fence is not the number of attempts": """SELECT job."id" FROM "AIJob" AS job LEFT JOIN "AIJobAttempt" AS try
        ON try."jobId" = job."id" GROUP BY job."id", job."fence"
        HAVING count(try."fence") <> job."fence" OR COALESCE(max(try."fence"), 0) <> job."fence" """,
    "attempts outside of their bounds": """SELECT "id" FROM "AIJob"
        WHERE "attempt" < 0 OR "attempt" > "maxAttempts" OR "attempt" > "fence" """,
    "an attempt that is open, or completed beside another": """SELECT job."id" FROM "AIJob" AS job
        JOIN "AIJobAttempt" AS try ON try."jobId" = job."id"
        WHERE try."endedAt" IS NULL OR try."outcome" IS NULL
        OR (try."outcome" = 'completed') <> (job."status" = 'completed' AND try."fence" = job."fence")""",
    "cost or tokens differ from the ledger": """SELECT job."id" FROM "AIJob" AS job
        LEFT JOIN "AIModelCall" AS call ON call."jobId" = job."id" GROUP BY job."id"
        HAVING abs(COALESCE(job."cost", 0) - COALESCE(sum(call."costUsd"), 0)) > 1e-9
        OR COALESCE(job."inputTokens", 0)
            <> COALESCE(sum(call."inputTokens" + call."cacheReadTokens" + call."cacheWriteTokens"), 0)
        OR COALESCE(job."outputTokens", 0) <> COALESCE(sum(call."outputTokens"), 0)""",
    "a call of no attempt, of another user, or still reserved": """SELECT call."jobId" FROM "AIModelCall" AS call
        LEFT JOIN "AIJobAttempt" AS try ON try."jobId" = call."jobId" AND try."fence" = call."fence"
        LEFT JOIN "AIJob" AS job ON job."id" = call."jobId"
        WHERE try."fence" IS NULL OR job."userId" IS DISTINCT FROM call."userId" OR call."cause" = 'reserved'""",
    "a user's day differs from his jobs": """SELECT "userId" FROM (
        SELECT "userId", sum("costUsd") AS spent, 0::double precision AS charged FROM "AIModelCall" GROUP BY 1
        UNION ALL SELECT "userId", 0, sum("cost") FROM "AIJob" GROUP BY 1) AS books
        GROUP BY 1 HAVING abs(COALESCE(sum(spent), 0) - COALESCE(sum(charged), 0)) > 1e-9""",
    "changed after its end": """SELECT "jobId" FROM "ChaosStep" WHERE "isLateChange" """,
    "a step that the state machine does not have": """SELECT "jobId" FROM "ChaosStep" WHERE NOT "isLateChange" AND
        NOT (("before" IS NULL AND "after" = 'queued' AND "fence" = 0)
          OR ("before" = 'queued' AND "after" = 'processing' AND "fence" = "fenceBefore" + 1)
          OR ("before" = 'processing' AND "after" = 'processing' AND "fence" = "fenceBefore" + 1)
          OR ("before" = 'processing' AND "after" IN ('queued', 'completed', 'failed', 'cancelled')
              AND "fence" = "fenceBefore")
          OR ("before" = 'queued' AND "after" IN ('failed', 'cancelled') AND "fence" = "fenceBefore"))""",
    "steps that do not follow each other": """SELECT "jobId" FROM (
        SELECT "jobId", "before", lag("after") OVER (PARTITION BY "jobId" ORDER BY "id") AS earlier
        FROM "ChaosStep") AS path WHERE "before" IS DISTINCT FROM earlier""",
}

_RESCUES: LiteralString = """
SELECT extract(epoch FROM later."startedAt" - try."startedAt")::double precision FROM "AIJobAttempt" AS try
JOIN "AIJobAttempt" AS later ON later."jobId" = try."jobId" AND later."fence" = try."fence" + 1
WHERE try."outcome" = 'lost' ORDER BY 1
"""
"""From the claim that was lost to the next one: a little more than from the death of its worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found.

    Attributes:
        faults: sentences about what must not be; empty when all is well.
        statuses: how many jobs ended how.
        attempts: claims in all, and how they ended.
        rescues_s: pauses between a lost claim and the next one, shortest first.
        spent_usd: by the ledger.
    """

    faults: tuple[str, ...]
    statuses: dict[str, int]
    attempts: dict[str, int]
    rescues_s: tuple[float, ...]
    spent_usd: float


def audit(url: str, accepted: Collection[str]) -> Findings:
    """Look at everything.

    Args:
        url: of the database, for libpq.
        accepted: ids of the jobs that the service has accepted.
    """
    with psycopg.connect(url) as connection:

        def ask(statement: LiteralString) -> list[tuple[Any, ...]]:
            return connection.execute(statement, {"accepted": list(accepted)}).fetchall()

        faults: list[str] = []
        for rule, statement in _RULES.items():
            found = [str(row[0]) for row in ask(statement)]
            if found:
                faults.append(f"{len(found)} x {rule}, such as {found[0]!r}")
        return Findings(
            faults=tuple(faults),
            statuses=dict(ask('SELECT "status", count(*)::int FROM "AIJob" GROUP BY 1 ORDER BY 1')),
            attempts=dict(ask('SELECT "outcome", count(*)::int FROM "AIJobAttempt" GROUP BY 1 ORDER BY 1')),
            rescues_s=tuple(row[0] for row in ask(_RESCUES)),
            spent_usd=ask('SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall"')[0][0],
        )


def percentile(values: Collection[float], share: float) -> float:
    """The smallest value that so large a share does not exceed; 0 of nothing."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))] if ranked else 0.0
