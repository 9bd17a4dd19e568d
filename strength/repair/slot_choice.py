"""Slots that repair adds: an exercise of the pool for a missing pattern, on a plain accessory scheme."""

from collections.abc import Collection

from strength.blueprint import Blueprint, Scheme, SchemeRow, Slot
from strength.exercise import Exercise, Pattern
from strength.pool import is_discouraged, needs_caution
from strength.repair.edits import free_scheme_id, with_scheme
from strength.repair.trial import Terms

ACCESSORY_SETS, ACCESSORY_REPS, ACCESSORY_RPE = 2, 10, 7.0
HEAVY_ON_THE_SPINE = 2
HOLD_SECONDS = 30
"""What an added slot asks for: little, at an effort that every level and every limitation allows (design 04, 0.9)."""


def best_exercise(terms: Terms, patterns: Collection[Pattern], taken: Collection[str]) -> Exercise | None:
    """The pool's most useful exercise of these patterns: not doubtful, simple, kind to the spine, loadable.

    Of equals the one that the pool names first; None when there is none.
    """
    limitations = terms.request.active_limitations
    fit = [item for item in terms.pool.exercises if item.pattern in patterns and item.slug not in taken]
    return min(
        fit,
        key=lambda item: (
            is_discouraged(item, limitations),
            needs_caution(item, limitations),
            item.is_timed,
            item.needs_spotter,
            item.min_level,
            item.axial_load >= HEAVY_ON_THE_SPINE,
            -item.load_potential,
        ),
        default=None,
    )


def with_accessory_scheme(blueprint: Blueprint, exercise: Exercise) -> tuple[Blueprint, str]:
    """The blueprint with a plain scheme that suits the exercise in every mesocycle, and that scheme's id."""
    row = SchemeRow(sets=ACCESSORY_SETS, reps=_reps(exercise), rpe=ACCESSORY_RPE)
    scheme = Scheme(id="?", type="rir", rows=(row,), role="accessory")
    if exercise.is_timed:
        held = SchemeRow(sets=ACCESSORY_SETS, seconds=max(HOLD_SECONDS, exercise.rep_min))
        scheme = Scheme(id="?", type="time", rows=(held,), role="core")
    for item in blueprint.schemes:
        if (item.type, item.rows, item.role) == (scheme.type, scheme.rows, scheme.role):
            return blueprint, item.id
    free = free_scheme_id(blueprint, "T" if exercise.is_timed else "A")
    if free is None:
        same = [item.id for item in blueprint.schemes if (item.type == "time") == exercise.is_timed]
        return blueprint, (same or [blueprint.schemes[-1].id])[-1]
    return with_scheme(blueprint, scheme.model_copy(update={"id": free})), free


def added_slot(blueprint: Blueprint, exercise: Exercise) -> tuple[Blueprint, Slot]:
    """The blueprint with the scheme that is needed, and a slot for the exercise."""
    blueprint, scheme_id = with_accessory_scheme(blueprint, exercise)
    return blueprint, Slot(exercises=(exercise.slug,), scheme=scheme_id)


def _reps(exercise: Exercise) -> int:
    return min(max(ACCESSORY_REPS, exercise.rep_min), exercise.rep_max)
