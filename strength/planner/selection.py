"""Fills the places of the week with exercises (design 10, 2.1): tiers first, then fit with the day, then the seed."""

from collections.abc import Sequence

from strength.exercise import Exercise
from strength.planner.brief import Brief
from strength.planner.candidates import is_acceptable, tiers_for
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.function import Function
from strength.planner.notation import SheetDay, SheetSlot
from strength.planner.preference import Opening, Scene

_ROLE_ORDER = "MLVSAICT"
_STRICTEST = 5
_KEPT_ROLES = frozenset("MVL")
LOAD_SHARE = 0.7
"""Share of the best row's load potential that another row must reach to be worth its novelty: dumbbells may stand for a
bar, a push-up may not stand for a dumbbell (design 10, 2.1; coaching convention)."""

_NO_BAR_ROWS = frozenset({"table_row", "elbow_row_floor", "prone_ytw"})
_NEVER_POOR = "push_up"
"""A push-up challenges beginners and intermediates although nothing is loaded (SEL04)."""


def fill(brief: Brief, split: str, plan: Sequence[tuple[int, SheetDay]]) -> Draft:
    """The week with every slot filled that the pool can fill; the others are left out.

    Main lifts choose first, isolation last, so that a small exercise never takes a big one's row.
    """
    draft = Draft(
        split=split,
        days=tuple(DraftDay(weekday=weekday, name=sheet.name, places=()) for weekday, sheet in plan),
    )
    found: dict[tuple[int, int], Place] = {}
    openings = [
        (day_index, slot_index, slot)
        for day_index, (_, sheet) in enumerate(plan)
        for slot_index, slot in enumerate(sheet.slots)
    ]
    openings.sort(key=lambda item: _ROLE_ORDER.index(item[2].role))
    for day_index, slot_index, slot in openings:
        place = _fill_slot(brief, draft, day_index, slot, f"{split}|{day_index}|{slot_index}")
        if place is None:
            continue
        found[day_index, slot_index] = place
        places = [found[key] for key in sorted(found) if key[0] == day_index]
        draft = draft.with_day(day_index, draft.days[day_index].with_places(places))
    return draft


def choose(brief: Brief, draft: Draft, day_index: int, opening: Opening) -> Exercise | None:
    """The exercise for an opening on a day, or None when the pool has none for it."""
    day = draft.days[day_index]
    scene = Scene(brief=brief, draft=draft, day=day, opening=opening)
    place = (brief, opening.function, opening.role, day, scene.neighbours)
    tiers = tuple(tiers_for(*place, named_only=True))
    best_load = max((row.load_potential for tier in tiers[:1] for row in tier), default=0.0)
    for strictness in range(_STRICTEST, -1, -1):
        if strictness == _STRICTEST - 1:
            # the first round, which most often finds one, does without what no list names
            tiers = tuple(tiers_for(*place))
        for number, tier in enumerate(tiers):
            rows = [row for row in tier if is_acceptable(brief, row, (opening.function, opening.role), day, strictness)]
            if strictness == _STRICTEST:
                least = LOAD_SHARE * best_load if number else 0.0
                rows = [row for row in rows if _is_new(brief, draft, opening, row, least)]
            if rows:
                return _best(scene, rows)
    return None


def _best(scene: Scene, rows: Sequence[Exercise]) -> Exercise:
    """The exercise with the most points; among equals the seed decides."""
    if len(rows) == 1:
        return rows[0]
    best_load = max(row.load_potential for row in rows)
    points = {row.slug: scene.points(row, best_load) for row in rows}
    top = max(points.values())
    equals = sorted((row for row in rows if points[row.slug] == top), key=lambda row: row.slug)
    return equals[scene.brief.draw(scene.opening.key, len(equals))]


def _is_new(brief: Brief, draft: Draft, opening: Opening, row: Exercise, least_load: float) -> bool:
    """Whether a row brings something else than the rest of the week without being a poor one (design 10, 2.3)."""
    if opening.role in _KEPT_ROLES or (brief.is_beginner and opening.function is Function.SQ2):
        return True  # a beginner's second squat day practises the squat of the first (LVL03)
    if any(place.exercise.slug == row.slug for place in draft.places()):
        return False
    if row.slug in _NO_BAR_ROWS and brief.has_loaded_row:
        return False  # a band that can be moved up in thickness goes before a table (SEL04)
    is_push_up = row.slug == _NEVER_POOR and brief.experience.level < 3
    is_trunk = opening.function in {Function.CO, Function.CO2}
    return is_push_up or is_trunk or row.load_potential >= least_load


def _fill_slot(brief: Brief, draft: Draft, day_index: int, slot: SheetSlot, key: str) -> Place | None:
    functions = slot.functions
    first = brief.draw(f"{key}|turn", len(functions)) if len(functions) > 1 else 0
    turned = functions[first:] + functions[:first]
    for function in turned:
        row = choose(brief, draft, day_index, Opening(function=function, role=slot.role, key=key))
        if row is not None:
            other = next((item for item in turned if item is not function), None)
            return Place(function=function, role=slot.role, sets=slot.sets, exercise=row, key=key, other=other)
    return None
