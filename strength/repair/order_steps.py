"""Steps on order: exercises of several joints first, trunk work last (design 04, A, repair order 9)."""

from collections.abc import Iterator

from strength.blueprint import Slot
from strength.repair.edits import Edit, with_slots
from strength.repair.step import Step, spot_of
from strength.repair.trial import Terms, Trial
from strength.validation.balance_rules import order_class

_ORDER = frozenset({"order"})


def _sorted_days(trial: Trial, terms: Terms) -> Iterator[Edit]:
    days = [day for day in dict.fromkeys(spot_of(finding).day for finding in trial.of(_ORDER)) if day is not None]
    if len(days) > 1:
        blueprint = trial.blueprint
        for day in days:
            ordered = sorted(blueprint.days[day].slots, key=lambda slot: _class(slot, 0, terms))
            blueprint = with_slots(blueprint, day, ordered)
        if blueprint != trial.blueprint:
            yield Edit(blueprint=blueprint, sentence="Put the exercises of several joints first on every day.")
    for day in days:
        slots = trial.blueprint.days[day].slots
        for mesocycle in range(len(trial.blueprint.mesocycles)):
            ordered = tuple(sorted(slots, key=lambda slot, index=mesocycle: _class(slot, index, terms)))
            if ordered == slots:
                continue
            yield Edit(
                blueprint=with_slots(trial.blueprint, day, ordered),
                sentence=f"Put the exercises of several joints first in {trial.blueprint.days[day].name!r}.",
            )


def _class(slot: Slot, mesocycle: int, terms: Terms) -> int:
    exercise = terms.exercise(slot.exercise_in(mesocycle))
    return 0 if exercise is None else order_class(exercise)


SORTED_DAYS = Step(codes=_ORDER, edits=_sorted_days)
