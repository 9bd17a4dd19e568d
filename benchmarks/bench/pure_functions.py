"""(k) The pure functions of one program, each alone: planning, expanding, validating, scoring."""

import statistics
import time
from collections.abc import Callable, Iterator

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import REQUEST
from benchmarks.bench.repetition import repeat
from benchmarks.bench.row import Row
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from strength.scoring import score
from strength.validation import validate

_TARGET_MS = 3.0


def pure_functions(ground: Ground) -> Iterator[Row]:
    """Processor time of each, for the main request; a checked program is planned once and expanded once or twice."""
    request, catalog = ProgramRequest.model_validate({**REQUEST}), load_catalog()
    pool = catalog_pool(request, catalog.exercises)
    blueprint = plan(request, pool)
    program = expand(blueprint, request, pool, catalog=catalog)
    works: dict[str, tuple[Callable[[], object], float | None, str]] = {
        "plan": (lambda: plan(request, pool), None, "choosing among 170 exercises for each place of the week"),
        "expand": (lambda: expand(blueprint, request, pool, catalog=catalog), _TARGET_MS, "650 sets made one by one"),
        "validate": (lambda: validate(program, request, catalog), _TARGET_MS, "each rule reads the program"),
        "score": (lambda: score(program, request, catalog), _TARGET_MS, "twelve dimensions over twelve weeks"),
    }
    for name, (work, target, limit) in works.items():
        work()
        times = repeat(lambda work=work: _processor_ms(work), lambda ms: ms, **ground.repetitions(30, 100))
        median = statistics.median(times)
        yield Row(
            section="k", name=f"{name} one program, processor time", figure=median, unit="ms", samples=len(times),
            target="" if target is None else f"<= {target:g} ms", holds=None if target is None else median <= target,
            limit=limit, floor="making or reading each set once", notes={"least_ms": round(min(times), 2)},
        )  # fmt: skip


def _processor_ms(work: Callable[[], object]) -> float:
    # of this thread: other work of the machine hardly changes it
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)
