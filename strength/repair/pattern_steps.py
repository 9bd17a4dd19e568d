"""Steps on what must be there: push, pull, legs, the competition lifts; and on what is there twice."""

from collections.abc import Iterator, Sequence

from strength.blueprint import Blueprint, Slot
from strength.exercise import Exercise, Lift, Pattern
from strength.repair.edits import MAX_SLOTS, Edit, Place, places, slot_at, with_slot, with_slots, without_slot
from strength.repair.slot_choice import added_slot, best_exercise
from strength.repair.step import Step, exercise_at, named, places_of, spot_of
from strength.repair.swaps import substitute_for
from strength.repair.trial import Terms, Trial
from strength.validation.pattern_rules import CLOSE_VARIANT, LEGS, PULL, PUSH

_HIP = frozenset({Pattern.HINGE, Pattern.BRIDGE})
_KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE})

_GROUPS: dict[str, frozenset[Pattern]] = {"missing_push": PUSH, "missing_pull": PULL, "missing_legs": LEGS}
_MISSING = frozenset(_GROUPS)
_BALANCE = frozenset({"push_pull", "knee_hip"})
_LIFTS = frozenset({"missing_competition_lift"})
_EXPOSURES = frozenset({"few_lift_exposures"})
_TWICE = frozenset({"duplicate_exercise", "pattern_repeat"})

FEW_TWINS = 3
"""Up to so many are looked at one by one."""


def _missing_work(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """A slot for what is missing, in the shortest workout first."""
    for finding in trial.of(_MISSING):
        yield from _added(trial, terms, _GROUPS[finding.code])


def _balanced(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """A slot on the side that has too little."""
    lacking = {"pushing": PUSH, "pulling": PULL, "knee": _KNEE, "hip": _HIP}
    for finding in trial.of(_BALANCE):
        for word, patterns in lacking.items():
            if f"add {word} work" in finding.hint:
                yield from _added(trial, terms, patterns)


def _competition_lifts(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """The lift instead of its most distant variant, else as an exercise more."""
    for finding in trial.of(_LIFTS | _EXPOSURES):
        lift = next(item for item in Lift if f"the {item.value} " in finding.message)
        candidates = [
            item
            for item in terms.pool.exercises
            if item.competition_lift is lift and item.competition_similarity >= CLOSE_VARIANT
        ]
        best = max(candidates, key=lambda item: (item.competition_similarity, item.slug), default=None)
        if best is None:
            continue
        for place in places(trial.blueprint):
            slot, exercise = slot_at(trial.blueprint, place), exercise_at(trial, place, terms)
            if exercise is not None and exercise.competition_lift is lift and exercise not in candidates:
                swapped = slot.model_copy(update={"exercises": (best.slug,)})
                yield Edit(
                    blueprint=with_slot(trial.blueprint, place, swapped),
                    sentence=f"Replaced {exercise.name} by {best.name}: a powerlifter trains the lift itself.",
                )
        yield from _added_exercise(trial, best)


def _once(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Another exercise instead of one that is there twice, else the slot dropped; many at once where there are many."""
    twins = list(_later_twins(trial))
    if len(twins) > FEW_TWINS:
        yield Edit(
            blueprint=_without(trial.blueprint, twins),
            sentence=f"Dropped {len(twins)} exercises that were there twice.",
        )
    for place in twins:
        slot, exercise = slot_at(trial.blueprint, place), exercise_at(trial, place, terms)
        beside = {slug for other in trial.blueprint.days[place.day].slots for slug in other.exercises}
        found = substitute_for(exercise, terms, beside) if exercise else None
        if found is not None:
            swapped = slot.model_copy(update={"exercises": (found.exercise.slug,)})
            sentence = f"Replaced the second {named(slot, terms)} of the day by {found.exercise.name}."
            yield Edit(blueprint=with_slot(trial.blueprint, place, swapped), sentence=sentence)
        yield from _dropped(trial, place, terms)
    for finding in trial.of({"pattern_repeat"}):
        day = spot_of(finding).day
        pattern = finding.message.rsplit("the pattern ", 1)[-1].replace(" ", "_")
        if day is None:
            continue
        for index in reversed(range(len(trial.blueprint.days[day].slots))):
            place = Place(day=day, slot=index)
            exercise = exercise_at(trial, place, terms)
            if exercise is not None and exercise.pattern.value == pattern:
                yield from _dropped(trial, place, terms)


def _later_twins(trial: Trial) -> Iterator[Place]:
    """Slots with an exercise that an earlier slot of the same day also names."""
    days = {place.day for place in places_of(trial, frozenset({"duplicate_exercise"}))}
    for day in sorted(days):
        seen: set[str] = set()
        for index, slot in enumerate(trial.blueprint.days[day].slots):
            if seen & set(slot.exercises):
                yield Place(day=day, slot=index)
            seen |= set(slot.exercises)


def _without(blueprint: Blueprint, gone: Sequence[Place]) -> Blueprint:
    for place in sorted(gone, key=lambda item: -item.slot):
        blueprint = without_slot(blueprint, place)
    return blueprint


def _dropped(trial: Trial, place: Place, terms: Terms) -> Iterator[Edit]:
    if len(trial.blueprint.days[place.day].slots) > 1:
        slot = slot_at(trial.blueprint, place)
        day = trial.blueprint.days[place.day].name
        yield Edit(
            blueprint=without_slot(trial.blueprint, place), sentence=f"Dropped {named(slot, terms)} from {day!r}."
        )


def _added(trial: Trial, terms: Terms, patterns: frozenset[Pattern]) -> Iterator[Edit]:
    used = {slug for day in trial.blueprint.days for slot in day.slots for slug in slot.exercises}
    fresh = best_exercise(terms, patterns, used)
    best = best_exercise(terms, patterns, ())
    for exercise in dict.fromkeys(item for item in (fresh, best) if item is not None):
        yield from _added_exercise(trial, exercise)


def _added_exercise(trial: Trial, exercise: Exercise) -> Iterator[Edit]:
    """The exercise at the end of a day that does not have it, the shortest day first."""
    for day in _shortest_first(trial.blueprint):
        slots = trial.blueprint.days[day].slots
        if len(slots) >= MAX_SLOTS or any(exercise.slug in slot.exercises for slot in slots):
            continue
        blueprint, slot = added_slot(trial.blueprint, exercise)
        named_day = blueprint.days[day].name
        ordered = _before_smaller(blueprint.days[day].slots, slot, exercise)
        yield Edit(blueprint=with_slots(blueprint, day, ordered), sentence=f"Added {exercise.name} to {named_day!r}.")


def _before_smaller(slots: tuple[Slot, ...], slot: Slot, exercise: Exercise) -> tuple[Slot, ...]:
    """The slots with the new one last; the step on order moves it if that is wrong."""
    return (slot, *slots) if exercise.competition_similarity == 1.0 else (*slots, slot)


def _shortest_first(blueprint: Blueprint) -> list[int]:
    return sorted(range(len(blueprint.days)), key=lambda day: (len(blueprint.days[day].slots), day))


MISSING_WORK = Step(codes=_MISSING, edits=_missing_work)
BALANCED = Step(codes=_BALANCE, edits=_balanced)
COMPETITION_LIFTS = Step(codes=_LIFTS, edits=_competition_lifts)
EXPOSURES = Step(codes=_EXPOSURES, edits=_competition_lifts)
ONCE = Step(codes=_TWICE, edits=_once)
