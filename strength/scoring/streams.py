"""Streams: one exercise followed through the weeks, and the steps it takes from one exposure to the next.

Progress is read in every form that coaches use: load, repetitions, sets, effort, or a rule ("add when all sets reach the
top of the range") that prints the same range every week (design 04, G cause 2 and H.2, dimension 5).
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from strength.exercise import LoadKind
from strength.loading import percent_for
from strength.scoring.curves import down, mean, up, weighted_mean
from strength.scoring.reading import Item
from strength.scoring.work import Work, is_main

_UNLOADED = frozenset({LoadKind.BAND, LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})

EASED = 0.75
"""From this share of a planned low on, a week is left out when progress is followed; it fades from 0.35 on."""


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
class Stream:
    """An exercise through the program.

    Attributes:
        key: slug or name.
        weight: its share in judging progress.
        is_main: whether it is a main lift.
        is_strong: whether it is judged by loads.
        loadability: 0-1, how far it can be loaded for this lifter; a rule to add load needs something to add.
        exposures: in order of time.
    """

    key: str
    weight: float
    is_main: bool
    is_compound: bool
    loadability: float
    exposures: tuple[Exposure, ...]

    @property
    def loaded(self) -> bool:
        """Whether loads are printed on at least half of the exposures."""
        return sum(item.load is not None for item in self.exposures) * 2 > len(self.exposures)

    @property
    def heaviest(self) -> float:
        """The program's maximum of this lift; 0 when no load is printed."""
        return max((item.load for item in self.exposures if item.load is not None), default=0.0)


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


def _exposure(week: int, item: Item, *, has_percent: bool) -> Exposure:
    loads = [
        work.bar if work.bar is not None else percent_for(work.reps, work.effort) if has_percent else None
        for work in item.sets
    ]
    known = [load for load in loads if load is not None]
    top = max(known, default=None)
    leading = [work for work, load in zip(item.sets, loads, strict=True) if top is None or (load or 0) >= 0.85 * top]
    return Exposure(
        week=week,
        load=top,
        reps=mean(work.reps for work in leading),
        effort=mean(work.effort for work in leading),
        sets=len(item.sets),
        ranged=mean(float(work.high - work.low >= 2) for work in item.sets),
        amrap=mean(float(work.is_amrap) for work in item.sets),
        low=item.sets[0].low,
        high=item.sets[0].high,
    )


def streams_of(work: Work) -> tuple[Stream, ...]:
    """Every exercise that is trained in at least two weeks."""
    brief = work.brief
    items: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for week, sessions in enumerate(work.reading.weeks):
        for session in sessions:
            for item in session.items:
                if item.sets:
                    items[item.key].append((week, item))
    prints_loads = any(entry.bar is not None for _, _, entry in work.reading.all_sets())
    streams: list[Stream] = []
    for key, entries in items.items():
        if len({week for week, _ in entries}) < 2:
            continue
        exercise = entries[0][1].exercise
        main = is_main(exercise, brief)
        compound = bool(exercise and exercise.is_compound)
        sets = [entry for _, item in entries for entry in item.sets]
        # fewer repetitions at the same effort are more load, also where no load is printed; bands and bodyweight have
        # no load to add, they progress by repetitions
        by_effort = (
            brief.is_strength
            and main
            and exercise is not None
            and exercise.load_kind not in _UNLOADED
            and all(entry.stated is not None and not entry.is_timed for entry in sets)
        )
        has_percent = by_effort or any(entry.percent is not None for entry in sets)
        exposures = tuple(_exposure(week, item, has_percent=has_percent) for week, item in entries)
        factor = (3.0 if main else 1.5 if compound else 1.0) if brief.is_strength else (1.5 if compound else 1.0)
        if brief.is_strength and prints_loads and all(item.load is None for item in exposures):
            factor *= 0.4
        streams.append(
            Stream(
                key=key,
                weight=factor * sum(item.sets for item in exposures),
                is_main=main,
                is_compound=compound,
                loadability=brief.loadability(exercise) if exercise else 0.0,
                exposures=exposures,
            )
        )
    return tuple(streams)


def _distance(new: Exposure, old: Exposure, heaviest: float, gap: int) -> float:
    shape = abs(math.log(new.reps / old.reps)) + 0.6 * abs(math.log(new.sets / old.sets))
    if new.load is None or old.load is None or not heaviest:
        return shape + 0.35 * (gap - 1)
    return shape + 1.5 * abs(new.load - old.load) / heaviest + 0.35 * (gap - 1)


def _match(new: Exposure, stream: Stream, low: tuple[float, ...]) -> Exposure | None:
    """The earlier exposure that this one continues: last week's alike, else the nearest of the two weeks before."""
    earlier_weeks = sorted(
        {old.week for old in stream.exposures if old.week < new.week and low[old.week] < EASED}, reverse=True
    )
    best: tuple[float, Exposure] | None = None
    for gap, week in enumerate(earlier_weeks[:2], start=1):
        for old in stream.exposures:
            if old.week != week:
                continue
            shape = abs(math.log(new.reps / old.reps)) + 0.6 * abs(math.log(new.sets / old.sets))
            distance = _distance(new, old, stream.heaviest, gap) - (1.0 if gap == 1 and shape <= 0.25 else 0.0)
            if best is None or distance < best[0]:
                best = (distance, old)
    return best[1] if best else None


def steps_of(stream: Stream, work: Work) -> tuple[Step, ...]:
    """Matched steps of a stream; steps into or out of a planned low are left out."""
    steps: list[Step] = []
    heaviest = stream.heaviest
    for new in stream.exposures:
        if work.low[new.week] >= EASED:
            continue
        old = _match(new, stream, work.low)
        if old is None:
            continue
        load = (
            100.0 * (new.load - old.load) / heaviest
            if new.load is not None and old.load is not None and heaviest > 0
            else None
        )
        steps.append(
            Step(
                load=load,
                reps=math.log(new.reps / old.reps),
                sets=math.log(new.sets / old.sets),
                effort=new.effort - old.effort,
                same_rule=(new.low, new.high) == (old.low, old.high)
                and abs(new.sets - old.sets) <= 0.5 * old.sets
                and abs(new.effort - old.effort) <= 1.0,
                weight=1 - up(max(work.low[new.week], work.low[old.week]), 0.35, EASED),
            )
        )
    return tuple(steps)


def thirds(work: Work) -> tuple[frozenset[int], frozenset[int]]:
    """The first and the last third of the weeks that are no planned lows, one week at least."""
    weeks = [week for week, low in enumerate(work.low) if low < EASED]
    third = max(1, len(weeks) // 3)
    return frozenset(weeks[:third]), frozenset(weeks[-third:])


def rise(stream: Stream, work: Work) -> float:
    """Rise of the top loads from the first third of the working weeks to the last, in percent of the maximum."""
    heaviest = stream.heaviest
    begin, end = thirds(work)
    loads = [(item.week, item.load) for item in stream.exposures if item.load is not None]
    if not loads or heaviest <= 0:
        return 0.0
    first = [load for week, load in loads if week in begin]
    last = [load for week, load in loads if week in end]
    if not first or not last:
        return 0.0
    return 100.0 * (max(last) - max(first)) / heaviest


def rule_strength(stream: Stream, work: Work) -> float:
    """0-1, how much the stream progresses by a rule instead of by printed changes.

    Ranges of two or more repetitions near enough to failure, or sets to the limit, tell the lifter when to add load.
    """
    # a planned low suspends the rule, it does not break it
    full = [(item, 1 - work.low[item.week]) for item in stream.exposures]
    ranged = weighted_mean(
        (item.ranged * up(item.effort, 5.5, 7) * down(item.effort, 9.5, 10.5), weight) for item, weight in full
    )
    amrap = weighted_mean((item.amrap, weight) for item, weight in full)
    return max(ranged, 0.9 * amrap) * (0.25 + 0.75 * stream.loadability)
