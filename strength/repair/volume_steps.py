"""Steps on volume: no jump from week to week, no muscle above its ceiling, no workout that is too much."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from strength.blueprint import Blueprint, Mesocycle, Scheme, SchemeRow
from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.repair.edits import (
    Edit,
    Place,
    places,
    revise,
    slot_at,
    with_fewer_sets,
    with_most_sets,
    with_row_for,
    with_rows,
    without_slot,
)
from strength.repair.step import Step, spot_of
from strength.repair.trial import Terms, Trial
from strength.validation.balance_rules import order_class
from strength.violation import Violation

AMOUNTS = (1, 2, 4, 7, 11, 16, 24, 36)
"""How many sets are taken off at once: few first, growing so that a wild design needs few tries."""

MOST_SETS = (4, 3, 2, 1)
"""Sets that an exercise keeps where taking off single ones is not enough."""

_RAMP = frozenset({"ramp", "ramp_steep"})
_CEILING = frozenset({"mrv"})
_SESSION = frozenset({"session_sets", "session_muscle_sets"})


def _flatter(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Sets that do not grow, then isolation sets cut in the mesocycle that jumps, then the weeks before filled up."""
    blueprint = trial.blueprint
    flat = with_rows(blueprint, lambda _, row: row.model_copy(update={"sets_step": 0.0}))
    if flat != blueprint:
        yield Edit(blueprint=flat, sentence="Stopped the sets from growing every week.")
    for finding in trial.of(_RAMP):
        week = spot_of(finding).week
        if week is None:
            continue
        index = _mesocycle_of(blueprint, week)
        kind = blueprint.mesocycles[index].kind
        sentence = f"Took sets off in {kind!r} weeks: week {week + 1} jumped."
        for most in (4, 3, 2, 1):
            for only_light in (True, False):
                capped = _with_capped_sets(flat, kind, most, terms, only_light=only_light)
                if capped != flat:
                    yield Edit(blueprint=capped, sentence=sentence)
        filled = _with_rows_for_all(flat)
        if filled != flat:
            yield Edit(blueprint=filled, sentence="Gave every exercise sets in every mesocycle, so that no week jumps.")
            for most in (3, 2):
                yield Edit(blueprint=_with_capped_sets(filled, kind, most, terms, only_light=False), sentence=sentence)
        plain = _with_plain_endings(filled, week)
        if plain != filled:
            yield Edit(
                blueprint=plain, sentence=f"Made the weeks before week {week + 1} full ones: there were too many easy."
            )


def _under_ceiling(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Fewer sets for the muscles above their ceiling, isolation and last exercises first; then exercises dropped."""
    muscles = {finding: _muscle_of(finding) for finding in trial.of(_CEILING)}
    if len(muscles) > 1:
        # one edit for all of them: where a design is wild everywhere, mending muscle by muscle takes too long
        over = frozenset(muscles.values())
        found = _places_where(trial, terms, lambda exercise: not over.isdisjoint(exercise.primary))
        for most in MOST_SETS[1:]:
            capped = with_most_sets(trial.blueprint, found, most)
            if capped != trial.blueprint:
                yield Edit(blueprint=capped, sentence=f"Kept {most} sets of what trains muscles that got too much.")
    for muscle in muscles.values():
        word = muscle.value.replace("_", " ")
        direct = _places_where(trial, terms, lambda exercise, wanted=muscle: wanted in exercise.primary)
        touched = _places_where(
            trial, terms, lambda exercise, wanted=muscle: wanted in (*exercise.primary, *exercise.secondary)
        )
        for found in (direct, touched):
            yield from _fewer(trial, found, f"Took sets of {word} off: it got more than recovers.")


def _muscle_of(finding: Violation) -> Muscle:
    return Muscle(finding.message.split(" gets ")[0].replace(" ", "_"))


def _smaller_workouts(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Fewer sets on the days that hold too many."""
    days = [day for day in dict.fromkeys(spot_of(finding).day for finding in trial.of(_SESSION)) if day is not None]
    if len(days) > 1:
        everywhere = _places_where(trial, terms, lambda _: True)
        for amount in AMOUNTS[1:]:
            smaller = trial.blueprint
            for day in days:
                smaller = _with_sets_off(smaller, [place for place in everywhere if place.day == day], amount)
            if smaller != trial.blueprint:
                yield Edit(blueprint=smaller, sentence="Took sets off the days that held more than can be done well.")
    for day in days:
        name = trial.blueprint.days[day].name
        found = [place for place in _places_where(trial, terms, lambda _: True) if place.day == day]
        yield from _fewer(trial, found, f"Took sets off {name!r}: it held more than can be done well.")


def _fewer(trial: Trial, found: Sequence[Place], sentence: str) -> Iterator[Edit]:
    """Sets taken off these slots in turn, more and more of them; at last the slots themselves."""
    if not found:
        return
    for amount in AMOUNTS:
        blueprint = _with_sets_off(trial.blueprint, found, amount)
        if blueprint != trial.blueprint:
            yield Edit(blueprint=blueprint, sentence=sentence)
    for most in MOST_SETS:
        capped = with_most_sets(trial.blueprint, found, most)
        if capped != trial.blueprint:
            yield Edit(blueprint=capped, sentence=sentence)
    for place in found:
        if len(trial.blueprint.days[place.day].slots) > 1:
            yield Edit(blueprint=without_slot(trial.blueprint, place), sentence=sentence)


def _with_sets_off(blueprint: Blueprint, found: Sequence[Place], amount: int) -> Blueprint:
    """So many sets taken off these slots in turn, in one go."""
    fewer = Counter(found[number % len(found)] for number in range(amount))
    for place, sets in fewer.items():
        blueprint = with_fewer_sets(blueprint, place, sets)
    return blueprint


def _places_where(trial: Trial, terms: Terms, wanted: Callable[[Exercise], bool]) -> list[Place]:
    """Slots with such an exercise: isolation before compound, last before first."""
    found: list[tuple[tuple[int, int, int], Place]] = []
    for place in places(trial.blueprint):
        exercise = terms.exercise(slot_at(trial.blueprint, place).exercises[0])
        if exercise is not None and wanted(exercise):
            found.append(((-order_class(exercise), -place.slot, place.day), place))
    return [place for _, place in sorted(found, key=lambda item: item[0])]


def _mesocycle_of(blueprint: Blueprint, week: int) -> int:
    end = 0
    for index, mesocycle in enumerate(blueprint.mesocycles):
        end += mesocycle.weeks
        if week < end:
            return index
    return len(blueprint.mesocycles) - 1


def _with_capped_sets(blueprint: Blueprint, kind: str, most: int, terms: Terms, *, only_light: bool) -> Blueprint:
    """At most so many sets in the rows of this kind; only in schemes of small exercises when asked so."""
    light = {
        slot.scheme
        for day in blueprint.days
        for slot in day.slots
        if (exercise := terms.exercise(slot.exercises[0])) is not None and order_class(exercise)
    }

    def cap(scheme: Scheme, row: SchemeRow) -> SchemeRow:
        is_meant = row.kind in {kind, "*"} and (scheme.id in light or not only_light)
        return row.model_copy(update={"sets": min(row.sets, most)}) if is_meant else row

    return with_rows(blueprint, cap)


def _with_rows_for_all(blueprint: Blueprint) -> Blueprint:
    """Every scheme with a row for every kind; a missing one is copied from its first row."""
    for mesocycle in blueprint.mesocycles:
        schemes = tuple(with_row_for(scheme, mesocycle.kind) for scheme in blueprint.schemes)
        blueprint = revise(blueprint, {"schemes": schemes})
    return blueprint


def _with_plain_endings(blueprint: Blueprint, week: int) -> Blueprint:
    """Full weeks instead of easier ones in mesocycles of one or two weeks that end before this week."""
    mesocycles: list[Mesocycle] = []
    end = 0
    for item in blueprint.mesocycles:
        end += item.weeks
        is_meant = end <= week and item.weeks <= 2 and item.ending != "plain"
        mesocycles.append(item.model_copy(update={"ending": "plain"}) if is_meant else item)
    return revise(blueprint, {"mesocycles": tuple(mesocycles)})


FLATTER = Step(codes=_RAMP, edits=_flatter)
UNDER_CEILING = Step(codes=_CEILING, edits=_under_ceiling)
SMALLER_WORKOUTS = Step(codes=_SESSION, edits=_smaller_workouts)
