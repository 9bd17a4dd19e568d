"""A point in time as a page shows it before a script knows the reader's zone."""

from dataclasses import dataclass
from datetime import UTC, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One point in time.

    Attributes:
        iso: for the script.
        day: "22 Nov 2026".
        text: "22 Nov 2026, 20:31 UTC".
    """

    iso: str
    day: str
    text: str


def moment_of(value: datetime | str | None) -> Moment | None:
    """The moment of a database's time or of an API's text; None when there is none or it cannot be read."""
    if value is None or value == "":
        return None
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        return None
    at = at.astimezone(UTC)
    day = f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
    iso = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Moment(iso=iso, day=day, text=f"{day}, {at:%H:%M} UTC")


def seconds_between(start: str | None, end: str | None) -> float | None:
    """Seconds from one text of a time to a later one, never negative; None when either is missing."""
    if not start or not end:
        return None
    return max(0.0, (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())


def clock(seconds: float | None) -> str:
    """A span as minutes and seconds: "0:08"; "–" when unknown."""
    if seconds is None:
        return "–"
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def short(seconds: float | None) -> str:
    """A span as a fact: "0.4 s", "6 s", "2:05 min"; "–" when unknown."""
    if seconds is None:
        return "–"
    if seconds < 10:  # noqa: PLR2004 - below ten seconds a tenth says something
        return f"{seconds:.1f} s"
    return f"{seconds:.0f} s" if seconds < 100 else f"{clock(seconds)} min"  # noqa: PLR2004 - two digits of seconds
