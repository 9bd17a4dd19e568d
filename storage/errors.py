"""Errors of storage, and the one place where a driver's error becomes one of them.

StorageError
├── SettingsError         a database setting is missing or contradicts another
├── EmbeddedError         the embedded Postgres cannot run here
├── DatabaseDown          the database cannot be reached or refuses work; try again later
├── SchemaMissing         a table or column that we need is not there
├── LostLease             somebody else owns the job now; stop working on it
├── CancelRequested       the user wants the job cancelled; it may not be completed any more
├── IdempotencyConflict   the key was used for another request
├── TooManyOpenJobs       the user has as many unfinished jobs as allowed
├── BadCursor             a cursor of a list was not made by us
├── ProgramExists         the job's program was written before
├── UnknownExercise       a program uses an exercise that its owner cannot see
└── ExercisePoolError     no exercise of the database can be used
"""

from collections.abc import Mapping
from typing import cast

import pg8000.exceptions
from sqlalchemy import exc


class StorageError(Exception):
    """Something in storage cannot proceed."""


class SettingsError(StorageError):
    """A database setting is missing or contradicts another; the message says what to set."""


class EmbeddedError(StorageError):
    """The embedded Postgres cannot run here; the message says what to do."""


class DatabaseDown(StorageError):
    """The database cannot be reached or refuses work for now. Transient: nothing was stored, try again later."""


class SchemaMissing(StorageError):
    """A table or column that we need is not in the database; `fitcsv-ai db upgrade` creates it."""


class LostLease(StorageError):
    """The job belongs to somebody else by now, or has ended. Nothing was written; stop spending on it."""


class CancelRequested(StorageError):
    """The user wants the job cancelled. It was not completed; end it with `finish_cancelled`."""


class IdempotencyConflict(StorageError):
    """The idempotency key was used before, for a request with another body."""


class TooManyOpenJobs(StorageError):
    """The user has as many unfinished jobs as allowed."""


class BadCursor(StorageError):
    """The cursor of a list was not made by us; leave it out to begin anew."""


class ProgramExists(StorageError):
    """The job's program was written before; its primary key is derived from the job."""


class UnknownExercise(StorageError):
    """A program uses an exercise that does not exist, or that its owner cannot see. Nothing was written."""


class ExercisePoolError(StorageError):
    """No exercise of the database can be used for the request; the message says what is missing."""


SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: the transaction did nothing and may simply be run again."""

_DOWN_PREFIXES = ("08", "57P", "53", "58")
"""Connection lost, server shutting down, out of resources (disk, memory, connections), system error."""

_DOWN_STATES = frozenset({"25006", "55000", "55P03", "57014", "25P03", "3D000", "28P01", "28000"})
"""Read-only replica after a failover, database not accepting connections, lock and statement timeout, idle in
transaction, no such database, refused login."""

_MISSING_STATES = frozenset({"42P01", "42703"})


def sqlstate(error: BaseException | None) -> str | None:
    """The five characters by which Postgres names the error, or None when it came from elsewhere."""
    if isinstance(error, exc.DBAPIError):
        error = error.orig
    # pg8000 hands over the fields of the server's message as a mapping in `args[0]`, "C" being the SQLSTATE
    fields = error.args[0] if error is not None and error.args else None
    if not isinstance(fields, Mapping):
        return None
    code = cast("Mapping[str, object]", fields).get("C")
    return code if isinstance(code, str) else None


def constraint_of(error: BaseException | None) -> str | None:
    """The name of the violated constraint, or None."""
    if isinstance(error, exc.DBAPIError):
        error = error.orig
    fields = error.args[0] if error is not None and error.args else None
    if not isinstance(fields, Mapping):
        return None
    name = cast("Mapping[str, object]", fields).get("n")
    return name if isinstance(name, str) else None


def translated(error: BaseException) -> StorageError | None:
    """The storage error that a driver's error means, or None when it is a defect and should be seen as it is.

    The message never repeats SQL text or values.
    """
    if isinstance(error, StorageError):
        return error
    if isinstance(error, exc.TimeoutError):
        return DatabaseDown("every connection to the database is in use; try again in a moment")
    state = sqlstate(error)
    if state is None:
        if _is_lost_connection(error):
            return DatabaseDown("the database cannot be reached; check that it runs and that DATABASE_URL is right")
        return None
    if state in _MISSING_STATES:
        return SchemaMissing("the database lacks a table or column; run `fitcsv-ai db upgrade`")
    if state in _DOWN_STATES or state in SERIALIZATION_FAILURES or state.startswith(_DOWN_PREFIXES):
        return DatabaseDown(f"the database refuses work for now (SQLSTATE {state}); try again in a moment")
    return None


def is_lost_connection(error: BaseException) -> bool:
    """Whether the connection is of no use any more: lost, shut down, or on a server that became read-only."""
    state = sqlstate(error)
    if state is None:
        return _is_lost_connection(error)
    return state.startswith(("08", "57P")) or state in {"25006", "25P03"}


def _is_lost_connection(error: BaseException) -> bool:
    if isinstance(error, exc.DBAPIError):
        if error.connection_invalidated:
            return True
        error = error.orig or error
    return isinstance(error, pg8000.exceptions.InterfaceError | OSError)
