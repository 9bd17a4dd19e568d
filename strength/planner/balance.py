"""Antagonists kept comparable over the week: push and pull, knee and hip, upper and lower (design 04, 0.8)."""

from dataclasses import dataclass

from strength.exercise import Pattern
from strength.exercise_groups import LAST_RESORT, twins_of
from strength.landmarks import KNEE_HIP, PUSH_PULL, PUSH_PULL_POWERLIFTING_HIGH, UPPER_LOWER
from strength.limitation import Area
from strength.planner.brief import Brief
from strength.planner.budget import Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.filling import is_recoverable
from strength.planner.function import Function
from strength.planner.ordering import ordered
from strength.planner.pairing import paired
from strength.planner.preference import Opening
from strength.planner.selection import choose
from strength.request import Goal

MARGIN = 0.06
"""Ratios are brought this far inside the range, because deloads and tapers shift them a little."""

SHOULDER_PUSH_PULL = (0.62, 1 / 1.3)
"""Push to pull with a limited shoulder: pull sets at least 1.3 times push sets (LIM04)."""

SORE_KNEE_HIP = 0.4
"""Knee to hip sets with a limited knee: knee work at 70 %, hip work at 120 % of the usual (LIM06)."""

PULL_SHARE = (0.5, 2.2)
"""Rows to pulldowns: neither more than 70 % of the pulls (SEL06)."""

FAR_APART = 2.0
"""Presses for each pull beyond which a day may lose its only press."""

_FLOOR = 2
_ROWS = frozenset({Pattern.H_PULL})
_PULLDOWNS = frozenset({Pattern.V_PULL})
_MAIN_FLOOR = 3
_BENCH_DAYS = 2
_ROUNDS = 14
_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
_KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT})
_HIP = frozenset({Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX})
_LOWER = _KNEE | _HIP | {Pattern.CALF}
_UPPER = frozenset(Pattern) - _LOWER - {Pattern.CORE, Pattern.CARRY}
_GIVES = "AISVL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Two sides whose ratio of sets should lie in a range."""

    first: frozenset[Pattern]
    second: frozenset[Pattern]
    low: float
    high: float

    def lacking(self, draft: Draft) -> tuple[frozenset[Pattern], frozenset[Pattern]] | None:
        """The side that has too little and the one that has too much; None when they are in balance, or one is absent."""
        first, second = sets_of(draft, self.first), sets_of(draft, self.second)
        if not first or not second or self.low <= first / second <= self.high:
            return None
        return (self.first, self.second) if first < self.low * second else (self.second, self.first)


def sets_of(draft: Draft, patterns: frozenset[Pattern]) -> int:
    """Weekly sets of these patterns."""
    return draft.sets_of(lambda place: place.exercise.pattern in patterns)


def balanced(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """The week with sets moved from what has too many to what has too few, where minutes and recovery allow."""
    for scale in _scales(brief):
        for _ in range(_ROUNDS):
            sides = scale.lacking(draft)
            if sides is None:
                break
            small, large = sides
            changed = _one_more(brief, clock, budget, draft, small) or _one_less(draft, large)
            if changed is None and small == _PULL:
                changed = _row_for_press(brief, clock, budget, draft) or _less_on_main(draft, large)
            if changed is None:
                break
            draft = changed
    return draft


def _scales(brief: Brief) -> tuple[Scale, ...]:
    low, high = PUSH_PULL
    if brief.goal is Goal.POWERLIFTING:
        high = PUSH_PULL_POWERLIFTING_HIGH
    if Area.SHOULDER in brief.areas:
        low, high = SHOULDER_PUSH_PULL
    else:
        low, high = low + MARGIN, high - MARGIN
    least_knee = SORE_KNEE_HIP if Area.KNEE in brief.areas else KNEE_HIP[0] + MARGIN
    return (
        Scale(first=_ROWS, second=_PULLDOWNS, low=PULL_SHARE[0], high=PULL_SHARE[1]),
        Scale(first=_PUSH, second=_PULL, low=low, high=high),
        Scale(first=_KNEE, second=_HIP, low=least_knee, high=KNEE_HIP[1] - MARGIN),
        Scale(first=_UPPER, second=_LOWER, low=UPPER_LOWER[0] + MARGIN, high=UPPER_LOWER[1] - MARGIN),
    )


def _one_more(brief: Brief, clock: Clock, budget: Budget, draft: Draft, patterns: frozenset[Pattern]) -> Draft | None:
    """A set more on the place with the fewest, on a day that has the time."""
    most = 3 if brief.is_beginner else 5
    spots = [
        (place.sets, index, at)
        for index, day in enumerate(draft.days)
        for at, place in enumerate(day.places)
        if place.exercise.pattern in patterns and place.sets < most and place.role != "M" and _is_trainable(place)
    ]
    for sets, index, at in sorted(spots):
        option = draft.with_day(index, draft.days[index].changed(at, sets=sets + 1))
        if budget.fits(option.days[index], clock) and is_recoverable(brief, option, index, draft):
            return option
    return None


def _one_less(draft: Draft, patterns: frozenset[Pattern]) -> Draft | None:
    """A set less on the least important place that can spare it."""
    spots = [
        (_GIVES.index(place.role), -place.sets, index, at)
        for index, day in enumerate(draft.days)
        for at, place in enumerate(day.places)
        if place.exercise.pattern in patterns and place.sets > _FLOOR and place.role in _GIVES and not place.is_focus
    ]
    if not spots:
        return None
    _, sets, index, at = min(spots)
    return draft.with_day(index, draft.days[index].changed(at, sets=-sets - 1))


def _row_for_press(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft | None:
    """A pull in the place of a second press: short days hold either, and a week needs both (SEL06, BAL01)."""
    is_far = sets_of(draft, _PUSH) > FAR_APART * sets_of(draft, _PULL)
    for index, day in enumerate(draft.days):
        for at in range(len(day.places) - 1, -1, -1):
            place = day.places[at]
            if place.exercise.pattern not in _PUSH or place.role not in "VSA" or place.is_focus:
                continue
            if _is_needed_press(brief, draft, place) or not (is_far or _can_spare(day)):
                continue
            rest = draft.with_day(index, day.without(at))
            for function in _pulls_wanted(brief, rest):
                row = choose(brief, rest, index, Opening(function=function, role="A", key=f"{place.key}|pull"))
                if row is None or row.slug in LAST_RESORT:
                    continue
                if any(item.exercise.slug in twins_of(row.slug) for item in rest.days[index].places):
                    continue
                pull = Place(function=function, role="A", sets=place.sets, exercise=row, key=f"{place.key}|pull")
                shorter = day.without(at)
                option = rest.with_day(index, paired(brief, ordered(shorter.with_places((*shorter.places, pull)))))
                if clock.minutes(option.days[index]) <= budget.latest and is_recoverable(brief, option, index, draft):
                    return option
    return None


def _can_spare(day: DraftDay) -> bool:
    """Whether the day presses twice, or does not pull at all: else it would lose its only press to a second row."""
    presses = sum(1 for place in day.places if place.exercise.pattern in _PUSH)
    return presses > 1 or not any(place.exercise.pattern in _PULL for place in day.places)


def _is_needed_press(brief: Brief, draft: Draft, place: Place) -> bool:
    """Whether the week would lose a pattern with it, or a powerlifter the second bench day."""
    alike = draft.count(lambda other: other.big is place.big)
    is_bench = place.exercise.pattern is Pattern.H_PUSH and brief.goal is Goal.POWERLIFTING
    return alike <= (_BENCH_DAYS if is_bench else 1)


def _pulls_wanted(brief: Brief, draft: Draft) -> tuple[Function, ...]:
    """The direction of pull that the week has less of, first; with nothing but a bar, hanging from it."""
    if not brief.has_load and not brief.is_beginner:
        return (Function.VR, Function.HR)
    rows = draft.sets_of(lambda place: place.exercise.pattern is Pattern.H_PULL)
    pulldowns = draft.sets_of(lambda place: place.exercise.pattern is Pattern.V_PULL)
    return (Function.VR, Function.HR) if pulldowns < rows else (Function.HR, Function.VR)


def _less_on_main(draft: Draft, patterns: frozenset[Pattern]) -> Draft | None:
    """A set less on the main lift with the most, down to three."""
    spots = [
        (-place.sets, index, at)
        for index, day in enumerate(draft.days)
        for at, place in enumerate(day.places)
        if place.exercise.pattern in patterns and place.role == "M" and place.sets > _MAIN_FLOOR
    ]
    if not spots:
        return None
    sets, index, at = min(spots)
    return draft.with_day(index, draft.days[index].changed(at, sets=-sets - 1))


def _is_trainable(place: Place) -> bool:
    """Whether more sets of it are worth their time: holds and drills are not."""
    return not place.exercise.is_timed and place.exercise.slug not in LAST_RESORT
