"""What a transaction waits for: statements and their commits in as few round trips as they can be."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import DBAPIError

from storage.ids import new_id
from storage.pipeline import round_trips
from storage.tables import week
from storage.transaction import forgo_flush, in_one_trip, in_transaction, run_ahead

Build = Callable[..., Engine]


def ask(engine: Engine, sql: str) -> object:
    return in_transaction(engine, lambda connection: connection.execute(text(sql)).scalar())


def test_a_statement_with_parameters_is_one_round_trip(build: Build) -> None:
    engine = build()
    ask(engine, "SELECT 1")
    with round_trips(engine) as trips, engine.begin() as connection:
        assert connection.execute(text("SELECT CAST(:a AS integer) + 1"), {"a": 1}).scalar() == 2
        # BEGIN and the timeouts went with it
        assert trips.count == 1
    assert trips.count == 2


def test_a_connection_that_was_idle_is_asked_before_it_is_used(build: Build) -> None:
    engine = build(ping_after_s=0)
    ask(engine, "SELECT 1")
    with round_trips(engine) as trips:
        ask(engine, "SELECT 1")
    assert trips.count == 3


def test_a_transaction_without_a_statement_asks_the_server_for_nothing(build: Build) -> None:
    engine = build()
    ask(engine, "SELECT 1")
    with round_trips(engine) as trips, engine.begin():
        pass
    assert trips.count == 0
    assert ask(engine, "SHOW lock_timeout") == "2s"


def test_one_statement_and_its_commit_are_one_round_trip(build: Build) -> None:
    engine = build(pool_size=1, max_overflow=0)
    ask(engine, "CREATE TABLE noted (n integer CHECK (n > 0)); SELECT 1")
    note = text("INSERT INTO noted VALUES (:n) RETURNING n, current_setting('lock_timeout')")
    with round_trips(engine) as trips:
        assert [tuple(row) for row in in_one_trip(engine, note, {"n": 5})] == [(5, "2s")]
        with pytest.raises(DBAPIError, match="noted_n_check"):
            in_one_trip(engine, note, {"n": 0})
    assert trips.count == 2
    # another connection sees it, so it was committed; and this one is in no transaction any more
    assert ask(build(), "SELECT array_to_string(array_agg(n), ',') FROM noted") == "5"
    with engine.connect() as connection:
        assert not connection.connection.dbapi_connection._in_transaction  # pyright: ignore[reportOptionalMemberAccess] - the driver's types


def test_a_statement_that_is_run_ahead_comes_first_and_costs_no_round_trip(build: Build) -> None:
    engine = build()
    ask(engine, "CREATE TABLE seen AS SELECT 1 AS n; SELECT 1")

    def work(connection: Connection) -> object:
        run_ahead(connection, text("UPDATE seen SET n = n + :more"), {"more": 1})
        return connection.execute(text("SELECT n FROM seen")).scalar()

    def only_ahead(connection: Connection) -> None:
        run_ahead(connection, text("UPDATE seen SET n = n + :more"), {"more": 1})

    def bad(connection: Connection) -> None:
        run_ahead(connection, text("SELECT 1 / CAST(:n AS integer)"), {"n": 0})
        connection.execute(text("UPDATE seen SET n = 100"))

    with round_trips(engine) as trips:
        assert in_transaction(engine, work) == 2
    assert trips.count == 2
    in_transaction(engine, only_ahead)
    with pytest.raises(DBAPIError, match="division by zero"):
        in_transaction(engine, bad)
    assert ask(engine, "SELECT n FROM seen") == 3


def test_a_transaction_may_forgo_the_flush_for_itself_alone(build: Build) -> None:
    engine = build(pool_size=1, max_overflow=0)

    def work(connection: Connection) -> object:
        forgo_flush(connection)
        return connection.exec_driver_sql("SHOW synchronous_commit").scalar()

    # the tests' server flushes nothing, so this connection is told to
    ask(engine, "SET synchronous_commit = on; SELECT 1")
    assert in_transaction(engine, work) == "off"
    assert ask(engine, "SHOW synchronous_commit") == "on"


def test_an_error_in_a_pipelined_statement_leaves_the_connection_usable(build: Build) -> None:
    engine = build(pool_size=1, max_overflow=0)
    for sql, value in [("SELECT nonsense(:a)", 1), ("SELECT 1 / CAST(:a AS integer)", 0), ("SELECT :a", "half \ud800")]:
        with pytest.raises((DBAPIError, UnicodeEncodeError)), engine.begin() as connection:
            connection.execute(text(sql), {"a": value})
        assert ask(engine, "SELECT 1") == 1


def test_many_rows_go_in_few_round_trips(engine: Engine) -> None:
    rows = [{"id": new_id(), "weekNumber": n, "programId": "p", "userId": "u"} for n in range(2000)]
    with round_trips(engine) as trips, engine.begin() as connection:
        connection.exec_driver_sql(
            """INSERT INTO "Program" ("id", "name", "userId", "updatedAt") """
            """VALUES ('p', 'n', 'u', now())"""
        )
        connection.execute(insert(week), rows)
    assert trips.count < 10
