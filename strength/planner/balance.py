"""Antagonists kept comparable over the week: push and pull, knee and hip, upper and lower (design 04, 0.8)."""

from dataclasses import dataclass

from strength.exercise import Pattern
from strength.exercise_groups import LAST_RESORT
from strength.landmarks import KNEE_HIP, PUSH_PULL, PUSH_PULL_POWERLIFTING_HIGH, UPPER_LOWER
from strength.limitation import Area
from strength.planner.brief import Brief
from strength.planner.budget import Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft, Place
from strength.planner.filling import is_recoverable
from strength.request import Goal

MARGIN = 0.06
"""Ratios are brought this far inside the range, because deloads and tapers shift them a little."""

SHOULDER_PUSH_PULL = (0.62, 1 / 1.3)
"""Push to pull with a limited shoulder: pull sets at least 1.3 times push sets (LIM04)."""

SORE_KNEE_HIP = 0.4
"""Knee to hip sets with a limited knee: knee work at 70 %, hip work at 120 % of the usual (LIM06)."""

_FLOOR = 2
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
        if budget.fits(option.days[index], clock) and is_recoverable(brief, option, index):
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


def _is_trainable(place: Place) -> bool:
    """Whether more sets of it are worth their time: holds and drills are not."""
    return not place.exercise.is_timed and place.exercise.slug not in LAST_RESORT
