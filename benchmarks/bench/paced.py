"""(g) How long a lifter waits: whole jobs over HTTP against the simulator, paced like a model."""

import asyncio
import statistics
import time
from collections.abc import Iterator, Mapping
from itertools import pairwise

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import OfflineWorker
from benchmarks.bench.paced_wire import PacedWire, paced_wire
from benchmarks.bench.row import Row
from evals.provider_simulator import simulate
from service.settings import Secret, Settings
from storage.engine import DatabaseSettings, build_engine

MODEL = "anthropic/claude-sonnet-5-5"
TOKENS_PER_S, FIRST_TOKEN_S = 80.0, 1.0
"""An assumption about a model's pace; both sides are timed by it."""
_TIME = 1 / 30
_ORDERS: tuple[Mapping[str, object], ...] = (
    {}, {"goal": "hypertrophy"}, {"frequency": 3, "experience": "beginner"}, {"frequency": 5}, {"frequency": 4, "weeks": 8},
)  # fmt: skip
_LONGEST: Mapping[str, object] = {"goal": "hypertrophy", "frequency": 6, "experience": "advanced"}


def paced(ground: Ground, written_tokens: float) -> Iterator[Row]:
    """The median of several requests and the longest one.

    Args:
        ground: where to run.
        written_tokens: of a program whose weeks a model writes out; only computed, as one takes eight minutes.
    """
    engine = build_engine(DatabaseSettings(url=ground.new_database(), pool_size=5))
    theirs = FIRST_TOKEN_S + written_tokens / TOKENS_PER_S
    with (
        simulate() as simulator,
        paced_wire(simulator.address, tokens_per_s=TOKENS_PER_S, first_token_s=FIRST_TOKEN_S) as wire,
    ):
        settings = Settings(
            anthropic_api_key=Secret(value="sk-simulated"), model_chain=(MODEL,),
            model_base_urls={name: wire.moved(url) for name, url in simulator.base_urls.items()},
        )  # fmt: skip
        took = asyncio.run(_do(OfflineWorker(engine, settings=settings), wire, (*_ORDERS, _LONGEST)))
    engine.dispose()
    usual = [seconds for seconds, _ in took[:-1]]
    for name, seconds, output, samples in (
        ("time to program at 80 tokens/s and 1 s to the first, over HTTP", statistics.median(usual),
         statistics.median(tokens for _, tokens in took[:-1]), len(usual)),
        ("time to program, six days, over HTTP", took[-1][0], took[-1][1], 1),
    ):  # fmt: skip
        yield Row(
            section="g", name=name, figure=seconds, unit="s", samples=samples, baseline=theirs,
            against="the twelve weeks written out, computed", target="<= 1/30", holds=seconds <= _TIME * theirs,
            limit="output tokens", floor="one answer's first token and its lines",
            notes={"output_tokens": output, "model_s": round(output / TOKENS_PER_S, 2)},
        )  # fmt: skip


async def _do(
    worker: OfflineWorker, wire: PacedWire, orders: tuple[Mapping[str, object], ...]
) -> list[tuple[float, int]]:
    """Seconds from the order to the stored program, and the tokens written for it, one order after the other."""
    from agents.provider_client import close_clients

    found: list[tuple[float, int]] = []
    counts = [0]
    # the first only loads what a worker has warm
    for number, order in enumerate(({"weeks": 4, "frequency": 2}, *orders)):
        began = time.perf_counter()
        job_id = await asyncio.to_thread(worker.create, f"paced-{number}", **order)
        await worker.do(job_id)
        found.append((time.perf_counter() - began, 0))
        counts.append(sum(wire.output_tokens))
    await close_clients()
    return [(seconds, after - before) for (seconds, _), (before, after) in zip(found, pairwise(counts), strict=True)][
        1:
    ]
