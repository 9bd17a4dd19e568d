"""`python -m evals.parallel_cap [COUNT]`: so many jobs of one user at a time, by default 50, under a small day cap.

Whole workflows against a simulated provider, first one whose answers are lost and may have cost all they could, then one
that is well. Half a minute, on an embedded Postgres of its own; the exit code is 1 when the cap was passed, a job did not
end well, or a figure of the books does not fit the others.
"""

import asyncio
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from agents.models import is_offline
from agents.provider_client import close_clients
from agents.run import run_program_job
from evals.fault_run import PARAMS, claimed_job, job_of, ledger_of, simulated_settings
from evals.provider_simulator import Fault, instant, simulate
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import Caps
from storage.seed import seed

COUNT = 50
CAPS = Caps(job_usd=0.50, user_day_usd=1.0, day_usd=100.0)
"""A call may cost some 0.09 USD, so that about eleven can be under way together."""

SCRIPTS = (Fault.CUT, Fault.GOOD)
_CENT = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelRun:
    """What came of the jobs.

    Attributes:
        ends: how many were completed, and how many of those by the rule-based coach for want of money.
        spent_usd: what the user's calls cost, estimates included.
        most_usd: the most that was ever booked or reserved at a time.
        sent: requests that the provider got.
        booked: calls of it in the ledger.
        unbalanced: jobs whose cost is not the sum of their ledger, or with something reserved still.
    """

    ends: Counter[str]
    spent_usd: float
    most_usd: float
    sent: int
    booked: int
    unbalanced: int

    @property
    def is_fine(self) -> bool:
        """Whether nothing passed the cap and all figures fit."""
        all_ended = set(self.ends) <= {"completed", "completed, degraded"}
        return all_ended and self.most_usd <= CAPS.user_day_usd and self.sent == self.booked and not self.unbalanced


def run_parallel(engine: Engine, count: int, fault: Fault, user_id: str) -> ParallelRun:
    """Run so many jobs of one user at a time, both providers having this fault.

    Args:
        engine: a migrated and seeded database.
        count: how many.
        fault: what becomes of each request.
        user_id: whose jobs; nothing of theirs may be booked yet.
    """
    return asyncio.run(_parallel(engine, count, fault, user_id))


async def _parallel(engine: Engine, count: int, fault: Fault, user_id: str) -> ParallelRun:
    workspaces = [claimed_job(engine, PARAMS, user_id) for _ in range(count)]
    sums: list[float] = [0.0]
    with simulate((fault,), (fault,)) as simulator:
        settings = simulated_settings(simulator, caps=CAPS)

        async def one(number: int) -> str:
            # a runtime of its own: no breaker shall keep a job from spending
            outcome = await run_program_job(workspaces[number], PARAMS, settings, instant().runtime)
            return "completed, degraded" if outcome.degraded else "completed"

        async def watch() -> None:
            while True:
                sums.append(await asyncio.to_thread(_sum, engine, user_id))

        watcher = asyncio.create_task(watch())
        try:
            ends = await asyncio.gather(*(one(number) for number in range(count)))
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)
            await close_clients()
        sent = len(simulator.received)
    spent = _sum(engine, user_id)
    ledgers = [(job_of(workspace).cost, ledger_of(engine, workspace.job_id)) for workspace in workspaces]
    return ParallelRun(
        ends=Counter(ends),
        spent_usd=spent,
        most_usd=max([*sums, spent]),
        sent=sent,
        booked=sum(_was_sent(str(call["modelAsked"]), str(call["cause"])) for _, calls in ledgers for call in calls),
        unbalanced=sum(not _is_balanced(cost, [call["costUsd"] for call in calls]) for cost, calls in ledgers)
        + sum(call["cause"] == "reserved" for _, calls in ledgers for call in calls),
    )


def _is_balanced(cost: float | None, prices: Sequence[float]) -> bool:
    return cost is not None and abs(cost - sum(prices)) < _CENT / 1_000


def _was_sent(model_id: str, cause: str) -> bool:
    return not is_offline(model_id) and cause not in ("over_budget", "unpriced", "breaker_open", "unreachable")


def _sum(engine: Engine, user_id: str) -> float:
    query = text('SELECT COALESCE(sum("costUsd"), 0) FROM "AIModelCall" WHERE "userId" = :user_id')
    with engine.connect() as connection:
        return float(connection.execute(query, {"user_id": user_id}).scalar_one())


def main(arguments: list[str]) -> int:
    """Run both scripts and print what came of them."""
    # every fault is meant
    logging.disable(logging.WARNING)
    count = int(arguments[0]) if arguments else COUNT
    runs: list[ParallelRun] = []
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-parallel-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
    ):
        engine = build_engine(DatabaseSettings(url=server.url, pool_size=12))
        migrations.upgrade(engine)
        seed(engine)
        for fault in SCRIPTS:
            run = run_parallel(engine, count, fault, f"user-{fault.value}")
            runs.append(run)
            ends = ", ".join(f"{times} {end}" for end, times in sorted(run.ends.items()))
            print(
                f"{fault.value}: {count} jobs, cap ${CAPS.user_day_usd:g}: spent ${run.spent_usd:.6f}, at most "
                f"${run.most_usd:.6f} at a time; {run.sent} requests, {run.booked} in the ledger, {run.unbalanced} "
                f"jobs out of balance; {ends}"
            )
        engine.dispose()
    return 0 if all(run.is_fine for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
