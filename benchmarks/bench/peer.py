"""(h) A script as one would write it first: the whole program in one answer, parsed, one insert for each row.

Both ask the same simulator, which answers at once: what is compared is everything but the model's time. What the script
leaves out (queue, lease, retry, validation, scoring, ledger) is its advantage. No graph framework is installed here, so
none is measured.
"""

import asyncio
import itertools
import json
import statistics
import time
import urllib.request
from collections.abc import Iterator

from sqlalchemy import Engine, create_engine, insert

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import REQUEST, OfflineWorker
from benchmarks.bench.repetition import repeat
from benchmarks.bench.rival_writers import TABLES, tables_of
from benchmarks.bench.row import Row
from evals.provider_simulator import Provider, simulate
from service.settings import Secret, Settings
from storage.engine import DatabaseSettings, build_engine
from storage.ids import program_id_for_job
from storage.program_reader import load_program
from strength.program import Program

_MODEL = "anthropic/claude-sonnet-5-5"
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def peer(ground: Ground) -> Iterator[Row]:
    """A whole job with a simulated model, ours beside the script."""
    url = ground.new_database()
    ours, plain = build_engine(DatabaseSettings(url=url, pool_size=5)), create_engine(url)
    numbers = itertools.count()
    limits = ground.repetitions(7, 25)
    with simulate() as simulator:
        settings = Settings(
            anthropic_api_key=Secret(value="sk-simulated"), model_chain=(_MODEL,), model_base_urls=simulator.base_urls
        )
        worker = OfflineWorker(ours, settings=settings)

        async def measure() -> list[float]:
            found: list[float] = []
            job_id = user_id = ""
            for number in range(limits["least"] + 1):
                user_id = f"peer-{number}"
                began = time.perf_counter()
                job_id = await asyncio.to_thread(worker.create, user_id)
                await worker.do(job_id)
                found.append(1000 * (time.perf_counter() - began))
            from agents.provider_client import close_clients

            await close_clients()
            program = await asyncio.to_thread(_program, ours, job_id, user_id)
            simulator.script(Provider.ANTHROPIC, json.dumps(program.to_json(), separators=(",", ":")))
            return found[1:]

        mine = statistics.median(asyncio.run(measure()))

        def script() -> float:
            began = time.perf_counter()
            _script(plain, simulator.base_urls["anthropic"], f"peer-{next(numbers)}")
            return 1000 * (time.perf_counter() - began)

        script()
        theirs = statistics.median(repeat(script, lambda ms: ms, **limits))
    ours.dispose()
    plain.dispose()
    yield Row(
        section="h", name="one job, a model that answers at once", figure=mine, unit="ms", samples=limits["least"],
        baseline=theirs, against="a script: one call, one insert for each row", target="< 1x", holds=mine < theirs,
        limit="planner (here inside the simulator), scorer, LiteLLM", floor="scoring and storing",
        notes={"not_measured": "LangGraph is not installed"},
    )  # fmt: skip


def _program(engine: Engine, job_id: str, user_id: str) -> Program:
    found = load_program(engine, program_id_for_job(job_id), user_id)
    assert found is not None
    return Program.model_validate(found.document)


def _script(engine: Engine, address: str, program_id: str) -> None:
    question = json.dumps(
        {
            "model": "claude-sonnet-5-5",
            "max_tokens": 64_000,
            "messages": [{"role": "user", "content": f"Write a whole strength program as JSON: {json.dumps(REQUEST)}"}],
        }
    ).encode()
    headers = {"content-type": "application/json", "x-api-key": "sk-simulated", "anthropic-version": "2023-06-01"}
    with _OPENER.open(urllib.request.Request(f"{address}/v1/messages", question, headers), timeout=60) as answer:
        text = json.load(answer)["content"][0]["text"]
    tables = tables_of(program_id, Program.model_validate(json.loads(text)))
    with engine.begin() as connection:
        for name, rows in tables.items():
            for row in rows:
                connection.execute(insert(TABLES[name]), row)
