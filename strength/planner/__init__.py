"""The rule-based coach: a request and a pool in, a blueprint out, the same one every time (design 10)."""

from strength.blueprint import Blueprint
from strength.planner.assembly import assemble
from strength.planner.balance import balanced
from strength.planner.brief import Brief
from strength.planner.budget import Budget, budget_for
from strength.planner.clock import Clock
from strength.planner.cutting import cut
from strength.planner.draft import Draft
from strength.planner.filling import fill_up
from strength.planner.focus import focused
from strength.planner.known_lifts import varied, with_rising
from strength.planner.limits import adapted, limitation_warnings
from strength.planner.mending import mended
from strength.planner.mesocycles import plan_mesocycles, with_clear_rest
from strength.planner.naming import day_names, program_title
from strength.planner.ordering import ordered
from strength.planner.reasons import history_sentence, rationale, time_warnings
from strength.planner.recipe import blocks_of
from strength.planner.recipes import RecipeBook
from strength.planner.rotation import rotated
from strength.planner.selection import fill
from strength.planner.splits import choose_split
from strength.planner.starting_volume import eased, first_week, raised
from strength.planner.thin_kits import compensate, require_enough
from strength.planner.volume_plan import trimmed
from strength.pool import Pool
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest

MOST_WARNINGS = 24
"""As many as a blueprint holds."""


def plan(request: ProgramRequest, pool: Pool, *, history: RecentTraining = NOTHING_LOGGED) -> Blueprint:
    """A blueprint for the request from the exercises of the pool.

    Args:
        request: what the lifter asked.
        pool: what the lifter can do; it already fits kit, limitations and level.
        history: what the lifter did lately; volume and lifts start from it. Without one nothing changes.

    Raises:
        PoolTooThin: not even one workout can be filled; the message says what to add.
    """
    brief = Brief(request=request, pool=pool, recent=history)
    mesocycles = plan_mesocycles(brief)
    book = RecipeBook(brief=brief, blocks=blocks_of(mesocycles, tapers=brief.competes))
    clock = Clock(book)
    budget = budget_for(brief)
    draft = _week(brief, clock, budget)
    mesocycles = with_clear_rest(mesocycles, draft)
    draft = varied(brief, book, rotated(brief, book, draft, mesocycles), mesocycles)
    schemes, blueprint_days = assemble(book, draft, day_names(brief, draft))
    schemes, blueprint_days = eased(brief, draft, mesocycles, schemes, blueprint_days)
    start = history_sentence(brief, draft, first_week(draft, mesocycles[0].kind, schemes, blueprint_days))
    warnings = (*draft.warnings, *limitation_warnings(brief), *time_warnings(brief, clock, budget, draft))
    return Blueprint(
        goal=request.goal.value,
        level=request.experience.value,
        mesocycles=mesocycles,
        taper=brief.competes,
        schemes=schemes,
        days=blueprint_days,
        name=program_title(brief, draft),
        rationale=rationale(brief, draft, mesocycles, start),
        warnings=warnings[:MOST_WARNINGS],
    )


def _week(brief: Brief, clock: Clock, budget: Budget) -> Draft:
    """The weekly template: sheets, exercises, emphasis, then what the minutes and the lifter bear."""
    split, days = choose_split(brief)
    days = adapted(brief, days)
    draft = fill(brief, split, days)
    require_enough(brief, draft)
    draft = with_rising(brief, draft)
    draft = compensate(brief, draft, tuple(sheet for _, sheet in days))
    draft = draft.with_days(ordered(day) for day in draft.days)
    draft = trimmed(brief, focused(brief, draft))
    draft = fill_up(brief, clock, budget, cut(brief, clock, budget, draft))
    draft = mended(brief, clock, budget, trimmed(brief, balanced(brief, clock, budget, draft)))
    return raised(brief, clock, budget, draft)
