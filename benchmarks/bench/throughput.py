"""(d) Jobs a second with the rule-based coach, in one process and in two, and the memory that they take.

Cloud Run gives each instance one process, so two cores are two processes. Each has its jobs ready before the clock
starts and takes them by itself: nothing drives it meanwhile but Postgres.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from benchmarks.bench.ground import Ground
from benchmarks.bench.row import Row

_SHAPES = ((1, 1), (1, 10), (1, 50), (2, 2), (2, 10), (2, 50))
"""Processes, and jobs in flight in all of them."""
_JOBS_PER_S, _MEMORY_MB = 40.0, 512.0


def throughput(ground: Ground) -> Iterator[Row]:
    """The same number of jobs for each shape; the first is the baseline."""
    url = ground.new_database()
    count = 50 if ground.is_quick else 200
    alone = 0.0
    for number, (processes, in_flight) in enumerate(_SHAPES):
        told = _run(url, processes, count // processes, in_flight // processes, f"d{number}")
        per_s = count / max(one["seconds"] for one in told)
        alone = alone or per_s
        used_ms = 1000 * sum(one["processor_s"] for one in told) / count
        most_mb, idle_mb = max(one["most_mb"] for one in told), told[0]["idle_mb"]
        where = f"{processes} process{'es' if processes > 1 else ''}, {in_flight} in flight"
        is_goal = (processes, in_flight) == _SHAPES[-1]
        yield Row(
            section="d", name=f"jobs a second, {where}", figure=per_s, unit="jobs/s", samples=count, baseline=alone,
            against="one process, one at a time", target=f">= {_JOBS_PER_S:g} jobs/s" if is_goal else "",
            holds=per_s >= _JOBS_PER_S if is_goal else None,
            limit="processor time of a job; Postgres works on the same cores", floor="planner, check and one insert",
            notes={"processor_ms_per_job": round(used_ms, 1)},
        )  # fmt: skip
        yield Row(
            section="d", name=f"most memory of a process, {where}", figure=most_mb, unit="MB", samples=count,
            baseline=idle_mb, against="the same process idle", target=f"<= {_MEMORY_MB:g} MB" if in_flight >= 50 else "",
            holds=most_mb <= _MEMORY_MB if in_flight >= 50 else None, limit="the libraries; sessions of the jobs under way",
            floor="the imports", notes={"mb_per_job_in_flight": round((most_mb - idle_mb) * processes / in_flight, 2)},
        )  # fmt: skip


def _run(url: str, processes: int, count: int, at_once: int, name: str) -> list[dict[str, float]]:
    """What each process says at its end; they begin together."""
    command = [sys.executable, "-m", "benchmarks.bench.worker_process", url, str(count), str(at_once)]
    with contextlib.ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, f"{name}-{number}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for number in range(processes)
        ]
        pipes: list[tuple[IO[str], IO[str]]] = []
        for worker in workers:
            assert worker.stdin is not None
            assert worker.stdout is not None
            pipes.append((worker.stdin, worker.stdout))
        for _, said in pipes:
            if said.readline().strip() != "ready":
                raise RuntimeError("a worker process of section (d) ended before it was ready; it says why above")
        for told, _ in pipes:
            told.write("\n")
            told.flush()
        return [json.loads(said.readline()) for _, said in pipes]
