"""What somebody asked for, in words: one line for a list, every answer for the job's own page."""

from collections.abc import Mapping
from typing import Any, cast

from service.pages.figure_text import joined, number, several
from service.pages.job_state import result_of
from service.pages.labels import AREAS, FOCUS, GOALS, LEVELS_INLINE, LIFTS, SEVERITIES, SHORT_UNITS, WEEKDAYS, thing

_KINDS = {"workout_adapter": "Adapted workout", "exercise_substitution": "Substitute exercise"}

# Any in what follows: the parameters of a job as they were stored, by this version, another one or FitCSV
Params = Mapping[str, Any]


def name_of(job: Params) -> str:
    """What a list calls a job: its program's name, else what was asked for."""
    if job["type"] in _KINDS:
        return _KINDS[job["type"]]
    made: object = result_of(job).get("name")
    return made if isinstance(made, str) and made else ", ".join(terms(job["params"])) or "Program"


def kind_of(job: Params) -> str:
    """What a job makes, in a word or two."""
    return _KINDS.get(job["type"], "Program")


def terms(params: Params) -> list[str]:
    """Goal, days and weeks, as far as they were said."""
    goal, days, weeks = params.get("goal"), params.get("frequency"), params.get("weeks", 12)
    said = [GOALS.get(str(goal), ("",))[0]]
    said.append(several(days, "day") if isinstance(days, int) else "")
    said.append(several(weeks, "week") if isinstance(weeks, int) and isinstance(days, int) else "")
    return [word for word in said if word]


def weeks_of(params: Params) -> int | None:
    """How many weeks were asked for."""
    weeks = params.get("weeks", 12)
    return weeks if isinstance(weeks, int) else None


def answers_of(job: Params) -> list[tuple[str, str]]:
    """Every answer with its label, in the order of the form; what was left out is left out."""
    params: Params = job["params"]
    if job["type"] != "program_generator":
        return [(_label(name), _plain(value)) for name, value in params.items() if value not in (None, "", [], {})]
    unit = SHORT_UNITS.get(str(params.get("units")), "lb")
    found = [
        ("Change", change_of(params)[1]),
        ("Goal", GOALS.get(str(params.get("goal")), ("",))[0]),
        ("Experience", LEVELS_INLINE.get(str(params.get("experience")), "")),
        ("Days a week", _plain(params.get("frequency"))),
        ("Weeks", _plain(params.get("weeks"))),
        ("Minutes a session", _plain(params.get("sessionMinutes"))),
        ("Equipment", ", ".join(thing(str(item)) for item in _list(params, "equipment")) or "Bodyweight only"),
        ("Best singles", ", ".join(f"{LIFTS.get(lift, lift)} {_plain(load)} {unit}" for lift, load in _items(params))),
        ("Limits", joined([_limit(item) for item in _list(params, "limitations")])),
        ("Focus", joined([FOCUS.get(str(item), str(item)) for item in _list(params, "focusMuscles")])),
        ("Training days", ", ".join(_weekday(day) for day in _list(params, "days"))),
        ("Notes", _plain(params.get("notes"))),
    ]
    return [(label, text) for label, text in found if text]


def maxima_line(params: Params) -> str:
    """Stated maxima as "1RM 140/100/180 kg", or "" when none was."""
    known = dict(_items(params))
    loads = [_plain(known[lift]) for lift in LIFTS if lift in known]
    return f"1RM {'/'.join(loads)} {SHORT_UNITS.get(str(params.get('units')), 'lb')}" if loads else ""


def hurt_of(params: Params) -> set[str]:
    """Areas with a limit."""
    limits = [cast("dict[str, object]", item) for item in _list(params, "limitations") if isinstance(item, dict)]
    return {str(limit.get("area")) for limit in limits}


def change_of(params: Params) -> tuple[str, str]:
    """The program that a job was to change and the sentence; two empty texts where it makes one anew."""
    order: object = params.get("revise")
    if not isinstance(order, dict):
        return "", ""
    told = cast("dict[str, object]", order)
    return str(told.get("programId") or ""), str(told.get("sentence") or "")


def _items(params: Params) -> list[tuple[str, object]]:
    value = params.get("oneRepMaxes")
    return list(cast("dict[str, object]", value).items()) if isinstance(value, dict) else []


def _list(params: Params, name: str) -> list[Any]:
    value = params.get(name)
    return cast("list[Any]", value) if isinstance(value, list) else []


def _weekday(day: object) -> str:
    return WEEKDAYS[day - 1] if isinstance(day, int) and 1 <= day <= len(WEEKDAYS) else str(day)


def _limit(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    limit = cast("dict[str, str]", item)
    area, severity = str(limit.get("area", "")), str(limit.get("severity", "caution"))
    return f"{AREAS.get(area, area)} ({SEVERITIES.get(severity, severity)})"


def _label(name: str) -> str:
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip().capitalize()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in cast("list[object]", value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in cast("dict[str, object]", value).items())
    return str(value)
