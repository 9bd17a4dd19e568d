"""A database address as people and Prisma write it, read into what the driver needs."""

import ssl
from dataclasses import dataclass

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import SettingsError

DEFAULT_PORT = 5432
DEFAULT_SCHEMA = "public"
_SCHEMES = frozenset({"postgres", "postgresql"})
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_EXAMPLE = "write it as postgresql://user:password@host:5432/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a database is and how to log in.

    Attributes:
        host: name or number of the machine; None with `unix_socket`.
        port: TCP port.
        unix_socket: path of the socket file, or None.
        user: who logs in.
        password: secret, or None.
        database: name of the database.
        schema: schema of the tables (Prisma's `?schema=`).
        ssl_context: False for plain text, None for TLS when the server offers it, else how to check the server.
        connect_timeout_s: how long to wait for the server's first answer.
    """

    host: str | None
    port: int
    unix_socket: str | None
    user: str
    password: str | None
    database: str
    schema: str
    ssl_context: ssl.SSLContext | bool | None
    connect_timeout_s: float

    def __repr__(self) -> str:
        """Without the password, because addresses end up in logs."""
        return f"Address({self.user}@{self.unix_socket or self.host}:{self.port}/{self.database})"


def parse_address(text: str) -> Address:
    """The address that a DATABASE_URL means.

    `postgres://`, `postgresql://` and `postgresql+driver://` are the same; `sslmode`, `sslrootcert`, `schema`, `host`
    (a folder with a socket) and `connect_timeout` are understood; everything else, such as `pgbouncer=true`, changes
    nothing: no server-side state is kept between transactions anyway.

    Raises:
        SettingsError: it is no address of a Postgres. The message does not repeat it, because it may hold a password.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise SettingsError(f"DATABASE_URL is no database address: {_EXAMPLE}.") from error
    if url.drivername.partition("+")[0] not in _SCHEMES:
        raise SettingsError(f"DATABASE_URL begins with {url.drivername!r}; only Postgres will do: {_EXAMPLE}.")
    socket_folder = _option(url, "host") if _option(url, "host").startswith("/") else ""
    host = None if socket_folder else (_option(url, "host") or url.host or "localhost")
    port = url.port or _number(url, "port", DEFAULT_PORT)
    user = url.username or _option(url, "user")
    if not user:
        raise SettingsError(f"DATABASE_URL names no user: {_EXAMPLE}.")
    return Address(
        host=host,
        port=port,
        unix_socket=f"{socket_folder.rstrip('/')}/.s.PGSQL.{port}" if socket_folder else None,
        user=user,
        password=url.password or _option(url, "password") or None,
        database=url.database or user,
        schema=_option(url, "schema") or DEFAULT_SCHEMA,
        ssl_context=_ssl_context(url, host),
        connect_timeout_s=float(_number(url, "connect_timeout", 10)),
    )


def _option(url: URL, name: str) -> str:
    value = url.query.get(name, "")
    return value if isinstance(value, str) else value[-1]


def _number(url: URL, name: str, default: int) -> int:
    value = _option(url, name)
    return int(value) if value.isdecimal() and int(value) > 0 else default


def _ssl_context(url: URL, host: str | None) -> ssl.SSLContext | bool | None:
    """How to encrypt, by libpq's words; without a word TLS is used when the server offers it."""
    mode = _option(url, "sslmode") or ("disable" if host is None or host in _LOCAL else "prefer")
    match mode:
        case "disable":
            return False
        case "allow" | "prefer":
            return None
        case "require" | "no-verify":
            return True
        case "verify-ca" | "verify-full":
            root = _option(url, "sslrootcert")
            context = ssl.create_default_context(cafile=root if root and root != "system" else None)
            context.check_hostname = mode == "verify-full"
            return context
        case _:
            raise SettingsError(
                f"sslmode is {mode!r} in DATABASE_URL; it must be disable, prefer, require, verify-ca or verify-full."
            )
