"""The embedded Postgres: a real server from a Python package, started on demand, durable, gone when nobody uses it.

Several processes may use one data folder: the first starts the server, the last one stops it. Who uses it is known by
shared locks on a file, which the kernel takes back however a process ends.
"""

import atexit
import contextlib
import fcntl
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from storage import postgres_binaries, postgres_process
from storage.data_folder import DataFolder, advice
from storage.errors import EmbeddedError

USER = "fitcsv"
DATABASE = "postgres"
DEFAULT_DATA_DIR = Path(".data/postgres")
START_S = 60.0
"""A start may have to replay the log after a crash."""

_PORT_TRIES = 5

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # no socket file: paths longer than 107 bytes would not work
    "unix_socket_directories": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "password_encryption": "scram-sha-256",
}

_TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
}
"""Nothing survives a power cut, which a test does not need."""


class EmbeddedPostgres:
    """A server on a data folder of ours; a context manager.

    Attributes:
        data_dir: folder of the data; made when missing, kept on exit.
        for_tests: give up durability for speed.
    """

    def __init__(
        self, data_dir: Path = DEFAULT_DATA_DIR, *, for_tests: bool = False, bin_dir: Path | None = None
    ) -> None:
        """Describe the server; nothing runs yet.

        Args:
            data_dir: folder of the data.
            for_tests: give up durability for speed.
            bin_dir: folder of another Postgres's programs; the packaged ones by default.
        """
        self.data_dir = data_dir.absolute()
        self.for_tests = for_tests
        self._bin_dir = bin_dir
        self._users: IO[str] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """The address of the running server, `postgresql+pg8000://…`; it holds a password, so do not log it.

        Raises:
            EmbeddedError: it was not started.
        """
        if not self._url:
            raise EmbeddedError("The embedded Postgres is not running: call start() first.")
        return self._url

    def start(self) -> Self:
        """Start the server, or join the one that another process of ours started on this folder.

        Raises:
            EmbeddedError: it cannot run here; the message says what to do.
        """
        if self._users is not None:
            return self
        try:
            self.data_dir.parent.mkdir(parents=True, exist_ok=True)
            with self._exclusively():
                # blocks only while a watchdog is stopping the server of a process that died
                users = self._users_file.open("a")
                fcntl.flock(users, fcntl.LOCK_SH)
                self._users = users
                try:
                    self._start_or_join()
                except BaseException:
                    self._leave()
                    raise
        except OSError as error:
            raise EmbeddedError(advice(self.data_dir, str(error))) from error
        atexit.register(self.stop)
        return self

    def stop(self) -> None:
        """Stop using the server; it is shut down cleanly when nobody else uses it. Harmless when not started."""
        if self._users is None:
            return
        atexit.unregister(self.stop)
        with self._exclusively():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                postgres_process.stop_server(self.data_dir)
            self._leave()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def _users_file(self) -> Path:
        return self.data_dir.with_name(self.data_dir.name + ".users")

    @property
    def _log_file(self) -> Path:
        return self.data_dir.with_name(self.data_dir.name + ".log")

    @contextlib.contextmanager
    def _exclusively(self) -> Generator[None]:
        """One process at a time starts or stops the server of a folder."""
        with self.data_dir.with_name(self.data_dir.name + ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _leave(self) -> None:
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.wait()
            self._watchdog = None
        if self._server is not None:
            if self._server.poll() is None:
                # it goes on for another process of ours, which is no leak that Popen should warn about
                self._server.returncode = 0
            self._server = None
        if self._users is not None:
            self._users.close()
            self._users = None
        self._url = ""

    def _start_or_join(self) -> None:
        folder = DataFolder(path=self.data_dir, bin_dir=self._bin_dir)
        if not folder.is_initialised:
            folder.initialise(USER, is_durable=not self.for_tests)
        server = postgres_process.running_server(self.data_dir)
        for _ in range(_PORT_TRIES):
            if server is None:
                self._launch(folder)
            server = self._wait_until_ready()
            if server is not None:
                break
        else:
            raise EmbeddedError(advice(self.data_dir, self._log_tail()))
        self._url = f"postgresql+pg8000://{USER}:{folder.password}@127.0.0.1:{server.port}/{DATABASE}"
        self._watchdog = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", "-S", postgres_process.__file__, str(self._users_file), str(self.data_dir)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _launch(self, folder: DataFolder) -> None:
        """Start the server on a free port."""
        # a stale pid file whose number another program has by now would keep Postgres from starting
        (self.data_dir / "postmaster.pid").unlink(missing_ok=True)
        settings = {**_SETTINGS, **(_TEST_SETTINGS if self.for_tests else {}), "port": str(_free_port())}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self._log_file.open("wb") as log:
            command = [str(folder.programs / "postgres"), "-D", str(self.data_dir), *options]
            self._server = postgres_binaries.launcher().spawn(command, log.fileno(), self.data_dir)

    def _wait_until_ready(self) -> postgres_process.ServerProcess | None:
        """The server once it accepts connections, or None when it has ended instead."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            server = postgres_process.running_server(self.data_dir)
            if server is not None and server.is_ready:
                return server
            if server is None and (self._server is None or self._server.poll() is not None):
                return None
            time.sleep(postgres_process.POLL_S)
        raise EmbeddedError(advice(self.data_dir, self._log_tail()))

    def _log_tail(self) -> str:
        with contextlib.suppress(OSError):
            return self._log_file.read_text(encoding="utf-8", errors="replace")[-2000:]
        return ""


def _free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
