"""(c) One job of twelve weeks without model time: milliseconds by stage, statements, round trips."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import event

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import OfflineWorker, StageClock
from benchmarks.bench.repetition import is_steady
from benchmarks.bench.row import Row
from storage.engine import DatabaseSettings, build_engine
from storage.pipeline import round_trips

_WHOLE_MS, _DATABASE_MS = 40.0, 20.0
_WARM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One job.

    Attributes:
        whole_ms: from its delivery to its end.
        processor_ms: processor time of this process meanwhile, all threads.
        database_ms: of it, waiting for the database.
        trips: round trips.
        statements: statements, transactions' own not counted.
        stages: milliseconds by stage.
    """

    whole_ms: float
    processor_ms: float
    database_ms: float
    trips: int
    statements: int
    stages: dict[str, float]


def one_job(ground: Ground) -> Iterator[Row]:
    """The whole, the database's share, and each stage."""
    courses = asyncio.run(_courses(ground))
    whole = statistics.median(course.whole_ms for course in courses)
    database = statistics.median(course.database_ms for course in courses)
    processor = statistics.median(course.processor_ms for course in courses)
    yield Row(
        section="c", name="one job without model time", figure=whole, unit="ms", samples=len(courses),
        target=f"p50 <= {_WHOLE_MS:g} ms", holds=whole <= _WHOLE_MS,
        limit="the planner, scoring twice, and ADK's nodes", floor="planner and scorer alone, see the stages",
        notes={"processor_ms": round(processor, 1)},
    )  # fmt: skip
    yield Row(
        section="c", name="of it waiting for the database", figure=database, unit="ms", samples=len(courses),
        baseline=whole, against="the whole job", target=f"<= {_DATABASE_MS:g} ms", holds=database <= _DATABASE_MS,
        limit="the insert of 900 rows and five commits", floor="one flush to disk for each commit",
        notes={"round_trips": courses[-1].trips, "statements": courses[-1].statements},
    )  # fmt: skip
    for stage in courses[-1].stages:
        yield Row(
            section="c", name=f"stage {stage}", figure=statistics.median(one.stages[stage] for one in courses),
            unit="ms", samples=len(courses), baseline=whole, against="the whole job",
        )  # fmt: skip


async def _courses(ground: Ground) -> list[Course]:
    engine = build_engine(DatabaseSettings(url=ground.new_database(), pool_size=5))
    statements = [0]

    def count(*_: object) -> None:
        statements[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    clock = StageClock(engine)
    worker = OfflineWorker(engine, clock)
    limits = ground.repetitions(20, 100)
    courses: list[Course] = []
    for number in range(limits["most"] + _WARM):
        job_id = worker.create(f"user-{number}")
        clock.marks.clear()
        statements[0] = 0
        with round_trips(engine) as trips:
            began, used = time.perf_counter(), time.process_time()
            clock.mark("> delivery")
            await worker.do(job_id)
            clock.mark("> end")
            whole_s, used_s = time.perf_counter() - began, time.process_time() - used
        courses.append(
            Course(
                whole_ms=1000 * whole_s, processor_ms=1000 * used_s, database_ms=1000 * trips.seconds,
                trips=trips.count, statements=statements[0], stages=_stages(clock.marks),
            )
        )  # fmt: skip
        done = courses[_WARM:]
        if len(done) >= limits["least"] and is_steady([course.whole_ms for course in done]):
            break
    engine.dispose()
    return courses[_WARM:]


def _stages(marks: list[tuple[str, float]]) -> dict[str, float]:
    """How long each mark lasted until the next one."""
    found: dict[str, float] = {}
    for (name, began), (_, ended) in itertools.pairwise(marks):
        words = {"> delivery": "claim", "claim": "intake", "> end": "leaving the workflow"}
        stage = words.get(name, name.removeprefix("> "))
        found[stage] = found.get(stage, 0.0) + 1000 * (ended - began)
    return found
