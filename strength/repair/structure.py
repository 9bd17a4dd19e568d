"""Structure: what a blueprint must have before it can be expanded for this request."""

from strength.blueprint import Blueprint, Mesocycle
from strength.errors import PoolTooThin
from strength.repair.days import settle_days, without_empty_names
from strength.repair.edits import revise, with_mesocycles
from strength.repair.swaps import settle_copies, settle_exercises
from strength.repair.trial import Terms
from strength.request import Goal

LONGEST_MESOCYCLE = 16
"""What a mesocycle may be (`strength.blueprint`)."""


def settle(blueprint: Blueprint, terms: Terms) -> tuple[Blueprint, tuple[str, ...]]:
    """The blueprint fitted to the request: echoes, weeks, exercises of the pool, days; and sentences on what changed.

    Raises:
        PoolTooThin: nothing can be done with the pool.
    """
    if not terms.pool.entries:
        msg = "the pool is empty; allow more equipment or fewer limitations"
        raise PoolTooThin(msg)
    blueprint, echoes = _settle_echoes(blueprint, terms)
    blueprint, weeks = _settle_weeks(blueprint, terms.request.weeks)
    blueprint, exercises = settle_exercises(blueprint, terms)
    blueprint, days = settle_days(without_empty_names(blueprint), terms)
    blueprint, copies = settle_copies(blueprint, terms)
    return blueprint, (*echoes, *weeks, *exercises, *days, *copies)


def _settle_echoes(blueprint: Blueprint, terms: Terms) -> tuple[Blueprint, tuple[str, ...]]:
    changes: list[str] = []
    request = terms.request
    for field, wanted in (("goal", request.goal.value), ("level", request.experience.value)):
        stated = getattr(blueprint, field)
        if stated is not None and stated != wanted:
            changes.append(f"Took the {field} {stated!r} for {wanted!r}, as asked.")
            blueprint = revise(blueprint, {field: wanted})
    if blueprint.taper and request.goal is not Goal.POWERLIFTING:
        changes.append("Took the taper out: it prepares for a powerlifting meet.")
        blueprint = revise(blueprint, {"taper": False})
    return blueprint, tuple(changes)


def _settle_weeks(blueprint: Blueprint, wanted: int) -> tuple[Blueprint, tuple[str, ...]]:
    if blueprint.weeks == wanted:
        return blueprint, ()
    sentence = f"Fitted {blueprint.weeks} weeks to the {wanted} asked for."
    mesocycles = list(blueprint.mesocycles)
    while sum(item.weeks for item in mesocycles[:-1]) >= wanted:
        mesocycles.pop()
    before = sum(item.weeks for item in mesocycles[:-1])
    last: Mesocycle = mesocycles[-1].model_copy(update={"weeks": min(LONGEST_MESOCYCLE, wanted - before)})
    fitted = [*mesocycles[:-1], last]
    return with_mesocycles(blueprint, [(item, index) for index, item in enumerate(fitted)]), (sentence,)
