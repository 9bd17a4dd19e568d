"""JSON from outside, read strictly: what two readers could understand differently is refused.

BodyError                 a request cannot be read or does not fit
├── MalformedJson         it is not JSON at all
└── InvalidBody           it is JSON, but a field is wrong; `faults` names field, value and what is allowed
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, cast

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
SHOWN_CHARS = 80


class BodyError(Exception):
    """A request cannot be read or does not fit."""


class MalformedJson(BodyError):
    """It is not JSON; the message says where it ends being so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """What is wrong with one field.

    Attributes:
        field: where, as `limitations[0].area`; empty for the body as a whole.
        value: what was sent, shortened, in characters that every reader can show.
        message: what would be right, without field and value.
    """

    field: str
    value: str
    message: str

    @property
    def sentence(self) -> str:
        """Field, value and what is allowed in one sentence."""
        return f"{self.field or 'the body'}: {self.value} {self.message}".replace(":  ", ": ")


class InvalidBody(BodyError):
    """It is JSON, but a field is wrong."""

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        """Keep the faults; the message is the first one, and how many more there are."""
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(faults[0].sentence + more)
        self.faults = tuple(faults)


def parse_json(text: bytes) -> Any:
    """Read one JSON value.

    Raises:
        MalformedJson: it is not UTF-8 or not JSON.
        InvalidBody: duplicate keys, NaN, endless numbers, more than 32 levels, NUL or a lone surrogate.
    """
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedJson(f"the body must be UTF-8; byte {error.start} is not") from error
    try:
        value = json.loads(decoded, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        msg = f"the body must be JSON; line {error.lineno}, column {error.colno}: {error.msg}"
        raise MalformedJson(msg) from error
    except RecursionError as error:
        raise InvalidBody([_too_deep("")]) from error
    # what is left: a whole number of more digits than Python is willing to read
    except ValueError as error:
        raise InvalidBody([FieldFault(field="", value="", message="holds a number with too many digits")]) from error
    _check_text(value, "", 0)
    return value


def shown(value: object) -> str:
    """A value as a message may show it: short, on one line, without characters that cannot be sent."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = repr(value)
    text = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        fault = FieldFault(field=printable(twice), value="", message="is given more than once; give it once")
        raise InvalidBody([fault])
    return result


def _no_constant(name: str) -> NoReturn:
    raise InvalidBody([FieldFault(field="", value=name, message="is not a JSON number; send a finite number")])


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise InvalidBody(
            [FieldFault(field="", value=text[:SHOWN_CHARS], message="is too large; send a finite number")]
        )
    return number


def printable(text: str) -> str:
    """A field's name as a message may show it."""
    return shown(text)[1:-1] if len(text) <= SHOWN_CHARS else shown(text)[1:]


def _too_deep(field: str) -> FieldFault:
    return FieldFault(field=field[:SHOWN_CHARS], value="", message=f"is nested deeper than {MAX_DEPTH} levels")


def _check_text(value: object, field: str, depth: int) -> None:
    """Refuse text that Postgres cannot store or UTF-8 cannot carry, and depth that nothing needs."""
    if depth > MAX_DEPTH:
        raise InvalidBody([_too_deep(field)])
    if isinstance(value, str):
        if _is_unstorable(value):
            message = "holds a NUL or half of a surrogate pair; send plain text"
            raise InvalidBody([FieldFault(field=field, value=shown(value), message=message)])
    elif isinstance(value, dict):
        for name, inner in cast("dict[str, object]", value).items():
            path = f"{field}.{printable(name)}" if field else printable(name)
            if _is_unstorable(name):
                message = "is a field name with a NUL or half of a surrogate pair"
                raise InvalidBody([FieldFault(field=path, value="", message=message)])
            _check_text(inner, path, depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(cast("list[object]", value)):
            _check_text(inner, f"{field}[{index}]", depth + 1)


def _is_unstorable(text: str) -> bool:
    return any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
