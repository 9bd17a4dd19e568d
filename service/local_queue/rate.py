"""How fast a queue may send: a token bucket for its rate, and a brief pause when the worker says it is overloaded."""

from dataclasses import dataclass

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """Cloud Tasks' `RateLimits`; the defaults are the ones it gives a queue that names none.

    Attributes:
        max_dispatches_per_second: mean rate, at most 500.
        max_concurrent_dispatches: requests without an answer at one time, at most 5,000.
    """

    max_dispatches_per_second: float = 500.0
    max_concurrent_dispatches: int = 1_000

    @property
    def max_burst_size(self) -> int:
        """Dispatches that may leave at once after a quiet time: one second's worth, at most 100."""
        return max(1, min(100, int(self.max_dispatches_per_second)))


class TokenBucket:
    """Lets `rate` dispatches per second through, and a burst after a quiet time. Time is passed in, in seconds."""

    def __init__(self, limits: RateLimits, *, now: float) -> None:
        """Start full."""
        self._rate = limits.max_dispatches_per_second
        self._burst = float(limits.max_burst_size)
        self._tokens = self._burst
        self._filled_at = now

    def take(self, now: float) -> bool:
        """Use one token if there is one."""
        self._fill(now)
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True

    def wait_s(self, now: float) -> float:
        """Seconds until the next token; 0 when there is one."""
        self._fill(now)
        return max(0.0, (1.0 - self._tokens) / self._rate)

    def _fill(self, now: float) -> None:
        # A clock that is set back must not take tokens away.
        elapsed_s = max(0.0, now - self._filled_at)
        # 1e-9: floating point may leave 0.9999999 of a token exactly when wait_s said it would be whole.
        self._tokens = min(self._burst, self._tokens + elapsed_s * self._rate + 1e-9)
        self._filled_at = now


class Throttle:
    """Stops a whole queue briefly after 429 or 503, longer each time in a row, until one attempt succeeds."""

    def __init__(self) -> None:
        """Start open."""
        self._until = float("-inf")
        self._next_pause_s = FIRST_PAUSE_S

    def overloaded(self, now: float, retry_after_s: float | None) -> None:
        """Note a 429 or 503.

        Args:
            now: Unix time.
            retry_after_s: what the worker asked for; the queue as a whole never waits longer than `LONGEST_PAUSE_S`.
        """
        # Fifty answers of one burst are one sign of overload, not fifty.
        if now < self._until:
            return
        self._until = now + min(max(self._next_pause_s, retry_after_s or 0.0), LONGEST_PAUSE_S)
        self._next_pause_s = min(self._next_pause_s * 2, LONGEST_PAUSE_S)

    def succeeded(self) -> None:
        """Note a success: the next pause is short again."""
        self._next_pause_s = FIRST_PAUSE_S

    def wait_s(self, now: float) -> float:
        """Seconds until the queue may send again; 0 when it may."""
        return max(0.0, self._until - now)
