"""(h) What people would use instead, on the same simulator and database.

Two peers, in our own words: a LangGraph graph whose model writes the whole program and whose last node stores it, with one
insert for each row or the ORM's defaults (`peers/langgraph_peer.py`), and a bare script, one call and one insert for each row. What they leave out
is their advantage: neither has a queue, lease, retry, idempotency, account of costs, progress, scoring or rules; their
program is taken as it comes.
"""

import asyncio
import itertools
import json
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, event, insert
from sqlalchemy.engine import make_url

from agents.prices import price_usd
from agents.token_count import TokenCount
from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import REQUEST, OfflineWorker
from benchmarks.bench.paced import FIRST_TOKEN_S, MODEL, TOKENS_PER_S
from benchmarks.bench.paced_wire import paced_wire
from benchmarks.bench.peers.environment import LOCK, peers_python
from benchmarks.bench.rival_writers import TABLES, tables_of
from benchmarks.bench.row import Row
from evals.provider_simulator import Provider, Simulator, simulate
from service.settings import Secret, Settings
from storage.engine import DatabaseSettings, build_engine
from storage.ids import program_id_for_job
from storage.pipeline import round_trips
from storage.program_reader import load_program
from strength.program import Program

_AT_ONCE = 10
_HURRY = 20.0
"""A written-out program takes eight minutes; its clock runs so many times as quickly, and the wait is told in full."""
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_LACKS = "no queue, lease, retry, progress, rules, score or account of costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one of the three does.

    Attributes:
        ms: a job without model time, one at a time; median.
        statements: of a job, each row of an executemany counted, as the server sees them.
        round_trips: of a job; None where they cannot be counted.
        jobs_per_s: with ten at once.
    """

    ms: float
    statements: float
    jobs_per_s: float
    round_trips: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One job at a model's pace.

    Attributes:
        seconds: until the program is stored.
        cent: what its calls cost, nothing cached, all priced like the model that designs.
        output: tokens.
    """

    seconds: float
    cent: float
    output: int


def peer(ground: Ground) -> Iterator[Row]:
    """Ours beside each peer."""
    url = ground.new_database()
    ours, plain = build_engine(DatabaseSettings(url=url, pool_size=5)), create_engine(url, pool_size=20)
    count = 7 if ground.is_quick else 25
    with simulate() as simulator:
        mine, program = asyncio.run(_ours(ours, simulator, count))
        with paced_wire(simulator.address, tokens_per_s=TOKENS_PER_S, first_token_s=FIRST_TOKEN_S) as wire:
            began = time.perf_counter()
            asyncio.run(_jobs(OfflineWorker(ours, settings=_settings(wire.moved(simulator.address))), "paced", 1, 1))
            my_wait = _wait(time.perf_counter() - began, wire.input_tokens, wire.output_tokens)
        simulator.script(Provider.ANTHROPIC, json.dumps(program.to_json(), separators=(",", ":")))
        script = _script_course(plain, simulator.address, count)
        with paced_wire(
            simulator.address, tokens_per_s=TOKENS_PER_S, first_token_s=FIRST_TOKEN_S, hurry=_HURRY
        ) as wire:
            began = time.perf_counter()
            _script(plain, f"http://127.0.0.1:{wire.port}", "paced-script")
            held_s = sum(wire.model_s) * (1 - 1 / _HURRY)
            their_wait = _wait(time.perf_counter() - began + held_s, wire.input_tokens, wire.output_tokens)
        graphs = {
            "LangGraph, one insert a row": _langgraph(url, simulator.address, count, "rows"),
            "LangGraph, ORM defaults": _langgraph(url, simulator.address, count, "orm"),
        }
    ours.dispose()
    plain.dispose()
    yield from _rows(count, mine, script, f"a script, one call and one insert a row; {_LACKS}")
    for name, graph in graphs.items():
        if graph is not None:
            yield from _rows(count, mine, graph, f"{name}; {_LACKS}")
            continue
        yield Row(
            section="h", name=f"{name}: not measured", figure=0, unit="jobs", limit="its packages could not be "
            "fetched; `pip install --require-hashes -r benchmarks/bench/peers/requirements.lock` says why",
        )  # fmt: skip
    # both peers wait for the same answer
    against = "a peer's twelve weeks written out"
    yield Row(
        section="h", name="output tokens", figure=my_wait.output, unit="tokens", baseline=their_wait.output,
        against=against, target="< 1x", holds=my_wait.output < their_wait.output, limit="a line for each exercise",
        floor="the choice of exercises",
    )  # fmt: skip
    yield Row(
        section="h", name="cost, nothing cached, review and all", figure=my_wait.cent, unit="US cent",
        baseline=their_wait.cent, against=against, target="< 1x", holds=my_wait.cent < their_wait.cent,
        limit="input: the table of exercises, which the peers leave out", floor="input at the cache's price",
    )  # fmt: skip
    yield Row(
        section="h", name=f"time to program at {TOKENS_PER_S:g} tokens/s", figure=my_wait.seconds, unit="s",
        baseline=their_wait.seconds, against=f"{against}, clock {_HURRY:g} times as quick", target="< 1x",
        holds=my_wait.seconds < their_wait.seconds, limit="output tokens", floor="the time to the first token",
    )  # fmt: skip


def _rows(count: int, mine: Course, theirs: Course, against: str) -> Iterator[Row]:
    yield Row(
        section="h", samples=count, name="one job, a model that answers at once", figure=mine.ms, unit="ms", baseline=theirs.ms,
        against=against, target="< 1x", holds=mine.ms < theirs.ms, limit="check and score of the program, account, LiteLLM, ADK's nodes: what the peer leaves out",
        floor="scoring and storing",
    )  # fmt: skip
    yield Row(
        section="h", samples=count, name="statements of a job", figure=mine.statements, unit="statements", baseline=theirs.statements,
        against=against, target="< 1x", holds=mine.statements < theirs.statements,
        limit="claim, progress, caps, account of the call: what the peer leaves out", floor="one that stores and one that ends the job",
    )  # fmt: skip
    if mine.round_trips is not None and theirs.round_trips is not None:
        yield Row(
            section="h", samples=count, name="round trips of a job", figure=mine.round_trips, unit="round trips",
            baseline=theirs.round_trips, against=against, target="< 1x", holds=mine.round_trips < theirs.round_trips,
            limit="transactions that must not wait for each other", floor="claim, program with end",
        )  # fmt: skip
    yield Row(
        section="h", samples=count, name=f"jobs a second, {_AT_ONCE} at once", figure=mine.jobs_per_s, unit="jobs/s",
        baseline=theirs.jobs_per_s, against=against, target="> 1x", holds=mine.jobs_per_s > theirs.jobs_per_s,
        limit="processor time of the check and of LiteLLM; the simulator runs in the same process", floor="scoring and storing",
    )  # fmt: skip


def _settings(anthropic: str) -> Settings:
    return Settings(
        anthropic_api_key=Secret(value="sk-simulated"), model_chain=(MODEL,), model_base_urls={"anthropic": anthropic}
    )


async def _ours(engine: Engine, simulator: Simulator, count: int) -> tuple[Course, Program]:
    statements = [0]

    def counted(*_: object) -> None:
        statements[0] += 1

    worker = OfflineWorker(engine, settings=_settings(simulator.base_urls["anthropic"]))
    await _jobs(worker, "warm", 2, 1)
    event.listen(engine, "before_cursor_execute", counted)
    times: list[float] = []
    job_id = ""
    with round_trips(engine) as trips:
        for number in range(count):
            began = time.perf_counter()
            (job_id,) = await _jobs(worker, f"one-{number}", 1, 1, closes=False)
            times.append(1000 * (time.perf_counter() - began))
    each = statements[0] / count
    began = time.perf_counter()
    await _jobs(worker, "many", 2 * count, _AT_ONCE)
    seconds = time.perf_counter() - began
    program_id = program_id_for_job(job_id)
    found = await asyncio.to_thread(load_program, engine, program_id, f"one-{count - 1}-0")
    assert found is not None
    course = Course(
        ms=statistics.median(times), statements=each, jobs_per_s=2 * count / seconds, round_trips=trips.count / count
    )
    return course, Program.model_validate(found.document)


async def _jobs(worker: OfflineWorker, name: str, count: int, at_once: int, *, closes: bool = True) -> list[str]:
    """Make jobs and do them."""
    from agents.provider_client import close_clients

    done: list[str] = []
    numbers = iter(range(count))

    async def lane() -> None:
        for number in numbers:
            done.append(await asyncio.to_thread(worker.create, f"{name}-{number}"))
            await worker.do(done[-1] if at_once == 1 else done.pop())

    await asyncio.gather(*(lane() for _ in range(at_once)))
    if closes:
        await close_clients()
    return done


def _wait(seconds: float, read: list[int], written: list[int]) -> Wait:
    price = price_usd(MODEL, TokenCount(uncached=sum(read), output=sum(written)))
    if price is None:
        raise ValueError(f"there is no price for {MODEL!r}; it should be one of the default chain")
    return Wait(seconds=seconds, cent=100 * price, output=sum(written))


def _script_course(engine: Engine, address: str, count: int) -> Course:
    statements, numbers = [0], itertools.count()

    def counted(*_: object) -> None:
        statements[0] += 1

    def once(_: int = 0) -> float:
        began = time.perf_counter()
        _script(engine, address, f"script-{next(numbers)}")
        return 1000 * (time.perf_counter() - began)

    once()
    event.listen(engine, "before_cursor_execute", counted)
    with round_trips(engine) as trips:
        times = [once() for _ in range(count)]
    each = statements[0] / count
    event.remove(engine, "before_cursor_execute", counted)
    began = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(once, range(count)))
    seconds = time.perf_counter() - began
    return Course(
        ms=statistics.median(times), statements=each, jobs_per_s=count / seconds, round_trips=trips.count / count
    )


def _script(engine: Engine, address: str, program_id: str) -> None:
    question = json.dumps(
        {
            "model": "claude-sonnet-5-5",
            "max_tokens": 64_000,
            "messages": [{"role": "user", "content": f"Write a whole strength program as JSON: {json.dumps(REQUEST)}"}],
        }
    ).encode()
    headers = {"content-type": "application/json", "x-api-key": "sk-simulated", "anthropic-version": "2023-06-01"}
    with _OPENER.open(urllib.request.Request(f"{address}/v1/messages", question, headers), timeout=600) as answer:
        text = json.load(answer)["content"][0]["text"]
    tables = tables_of(program_id, Program.model_validate(json.loads(text)))
    with engine.begin() as connection:
        for name, rows in tables.items():
            for row in rows:
                connection.execute(insert(TABLES[name]), row)


def _langgraph(url: str, address: str, count: int, how: str) -> Course | None:
    """The LangGraph peer in a process of its own, with psycopg; None when it cannot be fetched."""
    python = peers_python()
    if python is None:
        return None
    script = LOCK.parent / "langgraph_peer.py"
    database = make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    command = [str(python), str(script), database, address, str(count), str(_AT_ONCE), how]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"the LangGraph peer ended with {done.returncode}: {done.stderr[-2000:]}")
    return Course(**json.loads(done.stdout.splitlines()[-1]))
