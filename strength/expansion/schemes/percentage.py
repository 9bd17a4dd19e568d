"""Schemes led by percent of one-rep maximum: `pct`, `dup` (another row each occasion of the week), `top`, `amrap`."""

from strength.expansion.occasion import Occasion
from strength.expansion.schemes.effort import effort_instead_of_percent
from strength.expansion.set_group import SetGroup, repetitions
from strength.landmarks import WEEKLY_PERCENT_STEP
from strength.loading import percent_for
from strength.repetitions import Repetitions

UNDULATING_STEP = 1.0
"""Percent points a week of a `dup` row that names no step: its short form has no room for one, and a row that never
rises is no progression (1-2.5 % a week for intermediates, coaching convention, design 04, 0.7)."""

OPEN_SET_EFFORT = 9.0
"""An open set ends with one repetition in reserve; failure is never planned (design 10, INT08)."""

LEAST_WORK_EFFORT, MOST_LIFT = 5.0, 3.0
"""A block starts no easier than this RPE, as far as a few percent points more can do that (coaching convention)."""

LONGEST_OPEN_SET = 20
RPE_PER_PERCENT = 0.25
"""Points of RPE that a back-off set is easier for each percent taken off, where no percentage fits (RTS chart: about
4 % a point; design 04, 0.5)."""


def percentage_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """S sets of R at P percent, more each week."""
    row = occasion.row
    if not occasion.takes_percent or row.percent is None:
        return effort_instead_of_percent(occasion, row.reps)
    step = row.percent_step or (UNDULATING_STEP if occasion.type == "dup" else 0.0)
    index = occasion.week.index
    return (
        SetGroup(
            sets=row.sets + occasion.sets_delta + occasion.extra_sets,
            reps=repetitions(row.reps),
            percent=_start(occasion, row.percent) + min(max(step, 0.0), WEEKLY_PERCENT_STEP) * index,
            rpe=None if row.rpe is None else row.rpe + row.rpe_step * index,
        ),
    )


def _start(occasion: Occasion, percent: float) -> float:
    """The row's first percentage, a little more where its repetitions would be no work at that load."""
    if occasion.role == "light":
        return percent
    return max(percent, min(percent + MOST_LIFT, percent_for(occasion.row.reps, LEAST_WORK_EFFORT)))


def top_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """One top set by effort, then S back-off sets of R some percent lighter."""
    row = occasion.row
    top_reps, drop = row.top_reps or row.reps, row.drop_percent or 0.0
    rpe = (8.0 if row.rpe is None else row.rpe) + row.rpe_step * occasion.week.index
    rpe = min(rpe, occasion.effort_cap)
    back_off = max(1, row.sets + occasion.sets_delta + occasion.extra_sets)
    if not occasion.takes_percent:
        top = SetGroup(sets=1, reps=repetitions(top_reps), rpe=rpe)
        easier = max(5.0, rpe - RPE_PER_PERCENT * drop)
        return top, SetGroup(sets=back_off, reps=repetitions(row.reps), rpe=easier)
    percent = percent_for(top_reps, rpe)
    return (
        SetGroup(sets=1, reps=repetitions(top_reps), percent=percent, rpe=rpe),
        SetGroup(sets=back_off, reps=repetitions(row.reps), percent=percent * (1.0 - drop / 100.0)),
    )


def amrap_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """One open set at P percent, after straight sets where the row asks for more than one; closed for a beginner."""
    row = occasion.row
    said = row.model_fields_set
    total = (row.sets if "sets" in said else 1) + occasion.sets_delta + occasion.extra_sets
    percent = 75.0 if row.percent is None else row.percent + row.percent_step * occasion.week.index
    effort = min(OPEN_SET_EFFORT, occasion.effort_cap)
    possible = row.reps if "reps" in said else _reps_at(percent, effort)
    if occasion.is_caution:
        return effort_instead_of_percent(occasion, possible)
    if not occasion.takes_percent:
        least, most = occasion.rep_band
        possible = min(most, max(least, possible))
    is_open = occasion.level > 1
    load = percent if occasion.takes_percent else None
    last = SetGroup(
        sets=1,
        reps=Repetitions(low=possible, high=possible, is_open=is_open),
        percent=load,
        rpe=effort if is_open or load is None else None,
    )
    straight = SetGroup(
        sets=max(1, total - 1), reps=repetitions(possible), percent=load, rpe=None if load else effort - 1
    )
    return (straight, last) if total > 1 else (last,)


def _reps_at(percent: float, rpe: float) -> int:
    """Most repetitions that this percent allows at this effort."""
    reps = 1
    while reps < LONGEST_OPEN_SET and percent_for(reps + 1, rpe) >= percent:
        reps += 1
    return reps
