"""(i) What grows with what: rows of jobs, exercises to choose from, weeks and days."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Engine

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import REQUEST, OfflineWorker
from benchmarks.bench.repetition import repeat
from benchmarks.bench.row import Row
from storage.engine import DatabaseSettings, build_engine
from storage.exercise_pool import load_pool
from strength.request import ProgramRequest

_JOBS = """
INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt", "updatedAt", "completedAt", "attempt",
    "fence")
SELECT 'old-' || number, 'user-' || mod(number, 50000), 'program_generator', 'completed', '{}',
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
_STATUS_GROWTH = 2.0
"""A look by an index may take so much longer among a thousand times as many rows."""


def growth(ground: Ground) -> Iterator[Row]:
    """Each series in turn; the first of each is the baseline of the others."""
    yield from _jobs(ground)
    yield from _exercises(ground)
    yield from _shapes(ground)


def _jobs(ground: Ground) -> Iterator[Row]:
    engine = build_engine(DatabaseSettings(url=ground.new_database(), pool_size=5))
    worker = OfflineWorker(engine)
    asyncio.run(_timed_job(worker, "warm"))
    limits = ground.repetitions(7, 25)
    status_base = job_base = None
    before = 0
    for rows in (10**3, 10**4, 10**5) if ground.is_quick else (10**3, 10**4, 10**5, 10**6):
        _run(engine, _JOBS, (before + 1, rows))
        before = rows
        _vacuum(engine, "AIJob")
        numbers = iter(range(1, rows, max(1, rows // 500)))

        def look(numbers: Iterator[int] = numbers) -> None:
            number = next(numbers)
            assert worker.store.get(f"old-{number}", f"user-{number % 50000}") is not None

        status = _median(look, {"least": 50, "most": 200})
        job = statistics.median(
            repeat(lambda: asyncio.run(_timed_job(worker, "grown")), lambda milliseconds: milliseconds, **limits)
        )
        status_base, job_base = status_base or status, job_base or job
        yield Row(
            section="i", name=f"a look at a job among {rows:,}", figure=status, unit="ms", baseline=status_base,
            against="among 1,000", target="" if status is status_base else f"<= {_STATUS_GROWTH:g}x",
            holds=None if status is status_base else status <= _STATUS_GROWTH * status_base,
            limit="round trips of the transaction", floor="a B-tree is one level deeper each hundredfold",
        )  # fmt: skip
        yield Row(
            section="i", name=f"a job among {rows:,}", figure=job, unit="ms", baseline=job_base, against="among 1,000",
            limit="planner and scorer", floor="as (c)", notes={"jobs_per_s_one_at_a_time": round(1000 / job, 1)},
        )  # fmt: skip
    engine.dispose()


def _exercises(ground: Ground) -> Iterator[Row]:
    engine = build_engine(DatabaseSettings(url=ground.new_database()))
    request = ProgramRequest.model_validate({**REQUEST})
    base, before = None, 0
    for own in (0, 500, 1_000) if ground.is_quick else (0, 500, 1_000, 5_000):
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
        connection.exec_driver_sql("SET LOCAL statement_timeout = '10min'")
        connection.exec_driver_sql(statement, values)


def _vacuum(engine: Engine, table: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = '10min'")
        connection.exec_driver_sql(f'VACUUM ANALYZE "{table}"')
        connection.exec_driver_sql("RESET statement_timeout")
