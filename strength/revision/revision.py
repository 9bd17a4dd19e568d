"""Revises a program: the stored blueprint and what is asked now in, a new blueprint out, as little changed as possible.

Two designs are made where both can be: the old one edited, and a new one that keeps the exercises the lifter knows. The
old one wins unless it breaks a rule or is clearly worse.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import PoolTooThin, RevisionRefused
from strength.planner import plan
from strength.pool import Pool
from strength.program import Program
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.repair.trial import catalog_with
from strength.request import ProgramRequest
from strength.revision.blueprint_change import (
    main_exercises,
    moved,
    named_after_its_lifts,
)
from strength.revision.change import (
    Change,
    ExperienceChange,
    FrequencyChange,
    GoalChange,
    MaximumChange,
    MinutesChange,
    Swap,
    WeeksChange,
)
from strength.revision.design_edit import edit, edit_anew, exercises_of, familiar
from strength.revision.trial import Terms, Trial, attempt
from strength.substitution import substitutes

KEEP_MARGIN = 6.0
"""Points of 100 that the lifter's old design may be worse than a new one and still be kept (calibration)."""
_FAMILIAR_MARGIN = 3.0
_SHORTENED = 0.6
"""Share of the minutes down to which a workout is shortened; below, it is designed anew (calibration)."""
_LOAD_SCHEMES = frozenset({"pct", "top", "dup", "amrap"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A design that does what was asked.

    Attributes:
        blueprint: mended already.
        is_old_design: the old blueprint, edited; else a new one.
    """

    blueprint: Blueprint
    is_old_design: bool


def revise(
    before: Program,
    request: ProgramRequest,
    pool: Pool,
    catalog: Catalog,
    changes: tuple[Change, ...],
    *,
    avoid: Iterable[str] = (),
    history: RecentTraining = NOTHING_LOGGED,
) -> Revised:
    """The design that the changes make of a program.

    Args:
        before: the program; it has the blueprint that it was expanded from.
        request: what is asked for now, the changes put in already.
        pool: what the lifter can do now.
        catalog: knows every exercise.
        changes: what is to change.
        avoid: exercises that are not to be used.
        history: what the lifter did lately, for a new design.

    Raises:
        RevisionRefused: the program has no blueprint, or an exercise that is asked for cannot be given.
        PoolTooThin: no program can be made from what is left.
    """
    if not before.blueprint:
        raise RevisionRefused("This program was not designed here, so it cannot be revised; ask for a new one")
    old = Blueprint.model_validate(before.blueprint)
    kept_pool = _without(pool, frozenset(avoid))
    terms = Terms(
        before=before,
        request=request,
        pool=kept_pool,
        catalog=catalog_with(catalog, kept_pool),
        changes=tuple(_resolved(change, before, kept_pool, catalog, request) for change in changes),
    )
    edited = attempt(edit(_stable(old, terms), terms), terms) if _keeps_shape(old, terms) else None
    fresh = _fresh(old, terms, history, is_needed=edited is None)
    if edited is not None and edited.is_sound and (fresh is None or edited.total >= fresh.total - KEEP_MARGIN):
        return Revised(blueprint=_in_words(edited.blueprint, old, terms), is_old_design=True)
    best = fresh or edited
    if best is None:
        raise RevisionRefused("No program that keeps the rules does what you ask; give more time, days or equipment")
    return Revised(blueprint=best.blueprint, is_old_design=best is edited)


def _in_words(blueprint: Blueprint, old: Blueprint, terms: Terms) -> Blueprint:
    """The old design with names and reasons that are still true: they are made anew where its exercises changed."""
    if exercises_of(blueprint) == exercises_of(old):
        return blueprint
    return named_after_its_lifts(blueprint, terms.pool).model_copy(update={"rationale": ""})


def _without(pool: Pool, avoid: frozenset[str]) -> Pool:
    kept = {slug: entry for slug, entry in pool.entries.items() if slug not in avoid}
    return Pool(entries=MappingProxyType(kept), warnings=pool.warnings)


def _resolved(change: Change, before: Program, pool: Pool, catalog: Catalog, request: ProgramRequest) -> Change:
    """A swap with the exercise named that takes the place; every other change as it is.

    Raises:
        RevisionRefused: there is none.
    """
    if not isinstance(change, Swap):
        return change
    if change.into is not None:
        if change.into not in pool:
            exercise = catalog.get(change.into)
            raise RevisionRefused(f"{exercise.name if exercise else change.into} is not among the exercises at hand")
        return change
    original = catalog.get(change.out[0])
    used = {item.slug for week in before.weeks for workout in week.workouts for item in workout.exercises}
    others = [entry for slug, entry in pool.entries.items() if slug not in used and slug not in change.out]
    found = (
        ()
        if original is None
        else substitutes(
            original, others, limitations=request.active_limitations, level=request.experience.level, count=1
        )
    )
    if not found:
        name = original.name if original else change.out[0]
        raise RevisionRefused(f"Nothing at hand is enough like {name}; name what is to take its place")
    return change.model_copy(update={"into": found[0].entry.exercise.slug})


def _keeps_shape(old: Blueprint, terms: Terms) -> bool:
    """Whether the old design can be what is asked: as many weeks and days, for the same goal, level and kind of loads."""
    request = terms.request
    if old.weeks != request.weeks or len(old.days) != request.frequency:
        return False
    swapped = {slug for change in terms.changes if isinstance(change, Swap) for slug in change.out}
    if any(slug not in terms.pool and slug not in swapped for slug in main_exercises(old)):
        # what led a workout cannot: another lift leads best in a design made for it
        return False
    for change in terms.changes:
        match change:
            case FrequencyChange() | WeeksChange() | GoalChange() | ExperienceChange():
                return False
            case MinutesChange():
                # a longer workout needs more exercises, and a far shorter one other ones, which only a new design has
                before = terms.before.session_minutes or request.session_minutes
                if request.session_minutes > before or request.session_minutes < _SHORTENED * before:
                    return False
            case MaximumChange():
                if all(scheme.type not in _LOAD_SCHEMES for scheme in old.schemes):
                    return False
            case _:
                pass
    return True


def _stable(old: Blueprint, terms: Terms) -> Blueprint:
    """The old design on the days that are asked for; its words are made anew, because they may not be true any more."""
    days = terms.request.days
    held = {day.weekday for day in old.days}
    return moved(old, days) if days and set(days) != held else old


def _fresh(old: Blueprint, terms: Terms, history: RecentTraining, *, is_needed: bool) -> Trial | None:
    """A new design that keeps known exercises where that costs nothing; None when none can be made and none must be."""
    try:
        planned = plan(terms.request, terms.pool, history=history)
    except PoolTooThin:
        if is_needed:
            raise
        return None
    plain = attempt(edit_anew(planned, terms), terms)
    known = attempt(edit_anew(familiar(planned, old, terms), terms), terms)
    if plain is None or known is None:
        return plain or known
    return known if known.is_sound >= plain.is_sound and known.total >= plain.total - _FAMILIAR_MARGIN else plain
