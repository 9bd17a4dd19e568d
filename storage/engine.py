"""The SQLAlchemy engine over pg8000: one pool, timeouts on every transaction, usable behind PgBouncer."""

import contextlib
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pg8000.dbapi
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext

from storage.database_url import DEFAULT_SCHEMA, Address, parse_address
from storage.errors import SettingsError, is_lost_connection
from storage.pipeline import Wire, wire_of

SOCKET_TIMEOUT_S = 30.0
"""A server that says nothing for so long is gone: no statement may run longer (see `statement_timeout_ms`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSettings:
    """How to reach the database: by `url`, or by the Cloud SQL triple.

    Attributes:
        url: a DATABASE_URL; wins over the triple.
        cloud_sql_instance: `project:region:instance`.
        user: database user of the triple; with IAM the service account's e-mail without `.gserviceaccount.com`.
        database: database of the triple.
        has_private_ip: reach the instance inside the VPC.
        pool_size: connections kept open.
        max_overflow: further connections at peaks.
        pool_timeout_s: how long to wait for a free connection.
        lock_timeout_ms: how long a statement waits for a row.
        statement_timeout_ms: how long a statement may run.
        idle_timeout_ms: how long a transaction may do nothing.
        ping_after_s: a connection that the server has not answered on for so long is asked before it is used. One that
            died in less time fails its first statement, which `storage.transaction` repeats on another.
    """

    url: str | None = None
    cloud_sql_instance: str | None = None
    user: str | None = None
    database: str | None = None
    has_private_ip: bool = False
    pool_size: int = 5
    max_overflow: int = 2
    pool_timeout_s: float = 2.0
    lock_timeout_ms: int = 2_000
    statement_timeout_ms: int = 5_000
    idle_timeout_ms: int = 10_000
    ping_after_s: float = 1.0


# pg8000 has no types
_Connect = Callable[[], Any]


def build_engine(settings: DatabaseSettings) -> Engine:
    """An engine for these settings. Nothing is connected yet.

    Raises:
        SettingsError: neither a url nor the whole triple is given, or the url cannot be read.
    """
    if settings.url:
        address = parse_address(settings.url)
        connect, schema = partial(_connect, address), address.schema
    else:
        connect, schema = _cloud_sql(settings), DEFAULT_SCHEMA
    # `LIFO` lets the spare connections of a peak grow old and be closed by the server side first
    engine = create_engine(
        "postgresql+pg8000://",
        creator=connect,
        pool_size=settings.pool_size,
        max_overflow=settings.max_overflow,
        pool_timeout=settings.pool_timeout_s,
        pool_pre_ping=True,
        pool_use_lifo=True,
        pool_recycle=1_800,
        # parameters may hold what a user wrote; they do not belong in an error message
        hide_parameters=True,
    )
    # without it SQLAlchemy sends an insert of many rows one by one (design 08, 8.2: 20 s against 0.19 s)
    engine.dialect.use_insertmanyvalues_wo_returning = True
    engine.dialect.do_ping = partial(_ping, settings.ping_after_s)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", partial(_begin, _opening(settings, schema)))
    event.listen(engine, "handle_error", _mark_lost)
    if isinstance(connect, _CloudSqlConnect):
        event.listen(engine, "engine_disposed", connect.close)
    return engine


class _Connection(pg8000.dbapi.Connection):
    """A connection that leaves no socket open: after a refused login, or a close on a dead one, the driver does."""

    def __init__(self, **arguments: Any) -> None:
        try:
            # the driver carries no types
            super().__init__(**arguments)  # pyright: ignore[reportUnknownMemberType]
        except BaseException:
            self._drop("_sock")
            self._drop("_usock")
            raise

    def close(self) -> None:
        """Say goodbye where the server still listens, and let go of the socket in any case."""
        # the driver forgets the stream over the socket, which keeps the socket open where the goodbye fails
        stream: Any = getattr(self, "_sock", None)
        try:
            super().close()
        finally:
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _drop(self, name: str) -> None:
        if (opened := getattr(self, name, None)) is not None:
            with contextlib.suppress(OSError):
                opened.close()


def _connect(address: Address) -> Any:
    return _Connection(
        user=address.user,
        password=address.password,
        host=address.host,
        port=address.port,
        unix_sock=address.unix_socket,
        database=address.database,
        ssl_context=address.ssl_context,
        timeout=address.connect_timeout_s,
        application_name="fitcsv-ai",
    )


class _CloudSqlConnect:
    """Connects by Google's connector, with the service account's identity instead of a password."""

    def __init__(self, instance: str, user: str, database: str, *, has_private_ip: bool) -> None:
        self._instance = instance
        self._arguments = {
            "user": user,
            "db": database,
            "enable_iam_auth": True,
            "ip_type": "PRIVATE" if has_private_ip else "PUBLIC",
        }
        self._connector: Any = None

    def __call__(self) -> Any:
        if self._connector is None:
            # 1.75 s and 74 MB, which nobody without Cloud SQL should pay (design 08, 8.2)
            from google.cloud.sql.connector import Connector

            # "lazy": Cloud Run takes the CPU away between requests, so a background refresh would be late
            self._connector = Connector(refresh_strategy="lazy")
        return self._connector.connect(self._instance, "pg8000", **self._arguments)

    def close(self, _engine: Engine) -> None:
        if self._connector is not None:
            self._connector.close()
            self._connector = None


def _cloud_sql(settings: DatabaseSettings) -> _CloudSqlConnect:
    if not settings.cloud_sql_instance:
        raise SettingsError("No database is set: set DATABASE_URL, or CLOUD_SQL_INSTANCE with DB_USER and DB_NAME.")
    if not (settings.user and settings.database):
        missing = "DB_NAME" if settings.user else "DB_USER"
        raise SettingsError(f"CLOUD_SQL_INSTANCE is set without {missing}: set it, too.")
    return _CloudSqlConnect(
        settings.cloud_sql_instance, settings.user, settings.database, has_private_ip=settings.has_private_ip
    )


def _prepare(driver: Any, _record: object) -> None:
    """Make a new connection fast and finite."""
    stream = driver._usock
    with contextlib.suppress(OSError):
        # a unix socket has no such option
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    stream.settimeout(SOCKET_TIMEOUT_S)
    Wire(driver)


def _ping(after_s: float, dbapi_connection: Any) -> bool:
    """Ask the server for nothing; SQLAlchemy's own ping would open a transaction for it, a second round trip."""
    wire: Wire = dbapi_connection.wire
    if time.monotonic() - wire.heard_at < after_s:
        wire.is_untested = True
    else:
        dbapi_connection.execute_simple(";")
    return True


def _opening(settings: DatabaseSettings, schema: str) -> str:
    """What every transaction starts with: `SET LOCAL` ends with it, so it works behind PgBouncer, too."""
    local = {
        "lock_timeout": settings.lock_timeout_ms,
        "statement_timeout": settings.statement_timeout_ms,
        "idle_in_transaction_session_timeout": settings.idle_timeout_ms,
    }
    words = [f"SET LOCAL {name} = {int(value)}" for name, value in local.items()]
    # a default of CURRENT_TIMESTAMP writes the session's time zone into TIMESTAMP(3)
    words.append("SET LOCAL timezone = 'UTC'")
    if schema != DEFAULT_SCHEMA:
        quoted = schema.replace('"', '""')
        words.append(f'SET LOCAL search_path = "{quoted}"')
    return "; ".join(["BEGIN", *words])


def _begin(opening: str, connection: Connection) -> None:
    """Open the transaction, and set its timeouts, in the round trip of its first statement."""
    driver: Any = connection.connection.dbapi_connection
    if not driver.autocommit:
        wire_of(connection).open(opening)


def _mark_lost(context: ExceptionContext) -> None:
    """Let the pool drop a connection whose server is shutting down or became read-only."""
    if is_lost_connection(context.original_exception):
        context.is_disconnect = True
