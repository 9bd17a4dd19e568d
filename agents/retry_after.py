"""How long a provider asks to wait, from the header in any of its forms."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 300.0
"""Longest wait that is believed, whatever is asked for (design 06, A44: cap 5 minutes)."""


def retry_after_s(header: str | None, *, now: datetime) -> float | None:
    """Seconds to wait.

    Args:
        header: value of `Retry-After`: seconds, or a date as HTTP writes it (RFC 9110, 10.2.3).
        now: the time, with its zone; a date is compared with it.

    Returns:
        0 to `LONGEST_S`; None when the header is missing or says nothing. A time in the past is 0.
    """
    if header is None:
        return None
    text = header.strip()
    try:
        seconds = float(text)
    except ValueError:
        when = _date(text)
        if when is None:
            return None
        seconds = (when - now).total_seconds()
    if math.isnan(seconds):
        return None
    return min(max(seconds, 0.0), LONGEST_S)


def _date(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # a date without a zone is meant in UTC
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
