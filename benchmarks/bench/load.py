"""(f) Status reads beside jobs being done, and posts beside a queue that does not answer: the goals C8 and C9."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.bench.ground import Ground
from benchmarks.bench.row import Row
from benchmarks.goals.outcome import Outcome
from benchmarks.goals.posts import c9
from benchmarks.goals.reads import c8

_SEED = 1


def load(ground: Ground) -> Iterator[Row]:
    """Each goal on a service of several processes, smaller when it has to be quick."""
    seconds, rows = (5.0, 10_000) if ground.is_quick else (30.0, 1_000_000)
    reads = c8(seconds=seconds, per_s=300.0, jobs_per_minute=2_000.0, rows=rows, seed=_SEED)
    yield _row(reads, "reads", f"status reads, 300 a second beside 2,000 jobs a minute, {rows:,} rows", 25.0)
    yield _row(reads, "posts", "posts meanwhile", None)
    posts = c9(seconds=seconds, per_s=50.0, seed=_SEED)
    yield _row(posts, "queue_answers", "posts, 50 a second", 50.0)
    yield _row(posts, "queue_is_deaf", "posts, 50 a second, the queue does not answer", 50.0)


def _row(outcome: Outcome, key: str, name: str, wanted_ms: float | None) -> Row:
    figures: Mapping[str, Any] = outcome.figures[key]
    p99 = float(figures["p99_ms"])
    return Row(
        section="f", name=f"{name}: p99", figure=p99, unit="ms", samples=int(figures["requests"]),
        baseline=float(figures["p50_ms"]), against="p50 of the same requests",
        target="" if wanted_ms is None else f"<= {wanted_ms:g} ms", holds=None if wanted_ms is None else p99 <= wanted_ms,
        limit="two cores for database, queue, workers, API and client", floor="one transaction",
        notes={"p95_ms": figures["p95_ms"], "max_ms": figures["max_ms"], "other_answers": str(figures["other_answers"])},
    )  # fmt: skip
