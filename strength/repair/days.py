"""Days: as many workouts as were asked for, on the days asked for, each with something to do."""

from strength.blueprint import Blueprint, Day, Slot
from strength.errors import PoolTooThin
from strength.exercise import Pattern
from strength.repair.edits import revise, with_day, with_slots
from strength.repair.slot_choice import added_slot, best_exercise
from strength.repair.trial import Terms

SPARE_DAYS: tuple[tuple[str, tuple[frozenset[Pattern], ...]], ...] = (
    (
        "Full Body",
        (
            frozenset({Pattern.SQUAT, Pattern.LUNGE}),
            frozenset({Pattern.H_PUSH}),
            frozenset({Pattern.H_PULL}),
            frozenset({Pattern.CORE}),
        ),
    ),
    (
        "Full Body - Hinge",
        (
            frozenset({Pattern.HINGE, Pattern.BRIDGE}),
            frozenset({Pattern.V_PUSH}),
            frozenset({Pattern.V_PULL}),
            frozenset({Pattern.CORE}),
        ),
    ),
)
"""Short days for a blueprint that has too few, taken in turn: every big pattern once in two of them."""


def settle_days(blueprint: Blueprint, terms: Terms) -> tuple[Blueprint, tuple[str, ...]]:
    """The blueprint with the right number of days, in order of weekdays, each with something to do.

    Raises:
        PoolTooThin: the pool has nothing for a day.
    """
    changes: list[str] = []
    wanted = terms.request.frequency
    days = sorted(blueprint.days, key=lambda day: day.weekday)
    if len(days) > wanted:
        # the last days of a template carry the least; what they alone trained comes back as a missing pattern
        dropped = ", ".join(repr(day.name) for day in days[wanted:])
        changes.append(f"Dropped {dropped}: {wanted} workouts a week were asked for.")
        days = days[:wanted]
    blueprint = _with_weekdays(blueprint, days, terms, changes)
    for index in range(len(blueprint.days), wanted):
        blueprint = _with_spare_day(blueprint, index, terms, changes)
    blueprint = _with_weekdays(blueprint, sorted(blueprint.days, key=lambda day: day.weekday), terms, changes)
    for index in range(len(blueprint.days)):
        blueprint = _filled(blueprint, index, terms, changes)
    return blueprint, tuple(changes)


def _with_weekdays(blueprint: Blueprint, days: list[Day], terms: Terms, changes: list[str]) -> Blueprint:
    asked = sorted(terms.request.days)
    found = [day.weekday for day in days]
    if len(asked) == len(days) and found != asked:
        changes.append(f"Moved the workouts to weekdays {asked}, as asked.")
        days = [day.model_copy(update={"weekday": weekday}) for day, weekday in zip(days, asked, strict=True)]
    if tuple(days) == blueprint.days:
        return blueprint
    if sorted(day.weekday for day in blueprint.days) == found and not asked:
        changes.append("Put the workouts in the order of their days.")
    return revise(blueprint, {"days": tuple(days)})


def _with_spare_day(blueprint: Blueprint, index: int, terms: Terms, changes: list[str]) -> Blueprint:
    name, patterns = SPARE_DAYS[index % len(SPARE_DAYS)]
    names = {day.name for day in blueprint.days}
    if name in names:
        name = next(f"{name} {number}" for number in range(2, 9) if f"{name} {number}" not in names)
    blueprint, slots = _spare_slots(blueprint, patterns, terms)
    day = Day(weekday=_free_weekday(blueprint), name=name, slots=slots)
    changes.append(f"Added {name!r}: {terms.request.frequency} workouts a week were asked for.")
    return revise(blueprint, {"days": (*blueprint.days, day)})


def _spare_slots(
    blueprint: Blueprint, patterns: tuple[frozenset[Pattern], ...], terms: Terms
) -> tuple[Blueprint, tuple[Slot, ...]]:
    slots: list[Slot] = []
    used = {slug for day in blueprint.days for slot in day.slots for slug in slot.exercises}
    for wanted in (*patterns, frozenset(Pattern)):
        taken = {slug for slot in slots for slug in slot.exercises}
        exercise = best_exercise(terms, wanted, taken | used) or best_exercise(terms, wanted, taken)
        is_last_resort = wanted == frozenset(Pattern)
        if exercise is not None and not (is_last_resort and slots):
            blueprint, slot = added_slot(blueprint, exercise)
            slots.append(slot)
    if not slots:
        msg = "the pool has no exercise for a workout; allow more equipment or fewer limitations"
        raise PoolTooThin(msg)
    return blueprint, tuple(slots)


def _free_weekday(blueprint: Blueprint) -> int:
    """The weekday farthest from the others; the week is a circle."""
    taken = [day.weekday for day in blueprint.days]
    free = [day for day in range(1, 8) if day not in taken]
    return max(free, key=lambda day: (min(_distance(day, other) for other in taken), -day))


def _distance(a: int, b: int) -> int:
    return min((a - b) % 7, (b - a) % 7)


def _filled(blueprint: Blueprint, index: int, terms: Terms, changes: list[str]) -> Blueprint:
    """The blueprint with nothing on that day but what can be done."""
    day = blueprint.days[index]
    possible = [slot for slot in day.slots if all(slug in terms.pool for slug in slot.exercises)]
    if not possible:
        blueprint, slots = _spare_slots(blueprint, SPARE_DAYS[index % len(SPARE_DAYS)][1], terms)
        changes.append(f"Filled {day.name!r} anew: nothing in it could be done.")
        return with_slots(blueprint, index, slots)
    if len(possible) < len(day.slots):
        blueprint = with_slots(blueprint, index, possible)
    return blueprint


def without_empty_names(blueprint: Blueprint) -> Blueprint:
    """The blueprint with a name on every day; a name of blanks says nothing."""
    for index, day in enumerate(blueprint.days):
        if not day.name.strip():
            blueprint = with_day(blueprint, index, day.model_copy(update={"name": f"Workout {index + 1}"}))
    return blueprint
