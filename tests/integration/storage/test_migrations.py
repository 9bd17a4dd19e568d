"""Migrations on an empty database, on FitCSV's January schema and on its July schema."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.errors import SchemaMissing
from storage.seed import seed

DATA = Path(__file__).parents[2] / "data"
SCHEMAS = ["fitcsv-2026-01.sql", "fitcsv-2026-07.sql"]
OURS = {"AIJob", "AIJobAttempt", "AIModelCall", "AIJobStep", "AIProgram", migrations.VERSION_TABLE}


@contextmanager
def engine_on(url: str, ddl: str | None = None) -> Generator[Engine]:
    engine = build_engine(DatabaseSettings(url=url))
    try:
        if ddl:
            with engine.begin() as connection:
                connection.exec_driver_sql((DATA / ddl).read_text(encoding="utf-8"))
        yield engine
    finally:
        engine.dispose()


def catalog_of(engine: Engine) -> dict[str, set[tuple[object, ...]]]:
    """All that Postgres knows about FitCSV's tables: columns, indexes, constraints, triggers."""
    queries = {
        "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, ordinal_position "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "triggers": "SELECT tgrelid::regclass::text, tgname, tgtype FROM pg_trigger WHERE NOT tgisinternal",
        "referenced": "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger GROUP BY 1",
    }
    with engine.connect() as connection:
        return {
            what: {tuple(row) for row in connection.execute(text(query)) if str(row[0]).strip('"') not in OURS}
            for what, query in queries.items()
        }


@pytest.mark.parametrize("ddl", SCHEMAS)
def test_fitcsv_tables_stay_as_they_are(new_database: Callable[[str | None], str], ddl: str) -> None:
    with engine_on(new_database(None), ddl) as engine:
        before = catalog_of(engine)
        migrations.upgrade(engine)
        seed(engine)
        assert catalog_of(engine) == before
        assert migrations.check(engine) == []


def test_an_empty_database_gets_the_january_tables(new_database: Callable[[str | None], str]) -> None:
    with engine_on(new_database(None)) as ours, engine_on(new_database(None), SCHEMAS[0]) as january:
        migrations.upgrade(ours)
        made, wanted = catalog_of(ours), catalog_of(january)
        tables = {row[0] for row in made["columns"]}
        for what, rows in made.items():
            assert rows == {row for row in wanted[what] if str(row[0]).strip('"') in tables}


@pytest.mark.parametrize("ddl", [None, *SCHEMAS])
def test_job_columns_of_january_keep_name_type_and_order(new_database: Callable[[str | None], str], ddl: str) -> None:
    query = text(
        "SELECT column_name, data_type, datetime_precision, is_nullable, column_default FROM information_schema.columns "
        "WHERE table_name = 'AIJob' ORDER BY ordinal_position LIMIT 15"
    )
    with engine_on(new_database(None), SCHEMAS[0]) as january, engine_on(new_database(None), ddl) as engine:
        migrations.upgrade(engine)
        with january.connect() as a, engine.connect() as b:
            assert a.execute(query).all() == b.execute(query).all()


def test_an_upgrade_may_run_again(empty_database_url: str) -> None:
    with engine_on(empty_database_url) as engine:
        assert migrations.current(engine) is None
        migrations.upgrade(engine)
        migrations.upgrade(engine)
        assert migrations.current(engine) == migrations.HEAD


def test_concurrent_upgrades_wait_for_each_other(empty_database_url: str) -> None:
    errors: list[BaseException] = []
    barrier = threading.Barrier(4)
    with engine_on(empty_database_url) as engine:

        def run() -> None:
            barrier.wait()
            try:
                migrations.upgrade(engine)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert migrations.check(engine) == []


def test_head_is_the_newest_file() -> None:
    folder = Path(migrations.__file__).parent / "versions"
    assert max(file.name.partition("_")[0] for file in folder.glob("[0-9]*.py")) == migrations.HEAD


def test_check_names_what_is_missing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql('ALTER TABLE "AIJob" DROP COLUMN "traceparent"')
        connection.exec_driver_sql('DROP TABLE "AIJobStep"')
    with pytest.raises(SchemaMissing, match=r'"AIJob" lacks traceparent.*db upgrade'):
        migrations.require(engine)
    assert any('"AIJobStep" is missing' in problem for problem in migrations.check(engine))


def test_check_on_an_empty_database_says_to_upgrade(empty_database_url: str) -> None:
    with engine_on(empty_database_url) as engine:
        assert f"is at migration none, not {migrations.HEAD}" in migrations.check(engine)[0]


def test_a_job_that_was_processing_before_the_migration_survives_it(new_database: Callable[[str | None], str]) -> None:
    with engine_on(new_database(None), SCHEMAS[0]) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql(
                """INSERT INTO "AIJob" ("id", "userId", "type", "status", "params") """
                """VALUES ('old', 'user', 'program_generator', 'processing', '{}')"""
            )
        migrations.upgrade(engine)
        with engine.begin() as connection:
            # and FitCSV may go on writing it without knowing of leases
            connection.exec_driver_sql("""UPDATE "AIJob" SET "model" = 'x' WHERE "id" = 'old'""")
            connection.exec_driver_sql("""UPDATE "AIJob" SET "status" = 'failed' WHERE "id" = 'old'""")
