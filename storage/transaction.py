"""A transaction as the rest of storage runs it: repeated after a deadlock, its errors translated."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from storage.errors import SERIALIZATION_FAILURES, sqlstate, translated

TRIES = 5
BACKOFF_S = 0.01
_CHANCE = random.Random()  # noqa: S311 - no secret; of its own, so that a seeded module stays as it was seeded

_T = TypeVar("_T")


def in_transaction(engine: Engine, work: Callable[[Connection], _T]) -> _T:
    """Run `work` in a transaction, commit it, and return what it returned.

    After a serialization failure or a deadlock the transaction did nothing, so it is run again, at most five times and
    after a random pause. `work` must therefore do nothing but SQL.

    Raises:
        StorageError: what went wrong, in storage's words; nothing was written, unless the connection was lost during
            the commit, after which nobody knows.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with engine.begin() as connection:
                return work(connection)
        except Exception as error:
            if sqlstate(error) in SERIALIZATION_FAILURES and attempt < TRIES:
                # without jitter the same two transactions would meet again
                time.sleep(_CHANCE.uniform(0, BACKOFF_S * 2**attempt))
                continue
            known = translated(error)
            if known is None or known is error:
                raise
            raise known from error
    raise AssertionError("the last try returns or raises")
