"""The database of a run of benchmarks: a real server that writes to disk as in production, and a database for each."""

import contextlib
import itertools
import tempfile
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed

_TEMPLATE = "bench_template"


@dataclass(slots=True, kw_only=True)
class Ground:
    """Where benchmarks run.

    Attributes:
        postgres: the server.
        is_quick: fewer repetitions and smaller loads.
    """

    postgres: EmbeddedPostgres
    is_quick: bool
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new_database(self) -> str:
        """The address of a migrated and seeded database of its own."""
        name = f"bench_{next(self._numbers)}"
        self._create(f'CREATE DATABASE "{name}" TEMPLATE "{_TEMPLATE}"')
        return self._address(name)

    def repetitions(self, least: int, most: int) -> dict[str, int]:
        """How often to measure: as given, or three to five times when it has to be quick."""
        return {"least": 3, "most": 5} if self.is_quick else {"least": least, "most": most}

    def prepare(self) -> None:
        """Make the template, once."""
        self._create(f'CREATE DATABASE "{_TEMPLATE}"')
        engine = build_engine(DatabaseSettings(url=self._address(_TEMPLATE)))
        migrations.upgrade(engine)
        seed(engine)
        engine.dispose()

    def _create(self, statement: str) -> None:
        admin = build_engine(DatabaseSettings(url=self.postgres.url)).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(statement)
        admin.dispose()

    def _address(self, name: str) -> str:
        return self.postgres.url.rpartition("/")[0] + "/" + name


@contextlib.contextmanager
def open_ground(*, is_quick: bool) -> Generator[Ground]:
    """Start a server in a folder that is removed afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-bench-") as folder,
        EmbeddedPostgres(Path(folder) / "data") as postgres,
    ):
        ground = Ground(postgres=postgres, is_quick=is_quick)
        ground.prepare()
        yield ground
