"""The members of a role: as many as wanted, killed, stopped, continued and replaced at random."""

import contextlib
import os
import random
import resource
import signal
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.chaos import member
from service.settings import Role

_BACKLOG = 512
_LEAVE_S = 10.0


@dataclass(slots=True, eq=False)
class _Member:
    process: ForkServerProcess
    is_stopped: bool = False


class Fleet:
    """Members on one socket; a context manager. A connection that waits on the socket outlives the member that dies.

    Attributes:
        port: where they listen.
        kills: how many were killed.
        stalls: how many were stopped for a while.
        zombies: how many stopped themselves for a while.
        starts: how many were started.
    """

    def __init__(self, role: Role, size: int) -> None:
        """Nothing runs before `start`, but the port is taken."""
        self._role = role
        self._size = size
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(_BACKLOG)
        self.port = int(self._listener.getsockname()[1])
        self._members: list[_Member] = []
        self._lock = threading.Lock()
        self._station: member.Station | None = None
        self.kills = self.stalls = self.zombies = self.starts = 0

    @staticmethod
    def preload(modules: Sequence[str]) -> None:
        """Decide what is imported before the first fork."""
        get_context("forkserver").set_forkserver_preload(list(modules))

    @property
    def url(self) -> str:
        """Where they listen."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, station: member.Station) -> None:
        """Start all."""
        self._station = station
        self._members = [self._launch() for _ in range(self._size)]

    def resident_mib(self) -> float:
        """Memory of all members together, in MiB."""
        pages = sum(
            int(Path(f"/proc/{each.process.pid}/statm").read_text(encoding="ascii").split()[1])
            for each in self._members
        )
        return pages * resource.getpagesize() / 2**20

    def kill(self, chance: random.Random) -> None:
        """SIGKILL for one of them, and another takes its place."""
        with self._lock:
            victim = self._any(chance)
            if victim is None:
                return
            victim.process.kill()
            victim.process.join()
            victim.process.close()
            self._members[self._members.index(victim)] = self._launch()
            self.kills += 1

    def stall(self, chance: random.Random, seconds: float) -> None:
        """Stop one of them for a while: it is given up, and then it goes on where it was."""
        with self._lock:
            victim = self._any(chance)
            if victim is None:
                return
            pid = victim.process.pid or 0
            victim.is_stopped = True
            os.kill(pid, signal.SIGSTOP)
            self.stalls += 1
        self._continue_after(victim, seconds)

    def wake_stopped(self, seconds: float) -> None:
        """Let those that stopped themselves go on after so many seconds from now; nobody kills them meanwhile."""
        with self._lock:
            stopped = [each for each in self._members if not each.is_stopped and _is_stopped(each.process.pid or 0)]
            for each in stopped:
                each.is_stopped = True
            self.zombies += len(stopped)
        for each in stopped:
            self._continue_after(each, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all of them."""
        self.close()

    def close(self) -> None:
        """End all of them, kindly first. Harmless when none is left."""
        with self._lock:
            members, self._members = self._members, []
        for each in members:
            if each.is_stopped:
                self._continue(each)
            each.process.terminate()
        deadline = time.monotonic() + _LEAVE_S
        for each in members:
            each.process.join(max(0.0, deadline - time.monotonic()))
            if each.process.is_alive():
                each.process.kill()
                each.process.join()
            each.process.close()
        self._listener.close()

    def _any(self, chance: random.Random) -> _Member | None:
        """One that is not stopped."""
        awake = [each for each in self._members if not each.is_stopped]
        return chance.choice(awake) if awake else None

    def _launch(self) -> _Member:
        process = get_context("forkserver").Process(
            target=member.serve, args=(self._station, self._role, self._listener), daemon=True
        )
        process.start()
        self.starts += 1
        return _Member(process)

    def _continue_after(self, victim: _Member, seconds: float) -> None:
        waker = threading.Timer(seconds, self._go_on, (victim,))
        waker.daemon = True
        waker.start()

    def _go_on(self, victim: _Member) -> None:
        with self._lock:
            if victim in self._members and victim.is_stopped:
                self._continue(victim)
                victim.is_stopped = False

    @staticmethod
    def _continue(victim: _Member) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim.process.pid or 0, signal.SIGCONT)


def _is_stopped(pid: int) -> bool:
    """Whether a process was stopped by a signal; the word after its name, which may hold anything, says so."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False
