"""What becomes of an attempt that did not end well: decided here, done by the worker."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

MAX_ATTEMPTS = 5
MAX_RELEASES = 3
"""How often a process that ends may give an attempt back uncounted (design 06, A26: at most three)."""
MAX_WAITS = 300
"""How often a job may wait for its providers uncounted. At the longest pause that is more than the day after which the
sweep ends a job that waits (design 06, A58), so that an outage of the providers alone never uses up the attempts."""
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
class GiveUp:
    """The job fails, with what the user reads."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Back to the queue if an attempt is left, which the job's row alone knows.

    Attributes:
        delay_s: earliest next attempt, in seconds from now.
        max_refunds: so often an attempt of this job that ended with this code does not count.
        otherwise: what to do when no attempt is left.
    """

    delay_s: float
    max_refunds: int
    otherwise: GiveUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """The job ends as its user wished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """Write nothing: the job is another's, or nothing can be written."""

    is_service_down: bool


Decision = Retry | GiveUp | Cancel | LetGo


def decide(fault: Fault, *, attempt: int, snoozes: int = 0, spread: float = 0.0) -> Decision:
    """What to do after an attempt.

    Args:
        fault: how it ended.
        attempt: its number, from 1; lengthens the pause.
        snoozes: attempts given back uncounted before; they lengthen the pause, too.
        spread: 0-1, chance's share of the pause, so that many jobs do not come back at once.
    """
    give_up = GiveUp(code=fault.code, message=fault.message)
    match fault.cause:
        case Cause.CANCELLED:
            return Cancel()
        case Cause.LOST_LEASE:
            return LetGo(is_service_down=False)
        case Cause.SERVICE_DOWN:
            return LetGo(is_service_down=True)
        case Cause.PERMANENT:
            return give_up
        case Cause.SHUTDOWN:
            # another process can take it up at once
            return Retry(delay_s=0.0, max_refunds=MAX_RELEASES, otherwise=give_up)
        case Cause.RATE_LIMITED:
            asked_s = (fault.wait_s or 0.0) * (1.0 + spread / 4)
            return Retry(delay_s=_pause_s(attempt + snoozes, asked_s, spread), max_refunds=MAX_WAITS, otherwise=give_up)
        case Cause.TRANSIENT:
            return Retry(delay_s=_pause_s(attempt, fault.wait_s, spread), max_refunds=0, otherwise=give_up)
        case _:
            assert_never(fault.cause)


def _pause_s(attempt: int, wait_s: float | None, spread: float) -> float:
    # 60 doublings of any pause are above the cap; more would overflow a float.
    doubled = FIRST_DELAY_S * 2 ** min(attempt - 1, 60)
    return min(max(doubled * (0.5 + spread / 2), wait_s or 0.0), LONGEST_DELAY_S)
