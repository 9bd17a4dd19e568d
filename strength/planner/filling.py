"""Uses time that is left over while that is not junk (design 10, 1.3, add order)."""

from collections.abc import Iterator
from dataclasses import replace

from strength.exercise import Pattern
from strength.exercise_groups import GRIP, LAST_RESORT, twins_of
from strength.landmarks import MUSCLE_SESSION_CAP, WEEK_SET_CAP, landmark
from strength.limitation import Area
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.budget import FILL_SHARE, Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft, DraftDay, Place, fractional
from strength.planner.focus import FUNCTIONS_OF
from strength.planner.function import BIG_OF, LOWER, TRUNK, Function
from strength.planner.ordering import ordered
from strength.planner.preference import Opening
from strength.planner.selection import choose
from strength.request import Goal

_F = Function
_UPPER_ADDS = (_F.HR2, _F.VR2, _F.RD, _F.SR, _F.BI, _F.TR, _F.CO2)
_LOWER_ADDS = (_F.KF, _F.LU, _F.KE, _F.CA, _F.CO2, _F.BR)
_FEWEST_EXERCISES = 2
USEFUL_MINUTES = 120
"""Time beyond is not turned into sets (design 10, 1.3)."""

FEW_DAYS, FULL_SHARE = 3, 0.9
"""Days a week on which a session is used up to this share while some muscle lacks work."""

_TOPPED_UP = (
    Muscle.CHEST,
    Muscle.BACK,
    Muscle.QUADS,
    Muscle.HAMSTRINGS,
    Muscle.GLUTES,
    Muscle.SIDE_DELT,
    Muscle.REAR_DELT,
    Muscle.BICEPS,
    Muscle.TRICEPS,
    Muscle.CALVES,
    Muscle.ABS,
)
_ARMS = frozenset({_F.BI, _F.TR})
_KNEES = frozenset({_F.LU, _F.KE})
_NEW_SETS, _MOST_GRIP_ROWS, _BEFORE_CALVES = 2, 2, 2
_ROLE_OF_ADDED = {_F.HR2: "A", _F.VR2: "A", _F.LU: "A", _F.KF: "A", _F.CO2: "C", _F.CO: "C"}
_ROUNDS = 24
_MOST_MAIN_SETS = {1: 3, 2: 5, 3: 6}
_BORROWED = (_F.HR2, _F.KF, _F.BR, _F.HP2, _F.SQ2, _F.CO2, _F.CA, _F.RD)


def fill_up(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """The week with short days filled, and with no day of a single exercise where more can be done."""
    for index in range(len(draft.days)):
        draft = _at_least_two(brief, clock, budget, draft, index)
    wanted = FILL_SHARE * min(brief.minutes, USEFUL_MINUTES)
    open_days = {index: clock.minutes(day) for index, day in enumerate(draft.days)}
    # the shortest first, so that the week's limit does not fall on its last days
    while open_days:
        index = min(open_days, key=lambda at: (open_days[at], at))
        larger = _larger(brief, clock, budget, draft, index) if open_days[index] < wanted else None
        if larger is None:
            del open_days[index]
            continue
        draft = larger
        open_days[index] = clock.minutes(draft.days[index])
    return _topped_up(brief, clock, budget, draft)


def _topped_up(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """On two or three days, time that is left goes to the muscles that are furthest below their target.

    Sixty per cent of a session is where more becomes junk for who trains four times; who has two long sessions a week
    has nowhere else to put the work (design 10, decision 5, against the volume of design 04, 0.2).
    """
    if brief.request.frequency > FEW_DAYS:
        return draft
    for _ in range(_ROUNDS):
        larger = next(
            (
                option
                for index, option in _for_the_lacking(brief, clock, draft)
                if budget.fits(option.days[index], clock)
                and clock.minutes(option.days[index]) <= FULL_SHARE * min(brief.minutes, USEFUL_MINUTES)
                and is_recoverable(brief, option, index, draft)
            ),
            None,
        )
        if larger is None:
            break
        draft = larger
    return draft


def _for_the_lacking(brief: Brief, clock: Clock, draft: Draft) -> Iterator[tuple[int, Draft]]:
    """A set or an exercise more for each muscle below its target, the emptiest first, on the shortest day first."""
    week = fractional(draft.places())
    level, goal = brief.experience.level, brief.goal
    shares = {muscle: week.get(muscle, 0.0) / landmark(muscle, level, goal).mav_low for muscle in _TOPPED_UP}
    days = sorted(range(len(draft.days)), key=lambda index: (clock.minutes(draft.days[index]), index))
    most = {"S": 3 if brief.is_beginner else 4, "V": 3 if brief.is_beginner else 4, "A": 3, "I": 3, "C": 3}
    for muscle in sorted(_TOPPED_UP, key=lambda muscle: (shares[muscle], muscle.value)):
        if shares[muscle] >= 1.0:
            break
        for index in days:
            day = draft.days[index]
            for at, place in enumerate(day.places):
                is_short = muscle in place.exercise.primary and place.sets < most.get(place.role, 0)
                if is_short and place.exercise.slug not in LAST_RESORT:
                    yield index, draft.with_day(index, day.changed(at, sets=place.sets + 1))
            present = {place.function for place in day.places}
            # who trains for strength gets the bigger exercise first
            order = sorted(FUNCTIONS_OF[muscle], key=lambda item: not (brief.is_hypertrophy or item in BIG_OF))
            for function in order:
                spared = is_spared(brief, function)
                if function in present or spared or (function in TRUNK and present & TRUNK):
                    continue
                added = _with_function(brief, draft, index, function)
                if added is not None:
                    yield index, added


def is_spared(brief: Brief, function: Function) -> bool:
    """What no spare minute goes to: arms beside a sore elbow, knees that hurt, calves in a powerlifter's day (design 10, 4)."""
    if function is _F.CA:
        return brief.goal is Goal.POWERLIFTING
    if function in _KNEES:
        return Area.KNEE in brief.areas
    return function in _ARMS and Area.ELBOW in brief.areas


def _at_least_two(brief: Brief, clock: Clock, budget: Budget, draft: Draft, index: int) -> Draft:
    """A second exercise beside a lonely one: the first of the list that fits the minutes, the main lift cut if need be."""
    if len(draft.days[index].places) >= _FEWEST_EXERCISES:
        return draft
    day = draft.days[index]
    lighter = [draft]
    if day.places and day.places[0].sets > _NEW_SETS:
        lighter.append(draft.with_day(index, day.changed(0, sets=_NEW_SETS)))
    for start in lighter:
        for function in _BORROWED:
            larger = _with_function(brief, start, index, function)
            if larger is not None and clock.minutes(larger.days[index]) <= budget.minutes:
                return larger
    return draft


def _larger(brief: Brief, clock: Clock, budget: Budget, draft: Draft, index: int) -> Draft | None:
    """The week with one thing more on this day, or None when nothing sensible is left to add."""
    return next(
        (
            option
            for option in _options(brief, draft, index)
            if budget.fits(option.days[index], clock) and is_recoverable(brief, option, index, draft)
        ),
        None,
    )


def _options(brief: Brief, draft: Draft, index: int) -> Iterator[Draft]:
    """What can be added to a day, most useful first: leading sets, what it lacks, small sets, main sets."""
    beginner = brief.is_beginner
    yield from _one_set_more(draft, index, "SV", 3 if beginner else 4)
    yield from _new_functions(brief, draft, index)
    yield from _one_set_more(draft, index, "AI", 3)
    yield from _one_set_more(draft, index, "M", _MOST_MAIN_SETS[brief.experience.level])


def _one_set_more(draft: Draft, index: int, roles: str, most: int) -> Iterator[Draft]:
    day = draft.days[index]
    for at, place in enumerate(day.places):
        is_heavy_pull = place.role == "M" and place.function is _F.HI
        if place.role in roles and place.sets < most and not is_heavy_pull and place.exercise.slug not in LAST_RESORT:
            yield draft.with_day(index, day.changed(at, sets=place.sets + 1))


def _new_functions(brief: Brief, draft: Draft, index: int) -> Iterator[Draft]:
    day = draft.days[index]
    present = {place.function for place in day.places}
    for function in _LOWER_ADDS if _is_lower(day) else _UPPER_ADDS:
        spared = is_spared(brief, function)
        if function in present or spared or (function in TRUNK and present & TRUNK):
            continue
        added = _with_function(brief, draft, index, function)
        if added is not None:
            yield added


def is_recoverable(brief: Brief, draft: Draft, index: int, before: Draft) -> bool:
    """Whether what came to a day passes neither what a session can use nor what a week should hold (design 10, 4).

    Muscles that got nothing are not asked: a trunk that braces daily beside a sore back must not keep the legs from work.
    """
    level = brief.experience.level
    if max(fractional(draft.days[index].places).values(), default=0.0) > MUSCLE_SESSION_CAP[level]:
        return False
    if sum(day.sets for day in draft.days) > WEEK_SET_CAP[level]:
        return False
    was = fractional(before.places())
    return all(
        sets <= was.get(muscle, 0.0) or sets <= landmark(muscle, level, brief.goal).mav_high
        for muscle, sets in fractional(draft.places()).items()
    )


def _is_lower(day: DraftDay) -> bool:
    lower = sum(1 for place in day.places if place.function in LOWER)
    return lower * 2 > len(day.places)


def _with_function(brief: Brief, draft: Draft, index: int, function: Function) -> Draft | None:
    day = draft.days[index]
    if function is _F.CA and sum(place.function not in TRUNK for place in day.places) < _BEFORE_CALVES:
        return None
    role = _ROLE_OF_ADDED.get(function, "A" if function in BIG_OF else "I")
    key = f"{draft.split}|{index}|+{function.value}"
    row = choose(brief, draft, index, Opening(function=function, role=role, key=key))
    if row is None or (row.slug in LAST_RESORT and function not in TRUNK):
        return None
    if any(place.exercise.slug in twins_of(row.slug) for place in day.places):
        return None
    if row.slug in GRIP and sum(place.exercise.slug in GRIP for place in day.places) >= _MOST_GRIP_ROWS:
        return None
    if row.pattern is Pattern.LUNGE and any(place.exercise.pattern is Pattern.LUNGE for place in day.places):
        return None
    place = Place(function=function, role=role, sets=_NEW_SETS, exercise=row, key=key)
    return draft.with_day(index, inserted(day, place))


def inserted(day: DraftDay, place: Place) -> DraftDay:
    """The day with a place put where its role belongs: behind its equals, before what is smaller."""
    return ordered(replace(day, places=(*day.places, place)))
