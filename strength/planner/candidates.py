"""Which exercises may fill a place, tier by tier (design 10, 2.1 steps 1-3, and 2.2)."""

from collections.abc import Iterator, Sequence

from strength.exercise import Exercise, Lift, LoadKind
from strength.exercise_groups import LAST_RESORT, twins_of
from strength.limitation import Area
from strength.planner import tiers
from strength.planner.area_tiers import AREA_TIERS
from strength.planner.brief import COMPETITION_FLOOR, UNLOADED, Brief
from strength.planner.draft import DraftDay
from strength.planner.function import BIG_OF, PATTERNS_OF, Function, nominal_muscles
from strength.request import Experience, Goal

_SAME = {Function.HR2: Function.HR, Function.VR2: Function.VR}
_HEAVY_LEGS = (Function.SQ, Function.HI)
_LIFT_OF = {Function.SQ: Lift.SQUAT, Function.HP: Lift.BENCH, Function.HI: Lift.DEADLIFT}
_SECOND_OF = {Function.SQ2: Lift.SQUAT, Function.HP2: Lift.BENCH, Function.HI2: Lift.DEADLIFT}
STAND_IN = 0.25
"""Similarity from which an exercise stands in for a competition lift where the kit has nothing closer (design 04, D.5)."""

ROW_DRILLS = frozenset({"prone_ytw", "elbow_row_floor"})
"""Rows without a load: good for a week, no way to get stronger where a cable or a dumbbell is at hand."""

PULL_UP_STEPS = frozenset({"negative_pull_up", "assisted_pull_up", "band_assisted_pull_up", "scapular_pull_up"})
"""On the way to a first pull-up."""

_TIME_FOR_ONE_LEG = 45
OWN_PREFIX = "own_"
"""Slugs of the lifter's own exercises start with it; what they train is inferred, so they come last."""

_SMALL_WITH_SPARE = frozenset({Function.KF, Function.CO, Function.CO2, Function.CA})
"""Assistance that every kit can train: any exercise of its patterns will do when the tiers have none."""


def tiers_for(
    brief: Brief,
    function: Function,
    role: str,
    day: DraftDay,
    neighbours: Sequence[DraftDay],
    *,
    named_only: bool = False,
) -> Iterator[tuple[Exercise, ...]]:
    """The tiers of a place, best first, each with the exercises of the pool it names.

    Args:
        brief: the request.
        function: what the place is for.
        role: its role.
        day: the workout as far as it is filled; its exercises are left out.
        neighbours: the workouts of the day before and the day after.
        named_only: leave out what no list names.
    """
    taken = {place.exercise.slug for place in day.places}
    seen: set[str] = set(taken)
    for slugs in _slug_tiers(brief, function, role, day, neighbours):
        rows = tuple(row for slug in slugs if slug not in seen and (row := brief.pool.get(slug)) is not None)
        seen.update(slugs)
        if rows:
            yield rows
    if not named_only:
        yield from _spare_tiers(brief, function, seen)


def is_acceptable(
    brief: Brief, exercise: Exercise, place: tuple[Function, str], day: DraftDay, strictness: int
) -> bool:
    """Whether an exercise passes the soft exclusions (2.1, step 3), of which fewer hold at a lower strictness.

    5 and 4 hold all; 3 lets twins share a day where both train a big pattern; 2 lets a one-sided exercise lead and asks
    a beginner for pull-ups; 1 and 0 let in what only holds a pattern, and what the limitation advises against. Of these
    two a small exercise is rather held; a big pattern rather gets a load that is handled with care: a wall push-up
    trains nobody who owns a bar. `place` is what the exercise is for and its role.
    """
    function, role = place
    is_last_resort = exercise.slug in LAST_RESORT
    if is_last_resort and function not in BIG_OF and (not brief.areas or is_for_focus(brief, function)):
        return False  # a small place is left to the compound beside it rather than held (design 10, 1.2)
    if exercise.slug in PULL_UP_STEPS and any(item.exercise.slug in twins_of("pull_up") for item in day.places):
        return False  # who does pull-ups that day has no use for the way to them
    careful_first = function in BIG_OF and exercise.load_kind not in UNLOADED
    if strictness >= (2 if careful_first else 1) and brief.is_discouraged(exercise):
        return False
    if function in BIG_OF and strictness >= 1 and _has_careful_load(brief, function):
        if is_last_resort or exercise.slug in ROW_DRILLS:
            return False
    elif strictness >= 2 and is_last_resort:
        return False
    if strictness >= 3 and (
        (role == "M" and exercise.is_unilateral and brief.has_loaded_squat)
        or (brief.is_beginner and exercise.slug in tiers.NEEDS_STRENGTH)
    ):
        return False
    if strictness < 4 and function in BIG_OF:
        return True
    twins = twins_of(exercise.slug)
    return not twins or not any(item.exercise.slug in twins for item in day.places)


def is_for_focus(brief: Brief, function: Function) -> bool:
    """Whether the lifter asked for more of what a function trains: a hold would be no answer to that."""
    return not set(nominal_muscles(function)).isdisjoint(brief.request.focus)


def _has_careful_load(brief: Brief, function: Function) -> bool:
    """Whether something for this function can be loaded, if only with care."""
    return not brief.loaded_patterns.isdisjoint(PATTERNS_OF[function])


def _slug_tiers(
    brief: Brief, function: Function, role: str, day: DraftDay, neighbours: Sequence[DraftDay]
) -> Iterator[tuple[str, ...]]:
    yield from _competition_tier(brief, function, role)
    yield from _area_tiers(brief, function)
    text = _situation(brief, function, role, day, neighbours) + _list_for(brief, function, role)
    yield from tiers.parse_tiers(text, brief.experience)


def _competition_tier(brief: Brief, function: Function, role: str) -> Iterator[tuple[str, ...]]:
    """A powerlifter's own lift leads wherever nothing speaks against it."""
    lift = _LIFT_OF.get(function)
    if brief.competes and brief.areas and function is Function.SQ2 and role in "VL":
        # a sore ankle must not turn the second squat day into a leg press
        rows = [
            row for row in brief.pool.exercises if row.competition_lift is Lift.SQUAT and not brief.needs_caution(row)
        ]
        yield tuple(row.slug for row in rows if COMPETITION_FLOOR <= row.competition_similarity < 1.0)
        yield tuple(row.slug for row in rows if row.competition_similarity == 1.0)
    if brief.goal is Goal.POWERLIFTING and not brief.competes and role in "MVS":
        yield from _nearest_tiers(brief, function)
    if brief.goal is not Goal.POWERLIFTING or lift is None or role not in "MV":
        return
    rows = [
        row.slug
        for row in brief.pool.exercises
        if row.competition_lift is lift and row.competition_similarity == 1.0 and not brief.needs_caution(row)
    ]
    if rows:
        yield tuple(rows)
    elif brief.competes:
        # the lift itself is doubtful: its nearest clean variant peaks, not a machine
        near = [row for row in brief.pool.exercises if row.competition_lift is lift and not brief.needs_caution(row)]
        near.sort(key=lambda row: (-row.competition_similarity, row.slug))
        yield from ((row.slug,) for row in near if row.competition_similarity >= COMPETITION_FLOOR)


def _nearest_tiers(brief: Brief, function: Function) -> Iterator[tuple[str, ...]]:
    """Without the competition lift itself what resembles it most leads; second places take the next one first."""
    lift = _LIFT_OF.get(function) or _SECOND_OF.get(function)
    if lift is None or lift not in brief.missing_lifts:
        return
    near: dict[float, list[str]] = {}
    for row in brief.pool.exercises:
        if row.competition_lift is lift and not brief.needs_caution(row) and row.competition_similarity >= STAND_IN:
            near.setdefault(row.competition_similarity, []).append(row.slug)
    rows = [tuple(near[similarity]) for similarity in sorted(near, reverse=True)]
    yield from rows[1:] + rows[:1] if function in _SECOND_OF else rows


def _area_tiers(brief: Brief, function: Function) -> Iterator[tuple[str, ...]]:
    """With several areas, what all of them recommend comes first."""
    plain = _SAME.get(function, function)
    lists = [
        tiers.parse_tiers(AREA_TIERS[area][plain], brief.experience)
        for area in Area
        if area in brief.areas and plain in AREA_TIERS[area]
    ]
    if len(lists) > 1:
        others = [{slug for tier in item for slug in tier} for item in lists[1:]]
        yield from (tuple(slug for slug in tier if all(slug in other for other in others)) for tier in lists[0])
    for item in lists:
        yield from item


def _list_for(brief: Brief, function: Function, role: str) -> str:
    """The function's own list, which for a powerlifter's bench is another one."""
    if function is Function.HP2 and brief.goal is Goal.POWERLIFTING:
        return tiers.POWERLIFTING_BENCH_VARIANTS
    if function is Function.RD and brief.has_loaded_row:
        return tiers.LOADED_REAR_DELTS
    if function is Function.VP2 and brief.is_hypertrophy:
        function = Function.VP  # no heavy press elsewhere in the week that it would have to spare
    text = tiers.tier_text(function, brief.column)
    if function is Function.SQ2 and brief.goal is Goal.POWERLIFTING:
        return tiers.POWERLIFTING_SQUAT_VARIANTS + text
    if function in {Function.HR, Function.HR2} and brief.is_beginner and brief.goal is Goal.STRENGTH:
        return tiers.SUPPORTED_ROWS + text
    if function is Function.HP and role == "V" and brief.goal is Goal.STRENGTH:
        return tiers.SECOND_BENCH + text
    return tiers.LIGHT_BENCH + text if role == "L" else text


def _situation(brief: Brief, function: Function, role: str, day: DraftDay, neighbours: Sequence[DraftDay]) -> str:
    """What the rest of the day and the days beside it put first."""
    pulls_heavy = day.has_main(Function.HI)
    if function is Function.SQ:
        return _leading_squat(brief, role)
    if function in {Function.HR, Function.HR2} and pulls_heavy:
        return tiers.ROW_BESIDE_DEADLIFT
    has_time = brief.minutes >= _TIME_FOR_ONE_LEG  # one leg at a time takes twice as long
    if function is Function.SQ2 and brief.experience is Experience.ADVANCED and not brief.has_load and has_time:
        return tiers.SECOND_SQUAT_UNLOADED
    if function is Function.SQ2 and pulls_heavy and brief.goal is Goal.STRENGTH:
        return tiers.SQUAT_AFTER_DEADLIFT
    if function is Function.HI2 and any(item.has_main(Function.HI) for item in neighbours):
        return tiers.HINGE_BESIDE_DEADLIFT
    if function is Function.CO and role == "C" and any(day.has_main(item) for item in _HEAVY_LEGS):
        return tiers.TRUNK_WITH_HEAVY_LEGS
    return ""


def _leading_squat(brief: Brief, role: str) -> str:
    """With light loads only, a trained lifter's legs need one leg at a time to be challenged (design 10, 2.4)."""
    if brief.has_loaded_squat or brief.is_beginner or brief.goal is Goal.POWERLIFTING:
        return ""
    return tiers.SQUAT_WITH_LIGHT_LOADS if role in "MS" else ""


def _spare_tiers(brief: Brief, function: Function, seen: set[str]) -> Iterator[tuple[Exercise, ...]]:
    """What the lists do not name: other exercises of the pattern, then the lifter's own."""
    patterns = PATTERNS_OF[function]
    rows = [row for row in brief.pool.exercises if row.pattern in patterns and row.slug not in seen]
    rows.sort(key=lambda row: (patterns.index(row.pattern), -row.load_potential, row.slug))
    if function in BIG_OF or function in _SMALL_WITH_SPARE or is_for_focus(brief, function):
        for row in rows:
            if not row.slug.startswith(OWN_PREFIX) and _is_plain(row):
                yield (row,)
    yield from ((row,) for row in rows if row.slug.startswith(OWN_PREFIX))


def _is_plain(row: Exercise) -> bool:
    """Whether an exercise that no list names can be given without a coach beside it."""
    return row.load_kind is not LoadKind.ISOMETRIC or not row.is_compound
