"""Changes made to a blueprint as it stands: exercises exchanged or taken out, days moved, sets added or taken off."""

from collections.abc import Callable, Iterable

from strength.blueprint import Blueprint, Day, Slot
from strength.catalog import Catalog
from strength.pool import Pool
from strength.similarity import similarity

_FEWEST_SETS = 2
"""A slot keeps at least so many sets; with fewer it goes (coaching convention)."""
_FEWEST_SLOTS = 2
_MOST_SETS = 6
"""A slot gets no more sets than these (coaching convention: more is better done on another day)."""
_MOST_DELTA = 6
"""As far as a blueprint's `sets_delta` goes."""
LONGEST_NAME = 60

Choose = Callable[[int, Slot], bool]
"""Whether a change is for this slot: number of the day from 0, the slot."""


def exchanged(blueprint: Blueprint, out: Iterable[str], into: str) -> Blueprint:
    """One exercise in the place of others; a day that would have it twice keeps it once."""
    gone = frozenset(out)

    def change(day: Day) -> Day:
        slots: list[Slot] = []
        has_it = any(into in slot.exercises and gone.isdisjoint(slot.exercises) for slot in day.slots)
        for slot in day.slots:
            names = tuple(into if name in gone else name for name in slot.exercises)
            if names != slot.exercises and has_it and len(day.slots) > 1:
                continue
            has_it = has_it or into in names
            slots.append(
                slot.model_copy(update={"exercises": names, "note": None}) if names != slot.exercises else slot
            )
        return day.model_copy(update={"slots": tuple(slots)})

    return with_days(blueprint, (change(day) for day in blueprint.days))


def without(blueprint: Blueprint, out: Iterable[str], pool: Pool, catalog: Catalog) -> Blueprint:
    """The blueprint without these exercises; a main lift, and a day's last exercise, are replaced by the most alike."""
    gone = frozenset(out)

    def change(day: Day) -> Day:
        slots: list[Slot] = []
        for slot in day.slots:
            names = tuple(name for name in slot.exercises if name not in gone)
            if not names and _stays(blueprint, day, slot):
                held = {name for one in day.slots for name in one.exercises} | gone
                other = alike(slot.exercises[0], pool, catalog, apart_from=held)
                names = () if other is None else (other,)
            if names:
                slots.append(
                    slot if names == slot.exercises else slot.model_copy(update={"exercises": names, "note": None})
                )
        return day if not slots else day.model_copy(update={"slots": tuple(slots)})

    return with_days(blueprint, (change(day) for day in blueprint.days))


def alike(slug: str, pool: Pool, catalog: Catalog, *, apart_from: Iterable[str] = ()) -> str | None:
    """Slug of what the pool has that is most like an exercise; None when the exercise or a likeness is unknown."""
    original = catalog.get(slug)
    passed = frozenset((slug, *apart_from))
    others = [exercise for exercise in pool.exercises if exercise.slug not in passed]
    if original is None or not others:
        return None
    return max(others, key=lambda exercise: (similarity(original, exercise), exercise.slug)).slug


def with_exercise(blueprint: Blueprint, slug: str, catalog: Catalog) -> Blueprint:
    """The blueprint with this exercise in the place of the one most like it, where it is not there anyway."""
    wanted = catalog.get(slug)
    if wanted is None or any(slug in slot.exercises for day in blueprint.days for slot in day.slots):
        return blueprint
    best: tuple[float, str] = (0.0, "")
    for day in blueprint.days:
        for slot in day.slots:
            other = catalog.get(slot.exercises[0])
            if other is not None:
                best = max(best, (similarity(wanted, other), other.slug))
    return exchanged(blueprint, (best[1],), slug) if best[1] else blueprint


def moved(blueprint: Blueprint, weekdays: tuple[int, ...]) -> Blueprint:
    """The same workouts on other weekdays; one that moves alone leaves the others where they are."""
    days = sorted(blueprint.days, key=lambda day: day.weekday)
    before = [day.weekday for day in days]
    left, new = [day for day in before if day not in weekdays], [day for day in weekdays if day not in before]
    if len(left) == 1:
        to = {day: day for day in before} | dict(zip(left, new, strict=True))
    else:
        to = dict(zip(before, sorted(weekdays), strict=True))
    return with_days(
        blueprint,
        sorted((day.model_copy(update={"weekday": to[day.weekday]}) for day in days), key=lambda day: day.weekday),
    )


def with_one_more(blueprint: Blueprint, choose: Choose) -> Blueprint | None:
    """One set more in the chosen slot that has fewest, main lifts last; None when none of them bears it."""
    bearing = [
        (_is_main(blueprint, slot), _sets(blueprint, slot), number, place)
        for number, place, slot in _chosen(blueprint, choose)
        if _sets(blueprint, slot) < _MOST_SETS and slot.sets_delta < _MOST_DELTA
    ]
    if not bearing:
        return None
    *_, number, place = min(bearing)
    return _with_delta(blueprint, number, place, 1)


def with_one_less(blueprint: Blueprint, choose: Choose) -> Blueprint | None:
    """One set less in the chosen slot that has most; None when nothing more can go.

    Main lifts keep their sets longest: before them, slots at their fewest go, the last of a workout first, while the
    workout has others.
    """
    slots = _chosen(blueprint, choose)
    bearing = [
        (_sets(blueprint, slot), number, place, _is_main(blueprint, slot))
        for number, place, slot in slots
        if _sets(blueprint, slot) > _FEWEST_SETS and slot.sets_delta > -_MOST_DELTA
    ]
    lesser = [item for item in bearing if not item[3]]
    going = [
        (place, number)
        for number, place, slot in slots
        if not _is_main(blueprint, slot) and len(blueprint.days[number].slots) > _FEWEST_SLOTS
    ]
    if going and not lesser:
        place, number = max(going)
        day = blueprint.days[number]
        return _with_day(blueprint, number, (*day.slots[:place], *day.slots[place + 1 :]))
    if not bearing:
        return None
    _, number, place, _ = max(lesser or bearing)
    return _with_delta(blueprint, number, place, -1)


def with_days(blueprint: Blueprint, days: Iterable[Day]) -> Blueprint:
    """The blueprint with other days."""
    return blueprint.model_copy(update={"days": tuple(days)})


def named_after_its_lifts(blueprint: Blueprint, pool: Pool) -> Blueprint:
    """Days named after a lift that they do not have any more, named after the first one that they have."""
    words = ("Squat", "Bench", "Deadlift", "Press")

    def name_of(slug: str) -> str:
        entry = pool.entries.get(slug)
        return "" if entry is None else entry.name

    def change(day: Day) -> Day:
        names = " ".join(name_of(name) for slot in day.slots for name in slot.exercises)
        stale = [word for word in words if word in day.name and word not in names]
        first = name_of(day.slots[0].exercises[0])
        if not stale or not first:
            return day
        return day.model_copy(update={"name": f"{first} Day"[:LONGEST_NAME]})

    return with_days(blueprint, (change(day) for day in blueprint.days))


def _chosen(blueprint: Blueprint, choose: Choose) -> list[tuple[int, int, Slot]]:
    return [
        (number, place, slot)
        for number, day in enumerate(blueprint.days)
        for place, slot in enumerate(day.slots)
        if choose(number, slot)
    ]


def _with_delta(blueprint: Blueprint, number: int, place: int, by: int) -> Blueprint:
    slots = list(blueprint.days[number].slots)
    slots[place] = slots[place].model_copy(update={"sets_delta": slots[place].sets_delta + by})
    return _with_day(blueprint, number, tuple(slots))


def _with_day(blueprint: Blueprint, number: int, slots: tuple[Slot, ...]) -> Blueprint:
    days = list(blueprint.days)
    days[number] = days[number].model_copy(update={"slots": slots})
    return with_days(blueprint, days)


def _stays(blueprint: Blueprint, day: Day, slot: Slot) -> bool:
    return len(day.slots) <= _FEWEST_SLOTS or _is_main(blueprint, slot)


def main_exercises(blueprint: Blueprint) -> frozenset[str]:
    """Slugs of what leads the workouts."""
    slots = (slot for day in blueprint.days for slot in day.slots if _is_main(blueprint, slot))
    return frozenset(name for slot in slots for name in slot.exercises)


def _is_main(blueprint: Blueprint, slot: Slot) -> bool:
    return blueprint.scheme(slot.scheme).slot_role == "main"


def _sets(blueprint: Blueprint, slot: Slot) -> int:
    row = blueprint.scheme(slot.scheme).row_for(blueprint.mesocycles[0].kind)
    return 0 if row is None else row.sets + slot.sets_delta
