"""Through the worker: a job whose providers ask to wait goes back to the queue, uncounted, and is done later."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from agents.provider_client import close_clients
from evals.fault_run import PARAMS
from evals.provider_simulator import Fault, Provider, simulate
from service import telemetry
from service.api.program_job import ProgramJob, diagnose
from service.api.threads import Threads
from service.api.worker import Worker
from service.jobs.answer import Ending
from service.settings import Deadlines, read_settings
from storage.jobs import JobRow, JobStore, NewJob

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


@pytest.fixture(autouse=True, scope="module")
def _quiet_logs() -> None:
    # structlog's own default draws every local variable of a traceback
    telemetry.configure(level="ERROR", as_json=True)


class Service:
    """A worker whose settings lead to the simulator, without the coach."""

    def __init__(self, engine: Engine, urls: dict[str, str], **environ: str) -> None:
        self.engine = engine
        self.jobs = JobStore(engine)
        settings = read_settings(
            {
                "ANTHROPIC_API_KEY": "sk-a",
                "OPENAI_API_KEY": "sk-o",
                "OFFLINE_LAST_RESORT": "false",
                "REVIEW_MODEL": "off",
                "MODEL_BASE_URLS": ",".join(f"{name}={url}" for name, url in urls.items()),
                **environ,
            }
        )
        self.program_job = ProgramJob(engine, self.jobs, settings)

    def new_job(self) -> str:
        return self.jobs.create(NewJob(user_id="user-1", type="program_generator", params=PARAMS)).job.job_id

    def deliver(self, job_id: str) -> Ending:
        async def run() -> Ending:
            worker = Worker(
                self.jobs, self.program_job.run, diagnose, Threads(2),
                warm=self.program_job.warm, deadlines=Deadlines(), spread=lambda: 0.0,
            )  # fmt: skip
            try:
                return await worker.deliver(job_id, "program_generator")
            finally:
                await close_clients()

        return asyncio.run(run())

    def load(self, job_id: str) -> JobRow:
        job = self.jobs.load(job_id)
        assert job is not None
        return job


@pytest.mark.parametrize(("fault", "wait_s"), [(Fault.RATE_LONG, 300), (Fault.BAD_KEY, 30)])
def test_a_job_that_has_to_wait_is_queued_again_and_its_attempt_does_not_count(
    engine: Engine, fault: Fault, wait_s: float
) -> None:
    with simulate((fault,), (fault,)) as simulator:
        service = Service(engine, simulator.base_urls)
        job_id = service.new_job()
        assert service.deliver(job_id) is Ending.SETTLED
        job = service.load(job_id)
        assert (job.status, job.attempt, job.snoozes, job.cost) == ("queued", 0, 1, 0.0)
        assert job.run_at is not None
        assert wait_s - 20 < (job.run_at - datetime.now(UTC)).total_seconds() <= wait_s
        assert {view["state"] for view in service.program_job.breakers().values()} == {"open"}


def test_a_job_that_waited_is_done_when_the_provider_is_back(engine: Engine) -> None:
    with simulate((Fault.TRUNCATED,), (Fault.RATE_LONG,)) as simulator:
        service = Service(engine, simulator.base_urls)
        job_id = service.new_job()
        service.deliver(job_id)
        assert service.load(job_id).status == "queued"
        simulator.script(Provider.ANTHROPIC, Fault.GOOD)
        with engine.begin() as connection:
            connection.execute(text('UPDATE "AIJob" SET "runAt" = "createdAt"'))
        # what Claude said is known and of no use, GPT still has to wait: nothing new is sent
        sent = len(simulator.received)
        service.deliver(job_id)
        assert len(simulator.received) == sent
        fresh = Service(engine, simulator.base_urls)
        simulator.script(Provider.OPENAI, Fault.GOOD)
        with engine.begin() as connection:
            connection.execute(text('UPDATE "AIJob" SET "runAt" = "createdAt"'))
        assert fresh.deliver(job_id) is Ending.DONE
    job = fresh.load(job_id)
    assert (job.status, job.model) == ("completed", "openai/gpt-6.1-sol")
    # Claude's useless answer was paid for once
    assert job.cost == pytest.approx(0.014)


def test_a_cap_of_the_settings_reaches_the_call(engine: Engine) -> None:
    with simulate() as simulator:
        service = Service(engine, simulator.base_urls, MODEL_JOB_CAP_USD="0.01")
        job_id = service.new_job()
        service.deliver(job_id)
        assert simulator.received == []
    job = service.load(job_id)
    assert (job.status, job.error_code) == ("failed", "budget_exceeded")
    assert job.error is not None
    assert "spending limit" in job.error
