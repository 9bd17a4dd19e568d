"""The engine against a real server: timeouts, lost connections, a full pool, retries, round trips."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from benchmarks.chaos.crashing_postgres import CrashingPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.errors import DatabaseDown, SchemaMissing, SettingsError, translated
from storage.transaction import in_one_trip, in_transaction

Build = Callable[..., Engine]


def ask(engine: Engine, sql: str) -> object:
    return in_transaction(engine, lambda connection: connection.execute(text(sql)).scalar())


@pytest.mark.parametrize(
    "query", ["", "?schema=public", "?pgbouncer=true&connection_limit=1", "?sslmode=disable", "?sslmode=prefer", "?x=y"]
)
def test_addresses_as_prisma_writes_them_connect(build: Build, query: str) -> None:
    assert ask(build(query), "SELECT 1") == 1


def test_another_schema_is_used(build: Build) -> None:
    ask(build(), "CREATE SCHEMA other; CREATE TABLE other.here AS SELECT 7 AS seven; SELECT 1")
    assert ask(build("?schema=other"), "SELECT seven FROM here") == 7


def test_every_transaction_has_its_timeouts_and_leaves_none_behind(build: Build) -> None:
    engine = build(lock_timeout_ms=1234, statement_timeout_ms=4321, idle_timeout_ms=9876)
    assert ask(engine, "SHOW lock_timeout") == "1234ms"
    assert ask(engine, "SHOW statement_timeout") == "4321ms"
    assert ask(engine, "SHOW idle_in_transaction_session_timeout") == "9876ms"
    assert ask(engine, "SHOW timezone") == "UTC"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # behind PgBouncer this connection may be somebody else's next
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"


def test_a_held_row_is_waited_for_only_so_long(build: Build) -> None:
    engine = build(lock_timeout_ms=20)
    ask(engine, "CREATE TABLE held AS SELECT 1 AS one; SELECT 1")
    with engine.begin() as holder:
        holder.exec_driver_sql("SELECT * FROM held FOR UPDATE")
        with pytest.raises(DatabaseDown, match="55P03"):
            ask(engine, "SELECT * FROM held FOR UPDATE")


def test_a_slow_statement_is_cut(build: Build) -> None:
    with pytest.raises(DatabaseDown, match="57014"):
        ask(build(statement_timeout_ms=20), "SELECT pg_sleep(10)")


def test_a_full_pool_says_so(build: Build) -> None:
    engine = build(pool_size=1, max_overflow=0, pool_timeout_s=0.01)
    with engine.connect(), pytest.raises(DatabaseDown, match="every connection"):
        ask(engine, "SELECT 1")
    assert ask(engine, "SELECT 1") == 1


def test_a_terminated_connection_is_reported_and_replaced(build: Build) -> None:
    engine, other = build(pool_size=1, max_overflow=0), build()

    def work(connection: Connection) -> None:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        ask(other, f"SELECT pg_terminate_backend({pid})")
        connection.exec_driver_sql("SELECT 1")

    with pytest.raises(DatabaseDown):
        in_transaction(engine, work)
    assert ask(engine, "SELECT 1") == 1


@pytest.mark.parametrize("ping_after_s", [0, 3600])
def test_a_connection_that_died_in_the_pool_is_replaced_unnoticed(build: Build, ping_after_s: float) -> None:
    engine, other = build(pool_size=1, max_overflow=0, ping_after_s=ping_after_s), build()
    pid = ask(engine, "SELECT pg_backend_pid()")
    ask(other, f"SELECT pg_terminate_backend({pid}, 5000)")
    assert ask(engine, "SELECT 1") == 1


def test_of_a_pool_whose_connections_all_died_only_one_is_tried(build: Build) -> None:
    engine, other = build(pool_size=3, ping_after_s=3600), build()
    with engine.connect() as a, engine.connect() as b, engine.connect() as c:
        pids = [str(one.exec_driver_sql("SELECT pg_backend_pid()").scalar()) for one in (a, b, c)]
    ask(other, f"SELECT count(pg_terminate_backend(pid, 5000)) FROM unnest(ARRAY[{','.join(pids)}]) AS pid")
    tries: list[int] = []

    def work(connection: Connection) -> object:
        tries.append(1)
        return connection.exec_driver_sql("SELECT 1").scalar()

    assert in_transaction(engine, work) == 1
    assert len(tries) == 2


def test_a_server_that_crashes_between_two_uses_is_met_again_unnoticed() -> None:
    with CrashingPostgres() as postgres:
        asked, unasked = (
            build_engine(DatabaseSettings(url=postgres.url, ping_after_s=after_s)) for after_s in (0, 3600)
        )
        for engine in (asked, unasked):
            with engine.connect() as one, engine.connect() as two:
                one.exec_driver_sql("SELECT 1")
                two.exec_driver_sql("SELECT 1")
        postgres.crash()
        assert ask(asked, "CREATE TABLE noted AS SELECT 7 AS n; SELECT 1") == 1
        assert in_one_trip(unasked, text("SELECT n FROM noted WHERE n > :less"), {"less": 1})[0].n == 7
        assert ask(unasked, "UPDATE noted SET n = n + 1 RETURNING n") == 8
        for engine in (asked, unasked):
            engine.dispose()


def test_a_connection_that_is_lost_once_the_server_has_answered_is_not_tried_again(build: Build) -> None:
    engine, other = build(pool_size=1, max_overflow=0, ping_after_s=3600), build()
    ask(engine, "SELECT 1")
    tries: list[int] = []

    def work(connection: Connection) -> None:
        tries.append(1)
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        ask(other, f"SELECT pg_terminate_backend({pid}, 5000)")
        connection.exec_driver_sql("SELECT 1")

    with pytest.raises(DatabaseDown):
        in_transaction(engine, work)
    assert len(tries) == 1


def test_a_read_only_server_is_down(build: Build) -> None:
    engine = build()

    def work(connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        connection.exec_driver_sql("CREATE TABLE never (a int)")

    with pytest.raises(DatabaseDown, match="25006"):
        in_transaction(engine, work)


def test_a_server_that_is_not_there_is_down() -> None:
    engine = build_engine(DatabaseSettings(url="postgresql://u:secret@127.0.0.1:1/d"))
    with pytest.raises(DatabaseDown, match="cannot be reached") as caught:
        ask(engine, "SELECT 1")
    assert "secret" not in str(caught.value)
    engine.dispose()


def test_a_missing_table_says_to_upgrade(build: Build) -> None:
    with pytest.raises(SchemaMissing, match="db upgrade"):
        ask(build(), 'SELECT * FROM "AIJob"')


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_that_was_rolled_back_for_others_runs_again(build: Build, state: str) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> str:
        tries.append(1)
        if len(tries) < 5:
            connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '{state}'; END $$")
        return "done"

    engine = build()
    assert in_transaction(engine, work) == "done"
    assert len(tries) == 5


def test_a_transaction_is_not_run_again_for_ever(build: Build) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")

    with pytest.raises(DatabaseDown, match="40001"):
        in_transaction(build(), work)
    assert len(tries) == 5


def test_a_real_deadlock_is_solved(build: Build) -> None:
    engine = build()
    ask(
        engine,
        "SET LOCAL lock_timeout = 0; CREATE TABLE two AS SELECT g AS id, 0 AS n FROM generate_series(1, 2) g; SELECT 1",
    )
    meet = threading.Barrier(2)
    first = [True, True]

    def cross(mine: int) -> None:
        def work(connection: Connection) -> None:
            connection.exec_driver_sql("UPDATE two SET n = n + 1 WHERE id = %s", (mine,))
            if first[mine - 1]:
                first[mine - 1] = False
                meet.wait()
            connection.exec_driver_sql("UPDATE two SET n = n + 1 WHERE id = %s", (3 - mine,))

        in_transaction(engine, work)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(cross, [1, 2]))
    assert ask(engine, "SELECT sum(n) FROM two") == 4


def test_a_defect_is_not_hidden_and_shows_no_values(build: Build) -> None:
    with pytest.raises(DBAPIError) as caught, build().begin() as connection:
        connection.execute(text("SELECT CAST(:word AS integer)"), {"word": "canary"})
    assert "parameters hidden" in str(caught.value)
    assert translated(caught.value) is None


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({}, "DATABASE_URL"),
        ({"cloud_sql_instance": "p:r:i"}, "DB_USER"),
        ({"cloud_sql_instance": "p:r:i", "user": "u"}, "DB_NAME"),
    ],
)
def test_settings_that_contradict_say_what_to_set(settings: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        build_engine(DatabaseSettings(**settings))


def test_cloud_sql_is_not_imported_before_it_is_used() -> None:
    code = (
        "import sys; from storage.engine import *; "
        "build_engine(DatabaseSettings(cloud_sql_instance='p:r:i', user='u', database='d')).dispose(); "
        "sys.exit('google.cloud.sql.connector' in sys.modules)"
    )
    # another process: in this one some other test may have imported it
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode == 0
