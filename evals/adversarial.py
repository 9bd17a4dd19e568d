"""`python -m evals.adversarial [COUNT]`: jobs that ask and ask over faulty providers, by default 1,000; none may pass its cap.

Two minutes, on an embedded Postgres of its own; the exit code is 1 when a job cost more than its cap.
"""

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from google.adk.models.llm_request import LlmRequest
from google.genai import types
from sqlalchemy import Engine

from agents.brief import brief_of
from agents.errors import AgentError, BudgetExceeded
from agents.model_chain import ModelChain
from agents.periodization.blueprint_question import blueprint_question
from agents.provider_client import close_clients
from evals.fault_run import CHAIN, PARAMS, claimed_job, job_of, simulated_settings
from evals.provider_simulator import Fault, Provider, instant, simulate
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import Caps
from storage.seed import seed
from strength.catalog import load_catalog
from strength.pool import catalog_pool
from strength.request import ProgramRequest

COUNT = 1_000
CAPS = Caps(job_usd=0.15, user_day_usd=1_000, day_usd=100_000)
QUESTIONS = 20
"""More than the cap pays for."""
_FAULTS = (Fault.CUT, Fault.NOT_JSON, Fault.WRONG_IDS, Fault.TRUNCATED, Fault.GOOD, Fault.NO_USAGE, Fault.REFUSAL)


def costs_of_jobs(engine: Engine, count: int) -> tuple[list[float], int]:
    """What so many adversarial jobs cost in US dollars, each, and how many of them a cap stopped."""
    return asyncio.run(_jobs(engine, count))


async def _jobs(engine: Engine, count: int) -> tuple[list[float], int]:
    request = ProgramRequest.model_validate(PARAMS)
    shared, own = brief_of(request, catalog_pool(request, load_catalog().exercises)).parts
    costs: list[float] = []
    stopped = 0
    with simulate() as simulator:
        settings = simulated_settings(simulator, chain=CHAIN[:2], caps=CAPS)
        try:
            for number in range(count):
                script = [_FAULTS[(number + place) % len(_FAULTS)] for place in range(number % 5 + 1)]
                simulator.script(Provider.ANTHROPIC, *script)
                simulator.script(Provider.OPENAI, *script[::-1])
                workspace = claimed_job(engine, PARAMS, f"user-{number}")
                chain = ModelChain(settings, instant().runtime).asking(blueprint_question("Design."), workspace)
                stopped += await _ask_on(chain, shared, own)
                cost = job_of(workspace).cost
                costs.append(float("inf") if cost is None else cost)
        finally:
            await close_clients()
    return costs, stopped


async def _ask_on(chain: ModelChain, shared: str, own: str) -> bool:
    """Ask one question after the other; whether a cap put an end to it."""
    for question in range(QUESTIONS):
        # another text each time, so that no answer is known yet
        texts = (shared, f"{own}\nquestion {question}")
        contents = [types.Content(role="user", parts=[types.Part(text=text)]) for text in texts]
        try:
            async for _ in chain.generate_content_async(LlmRequest(contents=contents)):
                pass
        except BudgetExceeded:
            return True
        except AgentError:
            continue
    return False


def main(arguments: list[str]) -> int:
    """Run so many jobs and print what they cost."""
    # every fault is meant
    logging.disable(logging.WARNING)
    count = int(arguments[0]) if arguments else COUNT
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-adversarial-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
    ):
        engine = build_engine(DatabaseSettings(url=server.url))
        migrations.upgrade(engine)
        seed(engine)
        costs, stopped = costs_of_jobs(engine, count)
        engine.dispose()
    above = sum(cost > CAPS.job_usd for cost in costs)
    print(
        f"{count:,} jobs, cap ${CAPS.job_usd:g}: dearest ${max(costs):.6f}, {stopped:,} stopped by it, {above} above it"
    )
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
