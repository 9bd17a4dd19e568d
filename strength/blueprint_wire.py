"""Writes a blueprint in its short form, the one that is stored and that a model writes."""

from typing import Any

from strength.blueprint import Blueprint, Day, Ending, Scheme, SchemeRow
from strength.blueprint_short import ROW_FIELDS

_ENDING_CODES: dict[Ending, int] = {"plain": 0, "deload": 1, "test": 2}


def to_wire(blueprint: Blueprint) -> dict[str, Any]:
    """The short form, without empty parts; `Blueprint.model_validate` reads it back to an equal value."""
    wire: dict[str, Any] = {"v": blueprint.v}
    if blueprint.goal:
        wire["goal"] = blueprint.goal
    if blueprint.level:
        wire["level"] = blueprint.level
    wire["meso"] = [[item.kind, item.weeks, _ENDING_CODES[item.ending]] for item in blueprint.mesocycles]
    wire["taper"] = int(blueprint.taper)
    wire["sch"] = {scheme.id: _scheme_to_short(scheme) for scheme in blueprint.schemes}
    wire["tpl"] = [_day_to_short(day) for day in blueprint.days]
    if blueprint.name:
        wire["name"] = blueprint.name
    if blueprint.rationale:
        wire["rationale"] = blueprint.rationale
    if blueprint.warnings:
        wire["warnings"] = list(blueprint.warnings)
    return wire


def _scheme_to_short(scheme: Scheme) -> dict[str, Any]:
    short: dict[str, Any] = {"t": scheme.type}
    if scheme.role:
        short["role"] = scheme.role
    if scheme.rest_seconds:
        short["rest"] = scheme.rest_seconds
    defaults = SchemeRow()
    for row in scheme.rows:
        values: list[Any] = []
        for name in ROW_FIELDS[scheme.type]:
            item: Any = getattr(row, name)
            if name == "reps" and row.reps_high is not None and scheme.type != "dp":
                item = [row.reps, row.reps_high]
            values.append(item)
        # trailing values that say nothing are left out: every one costs a token
        while values and values[-1] in (None, getattr(defaults, ROW_FIELDS[scheme.type][len(values) - 1])):
            values.pop()
        if scheme.type == "dup":
            short.setdefault(row.kind, []).append(values)
        else:
            short[row.kind] = values
    return short


def _day_to_short(day: Day) -> dict[str, Any]:
    slots: list[Any] = []
    for slot in day.slots:
        names = "/".join(slot.exercises)
        if slot.note:
            slots.append(
                {
                    "exercises": names,
                    "scheme": slot.scheme,
                    "sets_delta": slot.sets_delta,
                    "group": slot.group,
                    "note": slot.note,
                }
            )
        elif slot.group:
            slots.append([names, slot.scheme, slot.sets_delta, slot.group])
        elif slot.sets_delta:
            slots.append([names, slot.scheme, slot.sets_delta])
        else:
            slots.append([names, slot.scheme])
    short: dict[str, Any] = {"d": day.weekday, "n": day.name, "s": slots}
    if day.note:
        short["note"] = day.note
    return short
