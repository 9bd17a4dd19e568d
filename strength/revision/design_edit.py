"""A design edited: the changes that can be made to one as it stands, and known exercises put into a new one."""

from functools import partial

from strength.blueprint import Blueprint, Slot
from strength.errors import BlueprintError
from strength.expansion import expand
from strength.muscle import MUSCLE_OF_FAU
from strength.revision.amount import amount, is_enough
from strength.revision.blueprint_change import exchanged, with_exercise, with_one_less, with_one_more, without
from strength.revision.change import Drop, FocusChange, MinutesChange, Swap, VolumeChange
from strength.revision.trial import Terms
from strength.similarity import similarity

_FAMILIAR = 0.6
"""Likeness from which a known exercise may stand for a new one: a substitute's (`strength.similarity.ACCEPT`)."""
_MOST_STEPS = 24
"""Most sets that are put on or taken off in a week; what is asked is reached long before."""


def edit(blueprint: Blueprint, terms: Terms) -> Blueprint:
    """A design with every change made that can be made to one."""
    edited = blueprint
    for change in terms.changes:
        match change:
            case Swap(out=out, into=str() as into):
                edited = with_exercise(exchanged(edited, out, into), into, terms.catalog)
            case Drop(out=out):
                edited = without(edited, out, terms.pool, terms.catalog)
            case VolumeChange():
                edited = _measured(edited, change, terms)
            case FocusChange(muscle=fau):
                edited = _measured(edited, VolumeChange(is_more=True, muscle=MUSCLE_OF_FAU[fau]), terms)
            case _:
                pass
    return _shortened(edited, terms)


def edit_anew(planned: Blueprint, terms: Terms) -> Blueprint:
    """A new design with the exercises that were asked for by name; amounts it was planned for already."""
    edited = planned
    for change in terms.changes:
        if isinstance(change, Swap) and change.into is not None:
            edited = with_exercise(edited, change.into, terms.catalog)
        elif isinstance(change, VolumeChange):
            edited = _measured(edited, change, terms)
    return _shortened(edited, terms)


def _measured(blueprint: Blueprint, change: VolumeChange, terms: Terms) -> Blueprint:
    """Sets put on or taken off, a round at a time, until the program has as many more or fewer as count."""
    before = amount(terms.before, change, terms.catalog.by_slug)

    def choose(number: int, slot: Slot) -> bool:
        if change.day is not None:
            return blueprint.days[number].weekday == change.day
        if change.muscle is None:
            return True
        exercise = terms.catalog.get(slot.exercises[0])
        return exercise is not None and change.muscle in exercise.primary

    changed = blueprint
    for _ in range(_MOST_STEPS):
        try:
            program = expand(changed, terms.request, terms.pool, catalog=terms.catalog)
        except BlueprintError:
            return changed
        if is_enough(before, amount(program, change, terms.catalog.by_slug), change):
            return changed
        step = with_one_more(changed, choose) if change.is_more else with_one_less(changed, choose)
        if step is None:
            return changed
        changed = step
    return changed


def _shortened(blueprint: Blueprint, terms: Terms) -> Blueprint:
    """Where minutes were asked for, a design without a workout that takes longer: the planner's own may by a tenth."""
    if not any(isinstance(change, MinutesChange) for change in terms.changes):
        return blueprint
    changed = blueprint
    for _ in range(_MOST_STEPS):
        try:
            program = expand(changed, terms.request, terms.pool, catalog=terms.catalog)
        except BlueprintError:
            return changed
        workouts = [one for week in program.weeks for one in week.workouts]
        long = frozenset(one.day_number for one in workouts if (one.minutes or 0) > terms.request.session_minutes)
        step = with_one_less(changed, partial(_is_of, long)) if long else None
        if step is None:
            return changed
        changed = step
    return changed


def familiar(planned: Blueprint, old: Blueprint, terms: Terms) -> Blueprint:
    """The new design with exercises of the old one in the place of unknown ones that are enough like them."""
    used, known = exercises_of(planned), exercises_of(old)
    spare = [
        exercise
        for name in dict.fromkeys(name for day in old.days for slot in day.slots for name in slot.exercises)
        if name not in used and (exercise := terms.pool.get(name)) is not None
    ]
    changed = planned
    for name in [name for day in planned.days for slot in day.slots for name in slot.exercises]:
        exercise = terms.pool.get(name)
        if name in known or exercise is None:
            continue
        fitting = [
            (likeness, other.slug, place)
            for place, other in enumerate(spare)
            if other.pattern is exercise.pattern and (likeness := similarity(exercise, other)) >= _FAMILIAR
        ]
        if fitting:
            _, slug, place = max(fitting)
            del spare[place]
            changed = exchanged(changed, (name,), slug)
    return changed


def _is_of(day_numbers: frozenset[int], number: int, slot: Slot) -> bool:
    del slot
    return number + 1 in day_numbers


def exercises_of(blueprint: Blueprint) -> frozenset[str]:
    """Slugs of everything that a design prescribes."""
    return frozenset(name for day in blueprint.days for slot in day.slots for name in slot.exercises)
