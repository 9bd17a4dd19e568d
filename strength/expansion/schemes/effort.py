"""Schemes led by effort: `rir`, `sets` (the same with a volume ramp) and `dp` (double progression)."""

from functools import lru_cache

from strength.exercise import LoadKind
from strength.expansion.occasion import Occasion
from strength.expansion.set_group import SetGroup, repetitions
from strength.expansion.written_range import written_range
from strength.loading import percent_for
from strength.repetitions import Repetitions

USUAL_EFFORT = 7.0
FIRST_EFFORT, EFFORT_STEP = 7.0, 0.5
"""Effort of a main lift that no percentage fits: RPE 7 and half a point a week (design 10, 3.2)."""

ISOLATION_RANGE, COMPOUND_RANGE = 3, (2, 4)
"""Width of a range: at least 3 repetitions for isolation, 2 to 4 for compound lifts (design 10, PRG08)."""

_WIDE = (LoadKind.BAND, LoadKind.BODYWEIGHT)
_BANDS_WITHOUT_BAR: dict[LoadKind, tuple[int, int]] = {
    LoadKind.MACHINE: (6, 8),
    LoadKind.SMITH: (6, 8),
    LoadKind.CABLE: (6, 10),
    LoadKind.DUMBBELL: (6, 10),
    LoadKind.KETTLEBELL: (6, 10),
    LoadKind.BAND: (8, 15),
    LoadKind.BODYWEIGHT: (8, 15),
}
"""Repetitions of a main lift where there is no free bar (design 10, 3.2). A free bar without a maximum keeps its own."""

CLIMB = 1.5
"""How far the planned load of a double progression may outgrow the maximum of today, in RPE (calibration): the lifter
who keeps up has grown, the one who does not repeats the load, as the note says."""

CAUTION_BAND = (8, 10)
"""Repetitions of a caution exercise that fills a place of percentages (design 10, 2.5)."""


def effort_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """S sets of R (or a range) at an RPE that rises each week; the load too where the maximum is known."""
    row = occasion.row
    rpe = (USUAL_EFFORT if row.rpe is None else row.rpe) + row.rpe_step * occasion.week.index
    low, high = row.reps, row.reps_high or row.reps
    if low < high:
        least, most = occasion.rep_band
        low, high = written_range(low, high, least=least, most=most)
    return (_group(occasion, repetitions(low, high), rpe),)


def effort_instead_of_percent(occasion: Occasion, reps: int) -> tuple[SetGroup, ...]:
    """The same place by effort: no percentage fits this exercise, or this lifter has to take care of it."""
    row = occasion.row
    low, high = CAUTION_BAND if occasion.is_caution else _BANDS_WITHOUT_BAR.get(occasion.exercise.load_kind, (1, 60))
    first = FIRST_EFFORT if row.rpe is None else row.rpe
    step = row.rpe_step or EFFORT_STEP
    target = repetitions(*CAUTION_BAND) if occasion.is_caution else repetitions(min(high, max(low, reps)))
    return (_group(occasion, target, first + step * occasion.week.index),)


def double_progression_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """S sets in a range: repetitions rise inside it, then the load does and they start again at its low end.

    The load is the one with which the middle of the range has the stated effort; it goes up by one step each time the
    range has been climbed through, and stops `CLIMB` points of RPE above.
    """
    row = occasion.row
    low, high = range_of(occasion)
    rpe = min(USUAL_EFFORT if row.rpe is None else row.rpe, occasion.effort_cap)
    reps = repetitions(low, high)
    group = _group(occasion, reps, rpe)
    # at the same load the repetitions rise and so does their effort; a heavier bar comes when the range is climbed
    harder = min(rpe + row.rpe_step * occasion.week.index, occasion.effort_cap)
    if group.percent is None or occasion.maximum is None:
        return (SetGroup(sets=group.sets, reps=reps, rpe=harder),)
    climbed = occasion.rounds // (high - low + 1)
    step = occasion.increment or 0.0
    highest = percent_for(reps.counted, min(rpe + CLIMB, occasion.effort_cap))
    percent = max(group.percent, min(group.percent + 100.0 * step * climbed / occasion.maximum, highest))
    return (SetGroup(sets=group.sets, reps=reps, percent=percent, rpe=harder),)


def range_of(occasion: Occasion) -> tuple[int, int]:
    """The range of a double progression, inside the exercise's band and of a sensible width."""
    row, exercise = occasion.row, occasion.exercise
    widest = None if exercise.load_kind in _WIDE else COMPOUND_RANGE[1]
    return _range(row.reps, row.reps_high or row.reps, occasion.rep_band, exercise.is_compound, widest)


@lru_cache(maxsize=1024)
def _range(low: int, high: int, band: tuple[int, int], is_compound: bool, widest: int | None) -> tuple[int, int]:
    least, most = band
    width = high - low
    if is_compound:
        narrow = COMPOUND_RANGE[0]
        width = max(narrow, width if widest is None else min(width, widest))
    else:
        narrow = ISOLATION_RANGE
        width = max(width, narrow)
    width = min(width, most - least)
    low = min(max(low, least), most - width)
    if not width:
        return low, low
    return written_range(low, low + width, least=least, most=most, width=narrow)


def _group(occasion: Occasion, reps: Repetitions, rpe: float) -> SetGroup:
    planned = min(rpe, occasion.effort_cap)
    known = occasion.maximum is not None and occasion.takes_percent
    return SetGroup(
        sets=occasion.row.sets + occasion.sets_delta + occasion.extra_sets,
        reps=reps,
        percent=percent_for(reps.counted, planned) if known else None,
        rpe=planned,
    )
