"""The work that a program holds, week by week: hard sets, muscles, planned lows. All dimensions draw on it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from strength.exercise import Lift, Pattern
from strength.landmarks import landmark
from strength.loading import percent_for
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.brief import Brief
from strength.scoring.curves import down, median, up
from strength.scoring.reading import Item, Reading, Session, WorkSet, is_main

SESSION_CAP = 11.0
"""Fractional sets of one muscle in one workout beyond which nothing more is credited (Remmert 2025, design 04, 0.1)."""

_LEVELS = {1: (0.6, 1.0, 1.0), 2: (1.0, 1.0, 1.0), 3: (1.15, 1.1, 1.1)}
"""Level multipliers of MAV low, MAV high and MRV: volume research sees no lower ceiling for beginners (design 04, H.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A muscle's volume targets in fractional sets a week for the judged lifter."""

    low: float
    high: float
    ceiling: float


def target(muscle: Muscle, brief: Brief) -> Target:
    """Targets of one muscle: landmarks for an intermediate, moved by level."""
    base = landmark(muscle, 2, Goal.HYPERTROPHY)
    low, high, ceiling = _LEVELS[brief.level]
    return Target(low=base.mav_low * low, high=base.mav_high * high, ceiling=base.mrv * ceiling)


def _muscle_sets(session: Session) -> dict[Muscle, float]:
    sets: dict[Muscle, float] = defaultdict(float)
    for item in session.items:
        if item.exercise is None:
            continue
        hard = sum(work.credit for work in item.sets)
        for muscle in item.exercise.primary:
            sets[muscle] += hard
        for muscle in item.exercise.secondary:
            sets[muscle] += 0.5 * hard
    return dict(sets)


def _pattern_sets(reading: Reading, week: int) -> dict[Pattern, float]:
    sets: dict[Pattern, float] = defaultdict(float)
    for _, item, work in reading.sets(week):
        if item.exercise is not None:
            sets[item.exercise.pattern] += max(0.5, work.credit)
    return dict(sets)


def _raw_sets(session: Session) -> dict[Muscle, float]:
    """Sets against ceilings: published ceilings count direct sets, so indirect work weighs a quarter."""
    sets: dict[Muscle, float] = defaultdict(float)
    for item in session.items:
        if item.exercise is None:
            continue
        hard = sum(max(0.25, up(work.believed, 4.5, 7.0)) for work in item.sets)
        for muscle in item.exercise.primary:
            sets[muscle] += hard
        for muscle in item.exercise.secondary:
            sets[muscle] += 0.25 * hard
    return dict(sets)


@dataclass(frozen=True, kw_only=True)
class Work:
    """A program's work.

    Attributes:
        reading: the program as read.
        hard: hard sets per week.
        low: per week 0-1, how much it is a planned low.
        session_muscles: per week and session, fractional sets by muscle.
        muscles: per week, fractional sets by muscle, each session capped.
        raw_session_muscles: per week and session, sets by muscle against ceilings.
        raw_muscles: per week, sets by muscle against ceilings.
        patterns: per week, hard sets by pattern, easy sets at half weight at least.
    """

    reading: Reading
    hard: tuple[float, ...]
    low: tuple[float, ...]
    session_muscles: tuple[tuple[dict[Muscle, float], ...], ...]
    muscles: tuple[dict[Muscle, float], ...]
    raw_session_muscles: tuple[tuple[dict[Muscle, float], ...], ...]
    raw_muscles: tuple[dict[Muscle, float], ...]
    patterns: tuple[dict[Pattern, float], ...]

    @property
    def brief(self) -> Brief:
        """The terms of judgement."""
        return self.reading.brief

    @cached_property
    def working(self) -> tuple[int, ...]:
        """0-based weeks that are not planned lows; all of them when every week looks low."""
        weeks = tuple(index for index, low in enumerate(self.low) if low < 0.95)
        return weeks or tuple(range(len(self.low)))

    def pattern_sets(self, week: int) -> dict[Pattern, float]:
        """Hard sets by pattern in a week, easy sets at half weight at least."""
        return self.patterns[week]

    def main_items(self, week: int) -> list[tuple[Item, list[WorkSet]]]:
        """Main lifts of a week with their top sets: sets at 85 % or more of the item's heaviest."""
        found: list[tuple[Item, list[WorkSet]]] = []
        for session in self.reading.weeks[week]:
            for item in session.items:
                if not is_main(item.exercise, self.brief):
                    continue
                percents = [work.percent for work in item.sets if work.percent is not None]
                heaviest = max(percents, default=0.0)
                found.append((item, [work for work in item.sets if (work.percent or heaviest) >= 0.85 * heaviest]))
        return found


def _top_load(reading: Reading, week: int) -> float:
    """Mean over the week's main lifts of their heaviest set, in percent of the 1RM as printed or as effort implies."""
    tops = [
        max(
            entry.percent if entry.percent is not None else percent_for(entry.reps, entry.effort) for entry in item.sets
        )
        for session in reading.weeks[week]
        for item in session.items
        if item.sets and is_main(item.exercise, reading.brief)
    ]
    return sum(tops) / len(tops) if tops else 0.0


def low_weeks(hard: tuple[float, ...], loads: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Per week 0-1, how much it is a planned low.

    A fall of the hard sets by 12 % below the reference starts it, 28 % completes it. A week with somewhat fewer sets and
    heavier main lifts than the weeks before is a peak and no low, unless it falls by nearly half.

    Args:
        hard: hard sets per week.
        loads: mean top load of the main lifts per week, in percent; empty when loads do not matter.
    """
    middle = median(hard)
    lows: list[float] = []
    for index, sets in enumerate(hard):
        before = max(hard[max(0, index - 3) : index], default=sets)
        reference = min(before, max(1.12 * middle, sets))
        fall = 1 - sets / reference if reference > 0 else 0.0
        peaks = 0.0
        if loads and index:
            peaks = up(loads[index] - max(loads[max(0, index - 3) : index]), 0, 2) * down(fall, 0.45, 0.65)
        lows.append(up(fall, 0.12, 0.28) * (1 - peaks))
    return tuple(lows)


def _capped_sum(sessions: tuple[dict[Muscle, float], ...], cap: float) -> dict[Muscle, float]:
    total: dict[Muscle, float] = defaultdict(float)
    for session in sessions:
        for muscle, sets in session.items():
            total[muscle] += min(cap, sets)
    return dict(total)


def work_of(reading: Reading) -> Work:
    """All figures of a program's work, counted once."""
    brief = reading.brief
    hard = tuple(sum(work.credit for _, _, work in reading.sets(week)) for week in range(len(reading.weeks)))
    # where nothing takes load, a deload of fewer repetitions is no peak
    has_loads = brief.is_strength and brief.has_loadable_bar
    loads = tuple(_top_load(reading, week) for week in range(len(reading.weeks))) if has_loads else ()
    session_muscles = tuple(tuple(_muscle_sets(session) for session in week) for week in reading.weeks)
    raw = tuple(tuple(_raw_sets(session) for session in week) for week in reading.weeks)
    return Work(
        reading=reading,
        hard=hard,
        low=low_weeks(hard, loads),
        session_muscles=session_muscles,
        muscles=tuple(_capped_sum(week, SESSION_CAP) for week in session_muscles),
        raw_session_muscles=raw,
        raw_muscles=tuple(_capped_sum(week, float("inf")) for week in raw),
        patterns=tuple(_pattern_sets(reading, week) for week in range(len(reading.weeks))),
    )


def competition_sets(work: Work, week: int, lift: Lift) -> list[tuple[float, WorkSet]]:
    """(similarity, set) of every set in a week that serves a competition lift."""
    return [
        (item.exercise.competition_similarity, entry)
        for _, item, entry in work.reading.sets(week)
        if item.exercise is not None and item.exercise.competition_lift is lift
    ]
