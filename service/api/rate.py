"""How many jobs one user may create in a minute, in this process."""

import math
from collections import OrderedDict
from collections.abc import Callable

_MAX_USERS = 10_000


class PostRate:
    """A bucket of tokens for each user, refilled steadily. One process's view: the cap on open jobs is the hard one."""

    def __init__(self, *, per_minute: int, clock: Callable[[], float]) -> None:
        """Allow so many posts a minute.

        Args:
            per_minute: size of the bucket and of its refill.
            clock: monotonic seconds.
        """
        self._size = float(per_minute)
        self._per_s = per_minute / 60.0
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, user_id: str) -> int | None:
        """Take one token; None when there was one, else the whole seconds until there is."""
        now = self._clock()
        tokens, since = self._buckets.pop(user_id, (self._size, now))
        tokens = min(self._size, tokens + (now - since) * self._per_s)
        wait_s = None if tokens >= 1.0 else max(1, math.ceil((1.0 - tokens) / self._per_s))
        self._buckets[user_id] = (tokens - 1.0 if wait_s is None else tokens, now)
        while len(self._buckets) > _MAX_USERS:
            self._buckets.popitem(last=False)
        return wait_s
