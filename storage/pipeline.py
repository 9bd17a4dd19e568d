"""One wait for what pg8000 waits for several times: the opening of a transaction, a statement, and its commit.

A round trip is one time that we wait for the server. The messages are those of the usual protocol in their usual order;
they only go out together. After an error the server skips to the next sync, so that each part has its answer, and one
wait for all of them is right in that case, too.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pg8000.converters
import pg8000.core
import pg8000.dbapi
import pg8000.exceptions
from sqlalchemy import Connection, Engine, event

# pg8000 has no types: its connections and functions are Any here
Driver = Any
_core: Any = pg8000.core
_converters: Any = pg8000.converters
_dbapi: Any = pg8000.dbapi

_UNNAMED = b"\x00"
_DRIVERS_BEGIN = "begin transaction"
"""What a cursor of the driver sends by itself where it sees no transaction."""


class StaleConnection(pg8000.exceptions.InterfaceError):
    """The connection was dead when it was taken from the pool: nothing of the transaction was committed."""


_Send = Callable[[], None]


@lru_cache(maxsize=512)
def _numbered(statement: str, count: int) -> str:
    """A statement with `$1`, `$2` for `%s`; the driver looks at each of its letters for that, 0.3 ms for a long one."""
    numbered: tuple[str, Any] = _dbapi.convert_paramstyle("format", statement, range(count))
    return numbered[0]


class _Cursor(pg8000.dbapi.Cursor):
    """A cursor that remembers what it made of a statement's text."""

    def execute(self, operation: str, args: Sequence[object] = (), stream: Any = None) -> None:
        """Send a statement; see the driver."""
        connection: Driver = self._c
        if not args or stream is not None or not (connection._in_transaction or connection.wire.is_opening):
            super().execute(operation, args, stream)  # pyright: ignore[reportUnknownMemberType] - the driver's types
            return
        context = connection.execute_unnamed(_numbered(operation, len(args)), vals=args, oids=self._input_oids)
        self._context = context
        self._row_iter = None if context.rows is None else iter(context.rows)
        self._input_oids = ()


class Wire:
    """What a connection has yet to send, and when its server last answered.

    Attributes:
        heard_at: when the server last answered, in monotonic seconds.
        is_untested: the pool handed it out without asking the server, and nothing was heard since.
        is_following: what is read now came with the answer before; nobody waits for it.
    """

    def __init__(self, driver: Driver) -> None:
        """Take over how this connection of the driver's sends."""
        self._driver = driver
        # messages that go out with the next ones, each with the context that takes its answer
        self._waiting: list[tuple[_Send, Any]] = []
        self._is_held = False
        self._is_last = False
        self.heard_at = time.monotonic()
        self.is_untested = False
        self.is_following = False
        driver.wire = self
        driver.cursor = partial(_Cursor, driver)
        driver.execute_simple = self._execute_simple
        driver.execute_unnamed = self._execute_unnamed
        driver.commit = self._commit
        driver.rollback = self._rollback

    @property
    def is_opening(self) -> bool:
        """A transaction begins with the next statement."""
        return bool(self._waiting)

    def open(self, opening: str) -> None:
        """Begin a transaction with the next statement; `opening` begins it."""
        self._forget()
        self.send_with_next(opening)

    def send_with_next(self, statement: str) -> None:
        """Send a statement without parameters, whose answer nobody reads, together with the next one."""
        self._waiting.append((partial(self._driver.send_QUERY, statement), _core.Context(statement)))

    def hold_next(self) -> None:
        """Send the next statement, whose answer nobody reads, together with the one after it."""
        self._is_held = True

    def commit_with_next(self) -> None:
        """Commit together with the next statement; one that fails is rolled back by that."""
        self._is_last = True

    def _execute_simple(self, statement: str) -> Any:
        if statement == _DRIVERS_BEGIN and self.is_opening:
            return _core.Context(statement)
        statement.encode()
        return self._exchange(partial(self._driver.send_QUERY, statement), _core.Context(statement))

    def _execute_unnamed(
        self, statement: str, vals: Sequence[object] = (), oids: Sequence[int] = (), stream: Any = None
    ) -> Any:
        driver = self._driver
        # everything that can fail on our side comes before the first byte is written: a half-sent statement would
        # garble the next one
        params: tuple[str | None, ...] = _converters.make_params(driver.py_types, vals)
        for param in (statement, *params):
            if param is not None:
                param.encode()

        def send() -> None:
            driver.send_PARSE(_UNNAMED, statement, oids)
            driver.send_DESCRIBE_STATEMENT(_UNNAMED)
            driver.send_BIND(_UNNAMED, params)
            driver.send_EXECUTE()
            _core._write(driver._sock, _core.SYNC_MSG)

        return self._exchange(send, _core.Context(statement, stream=stream))

    def _exchange(self, send: _Send, context: Any) -> Any:
        """Send what waits and this, then hear the answers to all of it; or let this wait, too."""
        self._waiting.append((send, context))
        if self._is_held:
            self._is_held = False
            return context
        if self._is_last:
            self.send_with_next("COMMIT")
        waiting = list(self._waiting)
        self._forget()
        try:
            for send_one, _ in waiting:
                send_one()
            # turns an OSError into pg8000's own error
            _core._flush(self._driver._sock)
            self._hear([one for _, one in waiting])
        except (pg8000.exceptions.InterfaceError, OSError) as error:
            if self.is_untested:
                raise StaleConnection("network error") from error
            # the driver lets a reset while it reads through as it is, which nobody would take for a lost connection
            raise pg8000.exceptions.InterfaceError("network error") from error
        self.heard_at = time.monotonic()
        self.is_untested = False
        failed = next((one.error for _, one in waiting if one.error is not None), None)
        if failed is not None:
            raise failed
        return context

    def _hear(self, contexts: Sequence[Any]) -> None:
        """Read the answers. An error of the server's stays in its context: the answers after it are still to be read.

        Raises:
            pg8000.exceptions.InterfaceError: the connection is lost.
        """
        try:
            for context in contexts:
                try:
                    self._driver.handle_messages(context)
                except Exception as error:
                    if error is not context.error:
                        raise
                self.is_following = True
        finally:
            self.is_following = False

    def _forget(self) -> None:
        self._waiting.clear()
        self._is_held = self._is_last = False

    def _commit(self) -> None:
        # otherwise nothing was asked but to begin, or the commit went out with the last statement
        if self._driver._in_transaction or len(self._waiting) > 1:
            self._is_held = self._is_last = False
            self._driver.execute_simple("COMMIT")
        self._forget()

    def _rollback(self) -> None:
        self._forget()
        if self._driver._in_transaction:
            self._driver.execute_simple("ROLLBACK")


def wire_of(connection: Connection) -> Wire:
    """The wire under a connection of an engine that `storage.engine` built."""
    driver: Driver = connection.connection.dbapi_connection
    return driver.wire


@dataclass(slots=True)
class RoundTrips:
    """How often we waited for the server so far, and for how many seconds in all."""

    count: int = 0
    seconds: float = 0.0


@contextmanager
def round_trips(engine: Engine) -> Generator[RoundTrips]:
    """Count the round trips of all connections taken from an engine inside the block.

    Connecting and TLS are not counted; `BEGIN`, `COMMIT` and the pool's ping are, where they are waited for.
    """
    trips = RoundTrips()
    wrapped: dict[int, Driver] = {}

    def counted(driver: Driver, handle: Callable[[Any], None], context: Any) -> None:
        wire: Wire | None = getattr(driver, "wire", None)
        trips.count += wire is None or not wire.is_following
        began = time.perf_counter()
        try:
            handle(context)
        finally:
            trips.seconds += time.perf_counter() - began

    def wrap(driver: Driver, *_: object) -> None:
        if id(driver) not in wrapped:
            wrapped[id(driver)] = driver
            driver.handle_messages = partial(counted, driver, driver.handle_messages)

    def ping(dbapi_connection: Driver) -> bool:
        # the pool pings before it tells anybody that the connection is taken
        wrap(dbapi_connection)
        return plain_ping(dbapi_connection)

    plain_ping = engine.dialect.do_ping
    engine.dialect.do_ping = ping
    event.listen(engine, "checkout", wrap)
    try:
        yield trips
    finally:
        event.remove(engine, "checkout", wrap)
        engine.dialect.do_ping = plain_ping
        for driver in wrapped.values():
            del driver.handle_messages
