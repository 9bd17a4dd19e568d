"""Fixtures of the fault tests: one prepared database for all cells of a file, and one whose clock stands still."""

import logging
from collections.abc import Callable, Iterator

import pytest

from benchmarks.faults.life import Setting
from benchmarks.faults.scripted import small_program
from benchmarks.faults.world import World, prepare
from service import telemetry
from storage.engine import DatabaseSettings, build_engine


@pytest.fixture(autouse=True, scope="module")
def _quiet_logs() -> Iterator[None]:
    telemetry.configure(level="ERROR", as_json=True)
    # the connections that a cell cuts are what SQLAlchemy would write about at length
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def setting(new_database: Callable[[str | None], str], template: str) -> Iterator[Setting]:
    """What all cells share: a database with a clock of its own, a queue, a small program."""
    url = new_database(template)
    engine = build_engine(DatabaseSettings(url=url))
    prepare(engine)
    world = World(url)
    yield Setting(world=world, program=small_program(world.engine), params={})
    world.close()
