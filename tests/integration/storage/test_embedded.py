"""The embedded Postgres: started, joined, stopped, killed, misplaced."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.data_folder import advice
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.errors import EmbeddedError
from storage.postgres_process import is_alive, running_server, watch

ROOT = Path(__file__).parents[3]

OWNER = """
import sys
from pathlib import Path
from storage.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), for_tests=True).start()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def spawn(folder: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts another process that uses the server until its standard input is closed."""
    children: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(
            [sys.executable, "-c", OWNER, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        return child

    yield start
    for child in children:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.close()
        child.wait()
        child.stdout.close()


def ask(url: str, sql: str) -> object:
    engine = build_engine(DatabaseSettings(url=url))
    try:
        with engine.begin() as connection:
            return connection.execute(text(sql)).scalar()
    finally:
        engine.dispose()


def test_data_survives_a_restart_and_the_server_does_not(folder: Path) -> None:
    with EmbeddedPostgres(folder, for_tests=True) as server:
        engine = build_engine(DatabaseSettings(url=server.url))
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE kept AS SELECT 42 AS answer")
        engine.dispose()
    assert running_server(folder) is None
    with EmbeddedPostgres(folder, for_tests=True) as server:
        assert ask(server.url, "SELECT answer FROM kept") == 42


def test_writes_are_durable_unless_it_is_for_tests(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        assert ask(server.url, "SHOW fsync") == "on"
        assert ask(server.url, "SHOW synchronous_commit") == "on"


def test_a_password_is_needed(folder: Path) -> None:
    with EmbeddedPostgres(folder, for_tests=True) as server:
        user, _, rest = server.url.partition("@")
        with pytest.raises(Exception, match="28P01"):
            ask(user.rpartition(":")[0] + ":wrong@" + rest, "SELECT 1")


def test_a_second_user_joins_and_does_not_stop_the_server(folder: Path, spawn: Callable[[], object]) -> None:
    spawn()
    first = running_server(folder)
    with EmbeddedPostgres(folder, for_tests=True) as server:
        assert ask(server.url, "SELECT 1") == 1
        assert running_server(folder) == first
    assert running_server(folder) == first


def test_the_server_outlives_its_first_user_while_another_needs_it(
    folder: Path, spawn: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    child = spawn()
    with EmbeddedPostgres(folder, for_tests=True) as server:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert ask(server.url, "SELECT 1") == 1
    assert running_server(folder) is None


def test_a_killed_owner_leaves_no_orphan(folder: Path, spawn: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    child = spawn()
    assert running_server(folder) is not None
    child.send_signal(signal.SIGKILL)
    child.wait()
    # what its watchdog does, done here: returns only when nobody uses the server any more and it is gone
    watch(folder.with_name("data.users"), folder)
    assert running_server(folder) is None
    with EmbeddedPostgres(folder, for_tests=True) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_the_watchdog_of_a_killed_owner_stops_the_server(
    folder: Path, spawn: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    child = spawn()
    server = running_server(folder)
    assert server is not None
    child.send_signal(signal.SIGKILL)
    child.wait()
    # not a sleep: the descriptor becomes readable when the process ends
    descriptor = os.pidfd_open(server.pid) if hasattr(os, "pidfd_open") and is_alive(server.pid) else None
    if descriptor is not None:
        ready, _, _ = select.select([descriptor], [], [], 20)
        os.close(descriptor)
        assert ready
    assert not is_alive(server.pid)


def test_an_interrupt_of_the_terminal_does_not_reach_the_server(folder: Path) -> None:
    with EmbeddedPostgres(folder, for_tests=True):
        server = running_server(folder)
        assert server is not None
        assert os.getpgid(server.pid) != os.getpgid(0)
        assert os.getsid(server.pid) != os.getsid(0)


def test_a_killed_server_is_started_again(folder: Path) -> None:
    with EmbeddedPostgres(folder, for_tests=True):
        server = running_server(folder)
        assert server is not None
        os.kill(server.pid, signal.SIGKILL)
    assert (folder / "postmaster.pid").exists()
    with EmbeddedPostgres(folder, for_tests=True) as again:
        assert ask(again.url, "SELECT 1") == 1


def test_a_pid_file_that_names_another_program_heals(folder: Path) -> None:
    with EmbeddedPostgres(folder, for_tests=True):
        lines = (folder / "postmaster.pid").read_text().splitlines()
    # our own process is alive, and is no Postgres
    (folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with EmbeddedPostgres(folder, for_tests=True) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_starting_twice_and_stopping_twice_is_harmless(folder: Path) -> None:
    server = EmbeddedPostgres(folder, for_tests=True)
    assert server.start() is server.start()
    server.stop()
    server.stop()
    with pytest.raises(EmbeddedError, match=r"call start\(\)"):
        _ = server.url


def test_a_file_in_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(EmbeddedError, match="a file is in the way: name another --data-dir or set DATABASE_URL"):
        EmbeddedPostgres(tmp_path / "taken" / "data").start()


def test_a_folder_that_cannot_be_written_is_explained() -> None:
    # /proc refuses new folders to everybody, root included
    with pytest.raises(EmbeddedError, match=r"/proc/fitcsv/data.*(--data-dir|DATABASE_URL)"):
        EmbeddedPostgres(Path("/proc/fitcsv/data")).start()


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    with pytest.raises(EmbeddedError, match="neither empty nor a Postgres data folder"):
        EmbeddedPostgres(folder).start()
    assert (folder / "letter.txt").read_text() == "dear"


def test_a_folder_of_another_version_is_explained(folder: Path) -> None:
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError, match="made by Postgres 9, which is not installed here"):
        EmbeddedPostgres(folder).start()


def test_programs_that_are_missing_are_explained(folder: Path) -> None:
    with pytest.raises(EmbeddedError, match="set DATABASE_URL"):
        EmbeddedPostgres(folder, bin_dir=Path("/nowhere")).start()
    assert not folder.exists()
    assert [path.name for path in folder.parent.iterdir() if "new" in path.name or "password" in path.name] == []


def test_a_full_disk_is_explained() -> None:
    said = 'initdb: error: could not write to file "pg_wal/1": No space left on device'
    assert advice(Path("/data"), said) == (
        "There is no space left for /data: free some, or name another --data-dir or set DATABASE_URL."
    )
