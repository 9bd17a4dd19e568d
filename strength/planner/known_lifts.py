"""What the lifter's log changes about the leading lifts: what rises stays, what stalls gives way for a mesocycle."""

from dataclasses import replace

from strength.blueprint import Mesocycle
from strength.exercise import Exercise
from strength.planner.brief import Brief
from strength.planner.candidates import is_acceptable, tiers_for
from strength.planner.draft import Draft, Place
from strength.planner.function import PATTERNS_OF
from strength.planner.preference import neighbours_of
from strength.planner.recipes import RecipeBook
from strength.planner.rotation import MOST_DISTINCT, STABLE_WEEKS, distinct
from strength.request import Goal
from strength.similarity import ACCEPT, similarity

_KEEPING_ROLES, _VARYING_ROLES = "MS", "MVS"
_STRICT = 4
_MOST_VARIED = 2
_LOAD_GAP = 0.15
"""A rising lift may be that much harder to load than the one it replaces."""


def with_rising(brief: Brief, draft: Draft) -> Draft:
    """The week with the lifts that rise lately leading where the sheet has a place of their pattern.

    What already progresses is the last thing to change (coaching convention). A powerlifter's own lifts stay: they are
    what is tested.
    """
    for slug in brief.recent.rising:
        row = brief.pool.get(slug)
        if row is None or any(place.exercise.slug == slug for place in draft.places()):
            continue
        at = next((spot for spot in _leading(draft) if _may_lead(brief, draft, spot, row)), None)
        if at is not None:
            day, number = at
            draft = draft.with_day(day, draft.days[day].changed(number, exercise=row))
    return draft


def _leading(draft: Draft) -> list[tuple[int, int]]:
    spots = [
        (place.role, day, number)
        for day, item in enumerate(draft.days)
        for number, place in enumerate(item.places)
        if place.role in _KEEPING_ROLES
    ]
    return [(day, number) for _, day, number in sorted(spots)]


def _may_lead(brief: Brief, draft: Draft, spot: tuple[int, int], row: Exercise) -> bool:
    day = draft.days[spot[0]]
    place = day.places[spot[1]]
    current = place.exercise
    if brief.goal is Goal.POWERLIFTING and current.competition_lift is not None:
        return False
    others = replace(day, places=tuple(item for item in day.places if item.key != place.key))
    return (
        current.slug not in brief.recent.rising
        and row.pattern in PATTERNS_OF[place.function]
        and row.pattern is current.pattern
        and row.is_unilateral is current.is_unilateral
        and row.load_potential >= current.load_potential - _LOAD_GAP
        and not brief.needs_caution(row)
        and all(item.exercise.slug != row.slug for item in others.places)
        and is_acceptable(brief, row, (place.function, place.role), others, _STRICT)
    )


def varied(brief: Brief, book: RecipeBook, draft: Draft, mesocycles: tuple[Mesocycle, ...]) -> Draft:
    """The week with a close variant of each stalled leading lift in the first mesocycle; the lift itself comes back.

    A new variant of a lift that no longer moves is the usual first remedy (coaching convention). Powerlifters keep
    their lifts, beginners keep what they are learning, and a single mesocycle has no second one to come back in.
    """
    if brief.goal is Goal.POWERLIFTING or len(mesocycles) < 2:
        return draft
    if brief.is_beginner and mesocycles[0].weeks < STABLE_WEEKS:
        return draft
    changed = 0
    for at, day in enumerate(draft.days):
        for number, place in enumerate(day.places):
            if changed >= _MOST_VARIED or not _has_stalled(brief, place) or len(distinct(draft)) >= MOST_DISTINCT:
                continue
            variant = _variant(brief, book, draft, at, place)
            if variant is not None:
                later = place.later or (place.exercise,) * (len(mesocycles) - 1)
                later = (place.exercise, *later[1:])
                draft = draft.with_day(at, draft.days[at].changed(number, exercise=variant, later=later))
                changed += 1
    return draft


def is_variant(brief: Brief, place: Place) -> bool:
    """Whether a place starts with the variant of a stalled lift."""
    if place.role not in _VARYING_ROLES or not place.later or place.exercise.slug == place.later[0].slug:
        return False
    return place.later[0].slug in brief.recent.stalled


def _has_stalled(brief: Brief, place: Place) -> bool:
    return place.role in _VARYING_ROLES and not place.is_focus and place.exercise.slug in brief.recent.stalled


def _variant(brief: Brief, book: RecipeBook, draft: Draft, at: int, place: Place) -> Exercise | None:
    day = draft.days[at]
    here = replace(day, places=tuple(item for item in day.places if item.key != place.key))
    used = {row.slug for item in draft.places() for row in (item.exercise, *item.later)}
    recipe = book.recipe(place.role, place.exercise, place.sets).key()
    rows = [
        row
        for tier in tiers_for(brief, place.function, place.role, here, neighbours_of(draft, day))
        for row in tier
        if row.slug not in used
        and row.slug not in brief.recent.stalled
        and row.pattern is place.exercise.pattern
        and row.load_kind is place.exercise.load_kind
        and row.is_unilateral is place.exercise.is_unilateral
        and similarity(row, place.exercise) >= ACCEPT
        and not brief.needs_caution(row)
        and is_acceptable(brief, row, (place.function, place.role), here, _STRICT)
        and book.recipe(place.role, row, place.sets).key() == recipe
    ]
    return min(rows, key=lambda row: (-similarity(row, place.exercise), row.slug), default=None)
