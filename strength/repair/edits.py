"""Edits of a blueprint: one value in, another out. Nothing here decides whether an edit is a good one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strength.blueprint import Blueprint, Day, Mesocycle, Scheme, SchemeRow, Slot

MAX_SCHEMES = 24
MAX_ROWS = 24
MAX_SLOTS = 12
MAX_MESOCYCLES = 6
MAX_WARNINGS = 24
"""What a blueprint may hold (`strength.blueprint`)."""

SETS_DELTA = (-6, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A changed blueprint and the sentence that says what changed."""

    blueprint: Blueprint
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a slot is in a blueprint: 0-based day and slot."""

    day: int
    slot: int


def slot_at(blueprint: Blueprint, place: Place) -> Slot:
    """The slot at a place."""
    return blueprint.days[place.day].slots[place.slot]


def places(blueprint: Blueprint) -> tuple[Place, ...]:
    """Every place, in execution order."""
    return tuple(
        Place(day=day, slot=slot) for day, item in enumerate(blueprint.days) for slot in range(len(item.slots))
    )


def revise(blueprint: Blueprint, changes: Mapping[str, Any]) -> Blueprint:
    """The blueprint with those fields changed, checked again as a whole."""
    # values of every field's own type: the mapping is heterogeneous by nature
    fields: dict[str, Any] = {name: getattr(blueprint, name) for name in Blueprint.model_fields}
    return Blueprint.model_validate(fields | dict(changes))


def with_day(blueprint: Blueprint, index: int, day: Day) -> Blueprint:
    """The blueprint with another day in that place."""
    return revise(blueprint, {"days": (*blueprint.days[:index], day, *blueprint.days[index + 1 :])})


def with_slots(blueprint: Blueprint, index: int, slots: Sequence[Slot]) -> Blueprint:
    """The blueprint with other slots on that day."""
    day = blueprint.days[index]
    return with_day(blueprint, index, day.model_copy(update={"slots": tuple(slots)}))


def with_slot(blueprint: Blueprint, place: Place, slot: Slot) -> Blueprint:
    """The blueprint with another slot in that place."""
    slots = blueprint.days[place.day].slots
    return with_slots(blueprint, place.day, (*slots[: place.slot], slot, *slots[place.slot + 1 :]))


def without_slot(blueprint: Blueprint, place: Place) -> Blueprint:
    """The blueprint without the slot; the caller keeps at least one on the day."""
    slots = blueprint.days[place.day].slots
    return with_slots(blueprint, place.day, (*slots[: place.slot], *slots[place.slot + 1 :]))


def with_scheme(blueprint: Blueprint, scheme: Scheme) -> Blueprint:
    """The blueprint with this scheme instead of the one of the same id, or beside the others when there is none."""
    known = [item.id for item in blueprint.schemes]
    if scheme.id in known:
        schemes = tuple(scheme if item.id == scheme.id else item for item in blueprint.schemes)
    else:
        schemes = (*blueprint.schemes, scheme)
    return revise(blueprint, {"schemes": schemes})


def with_rows(blueprint: Blueprint, change: Callable[[Scheme, SchemeRow], SchemeRow]) -> Blueprint:
    """The blueprint with every row of every scheme changed."""
    schemes = tuple(
        scheme.model_copy(update={"rows": tuple(change(scheme, row) for row in scheme.rows)})
        for scheme in blueprint.schemes
    )
    return revise(blueprint, {"schemes": schemes})


def with_fewer_sets(blueprint: Blueprint, place: Place, fewer: int = 1) -> Blueprint:
    """The blueprint with fewer sets in one slot, as far as a delta may go."""
    slot = slot_at(blueprint, place)
    delta = max(SETS_DELTA[0], slot.sets_delta - fewer)
    return with_slot(blueprint, place, slot.model_copy(update={"sets_delta": delta}))


def with_most_sets(blueprint: Blueprint, found: Sequence[Place], most: int) -> Blueprint:
    """The blueprint with at most so many sets in these slots, and so in every slot that shares their schemes."""
    meant = {slot_at(blueprint, place).scheme for place in found}
    for place in found:
        slot = slot_at(blueprint, place)
        blueprint = with_slot(blueprint, place, slot.model_copy(update={"sets_delta": min(0, slot.sets_delta)}))

    def cap(scheme: Scheme, row: SchemeRow) -> SchemeRow:
        changed = row.model_copy(update={"sets": most, "sets_step": 0.0})
        return changed if scheme.id in meant and (row.sets > most or row.sets_step) else row

    return with_rows(blueprint, cap)


def with_row_for(scheme: Scheme, kind: str) -> Scheme:
    """The scheme with a row for that kind, a copy of its first when it has none; itself when there is no room."""
    first, *others = scheme.rows
    if scheme.row_for(kind) is not None or len(others) + 1 >= MAX_ROWS:
        return scheme
    return scheme.model_copy(update={"rows": (*scheme.rows, first.model_copy(update={"kind": kind}))})


def with_mesocycles(blueprint: Blueprint, mesocycles: Sequence[tuple[Mesocycle, int]]) -> Blueprint:
    """The blueprint with other mesocycles, each with the index of the old one whose exercises it keeps.

    A slot names one exercise for each mesocycle, so its list is written anew: a split must not move the rotation.
    """
    origins = [origin for _, origin in mesocycles]
    days = tuple(
        day.model_copy(update={"slots": tuple(_rotated(slot, origins) for slot in day.slots)}) for day in blueprint.days
    )
    return revise(blueprint, {"mesocycles": tuple(item for item, _ in mesocycles), "days": days})


def with_warning(blueprint: Blueprint, sentence: str) -> Blueprint:
    """The blueprint with one more warning, unless it is there or there is no room."""
    if sentence in blueprint.warnings or len(blueprint.warnings) >= MAX_WARNINGS:
        return blueprint
    return revise(blueprint, {"warnings": (*blueprint.warnings, sentence[:300])})


def free_scheme_id(blueprint: Blueprint, letter: str) -> str | None:
    """An unused scheme id that starts with the letter (which says its role), None when no scheme can be added."""
    known = {scheme.id for scheme in blueprint.schemes}
    if len(known) >= MAX_SCHEMES:
        return None
    return next(f"{letter}r{number}" for number in range(1, MAX_SCHEMES + 2) if f"{letter}r{number}" not in known)


def _rotated(slot: Slot, origins: Sequence[int]) -> Slot:
    exercises = [slot.exercise_in(origin) for origin in origins]
    while len(exercises) > 1 and exercises[-1] == exercises[-2]:
        exercises.pop()
    return slot.model_copy(update={"exercises": tuple(exercises)})
