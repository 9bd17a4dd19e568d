"""C14: every provider is down for a minute while many jobs wait and workers take them up, and none of them fails."""

import time

import psycopg

from agents.models import ANTHROPIC_DEFAULT, OPENAI_DEFAULT
from benchmarks.chaos.audit import audit
from benchmarks.chaos.site import Site, open_site
from benchmarks.goals.outcome import Outcome, say
from evals.provider_simulator import Simulator, simulate
from service.settings import Secret
from service.spending import Spending
from storage.jobs import JobStore, NewJob

_PARAMS: dict[str, object] = {
    "goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell", "rack", "bench"], "weeks": 4,
}  # fmt: skip
_JOB_S = 3.0
"""So long one job may take at the most, on a slow machine, before the goal counts as missed."""
_START_S = 120.0
"""So long the workers may take to their first call of a provider; they import everything first."""
_SWEEP_EVERY_S = 10.0
_COUNTS = """
SELECT count(*) FILTER (WHERE "completedAt" IS NOT NULL), count(*) FILTER (WHERE "status" = 'failed'),
    count(*) FILTER (WHERE "fence" > 0), count(*) FILTER (WHERE "snoozes" > 0),
    COALESCE(max("attempt"), 0), COALESCE(max("snoozes"), 0), COALESCE(max("fence"), 0)
FROM "AIJob"
"""


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
        say(f"c14: {jobs} jobs are queued, every provider is down")
        with psycopg.connect(site.postgres.libpq_url, autocommit=True) as client:
            waited_s = _await_first_call(site, simulator)
            outcome.want(simulator.received != [], "no worker called a provider: nobody noticed the outage")
            _watch(site, client, until_s=seconds, jobs=None)
            ended, failed, claimed, snoozed, attempts, snoozes, claims = _counts(client)
            calls = len(simulator.received)
            simulator.outage(is_down=False)
            say(f"c14: the providers are back; {claimed} jobs were taken up meanwhile, {snoozed} of them given back")
            took_s = _watch(site, client, until_s=_JOB_S * jobs + 60.0, jobs=jobs)
            last = _counts(client)
        all_calls = len(simulator.received)
        site.workers.close()
        found = audit(site.postgres.libpq_url, accepted)
    outcome.figures = {
        "jobs": jobs, "outage_s": seconds, "first_call_after_s": round(waited_s, 1), "ended": found.statuses,
        "during_the_outage": {
            "calls_of_providers": calls, "jobs_taken_up": claimed, "jobs_given_back": snoozed, "ended": ended,
            "failed": failed, "most_attempts": attempts, "most_snoozes": snoozes, "most_claims": claims,
        },
        "seconds_to_the_last": round(took_s, 1), "most_attempts": last[4], "most_snoozes": last[5],
        "most_claims": last[6], "calls_of_providers": all_calls, "attempts": found.attempts,
        "deliveries": site.queue.stats().dispatched,
    }  # fmt: skip
    outcome.misses += found.faults
    outcome.want(ended == 0, f"{ended} jobs ended while no provider answered")
    outcome.want(claimed > 0, "no job was taken up during the outage")
    outcome.want(found.statuses == {"completed": jobs}, f"jobs ended {found.statuses}, not all completed")
    return outcome


def _await_first_call(site: Site, simulator: Simulator) -> float:
    """The outage counts from the moment at which a worker meets it. Returns the seconds until then."""
    began = time.monotonic()
    swept = began
    while not simulator.received and time.monotonic() - began < _START_S:
        if time.monotonic() - swept > _SWEEP_EVERY_S:
            site.sweep()
            swept = time.monotonic()
        time.sleep(0.1)
    return time.monotonic() - began


def _watch(site: Site, client: psycopg.Connection, *, until_s: float, jobs: int | None) -> float:
    """Do what Cloud Scheduler does until the time is over or so many jobs have ended. Returns the seconds that took."""
    began = time.monotonic()
    swept = told = began
    while time.monotonic() - began < until_s:
        ended, failed, claimed, snoozed, *_ = _counts(client)
        if jobs is not None and ended >= jobs:
            break
        now = time.monotonic()
        if now - swept > _SWEEP_EVERY_S:
            site.sweep()
            swept = now
        if now - told > _SWEEP_EVERY_S:
            say(f"c14: {now - began:.0f} s, {ended} ended, {failed} failed, {claimed} taken up, {snoozed} given back")
            told = now
        time.sleep(0.5)
    return time.monotonic() - began


def _counts(client: psycopg.Connection) -> tuple[int, int, int, int, int, int, int]:
    row = client.execute(_COUNTS).fetchone()
    return row or (0, 0, 0, 0, 0, 0, 0)
