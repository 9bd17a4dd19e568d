"""(d) Jobs a second with the rule-based coach in one process, some at a time, and the memory that they take."""

import asyncio
import os
import time
from collections.abc import Iterator

from benchmarks.bench import host
from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import OfflineWorker
from benchmarks.bench.row import Row
from storage.engine import DatabaseSettings, build_engine

_AT_ONCE = (1, 10, 50)
_JOBS_PER_S, _MEMORY_MB = 40.0, 512.0


def throughput(ground: Ground) -> Iterator[Row]:
    """The same number of jobs with 1, 10 and 50 under way; memory is read while they run."""
    engine = build_engine(DatabaseSettings(url=ground.new_database(), pool_size=5))
    worker = OfflineWorker(engine)
    count = 50 if ground.is_quick else 200
    asyncio.run(_do(worker, "warm", 3, 1))
    idle_mb = host.resident_mb(os.getpid())
    alone = 0.0
    for at_once in _AT_ONCE:
        used = time.process_time()
        seconds, peak_mb = asyncio.run(_do(worker, f"flight-{at_once}", count, at_once))
        used_ms = 1000 * (time.process_time() - used) / count
        per_s = count / seconds
        alone = alone or per_s
        is_goal = at_once == _AT_ONCE[-1]
        yield Row(
            section="d", name=f"jobs a second, {at_once} in flight", figure=per_s, unit="jobs/s", samples=count,
            baseline=alone, against="one at a time", target=f">= {_JOBS_PER_S:g} jobs/s" if is_goal else "",
            holds=per_s >= _JOBS_PER_S if is_goal else None,
            limit="one core's planner and scorer: Python runs one thread at a time",
            floor="processor time of a job", notes={"processor_ms_per_job": round(used_ms, 1)},
        )  # fmt: skip
        yield Row(
            section="d", name=f"resident memory, {at_once} in flight", figure=peak_mb, unit="MB", samples=count,
            baseline=idle_mb, against="the same process idle", target=f"<= {_MEMORY_MB:g} MB" if is_goal else "",
            holds=peak_mb <= _MEMORY_MB if is_goal else None, limit="the libraries; sessions of the jobs under way",
            floor="the imports", notes={"mb_per_job_in_flight": round((peak_mb - idle_mb) / at_once, 2)},
        )  # fmt: skip
    engine.dispose()


async def _do(worker: OfflineWorker, name: str, count: int, at_once: int) -> tuple[float, float]:
    """Seconds for all of them, and the most memory that was seen."""
    jobs = iter([await asyncio.to_thread(worker.create, f"{name}-{number}") for number in range(count)])
    peak_mb = 0.0

    async def lane() -> None:
        nonlocal peak_mb
        for job_id in jobs:
            await worker.do(job_id)
            peak_mb = max(peak_mb, host.resident_mb(os.getpid()))

    began = time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(at_once)))
    return time.perf_counter() - began, peak_mb
