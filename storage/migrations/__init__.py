"""Migrations: our tables brought to the state that this version needs, in one transaction.

They never alter a table of FitCSV's; only `AIJob` and tables of our own. Prisma's `_prisma_migrations` is not touched.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from storage.errors import SchemaMissing
from storage.features import detect_features
from storage.tables import metadata
from storage.transaction import in_transaction

HEAD = "0002"
"""The newest migration; a test compares it with the files."""

VERSION_TABLE = "_AIMigration"

_LOCK = 4_207_115_903_217_001
"""Key of the advisory lock under which migrations run: any number of ours, the same for ever."""


def upgrade(engine: Engine) -> str:
    """Bring the database to the newest state; harmless when it is there already.

    Concurrent upgrades wait for each other. Behind PgBouncer use an engine on DIRECT_URL.

    Returns:
        The migration that the database is at.

    Raises:
        DatabaseDown: the database cannot be reached, or another upgrade takes too long.
    """

    def work(connection: Connection) -> None:
        # more than a request's patience: another upgrade may be running, and indexes take time
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '10min'")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        revision = _revision(connection)
        if revision is not None and revision >= HEAD:
            # at ours, or the next release has been here: its migrations are none of this one's business
            return
        # 0.2 s of imports that a server with a current database does not need
        from alembic import command
        from alembic.config import Config

        config = Config(attributes={"connection": connection})
        # Alembic reads options as templates, in which a percent sign has to be doubled
        config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "head")

    in_transaction(engine, work)
    detect_features(engine, afresh=True)
    return current(engine) or HEAD


def current(engine: Engine) -> str | None:
    """The migration that the database is at; None when none has run.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    return in_transaction(engine, _revision)


def check(engine: Engine) -> list[str]:
    """What keeps this version from working with the database, one sentence each; empty when nothing does.

    A newer migration than ours is no problem: it works with the previous release.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    features = detect_features(engine, afresh=True)
    problems: list[str] = []
    revision = current(engine)
    if revision is None or revision < HEAD:
        problems.append(f"The database is at migration {revision or 'none'}, not {HEAD}: run `fitcsv-ai db upgrade`.")
    for table in metadata.sorted_tables:
        if not features.has_table(table.name):
            problems.append(f'Table "{table.name}" is missing: run `fitcsv-ai db upgrade`.')
            continue
        missing = [column.name for column in table.columns if not features.has(table.name, column.name)]
        if missing:
            problems.append(f'Table "{table.name}" lacks {", ".join(missing)}: run `fitcsv-ai db upgrade`.')
    return problems


def require(engine: Engine) -> None:
    """Do nothing when the database has all that we need.

    Raises:
        SchemaMissing: it has not; the message says what is missing.
        DatabaseDown: the database cannot be reached.
    """
    problems = check(engine)
    if problems:
        raise SchemaMissing(" ".join(problems))


def _revision(connection: Connection) -> str | None:
    if connection.execute(text("SELECT to_regclass(:name)"), {"name": f'"{VERSION_TABLE}"'}).scalar() is None:
        return None
    return connection.exec_driver_sql(f'SELECT max(version_num) FROM "{VERSION_TABLE}"').scalar()  # noqa: S608 - ours
