"""The form of the first page: from its fields to the body of a request, and back to what was typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from strength.equipment import Equipment
from strength.exercise import Lift
from strength.limitation import Area, Severity
from strength.request import Experience, Goal, Units

_WHOLE = re.compile(r"-?\d{1,18}")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,9})?")
_DEFAULT_EQUIPMENT = frozenset({"barbell", "rack", "bench", "dumbbell", "cable", "machine", "pull_up_bar"})

# Any: what a template needs
CHOICES: dict[str, Any] = {
    "goals": [goal.value for goal in Goal],
    "levels": [level.value for level in Experience],
    "equipment": [item.value for item in Equipment if item.value not in ("bodyweight", "other")],
    "areas": [area.value for area in Area],
    "severities": [severity.value for severity in Severity],
    "units": [unit.value for unit in Units],
    "lifts": [lift.value for lift in Lift],
}

_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What the form shows; the defaults are the first visit's."""

    goal: str = "strength"
    experience: str = "intermediate"
    frequency: str = "4"
    weeks: str = "12"
    sessionMinutes: str = "75"  # noqa: N815 - the contract's name, used by the template as well
    equipment: frozenset[str] = _DEFAULT_EQUIPMENT
    limitations: dict[str, str] = field(default_factory=dict[str, str])
    maxima: dict[str, str] = field(default_factory=dict[str, str])
    units: str = "lbs"
    notes: str = ""


def values_of_form(fields: Sequence[tuple[str, str]]) -> FormValues:
    """What was typed, to be shown again beside what is wrong with it."""
    given = dict(fields)
    first = FormValues()
    return FormValues(
        goal=given.get("goal", ""),
        experience=given.get("experience", ""),
        frequency=given.get("frequency", first.frequency),
        weeks=given.get("weeks", first.weeks),
        sessionMinutes=given.get("sessionMinutes", first.sessionMinutes),
        equipment=frozenset(value for name, value in fields if name == "equipment"),
        limitations=_prefixed(given, "limitation."),
        maxima=_prefixed(given, "max."),
        units=given.get("units", first.units),
        notes=_TEXT.sub("", given.get("notes", "")),
    )


def body_of_form(fields: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The body of a request; what is not a number where one belongs stays as typed, so that the check can name it."""
    given = {name: value.strip() for name, value in fields if value.strip()}
    body: dict[str, object] = {"equipment": [value for name, value in fields if name == "equipment"]}
    for name in ("goal", "experience", "units", "notes", "priority"):
        if name in given:
            body[name] = given[name].replace("\r\n", "\n")
    for name in ("frequency", "weeks", "sessionMinutes", "seed"):
        if name in given:
            body[name] = int(given[name]) if _WHOLE.fullmatch(given[name]) else given[name]
    limitations = _prefixed(given, "limitation.")
    if limitations:
        body["limitations"] = [{"area": area, "severity": severity} for area, severity in limitations.items()]
    maxima = {lift: float(load) if _NUMBER.fullmatch(load) else load for lift, load in _prefixed(given, "max.").items()}
    if maxima:
        body["oneRepMaxes"] = maxima
    return body


def _prefixed(given: dict[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix) and value}
