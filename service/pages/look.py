"""How a reader likes to see the pages: theme and unit, from cookies and the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

Unit = Literal["kg", "lbs"]
_YEAR_S = 31_536_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page is rendered for.

    Attributes:
        theme: "dark", "light", or "" for the system's.
        units: of loads.
        is_asked: the address itself names the unit.
    """

    theme: str
    units: Unit
    is_asked: bool = False


def look_of(cookies: Mapping[str, str], query: Mapping[str, str], native: Unit) -> Look:
    """The look for a request; `native` is the unit of whoever has never chosen one."""
    theme = cookies.get("theme", "")
    asked, kept = query.get("units", ""), cookies.get("units", "")
    units = next((unit for unit in (asked, kept) if unit in ("kg", "lbs")), native)
    return Look(
        theme=theme if theme in ("dark", "light") else "",
        units=cast("Unit", units),
        is_asked=asked in ("kg", "lbs"),
    )


def native_unit(languages: str) -> Unit:
    """The unit for a reader of whom only the languages are known: pounds in the United States, and where nothing is said."""
    first = languages.partition(",")[0].partition(";")[0].strip().lower()
    return "lbs" if first in ("", "en-us", "*") else "kg"


def cookie(name: str, value: str, *, is_tls: bool, is_secret: bool = False, max_age_s: int = _YEAR_S) -> str:
    """The header that keeps a value in the browser; one that scripts need not see is hidden from them."""
    parts = [f"{name}={value}", "Path=/", f"Max-Age={max_age_s}", f"SameSite={'Strict' if is_secret else 'Lax'}"]
    parts += ["HttpOnly"] if is_secret else []
    parts += ["Secure"] if is_tls else []
    return "; ".join(parts)
