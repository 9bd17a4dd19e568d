"""Steps on time: the last small exercise goes, then rests shrink, then sets (design 04, A, repair order 10)."""

from collections.abc import Iterator, Sequence

from strength.blueprint import Blueprint
from strength.minutes import workout_minutes
from strength.repair.edits import (
    Edit,
    Place,
    slot_at,
    with_most_sets,
    with_scheme,
    with_slots,
    without_slot,
)
from strength.repair.step import Step, exercise_at, spot_of
from strength.repair.trial import Terms, Trial
from strength.validation.balance_rules import order_class
from strength.validation.time_rules import TIME_USUAL

ISOLATION_REST_S, COMPOUND_REST_S, MAIN_REST_S = 60, 120, 150
"""Rest floors: below them sets lose repetitions that more sets do not buy back (Singer et al. 2024; design 04, 0.4 and
10, 1.3)."""

FEWEST_SLOTS = 2
MOST_SETS = (6, 4, 3, 2)
FEW_SETS = 3
_TIME = frozenset({"time"})


def _shorter(trial: Trial, terms: Terms) -> Iterator[Edit]:
    days = [day for day in dict.fromkeys(spot_of(finding).day for finding in trial.of(_TIME)) if day is not None]
    fitted = trial.blueprint
    for day in days:
        fitted = _without(fitted, _gone_to_fit(trial, terms, day))
    if fitted != trial.blueprint:
        names = ", ".join(repr(trial.blueprint.days[day].name) for day in days)
        yield Edit(blueprint=fitted, sentence=f"Dropped the smallest exercises of {names}: it took too long.")
    for day in days:
        name = trial.blueprint.days[day].name
        order = _dispensable(trial, terms, day)
        rested = _with_rest_floor(trial, terms, day)
        if len(order) > FEWEST_SLOTS:
            sentence = f"Dropped 1 of the exercises of {name!r}: it took too long."
            yield Edit(blueprint=_without(trial.blueprint, order[:1]), sentence=sentence)
        for count in range(max(1, len(order) - FEWEST_SLOTS + 1)):
            sentence = f"Dropped {count} of the exercises of {name!r}: it took too long."
            if count > 1:
                yield Edit(blueprint=_without(trial.blueprint, order[:count]), sentence=sentence)
            kept = sorted(order[count:], key=lambda place: place.slot)
            places = [Place(day=day, slot=index) for index in range(len(kept))]
            shorter = _without(rested, order[:count])
            more = f"Took rest and sets off {name!r}: it took too long."
            for most in MOST_SETS:
                capped = with_most_sets(shorter, places, most)
                if capped != trial.blueprint:
                    yield Edit(blueprint=capped, sentence=sentence if count else more)
        for place in order if len(order) > FEWEST_SLOTS else ():
            # the last small ones may be the only work of their kind; then another one has to go
            shorter = _without(rested, [place])
            places = [Place(day=day, slot=index) for index in range(len(order) - 1)]
            sentence = f"Dropped 1 of the exercises of {name!r}: it took too long."
            yield Edit(blueprint=shorter, sentence=sentence)
            yield Edit(blueprint=with_most_sets(shorter, places, FEW_SETS), sentence=sentence)
        if len(order) > 1:
            only = with_slots(trial.blueprint, day, [slot_at(trial.blueprint, order[-1])])
            blueprint = with_most_sets(only, [Place(day=day, slot=0)], FEW_SETS)
            yield Edit(blueprint=blueprint, sentence=f"Kept one exercise of {name!r}: there is no time for more.")


def _gone_to_fit(trial: Trial, terms: Terms, day: int) -> list[Place]:
    """The fewest dispensable slots without which every week's workout fits, by the program that is there already."""
    order = _dispensable(trial, terms, day)
    limit = TIME_USUAL * terms.request.session_minutes
    workouts = [week.workouts[day] for week in trial.program.weeks]
    for count in range(1, len(order) - FEWEST_SLOTS + 1):
        slugs = {slug for place in order[:count] for slug in slot_at(trial.blueprint, place).exercises}
        kept = [[item for item in workout.exercises if item.slug not in slugs] for workout in workouts]
        if all(workout_minutes(items, terms.catalog.by_slug) <= limit for items in kept):
            return order[:count]
    return order[: max(0, len(order) - FEWEST_SLOTS)]


def _without(blueprint: Blueprint, gone: Sequence[Place]) -> Blueprint:
    for place in sorted(gone, key=lambda item: -item.slot):
        blueprint = without_slot(blueprint, place)
    return blueprint


def _dispensable(trial: Trial, terms: Terms, day: int) -> list[Place]:
    """The day's slots, the first to go first: small exercises before big ones, last before first."""
    found = [Place(day=day, slot=index) for index in range(len(trial.blueprint.days[day].slots))]

    def keep(place: Place) -> tuple[int, int]:
        exercise = exercise_at(trial, place, terms)
        return (-(order_class(exercise) > 0) if exercise else -1, -place.slot)

    return sorted(found, key=keep)


def _with_rest_floor(trial: Trial, terms: Terms, day: int) -> Blueprint:
    blueprint = trial.blueprint
    for index in range(len(blueprint.days[day].slots)):
        place = Place(day=day, slot=index)
        exercise = exercise_at(trial, place, terms)
        scheme = blueprint.scheme(slot_at(blueprint, place).scheme)
        is_small = exercise is not None and not exercise.is_compound
        is_main = scheme.slot_role == "main"
        floor = MAIN_REST_S if is_main else ISOLATION_REST_S if is_small else COMPOUND_REST_S
        if scheme.rest_seconds is None or scheme.rest_seconds > floor:
            blueprint = with_scheme(blueprint, scheme.model_copy(update={"rest_seconds": floor}))
    return blueprint


SHORTER = Step(codes=_TIME, edits=_shorter)
