"""A transaction as the rest of storage runs it: repeated after a deadlock, its errors translated.

`in_transaction` takes one round trip for each statement and one for the commit; `in_one_trip` takes one in all.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row
from sqlalchemy.exc import DBAPIError

from storage.errors import SERIALIZATION_FAILURES, sqlstate, translated
from storage.pipeline import StaleConnection, wire_of

TRIES = 5
BACKOFF_S = 0.01
_CHANCE = random.Random()  # noqa: S311 - no secret; of its own, so that a seeded module stays as it was seeded

_T = TypeVar("_T")


def in_transaction(engine: Engine, work: Callable[[Connection], _T]) -> _T:
    """Run `work` in a transaction, commit it, and return what it returned.

    After a serialization failure or a deadlock the transaction did nothing, so it is run again, at most five times and
    after a random pause; at once when the connection was dead before its first statement. `work` must therefore do
    nothing but SQL.

    Raises:
        StorageError: what went wrong, in storage's words; nothing was written, unless the connection was lost during
            the commit, after which nobody knows.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with engine.begin() as connection:
                return work(connection)
        except Exception as error:
            if _is_stale(error) and attempt < TRIES:
                # the pool has thrown away all connections of that age, so the next one is new
                continue
            if sqlstate(error) in SERIALIZATION_FAILURES and attempt < TRIES:
                # without jitter the same two transactions would meet again
                time.sleep(_CHANCE.uniform(0, BACKOFF_S * 2**attempt))
                continue
            known = translated(error)
            if known is None or known is error:
                raise
            raise known from error
    raise AssertionError("the last try returns or raises")


def in_one_trip(engine: Engine, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
    """Run one statement in a transaction of its own, commit it, and return its rows: one round trip for all of it.

    It may be run twice when the connection is lost, so it has to be one that reads, or that does no harm a second time.

    Raises:
        StorageError: what went wrong, in storage's words.
    """

    def work(connection: Connection) -> Sequence[Row[Any]]:
        wire_of(connection).commit_with_next()
        return connection.execute(statement, values).all()

    return in_transaction(engine, work)


def forgo_flush(connection: Connection) -> None:
    """Let this transaction's commit return before it is on disk, for what a crash of the database may undo.

    What it wrote is there for everybody at once; a crash within the next moments may take it back as a whole.
    """
    wire_of(connection).send_with_next("SET LOCAL synchronous_commit = off")


def run_ahead(connection: Connection, statement: Executable, values: Mapping[str, Any] | None = None) -> None:
    """Run a statement whose answer nobody reads in the round trip of the next one; it is still the first of the two."""
    wire_of(connection).hold_next()
    connection.execute(statement, values)


def _is_stale(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and isinstance(error.orig, StaleConnection)
