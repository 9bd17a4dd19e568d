"""The one seam between the event loop and the blocking database driver."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Runs blocking work in threads, as many at a time as there are connections for it.

    Work beyond that waits in line on the loop, where waiting costs nothing, instead of in the pool, where it times out.
    """

    def __init__(self, size: int) -> None:
        """Allow so many at a time."""
        self._size = size
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in a thread and return or raise what it does."""
        if self._limiter is None:
            # belongs to the loop that runs it
            self._limiter = anyio.CapacityLimiter(self._size)
        return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
