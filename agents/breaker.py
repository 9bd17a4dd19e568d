"""Circuit breakers, one per provider: after failures in a row nothing is sent for a while, then one call tries.

The board lives as long as the process and is handed in by whoever composes it; jobs share it.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from agents.fallback import SHORT_WAIT_S, UNUSABLE, Cause, Failure
from agents.retry_after import LONGEST_S

THRESHOLD = 3
"""Failures in a row that open a breaker. Two jobs in trouble reach it; a single bad call does not."""
OPEN_S = 30.0
"""How long nothing is sent; then one probe goes out every so often (design 06, A58: 1 per 30 s)."""
BAD_KEY_S = LONGEST_S
"""How long a provider is left alone whose key or account needs an operator."""

logger = logging.getLogger(__name__)

State = Literal["closed", "open", "half_open"]


@dataclass(slots=True, kw_only=True)
class _Breaker:
    failures: int = 0
    # None while closed
    probe_at: float | None = None
    last_cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerView:
    """One breaker as operators see it.

    Attributes:
        state: open lets nothing through; half_open is due to let one call try.
        failures: in a row.
        retry_in_s: seconds until the next call may try; 0 when closed.
        last_cause: why it last failed.
    """

    state: State
    failures: int
    retry_in_s: float
    last_cause: str | None


class BreakerBoard:
    """The breakers of a process. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """All closed.

        Args:
            clock: monotonic seconds.
        """
        self._clock = clock
        self._lock = threading.Lock()
        self._breakers: dict[str, _Breaker] = {}

    def allows(self, provider: str) -> bool:
        """Whether a call may go out. In the half-open state the caller that gets True is the probe."""
        with self._lock:
            breaker = self._of(provider)
            if breaker.probe_at is None:
                return True
            if self._clock() < breaker.probe_at:
                return False
            # a probe that never reports back, because its job was cancelled, is followed by another one
            breaker.probe_at = self._clock() + OPEN_S
            return True

    def wait_s(self, provider: str) -> float:
        """Seconds until a call may go out; 0 when one may now."""
        with self._lock:
            probe_at = self._of(provider).probe_at
            return 0.0 if probe_at is None else max(0.0, probe_at - self._clock())

    def succeeded(self, provider: str) -> None:
        """Note that the provider answered."""
        with self._lock:
            self._breakers[provider] = _Breaker()

    def failed(self, provider: str, failure: Failure) -> None:
        """Note a failed call; whether it counts, and for how long, depends on its cause."""
        if failure.cause in UNUSABLE:
            self.succeeded(provider)
            return
        with self._lock:
            breaker = self._of(provider)
            match failure.cause:
                case Cause.BAD_KEY | Cause.SPENDING_LIMIT:
                    self._open(provider, BAD_KEY_S, failure.cause)
                case Cause.RATE_LIMITED:
                    # the provider is well and has said when to come back; a short wait is waited by whoever was told
                    if failure.wait_s is not None and failure.wait_s > SHORT_WAIT_S:
                        self._open(provider, failure.wait_s, failure.cause)
                case (
                    Cause.TIMEOUT
                    | Cause.UNREACHABLE
                    | Cause.CUT
                    | Cause.OVERLOADED
                    | Cause.SERVER_ERROR
                    | Cause.GARBLED
                ):
                    breaker.failures += 1
                    breaker.last_cause = failure.cause.value
                    if breaker.failures >= THRESHOLD or breaker.probe_at is not None:
                        self._open(provider, OPEN_S, failure.cause)
                # the request's fault, or nothing was sent
                case (
                    Cause.BAD_REQUEST
                    | Cause.TOO_LONG
                    | Cause.UNKNOWN_MODEL
                    | Cause.OVER_BUDGET
                    | Cause.UNPRICED
                    | Cause.BREAKER_OPEN
                    | Cause.CUT_OFF
                    | Cause.EMPTY
                    | Cause.REFUSED
                    | Cause.NOT_READABLE
                    | Cause.WRONG_IDS
                ):
                    pass
                case _:
                    assert_never(failure.cause)

    def view(self) -> Mapping[str, BreakerView]:
        """Every breaker that was ever used, by provider."""
        with self._lock:
            now = self._clock()
            return {name: _view(breaker, now) for name, breaker in sorted(self._breakers.items())}

    def _open(self, provider: str, for_s: float, cause: Cause) -> None:
        breaker = self._of(provider)
        breaker.probe_at = self._clock() + for_s
        breaker.last_cause = cause.value
        logger.warning("breaker_opened", extra={"provider": provider, "cause": cause.value, "wait_s": round(for_s, 1)})

    def _of(self, provider: str) -> _Breaker:
        return self._breakers.setdefault(provider, _Breaker())


def _view(breaker: _Breaker, now: float) -> BreakerView:
    if breaker.probe_at is None:
        return BreakerView(state="closed", failures=breaker.failures, retry_in_s=0.0, last_cause=breaker.last_cause)
    is_due = now >= breaker.probe_at
    return BreakerView(
        state="half_open" if is_due else "open",
        failures=breaker.failures,
        retry_in_s=round(max(0.0, breaker.probe_at - now), 1),
        last_cause=breaker.last_cause,
    )
