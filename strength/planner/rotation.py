"""Which exercises change between mesocycles (design 10, 2.3): mains never, accessories sometimes, never in a rush."""

from dataclasses import dataclass, replace

from strength.blueprint import Mesocycle
from strength.exercise import Exercise, Pattern
from strength.exercise_groups import GRIP, LAST_RESORT, twins_of
from strength.planner.brief import COMPETITION_FLOOR, Brief
from strength.planner.candidates import ROW_DRILLS, is_acceptable, tiers_for
from strength.planner.draft import Draft, Place
from strength.planner.function import TRUNK
from strength.planner.preference import neighbours_of
from strength.planner.recipes import RecipeBook
from strength.request import Goal
from strength.similarity import ACCEPT, similarity

SHORTEST_WITH_ROTATION = 8
"""Programs shorter than this keep every exercise (SEL13)."""

SHORTEST_MESOCYCLE = 4
STABLE_WEEKS = 6
"""A beginner keeps the same exercises for so long (LVL05)."""

VARIANT_WEEKS = 8
"""A variant or secondary lift may change once, after so many weeks."""

MOST_PER_DAY = 3
MOST_DISTINCT, MOST_DISTINCT_SIX_DAYS = 28, 34
_TURNS = frozenset({Pattern.LUNGE, Pattern.KNEE_EXT})
"""What a sheet lets take turns (SEL14)."""

_LEG_CURLS = frozenset({"leg_curl", "seated_leg_curl"})
_SIX_DAYS, _MOST_GRIP_ROWS = 6, 2
_STRICT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """One change of exercises, at the start of a mesocycle.

    Attributes:
        brief: the request.
        book: its recipes.
        roles: letters of the roles whose turn it is.
        most: exercises that the program may have.
    """

    brief: Brief
    book: RecipeBook
    roles: str
    most: int


def rotated(brief: Brief, book: RecipeBook, draft: Draft, mesocycles: tuple[Mesocycle, ...]) -> Draft:
    """The week with the exercises of the later mesocycles."""
    if brief.request.weeks < SHORTEST_WITH_ROTATION or len(mesocycles) < 2:
        return draft
    most = MOST_DISTINCT_SIX_DAYS if brief.request.frequency == _SIX_DAYS else MOST_DISTINCT
    start = 0
    for index in range(1, len(mesocycles)):
        start += mesocycles[index - 1].weeks
        early = brief.is_beginner and start < STABLE_WEEKS
        # what is new before a taper would be done twice (PL05)
        late = brief.competes and index == len(mesocycles) - 1
        roles = "" if early or late or mesocycles[index].weeks < SHORTEST_MESOCYCLE else _roles_due(brief, index, start)
        draft = _turned(_Turn(brief=brief, book=book, roles=roles, most=most), draft)
    return draft


def distinct(draft: Draft) -> set[str]:
    """Every exercise of the program."""
    return {row.slug for place in draft.places() for row in (place.exercise, *place.later)}


def _roles_due(brief: Brief, index: int, start: int) -> str:
    """Accessories each time, isolation every second time, secondary lifts once after eight weeks."""
    roles = "A"
    if index % 2 == 0:
        roles += "I"
    if not brief.is_beginner and start >= VARIANT_WEEKS and not brief.competes:
        roles += "S"
    return roles


def _turned(turn: _Turn, draft: Draft) -> Draft:
    """Every place gets an exercise for the mesocycle: another one where its turn has come, else the same."""
    fresh: set[str] = set()
    for at in range(len(draft.days)):
        changed = 0
        for number, place in enumerate(draft.days[at].places):
            current = place.later[-1] if place.later else place.exercise
            following = current
            if changed < MOST_PER_DAY and _is_due(turn, draft, place, fresh):
                following = _other(turn, draft, at, place) or current
            if following.slug != current.slug:
                changed += 1
                fresh.add(place.key)
            draft = draft.with_day(at, draft.days[at].changed(number, later=(*place.later, following)))
    return draft


def _is_due(turn: _Turn, draft: Draft, place: Place, fresh: set[str]) -> bool:
    if place.role not in turn.roles or place.function in TRUNK or place.is_focus:
        return False
    if any(day.places[0].key == place.key for day in draft.days):
        return False  # what leads a day is what its progress is measured by
    if turn.brief.goal is Goal.POWERLIFTING and place.exercise.competition_similarity >= COMPETITION_FLOOR:
        return False
    return len(distinct(draft)) < turn.most and not _shares_muscle(place, fresh, draft)


def _shares_muscle(place: Place, fresh: set[str], draft: Draft) -> bool:
    """Whether another exercise for the same muscle is new in this mesocycle already."""
    muscle = place.exercise.primary[0]
    return any(other.key in fresh and other.exercise.primary[0] is muscle for other in draft.places())


def _other(turn: _Turn, draft: Draft, at: int, place: Place) -> Exercise | None:
    """The best other exercise that trains the same, is loaded the same and reads the same scheme."""
    current = place.later[-1] if place.later else place.exercise
    day = draft.days[at]
    # what the day trains in this mesocycle, so that nothing occurs twice
    here = replace(day, places=tuple(_as_now(item) for item in day.places if item.key != place.key))
    used = {(item.later[-1] if item.later else item.exercise).slug for item in draft.places()}
    had = {row.slug for row in (place.exercise, *place.later)} | _no_change(current)
    tired = sum(item.exercise.slug in GRIP for item in here.places)
    recipe = turn.book.recipe(place.role, place.exercise, place.sets).key()
    neighbours = neighbours_of(draft, day)
    functions = (place.other, place.function) if place.other else (place.function,)
    for function in functions:
        for tier in tiers_for(turn.brief, function, place.role, here, neighbours, named_only=True):
            rows = [
                row
                for row in tier
                if row.slug not in used
                and row.slug not in had
                and (row.slug not in GRIP or tired < _MOST_GRIP_ROWS)
                and is_acceptable(turn.brief, row, (place.function, place.role), here, _STRICT)
                and (_takes_turn(row, current) if function is place.other else _is_alike(row, current))
                and _is_no_worse(row, current)
                and turn.book.recipe(place.role, row, place.sets).key() == recipe
            ]
            if rows:
                rows.sort(key=lambda row: row.slug)
                return rows[turn.brief.draw(f"{place.key}|later|{len(place.later)}", len(rows))]
    return None


def _no_change(current: Exercise) -> frozenset[str]:
    """What is so much like an exercise that taking turns would be noise."""
    return twins_of(current.slug) | (_LEG_CURLS if current.slug in _LEG_CURLS else frozenset[str]())


def _takes_turn(row: Exercise, current: Exercise) -> bool:
    """Whether the sheet lets the two take turns."""
    return row.pattern in _TURNS and current.pattern in _TURNS


def _is_alike(row: Exercise, current: Exercise) -> bool:
    """Whether a row may follow another in the same place: same load class, same sides, close enough (SEL14)."""
    return (
        row.pattern is current.pattern
        and row.load_kind is current.load_kind
        and row.is_unilateral is current.is_unilateral
        and set(row.primary) <= set(current.primary)
        and similarity(row, current) >= ACCEPT
    )


def _is_no_worse(row: Exercise, current: Exercise) -> bool:
    """Whether a row can be trained as hard: what can be loaded does not give way to a hold or a drill."""
    return row.slug not in LAST_RESORT | ROW_DRILLS or current.slug in LAST_RESORT | ROW_DRILLS


def _as_now(place: Place) -> Place:
    return replace(place, exercise=place.later[-1]) if place.later else place
