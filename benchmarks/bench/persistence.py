"""(e) Storing and reading a program of twelve weeks, without and with a network, against three other ways."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from benchmarks.bench.ground import Ground
from benchmarks.bench.offline_worker import OfflineWorker
from benchmarks.bench.repetition import repeat
from benchmarks.bench.rival_writers import USER, copier, map_classes, store_by_core, tables_of
from benchmarks.bench.row import Row
from benchmarks.bench.slow_wire import slow_wire
from storage.engine import DatabaseSettings, build_engine
from storage.features import detect_features
from storage.ids import program_id_for_job
from storage.pipeline import round_trips
from storage.program_reader import load_program
from storage.program_writer import insert_program
from strength.program import Program

_STORE_MS, _READ_MS = 45.0, 30.0
_STORE_SHARE, _READ_SHARE = 1 / 100, 1 / 2
_DELAYS_MS = (0, 2)


def persistence(ground: Ground) -> Iterator[Row]:
    """Ours against ORM, executemany and COPY, at each delay of the network."""
    url = ground.new_database()
    program = _real_program(url)
    for delay_ms in _DELAYS_MS:
        with slow_wire(make_url(url).port or 5432, delay_ms / 1000) as port:
            yield from _at(
                ground, make_url(url).set(port=port).render_as_string(hide_password=False), program, delay_ms
            )


def _at(ground: Ground, url: str, program: Program, delay_ms: int) -> Iterator[Row]:
    ours, plain = build_engine(DatabaseSettings(url=url)), create_engine(url)
    features, orm, numbers = detect_features(ours), map_classes(), itertools.count()
    copy, close = copier(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
    document = program.to_json()
    stored: list[str] = []

    def fresh() -> str:
        stored.append(f"bench-{delay_ms}-{next(numbers)}")
        return stored[-1]

    def store() -> None:
        with ours.begin() as connection:
            insert_program(connection, program_id=fresh(), user_id=USER, program=program, features=features)

    often, seldom = ground.repetitions(15, 60), {"least": 3, "most": 3 if delay_ms or ground.is_quick else 7}
    mine = _median(store, often)
    trips = _trips(ours, store)
    rivals = {
        "ORM add_all": (_median(lambda: orm.store(plain, tables_of(fresh(), program)), seldom), _trips(plain, lambda: orm.store(plain, tables_of(fresh(), program)))),
        "Core executemany": (_median(lambda: store_by_core(plain, tables_of(fresh(), program)), seldom), _trips(plain, lambda: store_by_core(plain, tables_of(fresh(), program)))),
        "psycopg COPY, five tables": (_median(lambda: copy(tables_of(fresh(), program)), often), 0),
    }  # fmt: skip
    for name, (rival_ms, rival_trips) in rivals.items():
        is_default = name.startswith("ORM")
        yield Row(
            section="e", name=f"store a program, {delay_ms} ms away", figure=mine, unit="ms", samples=often["least"],
            baseline=rival_ms, against=name,
            target=f"<= {_STORE_MS:g} ms, 1/100 of the ORM" if delay_ms and is_default else "",
            holds=(mine <= _STORE_MS and mine <= _STORE_SHARE * rival_ms) if delay_ms and is_default else None,
            limit="the server's inserts with their foreign keys", floor="one round trip and one flush to disk",
            notes={"round_trips": trips, "rival_round_trips": rival_trips},
        )  # fmt: skip
    read_ms = _median(lambda: load_program(ours, stored[0], USER), often)
    lazy_ms = _median(lambda: orm.read(plain, stored[0]), seldom)
    yield Row(
        section="e", name=f"read a program, {delay_ms} ms away", figure=read_ms, unit="ms", samples=often["least"],
        baseline=lazy_ms, against="ORM, relationships loaded when touched",
        target=f"<= {_READ_MS:g} ms, 1/2 of the ORM" if delay_ms else "",
        holds=(read_ms <= _READ_MS and read_ms <= _READ_SHARE * lazy_ms) if delay_ms else None,
        limit="aggregating 900 rows as JSON on the server", floor="three round trips: begin, query, end",
        notes={
            "round_trips": _trips(ours, lambda: load_program(ours, stored[0], USER)),
            "rival_round_trips": _trips(plain, lambda: orm.read(plain, stored[0])), "characters": len(str(document)),
        },
    )  # fmt: skip
    close()
    ours.dispose()
    plain.dispose()


def _median(work: Callable[[], object], limits: dict[str, int]) -> float:
    work()

    def timed() -> float:
        began = time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - began)

    return statistics.median(repeat(timed, lambda ms: ms, **limits))


def _trips(engine: Engine, work: Callable[[], Any]) -> int:
    with round_trips(engine) as trips:
        work()
    return trips.count


def _real_program(url: str) -> Program:
    engine = build_engine(DatabaseSettings(url=url))
    worker = OfflineWorker(engine)
    job_id = worker.create(USER)
    asyncio.run(worker.do(job_id))
    found = load_program(engine, program_id_for_job(job_id), USER)
    engine.dispose()
    assert found is not None
    return Program.model_validate(found.document)
