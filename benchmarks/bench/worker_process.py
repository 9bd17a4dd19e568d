"""One worker process of section (d): `python -m benchmarks.bench.worker_process <database> <jobs> <in flight>`.

It makes its jobs, says "ready", and does them when a line comes in; then it says how long that took.
"""

import asyncio
import gc
import json
import resource
import sys
import time

from benchmarks.bench.offline_worker import OfflineWorker
from storage.engine import DatabaseSettings, build_engine


async def run(url: str, count: int, at_once: int, name: str) -> dict[str, float]:
    """Make and do the jobs; seconds, processor time and most memory."""
    engine = build_engine(DatabaseSettings(url=url, pool_size=5))
    worker = OfflineWorker(engine)
    for number in range(3):
        await worker.do(await asyncio.to_thread(worker.create, f"{name}-warm-{number}"))
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    idle_mb = _most_mb()
    jobs = iter([await asyncio.to_thread(worker.create, f"{name}-{number}") for number in range(count)])
    print("ready", flush=True)
    sys.stdin.readline()

    async def lane() -> None:
        for job_id in jobs:
            await worker.do(job_id)

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(lane() for _ in range(at_once)))
    seconds, used_s = time.perf_counter() - began, time.process_time() - used
    engine.dispose()
    return {"seconds": seconds, "processor_s": used_s, "idle_mb": idle_mb, "most_mb": _most_mb()}


def _most_mb() -> float:
    """The most memory in RAM so far, in MB; Linux counts in units of 1,024 bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))))
