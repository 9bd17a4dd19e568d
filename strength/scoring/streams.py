"""Streams: one exercise followed through the weeks, and the steps it takes from one exposure to the next.

Progress is read in every form that coaches use: load, repetitions, sets, effort, or a rule ("add when all sets reach the
top of the range") that prints the same range every week (design 04, G cause 2 and H.2, dimension 5).
"""

import math
from dataclasses import dataclass

from strength.exercise import LoadKind
from strength.scoring.brief import Brief
from strength.scoring.curves import down, up, weighted_mean
from strength.scoring.reading import Item, Row, Runs
from strength.scoring.work import EASED, Work

_UNLOADED = frozenset({LoadKind.BAND, LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})

_LAST_WEEK, _A_WEEK_OLDER, _ALIKE = 1.0, 0.35, 0.25
"""What brings an exposure nearer: to be of the last week and alike in sets and repetitions; each week between parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One occasion on which an exercise is trained.

    Attributes:
        week: 0-based.
        load: heaviest load on the program's own scale, or None.
        reps: mean counted repetitions of its top sets.
        effort: mean effort.
        sets: number of sets.
        ranged: share of sets with a range of two or more repetitions.
        amrap: share of sets to the limit.
        low: low end of the repetitions of its first set.
        high: high end of the same.
    """

    week: int
    load: float | None
    reps: float
    effort: float
    sets: int
    ranged: float
    amrap: float
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change between two matched exposures: load in percent of the lift's maximum, the rest relative.

    `weight` fades a step into or out of a planned low.
    """

    load: float | None
    reps: float
    sets: float
    effort: float
    same_rule: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An exercise through the program.

    Attributes:
        key: slug or name.
        weight: its share in judging progress.
        is_main: whether it is a main lift.
        exposures: in order of time.
        weeks: in how many weeks it is trained.
        loaded: whether loads are printed on at least half of the exposures.
        steps: from one exposure to the next.
        rise: of the top loads from the first third of the weeks to the last, in percent of the lift's maximum.
        rule: 0-1, how much it progresses by a rule instead of by printed changes.
    """

    key: str
    weight: float
    is_main: bool
    exposures: tuple[Exposure, ...]
    weeks: int
    loaded: bool
    steps: tuple[Step, ...]
    rise: float
    rule: float


def _exposure(week: int, item: Item, *, has_percent: bool) -> Exposure:
    first = item.sets[0]
    if len(item.runs) == 1:
        top = first.bar if first.bar is not None else first.load if has_percent else None
        reps, effort = first.reps, first.effort
        ranged, amrap = float(first.high - first.low >= 2), float(first.is_amrap)
    else:
        leading, top = _leading(item.runs, has_percent=has_percent)
        reps = weighted_mean([(work.reps, count) for work, count in leading])
        effort = weighted_mean([(work.effort, count) for work, count in leading])
        ranged = weighted_mean([(float(work.high - work.low >= 2), count) for work, count in item.runs])
        amrap = weighted_mean([(float(work.is_amrap), count) for work, count in item.runs])
    return Exposure(
        week=week,
        load=top,
        reps=reps,
        effort=effort,
        sets=len(item.sets),
        ranged=ranged,
        amrap=amrap,
        low=first.low,
        high=first.high,
    )


def _leading(runs: Runs, *, has_percent: bool) -> tuple[Runs, float | None]:
    """(sets at 85 % or more of the heaviest load, the heaviest load or None) of an exercise in a workout."""
    loads = [work.bar if work.bar is not None else work.load if has_percent else None for work, _ in runs]
    top = max([load for load in loads if load is not None], default=None)
    if top is None:
        return runs, top
    return tuple([run for run, load in zip(runs, loads, strict=True) if (load or 0) >= 0.85 * top]), top


def streams_of(work: Work) -> tuple[Stream, ...]:
    """Every exercise that is trained in at least two weeks."""
    brief = work.brief
    items: dict[str, list[tuple[int, Item]]] = {}
    for week, trained in enumerate(work.items):
        for item in trained:
            if item.sets:
                items.setdefault(item.row.key, []).append((week, item))
    prints_loads = any(entry.bar is not None for entry, _, _ in work.tally)
    streams: list[Stream] = []
    for entries in items.values():
        weeks = len({week for week, _ in entries})
        if weeks < 2:
            continue
        row = entries[0][1].row
        has_percent = _goes_by_effort(row, entries, brief) or any(
            entry.percent is not None for _, item in entries for entry, _ in item.runs
        )
        exposures = tuple([_exposure(week, item, has_percent=has_percent) for week, item in entries])
        loads = [item.load for item in exposures if item.load is not None]
        factor = (3.0 if row.is_main else 1.5 if row.is_compound else 1.0) if brief.is_strength else 1.0
        if not brief.is_strength and row.is_compound:
            factor = 1.5
        if brief.is_strength and prints_loads and not loads:
            factor *= 0.4
        heaviest = max(loads, default=0.0)
        streams.append(
            Stream(
                key=row.key,
                weight=factor * sum([item.sets for item in exposures]),
                is_main=row.is_main,
                exposures=exposures,
                weeks=weeks,
                loaded=len(loads) * 2 > len(exposures),
                steps=_steps(exposures, heaviest, work.low),
                rise=_rise(exposures, heaviest, work),
                rule=_rule(exposures, row.loadability, work.low),
            )
        )
    return tuple(streams)


def _goes_by_effort(row: Row, entries: list[tuple[int, Item]], brief: Brief) -> bool:
    """Whether fewer repetitions at the same effort are read as more load, also where no load is printed.

    Bands and bodyweight have no load to add, they progress by repetitions.
    """
    return (
        brief.is_strength
        and row.is_main
        and row.exercise is not None
        and row.exercise.load_kind not in _UNLOADED
        and all(entry.stated is not None and not entry.is_timed for _, item in entries for entry, _ in item.runs)
    )


def _steps(exposures: tuple[Exposure, ...], heaviest: float, low: tuple[float, ...]) -> tuple[Step, ...]:
    """Matched steps; steps into or out of a planned low are left out."""
    steps: list[Step] = []
    earlier: list[list[Exposure]] = []
    this_week: list[Exposure] = []
    for new in exposures:
        if low[new.week] >= EASED:
            continue
        if this_week and this_week[0].week != new.week:
            earlier.append(this_week)
            this_week = []
        this_week.append(new)
        if earlier:
            old = _match(new, earlier, heaviest)
            steps.append(_step(new, old, heaviest, 1 - up(max(low[new.week], low[old.week]), 0.35, EASED)))
    return tuple(steps)


def _match(new: Exposure, earlier: list[list[Exposure]], heaviest: float) -> Exposure:
    """The earlier exposure that this one continues: last week's alike, else the nearest of the two weeks before."""
    best, nearest = earlier[-1][0], math.inf
    for gap, week in enumerate(reversed(earlier[-2:])):
        if nearest <= _A_WEEK_OLDER * gap:
            break  # nothing of an older week can be nearer
        for old in week:
            distance = 0.0
            if new.reps != old.reps:
                distance += abs(math.log(new.reps / old.reps))
            if new.sets != old.sets:
                distance += 0.6 * abs(math.log(new.sets / old.sets))
            is_last = gap == 0 and distance <= _ALIKE
            if heaviest and new.load is not None and old.load is not None:
                distance += 1.5 * abs(new.load - old.load) / heaviest
            distance += _A_WEEK_OLDER * gap - (_LAST_WEEK if is_last else 0.0)
            if distance < nearest:
                best, nearest = old, distance
    return best


def _step(new: Exposure, old: Exposure, heaviest: float, weight: float) -> Step:
    load = None
    if new.load is not None and old.load is not None and heaviest > 0:
        load = 100.0 * (new.load - old.load) / heaviest
    return Step(
        load=load,
        reps=math.log(new.reps / old.reps) if new.reps != old.reps else 0.0,
        sets=math.log(new.sets / old.sets) if new.sets != old.sets else 0.0,
        effort=new.effort - old.effort,
        same_rule=new.low == old.low
        and new.high == old.high
        and abs(new.sets - old.sets) <= 0.5 * old.sets
        and abs(new.effort - old.effort) <= 1.0,
        weight=weight,
    )


def _rise(exposures: tuple[Exposure, ...], heaviest: float, work: Work) -> float:
    """Rise of the top loads from the first third of the working weeks to the last, in percent of the maximum."""
    if heaviest <= 0:
        return 0.0
    begin, end = work.thirds
    first = [item.load for item in exposures if item.load is not None and item.week in begin]
    last = [item.load for item in exposures if item.load is not None and item.week in end]
    if not first or not last:
        return 0.0
    return 100.0 * (max(last) - max(first)) / heaviest


def _rule(exposures: tuple[Exposure, ...], loadability: float, low: tuple[float, ...]) -> float:
    """0-1, how much the stream progresses by a rule instead of by printed changes.

    Ranges of two or more repetitions near enough to failure, or sets to the limit, tell the lifter when to add load;
    a rule to add load needs something to add.
    """
    ranged = amrap = total = 0.0
    for item in exposures:
        # a planned low suspends the rule, it does not break it
        weight = 1 - low[item.week]
        total += weight
        if item.ranged:
            ranged += weight * item.ranged * up(item.effort, 5.5, 7) * down(item.effort, 9.5, 10.5)
        amrap += weight * item.amrap
    if total <= 0:
        return 0.0
    return max(ranged, 0.9 * amrap) / total * (0.25 + 0.75 * loadability)
