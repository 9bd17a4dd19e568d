"""When no provider can be asked and no coach may stand in, jobs wait: no claim is made, so no attempt is used up."""

import asyncio

import pytest
from sqlalchemy import Engine

from agents.provider_client import close_clients
from evals.fault_run import PARAMS
from evals.provider_simulator import Fault, simulate
from service.api.program_job import ProgramJob, diagnose
from service.api.threads import Threads
from service.api.worker import Worker
from service.jobs.answer import Ending
from service.settings import Deadlines, read_settings
from storage.jobs import JobStore, NewJob

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


@pytest.mark.parametrize(("has_coach", "later"), [("false", Ending.UNAVAILABLE), ("true", Ending.DONE)])
def test_after_one_job_has_found_both_providers_shut_the_next_ones_are_not_claimed(
    engine: Engine, has_coach: str, later: Ending
) -> None:
    jobs = JobStore(engine)
    with simulate((Fault.BAD_KEY,), (Fault.BAD_KEY,)) as simulator:
        settings = read_settings(
            {
                "ANTHROPIC_API_KEY": "sk-a",
                "OPENAI_API_KEY": "sk-o",
                "OFFLINE_LAST_RESORT": has_coach,
                "MODEL_BASE_URLS": ",".join(f"{name}={url}" for name, url in simulator.base_urls.items()),
            }
        )
        work = ProgramJob(engine, jobs, settings)
        ids = [jobs.create(NewJob(user_id="u", type="program_generator", params=PARAMS)).job.job_id for _ in range(2)]

        async def run() -> list[Ending]:
            worker = Worker(
                jobs, work.run, diagnose, Threads(2), warm=work.warm, deadlines=Deadlines(), spread=lambda: 0.0,
                hold_off=work.hold_off_s,
            )  # fmt: skip
            try:
                return [await worker.deliver(job_id, "program_generator") for job_id in ids]
            finally:
                await close_clients()

        assert work.hold_off_s("program_generator") is None
        assert asyncio.run(run())[1] is later
        # where rules choose when models cannot, nobody waits
        assert work.hold_off_s("workout_adapter") is None
    second = jobs.load(ids[1])
    assert second is not None
    assert (second.status, second.attempt) == (("queued", 0) if later is Ending.UNAVAILABLE else ("completed", 1))
