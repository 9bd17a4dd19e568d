"""Processes that really die: a job that kills its worker each time ends, after just as many claims as it has attempts."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine, text

from storage.jobs import JobStore, NewJob, Refusal, Refused

DEADLY = """
import asyncio, os, sys
from service.api.threads import Threads
from service.api.worker import Worker
from service.settings import Deadlines
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import JobStore

async def run(job, stop):
    os._exit(137)

worker = Worker(
    JobStore(build_engine(DatabaseSettings(url=sys.argv[1]))), run, lambda error: None, Threads(1), warm=lambda: None,
    deadlines=Deadlines(), spread=lambda: 0.0,
)
asyncio.run(worker.deliver("poison", "program_generator"))
"""


@pytest.mark.parametrize("attempts", [2])
def test_a_job_that_kills_every_worker_is_claimed_as_often_as_it_has_attempts(
    engine: Engine, database_url: str, attempts: int
) -> None:
    jobs = JobStore(engine)
    jobs.create(NewJob(user_id="u", type="program_generator", params={}, job_id="poison", max_attempts=attempts))
    for _ in range(attempts):
        died = subprocess.run([sys.executable, "-c", DEADLY, database_url], check=False, capture_output=True)
        assert died.returncode == 137, died.stderr.decode()
        with engine.begin() as connection:
            connection.execute(text("""UPDATE "AIJob" SET "leaseUntil" = '2001-01-01'"""))
    refused = jobs.claim("poison")
    assert isinstance(refused, Refused)
    assert refused.reason is Refusal.EXHAUSTED
    assert jobs.sweep().failed == 1
    job = jobs.load("poison")
    assert job is not None
    assert (job.status, job.error_code, job.attempt, job.fence) == ("failed", "worker_lost", attempts, attempts)
