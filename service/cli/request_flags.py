"""From the flags of `generate` to the body of a request: one set of rules for both, so the flags add none."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.jobs.body import FieldFault, InvalidBody
from service.jobs.request_body import parse_program_request
from strength.request import ProgramRequest

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,9})?")

DEFAULT_EQUIPMENT = "barbell,rack,bench,dumbbell,cable,machine,pull_up_bar"
"""An ordinary commercial gym, so that `make generate` has something to ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFlags:
    """The flags as they were typed."""

    goal: str
    frequency: str
    experience: str
    equipment: str
    weeks: str | None = None
    session_minutes: str | None = None
    limitations: Sequence[str] = ()
    focus: str | None = None
    one_rep_maxes: Sequence[str] = ()
    units: str | None = None
    days: str | None = None
    notes: str | None = None
    priority: str | None = None
    seed: str | None = None


def body_of(flags: RequestFlags) -> dict[str, object]:
    """The request body that the flags stand for; what is not a number where one belongs stays as typed.

    Raises:
        InvalidBody: a repeated flag contradicts itself.
    """
    body: dict[str, object] = {
        "goal": flags.goal,
        "frequency": whole_or_text(flags.frequency),
        "experience": flags.experience,
        "equipment": words_of(flags.equipment),
    }
    optional: dict[str, object | None] = {
        "weeks": whole_or_text(flags.weeks),
        "sessionMinutes": whole_or_text(flags.session_minutes),
        "units": flags.units,
        "notes": flags.notes,
        "priority": flags.priority,
        "seed": whole_or_text(flags.seed),
        "focusMuscles": None if flags.focus is None else words_of(flags.focus),
        "days": None if flags.days is None else [whole_or_text(word) for word in words_of(flags.days)],
        "limitations": [limitation_of(text) for text in flags.limitations] or None,
        "oneRepMaxes": _maxima(flags.one_rep_maxes) or None,
    }
    return {**body, **{name: value for name, value in optional.items() if value is not None}}


def parse_flags(flags: RequestFlags) -> ProgramRequest:
    """The request, checked by the rules of the API.

    Raises:
        BodyError: a flag is not allowed; the message says which and what would be.
    """
    return parse_program_request(encoded(body_of(flags)))


def encoded(body: dict[str, object]) -> bytes:
    """A body as it goes over the wire; text that cannot be encoded stays visible to the check of the body."""
    return json.dumps(body).encode()


def words_of(text: str) -> list[str]:
    """The words of a list that is separated by commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def whole_or_text(text: str | None) -> int | str | None:
    """A whole number where the text is one; else the text, for the check of the body to name."""
    return int(text) if text is not None and _WHOLE.fullmatch(text.strip()) else text


def limitation_of(text: str) -> dict[str, str]:
    """The limitation in `AREA:SEVERITY`."""
    area, colon, severity = text.partition(":")
    return {"area": area.strip(), **({"severity": severity.strip()} if colon else {})}


def _maxima(texts: Sequence[str]) -> dict[str, object]:
    maxima: dict[str, object] = {}
    for text in texts:
        lift, equals, load = (part.strip() for part in text.partition("="))
        if not equals:
            message = "is not a maximum; write LIFT=LOAD, such as squat=140"
            raise InvalidBody([FieldFault(field="oneRepMaxes", value=repr(text), message=message)])
        if lift in maxima:
            message = "is given more than once; give each lift one load"
            raise InvalidBody([FieldFault(field=f"oneRepMaxes.{lift}", value="", message=message)])
        maxima[lift] = float(load) if _NUMBER.fullmatch(load) else load
    return maxima
