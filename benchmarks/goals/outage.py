"""C14: every provider is down for a minute while many jobs wait, and none of them fails."""

import threading
import time

import psycopg

from agents.models import ANTHROPIC_DEFAULT, OPENAI_DEFAULT
from benchmarks.chaos.audit import audit
from benchmarks.chaos.site import open_site
from benchmarks.goals.outcome import Outcome
from evals.provider_simulator import simulate
from service.settings import Secret
from service.spending import Spending
from storage.jobs import JobStore, NewJob

_PARAMS: dict[str, object] = {
    "goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell", "rack", "bench"], "weeks": 4,
}  # fmt: skip
_JOB_S = 3.0
"""So long one job may take at the most, on a slow machine, before the goal counts as missed."""


def c14(*, jobs: int, seconds: float, seed: int) -> Outcome:
    """All providers down for 60 s with 2,000 queued: no job fails."""
    del seed
    outcome = Outcome(goal="C14")
    key = Secret(value="sk-simulated")
    with (
        simulate() as simulator,
        open_site(
            workers=2, apis=0, coach_share=1.0, model_chain=(ANTHROPIC_DEFAULT, OPENAI_DEFAULT),
            anthropic_api_key=key, openai_api_key=key, model_base_urls=dict(simulator.base_urls),
            spending=Spending(job_usd=1e6, user_day_usd=1e6, day_usd=1e6, has_last_resort=False),
        ) as site,
    ):  # fmt: skip
        simulator.outage(is_down=True)
        store = JobStore(site.postgres.engine())
        accepted = [
            store.create(NewJob(user_id=f"user-{number}", type="program_generator", params=_PARAMS)).job.job_id
            for number in range(jobs)
        ]
        began = time.monotonic()
        repair = threading.Timer(seconds, simulator.outage, kwargs={"is_down": False})
        repair.daemon = True
        repair.start()
        ended = ended_meanwhile = 0
        with psycopg.connect(site.postgres.libpq_url, autocommit=True) as client:
            while ended < jobs and time.monotonic() - began < seconds + _JOB_S * jobs:
                time.sleep(1.0)
                site.sweep()
                row = client.execute("""SELECT count(*) FROM "AIJob" WHERE "completedAt" IS NOT NULL""").fetchone()
                ended = row[0] if row else 0
                ended_meanwhile = ended if time.monotonic() - began < seconds else ended_meanwhile
            took_s = time.monotonic() - began
            most = client.execute("""SELECT max("attempt"), max("snoozes"), max("fence") FROM "AIJob" """).fetchone()
        calls = len(simulator.received)
        site.workers.close()
        found = audit(site.postgres.libpq_url, accepted)
    outcome.figures = {
        "jobs": jobs, "outage_s": seconds, "ended": found.statuses, "ended_during_the_outage": ended_meanwhile,
        "seconds_to_the_last": round(took_s, 1), "most_attempts_snoozes_claims": most, "calls_of_providers": calls,
        "attempts": found.attempts, "deliveries": site.queue.stats().dispatched,
    }  # fmt: skip
    outcome.misses += found.faults
    outcome.want(found.statuses == {"completed": jobs}, "a job did not complete")
    return outcome
