"""The whole matrix: every cell in processes of its own, on as many databases as there are lanes."""

import contextlib
import multiprocessing
import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults import child
from benchmarks.faults.cell import KILLED, Cell, Fault, cells
from benchmarks.faults.scripted import small_program
from benchmarks.faults.world import World, prepare
from evals.provider_simulator import simulate
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed

LANES = 3
MOST_PAID = 2
"""A model is paid a second time only when a process ended between its answer and the ledger."""
_PROCESSES = 6
_BATCH = 24
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a cell.

    Attributes:
        cell: its name: point, fault, attempt.
        status: the job's status at the end.
        attempt: how many tries counted.
        fence: how many claims there were.
        paid: how often a model was paid.
        processes: how many processes lived.
        seconds: how long it took.
        problems: what is wrong; empty when all is well.
    """

    cell: str
    status: str
    attempt: int
    fence: int
    paid: int
    processes: int
    seconds: float
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is written to a file."""
        return asdict(self)


def judged(cell: Cell, world: World, *, has_struck: bool, processes: int, seconds: float) -> Result:
    """What came of a cell whose processes have ended."""
    traces = world.traces(cell.job_id)
    problems = list(traces.problems)
    if not has_struck:
        problems.append("its point was never reached")
    if not cell.ends(traces.status):
        problems.append(f"it ended {traces.status}")
    if traces.paid > MOST_PAID:
        problems.append(f"a model was paid {traces.paid} times")
    return Result(
        cell=cell.job_id, status=traces.status, attempt=traces.attempt, fence=traces.fence, paid=traces.paid,
        processes=processes, seconds=round(seconds, 3), problems=tuple(problems),
    )  # fmt: skip


def run_matrix(only: str, on_result: Callable[[Result], None]) -> list[Result]:
    """Run every cell whose name holds `only`; reports each as it ends."""
    work: queue.SimpleQueue[list[Cell]] = queue.SimpleQueue()
    for batch in _batches([cell for cell in cells() if only in cell.job_id]):
        work.put(batch)
    results: list[Result] = []
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.faults.preload"])
    with tempfile.TemporaryDirectory(prefix="fitcsv-faults-") as folder, _server(Path(folder)) as server:
        urls = [_database(server, number) for number in range(LANES)]

        def lane(url: str) -> None:
            world = World(url)
            program = small_program(world.engine).to_json()
            with simulate() as simulator:
                shared = child.Lane(url=url, program=program, urls=dict(simulator.base_urls))
                with contextlib.suppress(queue.Empty):
                    while True:
                        for result in _run(context, world, work.get_nowait(), shared):
                            results.append(result)
                            on_result(result)
            world.close()

        lanes = [threading.Thread(target=lane, args=(url,)) for url in urls]
        for thread in lanes:
            thread.start()
        for thread in lanes:
            thread.join()
    return sorted(results, key=lambda result: result.cell)


def _batches(every: list[Cell]) -> list[list[Cell]]:
    """A cell that kills needs processes of its own; the others share one, the real workflow with its like."""
    killing = [[cell] for cell in every if cell.fault is Fault.KILL]
    batches: list[list[Cell]] = []
    for is_real in (True, False):
        alike = [cell for cell in every if cell.fault is not Fault.KILL and cell.is_inside_the_run is is_real]
        batches += [alike[start : start + _BATCH] for start in range(0, len(alike), _BATCH)]
    # the longest first, so that no lane is left alone with one at the end
    return [*killing[: len(killing) // 2], *batches, *killing[len(killing) // 2 :]]


def _server(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder / "data", for_tests=True)


def _database(server: EmbeddedPostgres, number: int) -> str:
    name = f"faults_{number}"
    admin = build_engine(DatabaseSettings(url=server.url)).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    admin.dispose()
    url = f"{server.url.rpartition('/')[0]}/{name}"
    engine = build_engine(DatabaseSettings(url=url))
    migrations.upgrade(engine)
    seed(engine)
    prepare(engine)
    return url


def _run(context: Any, world: World, batch: list[Cell], lane: child.Lane) -> Iterator[Result]:
    """One process for a batch; for a cell that kills, one process after another until one comes to its end."""
    rest = list(batch)
    has_struck = False
    begun = time.monotonic()
    for number in range(1, _PROCESSES + 1):
        pipe, far_end = context.Pipe()
        process = context.Process(target=child.run_cells, args=(lane, far_end), kwargs={"is_sound": has_struck})
        process.start()
        far_end.close()
        # one at a time: a cell that cuts connections would cut ours while we look at what the one before it left
        with contextlib.suppress(EOFError, ConnectionError):
            while rest:
                cell = rest[0]
                pipe.send((cell.point.value, cell.fault.value, cell.attempt))
                struck = bool(pipe.poll(_PATIENCE_S) and pipe.recv())
                seconds, begun = time.monotonic() - begun, time.monotonic()
                rest.pop(0)
                yield judged(cell, world, has_struck=has_struck or struck, processes=number, seconds=seconds)
            pipe.send(None)
        process.join(_PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        if not rest:
            return
        has_struck = has_struck or process.exitcode == KILLED
        # the dead process's lease ends before anybody notices
        world.advance(61.0)
    for cell in rest:
        yield judged(cell, world, has_struck=has_struck, processes=_PROCESSES, seconds=time.monotonic() - begun)
