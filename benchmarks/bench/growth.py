"""(i) What grows with what: rows of jobs, exercises to choose from, weeks and days."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Engine, create_engine

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import REQUEST, OfflineWorker
from benchmarks.bench.repetition import repeat
from benchmarks.bench.row import Row
from storage.engine import DatabaseSettings, build_engine
from storage.exercise_pool import load_pool
from storage.jobs import Claimed
from strength.request import ProgramRequest

_JOBS = """
INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt", "updatedAt", "completedAt", "attempt",
    "fence")
SELECT 'old-' || number, 'user-' || number / 20, 'program_generator', 'completed', '{}',
    now() - number * interval '1 second', now(), now(), 1, 1
FROM generate_series(%s::int, %s::int) AS number
"""
_EXERCISES = """
INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "aliases", "category", "isSystem", "createdBy",
    "userId", "updatedAt", "equipment", "primaryFAUs", "secondaryFAUs")
SELECT 'mine-' || number, 'Cable Curl Variant ' || number, 'cable curl variant ' || number, '{}', 'arms', false, %s, %s,
    now(), '{cable}', '{biceps}', '{}'
FROM generate_series(%s::int, %s::int) AS number
"""
_GROWTH = 1.3
"""What an index finds may take so much longer among a thousand times as many rows (issue 8)."""
_ROWS = (10**3, 10**4, 10**5, 10**6)


def growth(ground: Ground) -> Iterator[Row]:
    """Each series in turn; the first of each is the baseline of the others."""
    yield from _jobs(ground)
    yield from _exercises(ground)
    yield from _shapes(ground)


def _jobs(ground: Ground) -> Iterator[Row]:
    """Each lifter has twenty jobs, so that a list is as long among a thousand rows as among a million."""
    url = ground.new_database()
    # ours gives up on a statement after seconds; filling a million rows takes longer
    engine, patient = build_engine(DatabaseSettings(url=url, pool_size=5)), create_engine(url)
    worker = OfflineWorker(engine)
    asyncio.run(_timed_job(worker, "warm"))
    base: dict[str, float] = {}
    # as many creates as claims, which use them up
    samples = 50 if ground.is_quick else 200
    before = 0
    for rows in _ROWS[:3] if ground.is_quick else _ROWS:
        _run(patient, _JOBS, (before + 1, rows))
        before = rows
        _vacuum(patient, "AIJob")
        for name, work in _operations(worker, rows).items():
            took = _median(work, {"least": samples, "most": samples})
            first = base.setdefault(name, took)
            is_base = first is took
            yield Row(
                section="i", name=f"{name} among {rows:,} jobs", figure=took, unit="ms", samples=samples,
                baseline=first, against="among 1,000", target="" if is_base else f"<= {_GROWTH:g}x",
                holds=None if is_base else took <= _GROWTH * first, limit="the transaction's round trips and flush",
                floor="a B-tree is one level deeper each hundredfold",
            )  # fmt: skip
        jobs = repeat(lambda: asyncio.run(_timed_job(worker, "grown")), lambda ms: ms, **ground.repetitions(5, 9))
        job = statistics.median(jobs)
        yield Row(
            section="i", name=f"a job without model time among {rows:,}", figure=job, unit="ms", samples=len(jobs),
            baseline=base.setdefault("job", job), against="among 1,000", limit="planner and check", floor="as (c)",
            notes={"jobs_per_s_one_at_a_time": round(1000 / job, 1)},
        )  # fmt: skip
    patient.dispose()
    engine.dispose()


def _operations(worker: OfflineWorker, rows: int) -> dict[str, Callable[[], object]]:
    """What is asked of the table, each time about another job."""
    numbers = itertools.cycle(range(20, rows, max(1, rows // 500)))
    made: list[str] = []
    names = itertools.count()

    def look() -> None:
        number = next(numbers)
        assert worker.store.get(f"old-{number}", f"user-{number // 20}") is not None

    def listed() -> None:
        assert worker.store.list(f"user-{next(numbers) // 20}").jobs

    def create() -> None:
        made.append(worker.create(f"maker-{rows}-{next(names)}"))

    def claim() -> None:
        assert isinstance(worker.store.claim(made.pop()), Claimed)

    return {"a look": look, "a list of twenty": listed, "a create": create, "a claim": claim}


def _exercises(ground: Ground) -> Iterator[Row]:
    engine = build_engine(DatabaseSettings(url=ground.new_database()))
    request = ProgramRequest.model_validate({**REQUEST})
    base, before = None, 0
    for own in (0, 100, 1_000) if ground.is_quick else (0, 100, 500, 1_000, 5_000):
        if own:
            _run(engine, _EXERCISES, ("collector", "collector", before + 1, own))
            before = own
        pool_ms = _median(lambda: load_pool(engine, "collector", request), {"least": 5, "most": 10})
        size = len(load_pool(engine, "collector", request).entries)
        base = base or pool_ms
        yield Row(
            section="i", name=f"pool with {own:,} exercises of one's own", figure=pool_ms, unit="ms", baseline=base,
            against="FitCSV's exercises alone", limit="reading each row and finding out what kind it is",
            floor="linear in the lifter's rows", notes={"entries": size},
        )  # fmt: skip
    engine.dispose()


def _shapes(ground: Ground) -> Iterator[Row]:
    engine = build_engine(DatabaseSettings(url=ground.new_database(), pool_size=5))
    worker = OfflineWorker(engine)
    asyncio.run(_timed_job(worker, "warm"))
    base = None
    for weeks, days in ((4, 2), (4, 6), (8, 4), (12, 4), (16, 4), (16, 6)):
        shape = {"weeks": weeks, "frequency": days}
        times = repeat(
            lambda shape=shape: asyncio.run(_timed_job(worker, "shape", shape)), lambda milliseconds: milliseconds,
            **ground.repetitions(5, 15),
        )  # fmt: skip
        took = statistics.median(times)
        base = base or took
        yield Row(
            section="i", name=f"a job of {weeks} weeks of {days} days", figure=took, unit="ms", samples=len(times),
            baseline=base, against="4 weeks of 2 days", limit="planner and scorer", floor="linear in workouts",
            notes={"ms_per_workout": round(took / weeks / days, 2)},
        )  # fmt: skip
    engine.dispose()


async def _timed_job(worker: OfflineWorker, user_id: str, changed: Mapping[str, object] | None = None) -> float:
    job_id = await asyncio.to_thread(worker.create, user_id, **(changed or {}))
    began = time.perf_counter()
    await worker.do(job_id)
    return 1000 * (time.perf_counter() - began)


def _median(work: Callable[[], object], limits: dict[str, int]) -> float:
    work()

    def timed() -> float:
        began = time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - began)

    return statistics.median(repeat(timed, lambda milliseconds: milliseconds, **limits))


def _run(engine: Engine, statement: str, values: tuple[object, ...]) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statement, values)


def _vacuum(engine: Engine, table: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'VACUUM ANALYZE "{table}"')
