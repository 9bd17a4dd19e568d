"""A Postgres server process seen from outside: its pid file, whether it lives, how it is stopped, who watches it.

Run as a script (`python postgres_process.py USERS_FILE DATA_DIR`) it is the watchdog: it sleeps until no process holds
the users file any more, however that came about, and then stops the server. So a killed owner leaves no orphan.
Standard library only: the script starts without site-packages.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

POLL_S = 0.01
STOP_S = 20.0
"""How long a fast shutdown may take before the server is told to quit at once (it recovers at the next start)."""

_STATUS_LINE = 7
_PORT_LINE = 3


@dataclass(frozen=True)
class ServerProcess:
    """A running server.

    Attributes:
        pid: process id of the postmaster.
        port: TCP port on 127.0.0.1; 0 while it has not said so yet.
        is_ready: it accepts connections.
    """

    pid: int
    port: int
    is_ready: bool


def running_server(data_dir: Path) -> ServerProcess | None:
    """The server that runs on this folder, or None, also when the pid file is stale or names another program."""
    try:
        lines = (data_dir / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not _is_server(pid, data_dir):
        return None
    port = lines[_PORT_LINE].strip() if len(lines) > _PORT_LINE else ""
    status = lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else ""
    return ServerProcess(pid=pid, port=int(port) if port.isdigit() else 0, is_ready=status == "ready")


def stop_server(data_dir: Path) -> None:
    """Stop the server on this folder cleanly and wait until it has gone; do nothing when none runs."""
    deadline = time.monotonic() + STOP_S
    server = running_server(data_dir)
    if server is None:
        return
    with contextlib.suppress(ProcessLookupError):
        # SIGINT is Postgres's "fast" shutdown: roll back, write a checkpoint, go
        os.kill(server.pid, signal.SIGINT)
    while is_alive(server.pid):
        if time.monotonic() > deadline:
            with contextlib.suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGQUIT)
            deadline = float("inf")
        time.sleep(POLL_S)


def is_alive(pid: int) -> bool:
    """Whether a process of this id exists and is more than a zombie."""
    with contextlib.suppress(ChildProcessError, OSError):
        # our own child has to be waited for, else it stays visible as a zombie
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return not Path("/proc/self").exists()
    return stat.rpartition(")")[2].split()[0] != "Z"


def _is_server(pid: int, data_dir: Path) -> bool:
    """Whether the process is the server of this folder: after a crash its pid may be somebody else's."""
    if not is_alive(pid):
        return False
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        # macOS has no /proc
        shown = subprocess.run(  # noqa: S603 - fixed program, a number as argument
            ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        command = shown.stdout
    return str(data_dir) in command and "postgres" in command


def watch(users_file: Path, data_dir: Path) -> None:
    """Sleep until no process uses the server, then stop it."""
    with users_file.open("a") as users:
        # no polling: the kernel wakes us when the last holder has closed the file or died
        fcntl.flock(users, fcntl.LOCK_EX)
        stop_server(data_dir)


if __name__ == "__main__":
    watch(Path(sys.argv[1]), Path(sys.argv[2]))
