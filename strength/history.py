"""Training history: what was logged lately, made sense of (design 03, 3.7).

Logs are messy: two units, warm-ups without a mark, weight 0 where nothing was typed in, slips of a digit. What is kept is
robust to each of them; what cannot be told is None, never a guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, groupby
from math import isfinite
from statistics import fmean, median, median_low
from types import MappingProxyType

from strength.exercise import Exercise, Lift
from strength.loading import epley
from strength.muscle import Muscle
from strength.request import LB_PER_KG, Units
from strength.volume import DIRECT, INDIRECT, hard_set_effort

WINDOW = timedelta(weeks=8)
"""Only the newest eight weeks count (design 03, 3.7)."""

LONGEST_SET = 10
"""Most repetitions of a set that says something about the one-rep maximum (design 03, 3.7)."""

OUTLIER_LOW, OUTLIER_HIGH = 0.5, 1.5
"""Times the median estimate of a lift, outside of which a set is a warm-up or a slip (calibration)."""

HEAVIEST_KG = 1000.0
"""Nobody has lifted more; a bigger number is a slip."""

TREND_SESSIONS, TREND_SPAN = 3, timedelta(days=14)
"""Least history behind a trend: fewer sessions, or closer ones, are noise (calibration)."""

HARD_EFFORT = 9.5
HARDER_THAN_PLANNED = 1.0
"""A workout was too hard at this mean RPE, or more than this above the plan: people misjudge by one (Halperin 2022), and
FitCSV holds whole points only, the plan's rounded down."""

MISSED_SHARE = 0.5
PRESS = "overhead_press"
EQUAL = 0.95
"""Competition similarity from which a lift's maximum is that of the competition lift (calibration)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSet:
    """A working set as it was logged.

    Attributes:
        exercise: what was done.
        at: when the workout was completed.
        reps: repetitions done.
        weight: as it was typed in; 0 where there was none.
        unit: as FitCSV holds it: "lbs", "kg".
        rpe: effort 1-10, or None.
        rir: repetitions in reserve, or None.
        planned_reps: fewest repetitions the plan asked of this set, or None.
        planned_rpe: effort the plan asked of this set, or None.
    """

    exercise: Exercise
    at: datetime
    reps: int
    weight: float
    unit: str
    rpe: float | None = None
    rir: float | None = None
    planned_reps: int | None = None
    planned_rpe: float | None = None

    @property
    def weight_kg(self) -> float | None:
        """The weight in kilograms; None when there was none, or the number or its unit cannot be true."""
        letter = self.unit.strip().lower()[:1]
        if letter not in {"k", "l"} or not isfinite(self.weight) or self.weight <= 0:
            return None
        weight = self.weight if letter == "k" else self.weight / LB_PER_KG
        return weight if weight <= HEAVIEST_KG else None

    @property
    def effort(self) -> float | None:
        """RPE, from repetitions in reserve where those were logged."""
        if self.rpe is not None:
            return self.rpe
        return None if self.rir is None else 10.0 - self.rir

    @property
    def e1rm_kg(self) -> float | None:
        """Estimated one-rep maximum by Epley from the repetitions done: a floor, as reserves are not counted in.

        None for sets of more than ten repetitions, or without a weight.
        """
        weight = self.weight_kg
        if weight is None or not 1 <= self.reps <= LONGEST_SET:
            return None
        return weight if self.reps == 1 else epley(weight, self.reps)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHistory:
    """The newest eight weeks of one exercise.

    Attributes:
        exercise: which one.
        sessions: how many workouts it was in.
        last_at: when it was done last.
        last_sets: the sets of that workout, in the order they were logged.
        e1rm_kg: recent one-rep maximum: the second best estimate, or the only one; None when no set gives one.
        weekly_trend: change of the estimate per week, as a share of it (0.01 is 1 %); None when too little is known.
        was_too_hard: last time repetitions were missed, or the effort was well above the plan or near the limit.
        span_weeks: whole weeks between the first and the last workout it was in.
    """

    exercise: Exercise
    sessions: int
    last_at: datetime
    last_sets: tuple[LoggedSet, ...]
    e1rm_kg: float | None
    weekly_trend: float | None
    was_too_hard: bool
    span_weeks: int = 0

    def e1rm(self, units: Units) -> float | None:
        """The recent one-rep maximum in a unit."""
        if self.e1rm_kg is None or units is Units.KG:
            return self.e1rm_kg
        return self.e1rm_kg * LB_PER_KG


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a lifter has done in the newest eight weeks. Empty for who has logged nothing.

    Attributes:
        lifts: by slug.
        weekly_sets: hard sets a week by muscle (1 direct, 0.5 indirect), over the weeks since the first log.
        weeks: how many weeks those are, 0-8.
        sessions: how many workouts.
        break_weeks: whole weeks since the last workout.
    """

    lifts: Mapping[str, LiftHistory] = field(default_factory=lambda: MappingProxyType(dict[str, LiftHistory]()))
    weekly_sets: Mapping[Muscle, float] = field(default_factory=lambda: MappingProxyType(dict[Muscle, float]()))
    weeks: int = 0
    sessions: int = 0
    break_weeks: int = 0

    @classmethod
    def from_logged(cls, sets: Sequence[LoggedSet], *, until: datetime | None = None) -> "History":
        """Makes sense of logged sets, in any order.

        Args:
            sets: working sets; warm-ups that are marked as such are left out by the caller.
            until: end of the eight weeks; the newest set when not given.
        """
        if not sets:
            return cls()
        end = max(one.at for one in sets) if until is None else until
        recent = [one for one in sets if end - WINDOW <= one.at <= end and one.reps >= 1]
        if not recent:
            return cls()
        # sorting is stable: sets of one workout stay in their order
        recent.sort(key=lambda one: one.at)
        by_slug: dict[str, list[LoggedSet]] = {}
        for one in recent:
            by_slug.setdefault(one.exercise.slug, []).append(one)
        weeks = min(8, (end - recent[0].at) // timedelta(weeks=1) + 1)
        return cls(
            lifts=MappingProxyType({slug: _lift(found) for slug, found in sorted(by_slug.items())}),
            weekly_sets=MappingProxyType(_weekly(recent, weeks)),
            weeks=weeks,
            sessions=len({one.at for one in recent}),
            break_weeks=min(weeks, (end - recent[-1].at) // timedelta(weeks=1)),
        )

    def lift(self, slug: str) -> LiftHistory | None:
        """The history of an exercise, or None when it was not done lately."""
        return self.lifts.get(slug)

    def one_rep_maxes(self, units: Units) -> dict[Lift, float]:
        """The recent maxima of the competition lifts and the press in a unit, for a request that states none.

        Only from the lift itself or its equal, such as the sumo deadlift: what a variant says of it is too vague.
        """
        maxima: dict[Lift, float] = {}
        for slug, history in self.lifts.items():
            exercise = history.exercise
            lift = Lift.PRESS if slug == PRESS else exercise.competition_lift
            estimate = history.e1rm(units)
            is_equal = slug == PRESS or exercise.competition_similarity >= EQUAL
            if lift is not None and estimate is not None and is_equal:
                maxima[lift] = max(estimate, maxima.get(lift, 0.0))
        return {lift: round(maxima[lift], 1) for lift in Lift if lift in maxima}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was logged lately."""
        return not self.lifts


def _lift(sets: Sequence[LoggedSet]) -> LiftHistory:
    """The history of one exercise from its sets, oldest first."""
    sessions = [(at, tuple(group)) for at, group in groupby(sets, key=lambda one: one.at)]
    last_at, last_sets = sessions[-1]
    kept = _without_outliers([(one.at, estimate) for one in sets if (estimate := one.e1rm_kg) is not None])
    ranked = sorted((estimate for _, estimate in kept), reverse=True)
    return LiftHistory(
        exercise=sets[0].exercise,
        sessions=len(sessions),
        last_at=last_at,
        last_sets=last_sets,
        # one set may be a slip of a few kilograms that is no outlier; two of them seldom are
        e1rm_kg=None if not ranked else ranked[min(1, len(ranked) - 1)],
        weekly_trend=_trend(kept),
        was_too_hard=_was_too_hard(last_sets),
        span_weeks=(last_at - sessions[0][0]) // timedelta(weeks=1),
    )


def _without_outliers(estimates: Sequence[tuple[datetime, float]]) -> list[tuple[datetime, float]]:
    if not estimates:
        return []
    # of an even number the lower middle: 100 and 1000 kg leave 100, not nothing
    middle = median_low(estimate for _, estimate in estimates)
    low, high = OUTLIER_LOW * middle, OUTLIER_HIGH * middle
    return [(at, estimate) for at, estimate in estimates if low <= estimate <= high]


def _trend(estimates: Iterable[tuple[datetime, float]]) -> float | None:
    """The median slope between the best estimates of any two workouts (Theil-Sen), per week, relative to their median."""
    best: dict[datetime, float] = {}
    for at, estimate in estimates:
        best[at] = max(estimate, best.get(at, 0.0))
    if len(best) < TREND_SESSIONS or max(best) - min(best) < TREND_SPAN:
        return None
    slopes = [
        (later[1] - earlier[1]) / ((later[0] - earlier[0]) / timedelta(weeks=1))
        for earlier, later in combinations(sorted(best.items()), 2)
    ]
    return median(slopes) / median(best.values())


def _was_too_hard(sets: Sequence[LoggedSet]) -> bool:
    planned = [one for one in sets if one.planned_reps is not None]
    missed = sum(one.reps < (one.planned_reps or 0) for one in planned)
    if planned and missed >= max(1.0, MISSED_SHARE * len(planned)):
        return True
    efforts = [one.effort for one in sets if one.effort is not None]
    if efforts and fmean(efforts) >= HARD_EFFORT and not _was_planned_hard(sets):
        return True
    over = [one.effort - one.planned_rpe for one in sets if one.effort is not None and one.planned_rpe is not None]
    return bool(over) and fmean(over) > HARDER_THAN_PLANNED


def _was_planned_hard(sets: Sequence[LoggedSet]) -> bool:
    """Whether the plan itself asked for the limit."""
    efforts = [one.planned_rpe for one in sets if one.planned_rpe is not None]
    return bool(efforts) and fmean(efforts) >= HARD_EFFORT - HARDER_THAN_PLANNED / 2.0


def _weekly(sets: Iterable[LoggedSet], weeks: int) -> dict[Muscle, float]:
    counts: dict[Muscle, float] = {}
    for one in sets:
        hard = 1.0 if one.effort is None else hard_set_effort(one.effort)
        for muscles, share in ((one.exercise.primary, DIRECT), (one.exercise.secondary, INDIRECT)):
            for muscle in muscles:
                counts[muscle] = counts.get(muscle, 0.0) + share * hard
    return {muscle: counts[muscle] / weeks for muscle in Muscle if muscle in counts}
