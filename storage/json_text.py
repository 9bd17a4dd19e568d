"""Text and JSON in the form that Postgres accepts: models and lifters may write what it cannot hold."""

import json
import re
from datetime import datetime
from typing import Any

# Postgres stores neither NUL nor half of a surrogate pair
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NUL = "\\u0000"
"""As JSON writes it; a backslash before the letters may also be a lifter's own."""


def storable(text: str) -> str:
    """The text without the characters that Postgres cannot store."""
    return _UNSTORABLE.sub("", text)


# JSON is whatever it is
def to_jsonb(value: Any) -> str:
    """A value as text for a JSONB parameter, without the characters that Postgres cannot store.

    Raises:
        ValueError: it holds a number that JSON does not have (NaN, infinity).
    """
    written = _written(value)
    # nearly always nothing has to go, and to look through the finished text costs a fiftieth of copying the value
    return written if can_be_sent(written) else _written(_cleaned(value))


def can_be_sent(written: str) -> bool:
    """Whether JSON surely holds nothing unstorable. Encoding finds half a surrogate pair faster than any search."""
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return _NUL not in written


def _written(value: Any) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=_moment)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} {value!r} has no form in JSON")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): _cleaned(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]  # pyright: ignore[reportUnknownVariableType] - JSON
    return value
