"""What becomes of an attempt that did not end well: decided here, done by the worker."""

from dataclasses import dataclass
from enum import Enum, auto

MAX_ATTEMPTS = 5
MAX_SNOOZES = 3
"""How often an attempt may be given back uncounted (design 06, A26: at most three)."""
FIRST_DELAY_S = 5.0
LONGEST_DELAY_S = 300.0
"""Longest pause before the next attempt, also when a provider asks for more (design 06, A44: cap 5 minutes)."""


class Cause(Enum):
    """Why an attempt ended without a result."""

    PERMANENT = auto()
    """Another attempt would end the same way."""
    TRANSIENT = auto()
    """This job may go better later: deadline, a provider in trouble, an unexpected error."""
    RATE_LIMITED = auto()
    """A provider asked to wait; not the job's fault."""
    SHUTDOWN = auto()
    """This process has to end; not the job's fault."""
    SERVICE_DOWN = auto()
    """The database or the whole service is in trouble; nothing can be written."""
    LOST_LEASE = auto()
    """Another worker owns the job now."""
    CANCELLED = auto()
    """The user took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One attempt's end.

    Attributes:
        cause: what kind.
        code: stable, snake_case; reaches the user on a failure.
        message: for the user, without internals.
        wait_s: what a provider asked for, in seconds.
    """

    cause: Cause
    code: str = "internal"
    message: str = "Something went wrong while the job ran."
    wait_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Back to the queue.

    Attributes:
        delay_s: earliest next attempt, in seconds from now.
        is_refunded: whether this attempt does not count.
    """

    delay_s: float
    is_refunded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """The job fails, with what the user reads."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """The job ends as its user wished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """Write nothing: the job is another's, or nothing can be written."""

    is_service_down: bool


Decision = Retry | GiveUp | Cancel | LetGo


def decide(
    fault: Fault, *, attempt: int, snoozes: int = 0, max_attempts: int = MAX_ATTEMPTS, spread: float = 0.0
) -> Decision:
    """What to do after an attempt.

    Args:
        fault: how it ended.
        attempt: its number, from 1.
        snoozes: attempts given back uncounted before.
        max_attempts: after this many the job fails.
        spread: 0-1, chance's share of the pause, so that many jobs do not come back at once.
    """
    match fault.cause:
        case Cause.CANCELLED:
            return Cancel()
        case Cause.LOST_LEASE:
            return LetGo(is_service_down=False)
        case Cause.SERVICE_DOWN:
            return LetGo(is_service_down=True)
        case Cause.PERMANENT:
            return GiveUp(code=fault.code, message=fault.message)
        case Cause.SHUTDOWN | Cause.RATE_LIMITED if snoozes < MAX_SNOOZES:
            wait_s = fault.wait_s or 0.0
            return Retry(delay_s=min(wait_s * (1.0 + spread / 4), LONGEST_DELAY_S), is_refunded=True)
        case Cause.SHUTDOWN | Cause.RATE_LIMITED | Cause.TRANSIENT:
            if attempt >= max_attempts:
                return GiveUp(code=fault.code, message=fault.message)
            return Retry(delay_s=_pause_s(attempt, fault.wait_s, spread))


def _pause_s(attempt: int, wait_s: float | None, spread: float) -> float:
    # 60 doublings of any pause are above the cap; more would overflow a float.
    doubled = FIRST_DELAY_S * 2 ** min(attempt - 1, 60)
    return min(max(doubled * (0.5 + spread / 2), wait_s or 0.0), LONGEST_DELAY_S)
