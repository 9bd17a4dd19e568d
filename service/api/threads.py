"""The one seam between the event loop and the blocking database driver."""

import sys
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

P = ParamSpec("P")
T = TypeVar("T")

SWITCH_S = 0.0005
"""How long a thread of Python keeps the interpreter while another one waits for it; Python's own is 5 ms.

A thread of ours waits for the interpreter after each answer of the database. While the loop is busy with sending requests
away, 5 ms for each of these waits let the accepted ones starve: of 1,000 posts a second 27 were accepted and took up to
7 s; with 0.5 ms, 115 and 1.4 s.
"""


class Threads:
    """Runs blocking work in threads, as many at a time as there are connections for it.

    Work beyond that waits in line on the loop, where waiting costs nothing, instead of in the pool, where it times out.
    """

    def __init__(self, size: int) -> None:
        """Allow so many at a time, and let them run beside a busy loop, which is a setting of the whole process."""
        sys.setswitchinterval(SWITCH_S)
        self._size = size
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in a thread and return or raise what it does."""
        if self._limiter is None:
            # belongs to the loop that runs it
            self._limiter = anyio.CapacityLimiter(self._size)
        return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
