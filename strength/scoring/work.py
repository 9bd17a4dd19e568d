"""The work that a program holds, week by week: hard sets, muscles, planned lows. All dimensions draw on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from strength.exercise import Lift, Pattern
from strength.landmarks import landmark
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.brief import Brief
from strength.scoring.curves import down, median, up
from strength.scoring.reading import Item, Reading, Session, WorkSet
from strength.scoring.tally import SetCount, tally_of

SESSION_CAP = 11.0
"""Fractional sets of one muscle in one workout beyond which nothing more is credited (Remmert 2025, design 04, 0.1)."""

EASED = 0.75
"""From this share of a planned low on, a week is left out when progress is followed; it fades from 0.35 on."""

_LEVELS = {1: (0.6, 1.0, 1.0), 2: (1.0, 1.0, 1.0), 3: (1.15, 1.1, 1.1)}
"""Level multipliers of MAV low, MAV high and MRV: volume research sees no lower ceiling for beginners (design 04, H.2)."""

_INDIRECT, _INDIRECT_AT_CEILING = 0.5, 0.25
"""What an indirect set counts; less against ceilings, because published ceilings count direct sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A muscle's volume targets in fractional sets a week for the judged lifter."""

    low: float
    high: float
    ceiling: float


@lru_cache(maxsize=64)
def _target(muscle: Muscle, level: int) -> Target:
    base = landmark(muscle, 2, Goal.HYPERTROPHY)
    low, high, ceiling = _LEVELS[level]
    return Target(low=base.mav_low * low, high=base.mav_high * high, ceiling=base.mrv * ceiling)


def target(muscle: Muscle, brief: Brief) -> Target:
    """Targets of one muscle: landmarks for an intermediate, moved by level."""
    return _target(muscle, brief.level)


@dataclass(frozen=True, slots=True, eq=False)
class MainItem:
    """A main lift of a week with its top sets: sets at 85 % or more of the item's heaviest."""

    item: Item
    tops: tuple[WorkSet, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """A program's work.

    Attributes:
        reading: the program as read.
        hard: hard sets per week.
        low: per week 0-1, how much it is a planned low.
        items: per week, every item in order.
        mains: per week, the main lifts with their top sets.
        session_muscles: per week and session, fractional sets by muscle.
        muscles: per week, fractional sets by muscle, each session capped.
        raw_session_muscles: per week and session, sets by muscle against ceilings.
        raw_muscles: per week, sets by muscle against ceilings.
        patterns: per week, hard sets by pattern, easy sets at half weight at least.
    """

    reading: Reading
    hard: tuple[float, ...]
    low: tuple[float, ...]
    items: tuple[tuple[Item, ...], ...]
    mains: tuple[tuple[MainItem, ...], ...]
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

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """Every item of the program in order."""
        return tuple([item for week in self.items for item in week])

    @cached_property
    def working_items(self) -> tuple[Item, ...]:
        """The items of the working weeks."""
        return tuple([item for week in self.working for item in self.items[week]])

    @cached_property
    def tally(self) -> tuple[SetCount, ...]:
        """The different sets of the program, and how often each occurs."""
        return tally_of(self.all_items)

    @cached_property
    def working_tally(self) -> tuple[SetCount, ...]:
        """The different sets of the working weeks."""
        return tally_of(self.working_items)

    @cached_property
    def thirds(self) -> tuple[frozenset[int], frozenset[int]]:
        """The first and the last third of the weeks that are no planned lows, one week at least."""
        weeks = [week for week, low in enumerate(self.low) if low < EASED]
        third = max(1, len(weeks) // 3)
        return frozenset(weeks[:third]), frozenset(weeks[-third:])


def _main_item(item: Item) -> MainItem:
    if len(item.runs) < 2:
        return MainItem(item, item.sets)
    heaviest = max((work.percent for work, _ in item.runs if work.percent is not None), default=0.0)
    return MainItem(item, tuple([work for work in item.sets if (work.percent or heaviest) >= 0.85 * heaviest]))


def _muscle_sets(session: Session) -> tuple[dict[Muscle, float], dict[Muscle, float]]:
    """(hard sets by muscle, sets by muscle against ceilings) of a workout."""
    sets: dict[Muscle, float] = {}
    raw: dict[Muscle, float] = {}
    for item in session.items:
        if item.exercise is None:
            continue
        credit, strain = item.credit, item.strain
        for muscle in item.exercise.primary:
            sets[muscle] = sets.get(muscle, 0.0) + credit
            raw[muscle] = raw.get(muscle, 0.0) + strain
        credit, strain = _INDIRECT * credit, _INDIRECT_AT_CEILING * strain
        for muscle in item.exercise.secondary:
            sets[muscle] = sets.get(muscle, 0.0) + credit
            raw[muscle] = raw.get(muscle, 0.0) + strain
    return sets, raw


def _pattern_sets(items: Iterable[Item]) -> dict[Pattern, float]:
    sets: dict[Pattern, float] = {}
    for item in items:
        if item.exercise is not None and item.sets:
            pattern = item.exercise.pattern
            done = sum([count * (work.credit if work.credit > 0.5 else 0.5) for work, count in item.runs])
            sets[pattern] = sets.get(pattern, 0.0) + done
    return sets


def _top_load(mains: Iterable[MainItem]) -> float:
    """Mean over the week's main lifts of their heaviest set, in percent of the 1RM as printed or as effort implies."""
    tops = [max([work.load for work, _ in main.item.runs]) for main in mains if main.item.sets]
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


def _summed(sessions: Iterable[dict[Muscle, float]], cap: float) -> dict[Muscle, float]:
    total: dict[Muscle, float] = {}
    for session in sessions:
        for muscle, sets in session.items():
            total[muscle] = total.get(muscle, 0.0) + (sets if sets < cap else cap)
    return total


def work_of(reading: Reading) -> Work:
    """All figures of a program's work, counted once."""
    brief = reading.brief
    items = tuple([tuple([item for session in week for item in session.items]) for week in reading.weeks])
    mains = tuple([tuple([_main_item(item) for item in week if item.row.is_main]) for week in items])
    hard = tuple([sum([item.credit for item in week]) for week in items])
    # where nothing takes load, a deload of fewer repetitions is no peak
    loads = tuple([_top_load(week) for week in mains]) if brief.is_strength and brief.has_loadable_bar else ()
    muscles = [[_muscle_sets(session) for session in week] for week in reading.weeks]
    session_muscles = tuple([tuple([sets for sets, _ in week]) for week in muscles])
    raw = tuple([tuple([sets for _, sets in week]) for week in muscles])
    return Work(
        reading=reading,
        hard=hard,
        low=low_weeks(hard, loads),
        items=items,
        mains=mains,
        session_muscles=session_muscles,
        muscles=tuple([_summed(week, SESSION_CAP) for week in session_muscles]),
        raw_session_muscles=raw,
        raw_muscles=tuple([_summed(week, float("inf")) for week in raw]),
        patterns=tuple([_pattern_sets(week) for week in items]),
    )


def competition_credit(items: Iterable[Item], lift: Lift) -> float:
    """Hard sets that serve a competition lift, each by how much it resembles the lift."""
    return sum(
        [
            item.exercise.competition_similarity * item.credit
            for item in items
            if item.exercise is not None and item.exercise.competition_lift is lift
        ]
    )
