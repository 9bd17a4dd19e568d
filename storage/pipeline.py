"""One round trip for a statement with parameters, where pg8000 takes three, and a truthful count of round trips.

A round trip is one time that we wait for the server: one run of the driver's `handle_messages`, which reads until the
server says that it is ready. Connecting and TLS are not counted; `BEGIN`, `COMMIT` and the pool's ping are.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pg8000.converters
import pg8000.core
from sqlalchemy import Engine, event

# pg8000 has no types: its connections and functions are Any here
Driver = Any
_core: Any = pg8000.core
_converters: Any = pg8000.converters

_UNNAMED = b"\x00"


def use_one_trip(driver: Driver) -> None:
    """Make this connection send parse, describe, bind and execute together and wait once.

    The messages are those of the extended query protocol in their usual order; after an error the server skips to the
    sync at the end, so one wait is right in that case, too.
    """
    driver.execute_unnamed = partial(_execute_unnamed, driver)


def _execute_unnamed(
    driver: Driver, statement: str, vals: Sequence[object] = (), oids: Sequence[int] = (), stream: Any = None
) -> Any:
    # everything that can fail on our side comes before the first byte is written: a half-sent statement would garble
    # the next one
    params: tuple[str | None, ...] = _converters.make_params(driver.py_types, vals)
    for param in (statement, *params):
        if param is not None:
            param.encode()
    context = _core.Context(statement, stream=stream)
    driver.send_PARSE(_UNNAMED, statement, oids)
    driver.send_DESCRIBE_STATEMENT(_UNNAMED)
    driver.send_BIND(_UNNAMED, params)
    driver.send_EXECUTE()
    # `_write` and `_flush` turn an OSError into pg8000's own error, and nothing else reaches the stream
    _core._write(driver._sock, _core.SYNC_MSG)
    _core._flush(driver._sock)
    driver.handle_messages(context)
    return context


@dataclass(slots=True)
class RoundTrips:
    """How often we waited for the server so far, and for how many seconds in all."""

    count: int = 0
    seconds: float = 0.0


@contextmanager
def round_trips(engine: Engine) -> Generator[RoundTrips]:
    """Count the round trips of all connections taken from an engine inside the block."""
    trips = RoundTrips()
    wrapped: dict[int, Driver] = {}

    def counted(handle: Callable[[Any], None], context: Any) -> None:
        trips.count += 1
        began = time.perf_counter()
        try:
            handle(context)
        finally:
            trips.seconds += time.perf_counter() - began

    def wrap(driver: Driver, *_: object) -> None:
        if id(driver) not in wrapped:
            wrapped[id(driver)] = driver
            driver.handle_messages = partial(counted, driver.handle_messages)

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
