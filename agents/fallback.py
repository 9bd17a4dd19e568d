"""What to do when a model gives no usable answer: the causes by name, and one decision for each. Nothing is done here.

Design 05, 5.2: exactly one layer retries, and this is its policy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from agents.retry_after import LONGEST_S

SHORT_WAIT_S = 10.0
"""A wait up to this is worth holding a worker for; a longer one sends the job back to the queue (design 06, A44)."""
PAUSE_S = 1.0
"""Most that is waited before a provider in trouble is asked a second time; chance picks the share (full jitter)."""
TRIES = 2
"""How often one model is called for one question in all."""
OUTAGE_WAIT_S = 30.0
"""After so long a job comes back when every provider is down: one half-open probe later (design 06, A58)."""


class Cause(StrEnum):
    """Why a call gave no usable answer; also the word in the ledger."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    """The request never arrived."""
    CUT = "connection_cut"
    """The request arrived and the answer did not."""
    GARBLED = "garbled"
    """An answer arrived that the provider's client cannot read."""
    RATE_LIMITED = "rate_limited"
    SPENDING_LIMIT = "spending_limit"
    """The provider's own limit on our account; no wait helps."""
    OVERLOADED = "overloaded"
    SERVER_ERROR = "server_error"
    BAD_KEY = "bad_key"
    UNKNOWN_MODEL = "unknown_model"
    BAD_REQUEST = "bad_request"
    """A mistake of ours, which another provider would only hide."""
    TOO_LONG = "context_too_long"
    CUT_OFF = "cut_off"
    """The answer reached the limit of tokens."""
    EMPTY = "empty"
    REFUSED = "refused"
    NOT_READABLE = "not_readable"
    """The answer is complete and is not what was asked for."""
    WRONG_IDS = "wrong_ids"
    """The answer is what was asked for, made of exercises that do not exist."""
    OVER_BUDGET = "over_budget"
    """Our own cap; nothing was called."""
    UNPRICED = "unpriced"
    """Nobody knows what the call would cost; nothing was called."""
    BREAKER_OPEN = "breaker_open"
    """The provider failed too often lately; nothing was called."""


UNUSABLE = frozenset({Cause.CUT_OFF, Cause.EMPTY, Cause.REFUSED, Cause.NOT_READABLE, Cause.WRONG_IDS})
"""The provider works; it is the answer that is of no use."""

_WAITABLE = frozenset(
    {
        Cause.TIMEOUT,
        Cause.UNREACHABLE,
        Cause.CUT,
        Cause.GARBLED,
        Cause.RATE_LIMITED,
        Cause.SPENDING_LIMIT,
        Cause.OVERLOADED,
        Cause.SERVER_ERROR,
        Cause.BAD_KEY,
        Cause.BREAKER_OPEN,
    }
)
"""Causes that time, or an operator, mends."""

NOT_SENT = frozenset({Cause.OVER_BUDGET, Cause.UNPRICED, Cause.BREAKER_OPEN})
"""Causes for which nothing was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One call that gave no usable answer.

    Attributes:
        cause: why.
        status: of HTTP, when there was one.
        wait_s: what the provider asked to wait, in seconds.
    """

    cause: Cause
    status: int | None = None
    wait_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAgain:
    """The same request to the same model, after `wait_s` seconds."""

    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    """The same model, told what was wrong with its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """The same model, with a shorter request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextModel:
    """The next model of the chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveJobBack:
    """The job goes back to the queue for `wait_s` seconds; the attempt does not count."""

    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail:
    """No model of the chain will answer this request."""

    cause: Cause


def decide(
    failure: Failure, *, tries: int, has_next: bool, spread: float
) -> TryAgain | AskAgain | Trim | NextModel | Fail:
    """What to do after a call.

    Args:
        failure: how it ended.
        tries: calls of this model for this question so far, this one included.
        has_next: whether another model of a provider can be asked. If none can, even an answer that is rarely mended
            by asking again is asked for once more.
        spread: 0-1, chance's share of a pause.
    """
    is_last_try = tries >= TRIES
    match failure.cause:
        case Cause.RATE_LIMITED:
            wait_s = failure.wait_s
            if is_last_try or (wait_s is not None and wait_s > SHORT_WAIT_S):
                return NextModel()
            return TryAgain(wait_s=(wait_s or 0.0) + spread * PAUSE_S)
        case Cause.OVERLOADED | Cause.SERVER_ERROR | Cause.UNREACHABLE | Cause.CUT:
            return NextModel() if is_last_try else TryAgain(wait_s=spread * PAUSE_S)
        case Cause.NOT_READABLE | Cause.WRONG_IDS:
            return NextModel() if is_last_try else AskAgain()
        case Cause.CUT_OFF | Cause.EMPTY | Cause.REFUSED:
            return NextModel() if is_last_try or has_next else AskAgain()
        case Cause.TOO_LONG:
            return Fail(cause=failure.cause) if is_last_try else Trim()
        case Cause.BAD_REQUEST:
            return Fail(cause=failure.cause)
        case (
            Cause.TIMEOUT
            | Cause.GARBLED
            | Cause.SPENDING_LIMIT
            | Cause.BAD_KEY
            | Cause.UNKNOWN_MODEL
            | Cause.OVER_BUDGET
            | Cause.UNPRICED
            | Cause.BREAKER_OPEN
        ):
            return NextModel()
        case _:
            assert_never(failure.cause)


def conclude(failures: Sequence[Failure]) -> GiveJobBack | Fail:
    """What becomes of the job when no model is left.

    Args:
        failures: the last one of each model, in the order of the chain; not empty.
    """
    waitable = [failure for failure in failures if failure.cause in _WAITABLE]
    if waitable:
        # the first provider to come back decides
        waits = [OUTAGE_WAIT_S if failure.wait_s is None else failure.wait_s for failure in waitable]
        return GiveJobBack(wait_s=min([*waits, LONGEST_S]))
    # a cap or an answer that was of no use says more than a model that nobody knows
    telling = [failure for failure in failures if failure.cause is not Cause.UNKNOWN_MODEL]
    return Fail(cause=(telling or list(failures))[-1].cause)
