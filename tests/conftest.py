"""Fixtures that every layer's tests share: one embedded Postgres for the session, a database of its own for each test.

- `postgres`: the server. `--postgres-bin=/usr/lib/postgresql/15/bin` runs the suite on another version.
- `database_url`: a migrated and seeded database, fresh for the test (a copy of a template, about 20 ms).
- `engine`: an engine on it, disposed at the end.
- `empty_database_url`: a database without any table.
- `nothing_leaks`: after every test, whether a log line or a span told what nobody may read (see `tests/witness.py`).
- `new_database`: a function that makes further databases, from a template's name or empty.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from benchmarks.screenshots import BROWSERS, browser_path
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed
from tests.interoperation.install import missing
from tests.witness import Witness

# CI repeats the same examples, so that a red run is about the change; a developer's runs keep looking for new ones
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

TEMPLATE = "fitcsv_template"

NewDatabase = Callable[[str | None], str]
"""Makes a database, a copy of the named one or empty, and returns its address."""


def left_out() -> list[str]:
    """What cannot be tested on this machine, a sentence each; those tests are not collected, and nobody shall miss that."""
    sentences: list[str] = []
    if browser_path() is None:
        sentences.append(f"The pages are NOT TESTED in a browser here: none of {', '.join(BROWSERS)} is installed.")
    if (reason := missing()) is not None:
        sentences.append(f"Interoperation with Prisma is NOT TESTED here: {reason}")
    return sentences


def pytest_report_header() -> list[str]:
    return left_out()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for sentence in left_out():
        terminalreporter.write_line(sentence, yellow=True)


@pytest.fixture(scope="session")
def witness() -> Witness:
    """Who hears every log line and every span of this process."""
    present = Witness()
    present.attend()
    return present


@pytest.fixture(autouse=True)
def nothing_leaks(witness: Witness) -> Iterator[None]:
    """After each test: no prompt, no note, no answer and no key was in a log line or a span."""
    yield
    assert witness.leaks() == []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres-bin", default=None, help="folder of the Postgres programs to test with")


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[EmbeddedPostgres]:
    """A server for the whole session, its data in memory where the machine has room for it."""
    bin_dir: str | None = request.config.getoption("--postgres-bin")
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-tests-", dir=memory if has_room else None) as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True, bin_dir=Path(bin_dir) if bin_dir else None) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def new_database(postgres: EmbeddedPostgres) -> Iterator[NewDatabase]:
    """Makes databases; all of them are dropped with the server's folder."""
    numbers = itertools.count(1)
    admin = build_engine(DatabaseSettings(url=postgres.url)).execution_options(isolation_level="AUTOCOMMIT")

    def create(template: str | None) -> str:
        name = f"test_{next(numbers)}"
        copied = f'CREATE DATABASE "{name}" TEMPLATE "{template}"' if template else f'CREATE DATABASE "{name}"'
        with admin.connect() as connection:
            connection.exec_driver_sql(copied)
        return address_of(postgres, name)

    yield create
    admin.dispose()


def address_of(postgres: EmbeddedPostgres, database: str) -> str:
    """The address of one database of the server."""
    return postgres.url.rpartition("/")[0] + "/" + database


@pytest.fixture(scope="session")
def template(new_database: NewDatabase) -> str:
    """The name of a database that is migrated and seeded, and that nobody is connected to."""
    url = new_database(None)
    engine = build_engine(DatabaseSettings(url=url))
    migrations.upgrade(engine)
    seed(engine)
    engine.dispose()
    return url.rpartition("/")[2]


@pytest.fixture
def database_url(new_database: NewDatabase, template: str, postgres: EmbeddedPostgres) -> Iterator[str]:
    """A migrated and seeded database of the test's own."""
    url = new_database(template)
    yield url
    # hundreds of them would fill the disk
    admin = build_engine(DatabaseSettings(url=postgres.url)).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')
    admin.dispose()


@pytest.fixture
def empty_database_url(new_database: NewDatabase) -> str:
    """A database without any table."""
    return new_database(None)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated and seeded database of the test's own."""
    engine = build_engine(DatabaseSettings(url=database_url))
    yield engine
    engine.dispose()
