"""Mends what the steps before left wrong: the smallest change first, as long as the faults get fewer.

Filling, emphasis, cutting and balancing each look at one thing; what one of them does for its own rule may break
another's. Here a week is judged by all rules at once (`strength.planner.faults`) and changed one step at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from strength.exercise import Exercise
from strength.exercise_groups import LAST_RESORT, twins_of
from strength.landmarks import SESSION_SET_CAP, WEEK_SET_CAP
from strength.planner.brief import Brief
from strength.planner.budget import Budget
from strength.planner.candidates import is_acceptable, tiers_for
from strength.planner.clock import Clock
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.faults import FaultFinder, fault_finder
from strength.planner.focus import can_spare
from strength.planner.function import BIG_OF, LOWER, PATTERNS_OF, TRUNK, Function
from strength.planner.ordering import ordered
from strength.planner.pairing import paired
from strength.planner.preference import Opening, neighbours_of
from strength.planner.selection import choose
from strength.request import Goal

_F = Function
_MENDING = (
    _F.HR,
    _F.VR,
    _F.HP2,
    _F.VP2,
    _F.SQ2,
    _F.HI2,
    _F.LU,
    _F.KF,
    _F.CO2,
    _F.RD,
    _F.BR,
    _F.CA,
    _F.SR,
    _F.BI,
    _F.TR,
    _F.FL,
)
_MOST_ROUNDS = 12
_MOST_SETS, _MOST_TRUNK_SETS = {1: 3, 2: 5, 3: 5}, 3
_SLACK, _SHORT, _ROOM = 1, 45, 3
"""A minute or a set over is nothing against a missing pattern; below so many minutes main lifts make room for it."""

_FLOORS = {"M": 3}
_FLOOR, _FEWEST_PLACES, _NEW_SETS, _STRICT, _ALTERNATIVES = 2, 2, 2, 4, 3
_GAIN = 0.05
"""Least by which a change must lower the cost; anything smaller is not worth touching the plan."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every change is measured with."""

    brief: Brief
    clock: Clock
    budget: Budget
    finder: FaultFinder

    @property
    def most_sets(self) -> int:
        """Sets that no workout passes."""
        return SESSION_SET_CAP[self.brief.experience.level]

    def fits(self, before: DraftDay, after: DraftDay, minutes: int, was: int) -> bool:
        """Whether a changed day is inside its budget, or no further outside than it was."""
        return (
            len(after.places) <= max(self.budget.exercises, len(before.places))
            and after.sets <= max(min(self.budget.sets + _SLACK, self.most_sets), before.sets)
            and minutes <= max(self.budget.minutes + _SLACK, was)
        )


@dataclass(frozen=True, slots=True)
class _Week:
    """A week with the minutes of its days and the cost of its faults."""

    draft: Draft
    lasting: tuple[int, ...]
    cost: float


def mended(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """The week with as few faults as single changes can bring it to; a week without faults is returned as it is."""
    bench = _Bench(brief, clock, budget, fault_finder(brief))
    lasting = tuple(clock.minutes(day) for day in draft.days)
    week = _Week(draft, lasting, bench.finder.cost(draft, lasting))
    for _ in range(_MOST_ROUNDS):
        if week.cost <= 0:
            break
        better = _best(bench, week, _sets_changed(brief, week.draft))
        better = better or _best(bench, week, _places_changed(brief, week.draft))
        if better is None:
            helpful = _helpful(bench.finder, week.draft)
            better = _best(bench, week, _additions(brief, week.draft, helpful))
            better = better or _best(bench, week, _exchanges(brief, week.draft, helpful))
        if better is None:
            break
        week = better
    return week.draft


def _best(bench: _Bench, week: _Week, changes: Iterator[tuple[int, DraftDay]]) -> _Week | None:
    """The change that costs least afterwards, the first of equals; None when none is worth it."""
    best: _Week | None = None
    most, was = WEEK_SET_CAP[bench.brief.experience.level], sum(item.sets for item in week.draft.days)
    for index, day in changes:
        before = week.draft.days[index]
        minutes = bench.clock.minutes(day)
        if not bench.fits(before, day, minutes, week.lasting[index]):
            continue
        draft = week.draft.with_day(index, day)
        if day.sets > before.sets and sum(item.sets for item in draft.days) > max(most, was + _NEW_SETS):
            continue
        lasting = (*week.lasting[:index], minutes, *week.lasting[index + 1 :])
        cost = bench.finder.cost(draft, lasting)
        if cost < (week.cost - _GAIN if best is None else best.cost):
            best = _Week(draft, lasting, cost)
            if cost <= 0:
                break
    return best


def _sets_changed(brief: Brief, draft: Draft) -> Iterator[tuple[int, DraftDay]]:
    """A set more or less."""
    most = _MOST_SETS[brief.experience.level]
    for index, day in enumerate(draft.days):
        for at, place in enumerate(day.places):
            is_held = place.exercise.slug in LAST_RESORT or place.exercise.is_timed
            # a main lift that made room for something gets its sets back first
            cap = _FLOORS.get(place.role, _MOST_TRUNK_SETS if place.function in TRUNK else most)
            if place.sets < cap and not is_held:
                yield index, day.changed(at, sets=place.sets + 1)
            if place.sets > _FLOORS.get(place.role, _FLOOR) and not place.is_focus:
                yield index, day.changed(at, sets=place.sets - 1)
    for index, day in enumerate(draft.days):
        for at, place in enumerate(day.places):
            if place.is_focus and place.role != "M" and place.sets > _FLOOR:
                yield index, day.changed(at, sets=place.sets - 1)  # last: only where nothing else helps as much


def _places_changed(brief: Brief, draft: Draft) -> Iterator[tuple[int, DraftDay]]:
    """Another exercise for the same place, or an exercise less."""
    for index, day in enumerate(draft.days):
        for at, place in enumerate(day.places):
            if place.role == "M" or _is_measured(brief, place) or not can_spare(brief, draft, place):
                continue
            if len(day.places) > _FEWEST_PLACES and not place.is_lead and not _is_last(draft, place):
                yield index, paired(brief, day.without(at))
            for function in (place.function, place.other):
                for row in _alternatives(brief, draft, index, at, function) if function else ():
                    yield index, paired(brief, ordered(day.changed(at, exercise=row, function=function)))


def _alternatives(brief: Brief, draft: Draft, index: int, at: int, function: Function) -> list[Exercise]:
    """The best other exercises for a place that the week does not use yet."""
    day = draft.days[index]
    place = day.places[at]
    here = day.without(at)
    used = {other.exercise.slug for other in draft.places()}
    tiers = tiers_for(brief, function, place.role, here, neighbours_of(draft, day), named_only=True)
    rows = (
        row
        for tier in tiers
        for row in tier
        if row.slug not in used and is_acceptable(brief, row, (function, place.role), here, _STRICT)
    )
    return [row for row, _ in zip(rows, range(_ALTERNATIVES), strict=False)]


def _helpful(finder: FaultFinder, draft: Draft) -> tuple[Function, ...]:
    """Functions that train what the week has too little of."""
    wanted = finder.wanted(draft)
    return tuple(function for function in _MENDING if wanted.intersection(PATTERNS_OF[function]))


def _additions(brief: Brief, draft: Draft, functions: tuple[Function, ...]) -> Iterator[tuple[int, DraftDay]]:
    for index, day in enumerate(draft.days):
        for function in functions:
            larger = _with_function(brief, draft, index, day, function)
            if larger is not None:
                yield from ((index, option) for option in _lightened(brief, larger))


def _lightened(brief: Brief, day: DraftDay) -> Iterator[DraftDay]:
    """The day as it is, and with room made for what is new: a set or two less where there are most."""
    yield day
    for _ in range(_ROOM):
        spots = [at for at, item in enumerate(day.places) if item.sets > _FLOORS.get(item.role, _FLOOR)]
        if not spots:
            break
        at = max(spots, key=lambda at: (day.places[at].role != "M", day.places[at].sets, at))
        day = day.changed(at, sets=day.places[at].sets - 1)
        yield day
    if brief.minutes < _SHORT:
        shorter = day.with_places(replace(item, sets=min(item.sets, _FLOOR)) for item in day.places)
        yield shorter
        mains = [at for at, item in enumerate(day.places) if item.role == "M"]
        if len(mains) > 1 and not brief.competes:
            # the second main lift alternates with a pull, so that both have a place
            yield paired(brief, shorter.changed(mains[-1], role="S"))


def _exchanges(brief: Brief, draft: Draft, functions: tuple[Function, ...]) -> Iterator[tuple[int, DraftDay]]:
    """One exercise for another: what a short day needs, since it cannot hold both."""
    for index, day in enumerate(draft.days):
        for at, place in enumerate(day.places):
            if place.role == "M" or not can_spare(brief, draft, place) or _is_last(draft, place):
                continue
            if _is_measured(brief, place):
                continue
            smaller = day.without(at)
            rest = draft.with_day(index, smaller)
            for function in functions:
                # what leads a day gives way to nothing smaller
                if function is place.function or (place.is_lead and function not in BIG_OF):
                    continue
                changed = _with_function(brief, rest, index, smaller, function, sets=place.sets)
                if changed is not None:
                    yield index, changed


def _is_measured(brief: Brief, place: Place) -> bool:
    """Whether strength itself is measured in this lift: nothing quicker stands in for it."""
    return brief.goal is not Goal.HYPERTROPHY and place.exercise.competition_similarity >= 1


def _is_last(draft: Draft, place: Place) -> bool:
    """Whether a big pattern would go with it."""
    return place.big is not None and draft.count(lambda other: other.big is place.big) == 1


def _with_function(
    brief: Brief, draft: Draft, index: int, day: DraftDay, function: Function, *, sets: int = _NEW_SETS
) -> DraftDay | None:
    """The day with an exercise for a function that it lacks, or None when the pool has none worth it."""
    if any(place.function is function or (function in TRUNK and place.function in TRUNK) for place in day.places):
        return None
    # nobody wants a pulldown on squat day: a day of one half of the body keeps to it
    halves = {place.function in LOWER for place in day.places if place.function not in TRUNK}
    if function not in TRUNK and halves and (function in LOWER) not in halves:
        return None
    role = "C" if function in TRUNK else "A" if function in BIG_OF or function is _F.KF else "I"
    key = f"{draft.split}|{index}|~{function.value}"
    row = choose(brief, draft, index, Opening(function=function, role=role, key=key))
    if row is None or (row.slug in LAST_RESORT and function not in TRUNK):
        return None
    if any(place.exercise.slug in twins_of(row.slug) for place in day.places):
        return None
    place = Place(function=function, role=role, sets=max(_NEW_SETS, min(sets, 3)), exercise=row, key=key)
    return paired(brief, ordered(replace(day, places=(*day.places, place))))
