"""Retry-After in every form that a provider, or a proxy, may send."""

from datetime import UTC, datetime

import pytest

from agents.retry_after import retry_after_s

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("1", 1.0),
        (" 90 ", 90.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("-5", 0.0),
        ("99999", 300.0),
        ("inf", 300.0),
        ("1e308", 300.0),
        ("Mon, 01 Jun 2026 12:01:00 GMT", 60.0),
        ("Mon, 01 Jun 2026 14:00:30 +0200", 30.0),
        ("Mon, 01 Jun 2026 12:00:10 -0000", 10.0),
        ("Mon, 01 Jun 2026 11:00:00 GMT", 0.0),
        ("Tue, 02 Jun 2026 12:00:00 GMT", 300.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("1,5", None),
        ("Mon, 99 Jun 2026 12:00:00 GMT", None),
        ("\x00", None),
    ],
)
def test_a_wait_is_read_or_ignored_and_never_longer_than_five_minutes(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after_s(header, now=NOW) == seconds
