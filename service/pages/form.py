"""The form of the first page: from its fields to the body of a request, and back to what was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from service.pages.labels import COMMON_THINGS
from service.pages.presets import PRESETS
from strength.equipment import Equipment, kit_of

_WHOLE = re.compile(r"[-\u2212]?\d{1,18}")
_NUMBER = re.compile(r"[-\u2212]?\d{1,18}([.,]\d{1,9})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_START_KIT = frozenset({"barbell", "rack", "bench", "dumbbell", "cable", "machine", "pull_up_bar"})
KEY = re.compile(r"[!-~]{8,100}")
"""What the hidden field that makes sending twice harmless may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """What the form shows; the defaults are the first visit's.

    Attributes:
        is_agreed: the tick under the form.
        key: of the one request that this form may make.
    """

    goal: str = "strength"
    experience: str = "intermediate"
    frequency: str = "4"
    weeks: str = "12"
    minutes: str = "75"
    equipment: frozenset[str] = _START_KIT
    limitations: Mapping[str, str] = field(default_factory=dict[str, str])
    maxima: Mapping[str, str] = field(default_factory=dict[str, str])
    focus: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    units: str = "lbs"
    notes: str = ""
    is_agreed: bool = False
    key: str = ""

    def with_key(self, key: str) -> "FormValues":
        """The same answers under another key."""
        return replace(self, key=key)

    @property
    def has_more_things(self) -> bool:
        """Whether something is ticked that the form shows only on demand."""
        return not self.equipment <= set(COMMON_THINGS)

    @property
    def has_details(self) -> bool:
        """Whether something is said that the form shows only on demand."""
        return bool(self.limitations or self.focus or self.days or self.notes)


def values_of_form(fields: Sequence[tuple[str, str]]) -> FormValues:
    """What was typed, to be shown again beside what is wrong with it; a pressed preset has ticked its kit."""
    given = dict(fields)
    first = FormValues()
    values = FormValues(
        goal=given.get("goal", ""),
        experience=given.get("experience", ""),
        frequency=given.get("frequency", first.frequency),
        weeks=given.get("weeks", first.weeks),
        minutes=given.get("sessionMinutes", first.minutes),
        equipment=_every(fields, "equipment"),
        limitations=_prefixed(given, "limitation."),
        maxima=_prefixed(given, "max."),
        focus=_every(fields, "focus"),
        days=_every(fields, "days"),
        units=given.get("units", first.units),
        notes=_CONTROL.sub("", given.get("notes", "")),
        is_agreed=given.get("adult") == "yes",
        key=given["key"] if KEY.fullmatch(given.get("key", "")) else "",
    )
    pressed = next((preset for preset in PRESETS if preset.key == given.get("preset")), None)
    return values if pressed is None else replace(values, equipment=pressed.kit)


# Any: the request of a job as it was stored, by this version or another
def values_of_request(params: Mapping[str, Any], key: str = "") -> FormValues:
    """The form as it must have looked for this request; what cannot be read stands as on a first visit."""
    first = FormValues()

    def word(name: str, default: str) -> str:
        value = params.get(name)
        return f"{value:g}" if isinstance(value, int | float) else value if isinstance(value, str) else default

    def words(name: str) -> list[object]:
        value = params.get(name)
        return cast("list[object]", value) if isinstance(value, list) else []

    limits = [cast("dict[str, str]", item) for item in words("limitations") if isinstance(item, dict)]
    maxima: object = params.get("oneRepMaxes")
    owned = kit_of(str(item) for item in words("equipment")).owned - {Equipment.BODYWEIGHT}
    return FormValues(
        goal=word("goal", first.goal),
        experience=word("experience", first.experience),
        frequency=word("frequency", first.frequency),
        weeks=word("weeks", first.weeks),
        minutes=word("sessionMinutes", first.minutes),
        equipment=frozenset(item.value for item in owned),
        limitations={item["area"]: item.get("severity", "caution") for item in limits if "area" in item},
        maxima={lift: f"{load:g}" for lift, load in cast("dict[str, float]", maxima).items()}
        if isinstance(maxima, dict)
        else {},
        focus=frozenset(str(item) for item in words("focusMuscles")),
        days=frozenset(str(item) for item in words("days")),
        units=word("units", first.units),
        notes=word("notes", ""),
        key=key,
    )


def is_consent_missing(fields: Sequence[tuple[str, str]]) -> bool:
    """Whether the page asked for the tick under the form and did not get it; a client without the page is not asked."""
    return dict(fields).get("adult") == "no"


def body_of_form(fields: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The body of a request; what is not a number where one belongs stays as typed, so that the check can name it."""
    given = {name: value.strip() for name, value in fields if value.strip()}
    body: dict[str, object] = {"equipment": [value for name, value in fields if name == "equipment"]}
    for name in ("goal", "experience", "units", "notes", "priority"):
        if name in given:
            body[name] = given[name].replace("\r\n", "\n")
    for name in ("frequency", "weeks", "sessionMinutes", "seed"):
        if name in given:
            body[name] = _whole(given[name])
    limitations = _prefixed(given, "limitation.")
    if limitations:
        body["limitations"] = [{"area": area, "severity": severity} for area, severity in limitations.items()]
    maxima = {lift: _number(load) for lift, load in _prefixed(given, "max.").items()}
    if maxima:
        body["oneRepMaxes"] = maxima
    focus = [value for name, value in fields if name == "focus"]
    if focus:
        body["focusMuscles"] = focus
    days = [_whole(value) for name, value in fields if name == "days"]
    if days:
        body["days"] = days
    return body


def _whole(text: str) -> int | str:
    return int(text.replace("\u2212", "-")) if _WHOLE.fullmatch(text) else text


def _number(text: str) -> float | str:
    return float(text.replace("\u2212", "-").replace(",", ".")) if _NUMBER.fullmatch(text) else text


def _every(fields: Sequence[tuple[str, str]], name: str) -> frozenset[str]:
    return frozenset(value for given, value in fields if given == name)


def _prefixed(given: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix) and value}
