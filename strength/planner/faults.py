"""What is wrong with a planned week, as costs: the coach's rules of design 10, section 6, before anything is expanded.

A week without faults costs nothing. Costs grow with the fault, so that a step in the right direction is worth taking
even when it does not arrive.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from strength.exercise import Pattern
from strength.exercise_groups import GRIP, HEAVY_HINGE, LAST_RESORT, LIGHT_HINGE, SPINE
from strength.landmarks import (
    KNEE_HIP,
    MUSCLE_SESSION_CAP,
    PUSH_PULL,
    PUSH_PULL_POWERLIFTING_HIGH,
    UPPER_LOWER,
    kappa,
    landmark,
)
from strength.limitation import Area
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.draft import Draft, DraftDay, fractional
from strength.planner.focus import FUNCTIONS_OF, exposures, least_exposures
from strength.planner.function import PATTERNS_OF
from strength.planner.recipes import RAMP_FROM_SETS
from strength.request import Goal

FAULT = 1.0
"""What any fault costs before its size is added."""

SHORT_MINUTE = 0.01
"""What each minute costs that a day falls short of its least."""

NO_PATTERN = 3.0
"""What a big pattern costs that is missing: more than two other faults, so that it is never given up for one."""

NO_REGION = 10.0
"""What a week without any push, pull or leg exercise costs: more than everything that could be mended by it."""

SHOULDER_PUSH_PULL = (0.4, 1 / 1.3)
"""Push to pull with a sore shoulder: 1.3 pulls for each press (LIM04)."""

ROW_SHARE = (0.31, 0.69)
"""Rows among the pulls, a hair inside the 30-70 % that SEL06 asks for."""

LATEST_SHARE = 1.05
"""Times the minutes asked that a day may take (TIM01)."""

ISOLATION_SHARE: Mapping[Goal, float] = MappingProxyType(
    {Goal.STRENGTH: 0.35, Goal.POWERLIFTING: 0.25, Goal.HYPERTROPHY: 0.55}
)
ARM_SHARE, CORE_SHARE, CALF_SHARE = 0.30, 0.20, 0.12
"""Most of the week's sets that isolation, arms, trunk and calves take (VOL05, VOL06)."""

USUAL_LEAST, LEAST, LONG, MANY_DAYS = 0.55, 0.40, 90, 5
"""Least share of the minutes that a day uses; the lower one for beginners, many days and long sessions (TIM01)."""

NO_FOCUS = 2.0
"""What each day costs that a focus muscle misses: it was asked for, so it goes before two other faults."""

REGION_WINDOW = 2
"""Short days of which one holds a push, one a pull and one leg work."""

HARD_SETS, MOST_SPINE_SETS, MOST_GRIP_ROWS, MOST_EXPOSURES, SIX_DAYS = 3, 8, 2, 3, 6
FLOOR_SHARE, GROWTH, TOO_MUCH, MOST_FRONT_DELT = 0.75, 1.0, 1.3, 14.0
ROOM_FOR_ALL = 45
"""Minutes from which every muscle can be trained twice on two or three days, and a sore back braced daily."""

_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
_KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT})
_HIP = frozenset({Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX})
_TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})
_LOWER = _KNEE | _HIP | {Pattern.CALF}
_UPPER = frozenset(Pattern) - _LOWER - _TRUNK
_ARMS = frozenset({Pattern.CURL, Pattern.TRI})
BIG: tuple[frozenset[Pattern], ...] = (
    frozenset({Pattern.SQUAT, Pattern.LUNGE}),
    frozenset({Pattern.HINGE, Pattern.BRIDGE}),
    frozenset({Pattern.H_PUSH}),
    frozenset({Pattern.V_PUSH}),
    frozenset({Pattern.H_PULL}),
    frozenset({Pattern.V_PULL}),
)
"""The six patterns that every week trains where the pool can (SEL05)."""

_BIG_MUSCLES = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES)
_OFTEN = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.GLUTES)
_TWICE = 2
_SPARED = frozenset({Muscle.CALVES, Muscle.ABS})
_LEGS = frozenset({Area.KNEE, Area.HIP, Area.LOWER_BACK})


@dataclass(frozen=True, slots=True)
class FaultFinder:
    """Finds the faults of one request's weeks.

    Attributes:
        brief: the request.
        trainable: patterns that the pool has an exercise for.
        pulls_both_ways: whether both rows and pulldowns can be trained, without care and with more than a drill.
    """

    brief: Brief
    trainable: frozenset[Pattern]
    pulls_both_ways: bool

    def cost(self, draft: Draft, lasting: Sequence[int]) -> float:
        """What the week's faults cost together; `lasting` is each day's minutes."""
        return sum(self._faults(draft, lasting))

    def _faults(self, draft: Draft, lasting: Sequence[int]) -> Iterator[float]:
        sets = _tally(draft)
        yield from self._ratios(sets)
        if self.brief.is_hypertrophy and not self.brief.is_beginner:
            yield from self._ratios(self._start(draft))
        yield from self._patterns(sets)
        yield from self._shares(draft, sets)
        yield from self._volumes(draft)
        yield from self._neighbours(draft)
        yield from self._repeats(draft)
        yield from self._regions_apart(draft)
        yield from self._focus(draft)
        yield from self._times(lasting)

    def _start(self, draft: Draft) -> Counter[Pattern]:
        """Weekly sets by pattern of the week from which leading sets grow; doubtful rows do not."""
        sets = _tally(draft)
        for place in draft.places():
            if place.role == "S" and place.sets >= RAMP_FROM_SETS and not self.brief.needs_caution(place.exercise):
                sets[place.exercise.pattern] -= 1
        return sets

    def _ratios(self, sets: Counter[Pattern]) -> Iterator[float]:
        brief = self.brief
        low, high = PUSH_PULL
        if brief.goal is Goal.POWERLIFTING:
            high = PUSH_PULL_POWERLIFTING_HIGH
        if Area.SHOULDER in brief.areas:
            low, high = SHOULDER_PUSH_PULL
        yield _ratio(_sum(sets, _PUSH), _sum(sets, _PULL), low, high)
        if Area.KNEE in brief.areas:
            yield _ratio(_sum(sets, _KNEE), _sum(sets, _HIP), 0.2, 1.0)
        if _LEGS.isdisjoint(brief.areas):
            yield _ratio(_sum(sets, _KNEE), _sum(sets, _HIP), *KNEE_HIP)
            if Area.SHOULDER not in brief.areas or brief.minutes >= ROOM_FOR_ALL:
                yield _ratio(_sum(sets, _UPPER), _sum(sets, _LOWER), *UPPER_LOWER)
        if self.pulls_both_ways:
            rows, pulls = sets[Pattern.H_PULL], _sum(sets, _PULL)
            share = rows / pulls if pulls else ROW_SHARE[0]
            yield _outside(share, *ROW_SHARE)

    def _patterns(self, sets: Counter[Pattern]) -> Iterator[float]:
        """Push, pull or legs that nothing trains, and a big pattern that the pool could train and the week does not."""
        for region in (_PUSH, _PULL, _KNEE | _HIP):
            if not _sum(sets, region):
                yield NO_REGION
        yield NO_PATTERN * len(self._missing(sets))

    def _missing(self, sets: Counter[Pattern]) -> list[frozenset[Pattern]]:
        is_powerlifting = self.brief.goal is Goal.POWERLIFTING
        return [
            patterns
            for patterns in BIG
            if not _sum(sets, patterns)
            and patterns & self.trainable
            and not (is_powerlifting and Pattern.V_PUSH in patterns)
        ]

    @property
    def _has_room_for_all(self) -> bool:
        """Whether every muscle can be trained twice on these two or three days."""
        request = self.brief.request
        return request.frequency <= MOST_EXPOSURES and request.session_minutes >= ROOM_FOR_ALL

    def wanted(self, draft: Draft) -> frozenset[Pattern]:
        """Patterns of which more would help: those that are missing, and the weaker side of each pair."""
        sets = _tally(draft)
        wanted = set[Pattern]().union(*self._missing(sets))
        for first, second in ((_PUSH, _PULL), (_KNEE, _HIP), (_UPPER, _LOWER)):
            wanted |= first if _sum(sets, first) < _sum(sets, second) else second
        wanted.add(Pattern.H_PULL if sets[Pattern.H_PULL] < sets[Pattern.V_PULL] else Pattern.V_PULL)
        if Area.LOWER_BACK in self.brief.areas:
            wanted |= _TRUNK
        often = _OFTEN if self._has_room_for_all and not self.brief.areas else ()
        for muscle in often:
            if exposures(draft, muscle) < _TWICE:
                wanted.update(*(PATTERNS_OF[function] for function in FUNCTIONS_OF[muscle]))
        for muscle in self.brief.request.focus:
            if exposures(draft, muscle) < least_exposures(draft):
                wanted.update(*(PATTERNS_OF[function] for function in FUNCTIONS_OF[muscle]))
        return frozenset(wanted & self.trainable)

    def _shares(self, draft: Draft, sets: Counter[Pattern]) -> Iterator[float]:
        brief = self.brief
        if brief.request.focus:
            return
        total = sum(sets.values())
        if Area.SHOULDER not in brief.areas:
            isolation = draft.sets_of(
                lambda place: not place.exercise.is_compound and place.exercise.pattern not in _TRUNK | _PUSH | _PULL
            )
            yield _over(isolation, ISOLATION_SHARE[brief.goal] * total + 0.9)
        for patterns, share in ((_ARMS, ARM_SHARE), (_TRUNK, CORE_SHARE), (frozenset({Pattern.CALF}), CALF_SHARE)):
            if patterns is _TRUNK and Area.LOWER_BACK in brief.areas:
                continue  # it braces every day (design 10, 2.5)
            yield _over(_sum(sets, patterns), share * total + 0.5)

    def _volumes(self, draft: Draft) -> Iterator[float]:
        request, level = self.brief.request, self.brief.experience.level
        days = [fractional(day.places) for day in draft.days]
        week = fractional(draft.places())
        for day in days:
            yield _over(max(day.values(), default=0.0), MUSCLE_SESSION_CAP[level])
        for muscle, done in week.items():
            yield _over(done, TOO_MUCH * landmark(muscle, level, request.goal).mav_high)
        if self.brief.is_hypertrophy:
            yield _over(week.get(Muscle.FRONT_DELT, 0.0), MOST_FRONT_DELT - 1.0)
        if self.brief.areas:
            return
        for muscle in _BIG_MUSCLES:
            least = FLOOR_SHARE * landmark(muscle, level, request.goal).mav_low * kappa(request)
            # leading sets grow into their number where size is the goal: the week they start from counts
            yield _over(
                least, week.get(muscle, 0.0) - GROWTH * (self.brief.is_hypertrophy and not self.brief.is_beginner)
            )
        if self._has_room_for_all:
            for muscle in _OFTEN:
                if sum(day.get(muscle, 0.0) > 0 for day in days) < _TWICE:
                    yield FAULT

    def _neighbours(self, draft: Draft) -> Iterator[float]:
        """Muscles and the lower back that work hard on two days running (SPC04, SPC07)."""
        clashes: list[float] = []
        for day in draft.days:
            after = next((other for other in draft.days if (other.weekday - day.weekday) % 7 == 1), None)
            if after is None:
                continue
            first, second = _direct(day), _direct(after)
            clashes += [
                # each set less on the easier of the two days is a step
                FAULT + 0.1 * (min(sets, second[muscle]) - HARD_SETS)
                for muscle, sets in first.items()
                if muscle not in _SPARED and sets >= HARD_SETS and second[muscle] >= HARD_SETS
            ]
            spine = sum(place.sets for item in (day, after) for place in item.places if place.exercise.slug in SPINE)
            tired = any(
                place.exercise.slug in LIGHT_HINGE & SPINE and place.sets >= HARD_SETS for place in day.places
            ) and any(place.role == "M" and place.exercise.slug in HEAVY_HINGE for place in after.places)
            if tired or spine > MOST_SPINE_SETS:
                yield FAULT + 0.1 * max(0, spine - MOST_SPINE_SETS)
        allowed = 1 if len(draft.days) == SIX_DAYS else 0
        yield sum(sorted(clashes)[: max(0, len(clashes) - allowed)])

    def _repeats(self, draft: Draft) -> Iterator[float]:
        brief = self.brief
        days = Counter(place.exercise.slug for day in draft.days for place in day.places)
        yield FAULT * sum(count > MOST_EXPOSURES for count in days.values())
        held = Counter(place.exercise.slug for place in draft.places() if place.exercise.pattern is Pattern.CORE)
        if not brief.is_beginner:
            yield FAULT * sum(count >= MOST_EXPOSURES for count in held.values())
        contents = {frozenset(place.exercise.slug for place in day.places) for day in draft.days}
        yield FAULT * (len(draft.days) - len(contents))
        for day in draft.days:
            grips = sum(place.exercise.slug in GRIP for place in day.places)
            yield FAULT * max(0, grips - MOST_GRIP_ROWS)
            lacks_brace = Area.LOWER_BACK in brief.areas and brief.minutes >= ROOM_FOR_ALL
            if lacks_brace and not any(place.exercise.pattern in _TRUNK for place in day.places):
                yield FAULT

    def _regions_apart(self, draft: Draft) -> Iterator[float]:
        """With short sessions, push, pull and legs in every two days, or three of five or more (TIM02)."""
        if self.brief.minutes >= ROOM_FOR_ALL:
            return
        held = [{place.exercise.pattern for place in day.places} for day in draft.days]
        window = REGION_WINDOW if len(held) < MANY_DAYS else REGION_WINDOW + 1
        for at in range(len(held) - window + 1):
            present = set[Pattern]().union(*held[at : at + window])
            yield FAULT * sum(not present & region for region in (_PUSH, _PULL, _KNEE | _HIP))

    def _focus(self, draft: Draft) -> Iterator[float]:
        """A focus muscle on fewer than every second day, where something trains it (FMT03); a sore knee goes before quads."""
        for muscle in self.brief.request.focus:
            if muscle is Muscle.QUADS and Area.KNEE in self.brief.areas:
                continue
            if any(muscle in row.primary and row.slug not in LAST_RESORT for row in self.brief.pool.exercises):
                yield NO_FOCUS * max(0, least_exposures(draft) - exposures(draft, muscle))

    def _times(self, lasting: Sequence[int]) -> Iterator[float]:
        brief = self.brief
        may_be_short = brief.is_beginner or brief.request.frequency >= MANY_DAYS or brief.minutes >= LONG
        least = (LEAST if may_be_short else USUAL_LEAST) * brief.minutes
        for minutes in lasting:
            # too little time used is worth another exercise, not a worse one
            yield SHORT_MINUTE * max(0.0, least - minutes)
            if minutes > LATEST_SHARE * brief.minutes:
                yield FAULT + (minutes - brief.minutes) / 10


def fault_finder(brief: Brief) -> FaultFinder:
    """The finder for a request; what its pool can train is looked up once."""
    rows = brief.pool.exercises
    pulls = {row.pattern for row in rows if row.slug not in LAST_RESORT and not brief.needs_caution(row)} & _PULL
    return FaultFinder(brief, frozenset(row.pattern for row in rows), pulls >= _PULL)


def _tally(draft: Draft) -> Counter[Pattern]:
    """Weekly sets by pattern."""
    sets = Counter[Pattern]()
    for place in draft.places():
        sets[place.exercise.pattern] += place.sets
    return sets


def _sum(sets: Counter[Pattern], patterns: frozenset[Pattern] | set[Pattern]) -> int:
    return sum(sets[pattern] for pattern in patterns)


def _ratio(first: int, second: int, low: float, high: float) -> float:
    """The cost of a ratio outside its range; a side that is absent is another rule's business."""
    return _outside(first / second, low, high) if first and second else 0.0


def _outside(value: float, low: float, high: float) -> float:
    if low <= value <= high:
        return 0.0
    edge = low if value < low else high
    return FAULT + abs(math.log(max(value, 0.05) / edge))


def _over(value: float, most: float) -> float:
    return FAULT + 0.2 * (value - most) if value > most + 1e-9 else 0.0


def _direct(day: DraftDay) -> Counter[Muscle]:
    """Direct sets of each muscle; light technique work does not count."""
    sets = Counter[Muscle]()
    for place in day.places:
        if place.role != "L" and place.exercise.slug not in LAST_RESORT:
            for muscle in place.exercise.primary:
                sets[muscle] += place.sets
    return sets
