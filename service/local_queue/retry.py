"""When a failed task is tried again, and when it is given up. Decisions only: nothing is sent or scheduled here."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

RETENTION_S = 31 * 86_400.0
"""Cloud Tasks deletes any task after 31 days (Quotas and limits, "maximum task retention")."""
MAX_RETRY_AFTER_S = 3_600.0
"""A worker that asks for more than an hour is not believed: a typo there would park a task for years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Cloud Tasks' `RetryConfig`; the defaults are the ones it gives a queue that names none.

    Attributes:
        max_attempts: attempts including the first; -1 is unlimited.
        max_retry_duration_s: counted from the first attempt; 0 is unlimited.
        min_backoff_s: pause before the first retry. Fractions are kept, while Google cuts to whole seconds, so that
            tests need not wait.
        max_backoff_s: longest pause.
        max_doublings: how often the pause doubles before it grows linearly.
    """

    max_attempts: int = 100
    max_retry_duration_s: float = 0.0
    min_backoff_s: float = 0.1
    max_backoff_s: float = 3_600.0
    max_doublings: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryIn:
    """Try again after `delay_s` seconds."""

    delay_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """The task vanishes; `reason` is for the log."""

    reason: str


def backoff_s(policy: RetryPolicy, retry: int) -> float:
    """Pause in seconds before the given retry (1 is the first).

    With 10 s, 300 s and 3 doublings: 10, 20, 40, 80, 160, 240, 300, 300, ... (the example of Google's reference).
    """
    # 2**60 times any pause is above every max_backoff; a larger power would overflow a float.
    doublings = min(retry - 1, policy.max_doublings, 60)
    steps = max(1, retry - policy.max_doublings)
    return min(policy.max_backoff_s, policy.min_backoff_s * 2**doublings * steps)


def decide(
    policy: RetryPolicy, *, attempts: int, since_first_s: float, age_s: float, retry_after_s: float | None
) -> RetryIn | GiveUp:
    """What happens to a task after a failed attempt.

    Args:
        policy: the task's or its queue's.
        attempts: how many were made, this one included.
        since_first_s: seconds since the first attempt began.
        age_s: seconds since the task was created.
        retry_after_s: what the worker asked for with 429 or 503, if it did.
    """
    delay_s = max(backoff_s(policy, attempts), retry_after_s or 0.0)
    if age_s + delay_s > RETENTION_S:
        return GiveUp(reason="retention")
    limits: list[bool] = []
    if policy.max_attempts != -1:
        limits.append(attempts >= policy.max_attempts)
    if policy.max_retry_duration_s > 0:
        limits.append(since_first_s >= policy.max_retry_duration_s)
    # Google gives up only when *both* limits are reached (RetryConfig.max_attempts); one that is unlimited is no limit.
    if limits and all(limits):
        return GiveUp(reason="attempts_used_up")
    return RetryIn(delay_s=delay_s)


def parse_retry_after(value: str | None, *, now: float) -> float | None:
    """Seconds asked for by a `Retry-After` header (a number or an HTTP date); None when absent or not understood.

    Args:
        value: the header.
        now: Unix time, needed for the date form.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max(0.0, aware.timestamp() - now), MAX_RETRY_AFTER_S)
    except (ValueError, OverflowError):
        return None
