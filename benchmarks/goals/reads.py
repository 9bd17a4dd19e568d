"""C8: how long a look at a job takes while others are being done, and how it is found among a million."""

import asyncio
import itertools
import random
from typing import Any

import psycopg
from sqlalchemy.dialects import postgresql

from benchmarks.chaos.site import Site, open_site
from benchmarks.goals.outcome import Outcome, say
from benchmarks.goals.posts import BODY, PATH, report
from benchmarks.goals.rate_client import Shot, fire, request
from storage.tables import job as table

_READ_MS = 25.0
_WARM_S = 3.0
_FILL = """
INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt", "updatedAt", "completedAt", "attempt",
    "fence", "programId")
SELECT 'old-' || number, 'user-' || mod(number, 50000), 'program_generator', 'completed',
    '{"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell"]}',
    now() - number * interval '1 second', now(), now(), 1, 1, NULL
FROM generate_series(%s::integer, %s::integer) AS number
"""


def c8(*, seconds: float, per_s: float, jobs_per_minute: float, rows: int, seed: int) -> Outcome:
    """Status reads at 300 a second beside 2,000 jobs a minute: p99 <= 25 ms; by an index on 1,000,000 rows."""
    outcome = Outcome(goal="C8")
    # one process of each role, since everything here shares two cores: more would only take them from one another
    with open_site(workers=1, apis=1, think_s=0.2, concurrency=20) as site:
        say(f"c8: putting {rows} jobs into the database")
        fill(site, 1, rows)
        outcome.figures["rows"] = rows
        for name, (plan, is_indexed) in _plans(site, rows).items():
            outcome.figures[name] = plan
            outcome.want(is_indexed, f"{name} reads the table")
        say(f"c8: {per_s:g} reads a second beside {jobs_per_minute:g} posts a minute for {seconds:g} s")
        reads, posts = asyncio.run(
            _load(site, seconds=seconds, per_s=per_s, jobs_per_s=jobs_per_minute / 60, rows=rows, seed=seed)
        )
        with psycopg.connect(site.postgres.libpq_url) as client:
            done = client.execute(
                """SELECT count(*) FROM "AIJob" WHERE "id" NOT LIKE 'old-%%' AND "status" = 'completed'"""
            ).fetchone()
    outcome.figures["jobs_done"] = done[0] if done else 0
    report(outcome, "reads", reads, wanted_ms=_READ_MS, status=200)
    report(outcome, "posts", posts, wanted_ms=float("inf"), status=202)
    return outcome


def fill(site: Site, first: int, last: int) -> None:
    """Put ended jobs of these numbers into the database: job `old-N` is `user-(N mod 50000)`'s."""
    with psycopg.connect(site.postgres.libpq_url, autocommit=True) as client:
        client.execute('ALTER TABLE "AIJob" DISABLE TRIGGER "chaosWitness"')
        client.execute(_FILL, (first, last))
        client.execute('VACUUM ANALYZE "AIJob"')


def _plans(site: Site, rows: int) -> dict[str, tuple[str, bool]]:
    """How the look at one job, the list of a user's and the relay's search are done."""
    one = table.select().where(table.c.id == f"old-{rows // 2}", table.c.userId == f"user-{rows // 2 % 50000}")
    page = table.select().where(table.c.userId == "user-7").order_by(table.c.createdAt.desc(), table.c.id.desc())
    statements = {
        "plan_of_a_look": _spelled(one),
        "plan_of_a_page": _spelled(page.limit(21)),
        "plan_of_the_relay": """SELECT "id" FROM "AIJob" WHERE "enqueueDue" <= now() AND "status" = 'queued'
            ORDER BY "enqueueDue" LIMIT 50""",
        "plan_of_the_sweep": """SELECT "id" FROM "AIJob" WHERE "status" = 'processing' AND "leaseUntil" < now()""",
    }
    found: dict[str, tuple[str, bool]] = {}
    with psycopg.connect(site.postgres.libpq_url) as client:
        for name, statement in statements.items():
            # the statement is the service's own, with its values spelled out
            lines = [str(row[0]) for row in client.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}".encode())]
            nodes = [line for line in lines if "Scan" in line]
            time_ms = next(line.split(":")[1].strip() for line in lines if line.startswith("Execution Time"))
            text = "; ".join(line.split("(cost")[0].strip(" ->") for line in nodes)
            found[name] = (f"{text}, {time_ms}", "Seq Scan" not in text)
    return found


# Any: a SQLAlchemy statement of whatever kind
def _spelled(statement: Any) -> str:
    return str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))


async def _load(
    site: Site, *, seconds: float, per_s: float, jobs_per_s: float, rows: int, seed: int
) -> tuple[list[Shot], list[Shot]]:
    headers = site.headers("")[:1]
    chance = random.Random(seed)
    posted = itertools.count()

    def look(_: int) -> bytes:
        number = chance.randint(1, rows)
        who = (b"x-user-id", f"user-{number % 50000}".encode())
        return request("GET", f"/api/ai/jobs/old-{number}", (*headers, who))

    def post(_: int) -> bytes:
        return request("POST", PATH, (*headers, (b"x-user-id", f"new-{next(posted)}".encode())), BODY)

    port = site.apis.port
    await fire(port, look, per_s=per_s / 2, seconds=_WARM_S, connections=20)
    reads, posts = await asyncio.gather(
        fire(port, look, per_s=per_s, seconds=seconds, connections=60),
        fire(port, post, per_s=jobs_per_s, seconds=seconds, connections=20),
    )
    return reads, posts
