"""Easier weeks: a deload of any slot, and the test week's top sets (design 04, 0.7 and C.2.4; design 10, 3.1)."""

from dataclasses import replace
from math import ceil

from strength.expansion.occasion import Occasion
from strength.expansion.set_group import SetGroup, repetitions
from strength.landmarks import DELOAD_EFFORT_CAP, DELOAD_EFFORT_CUT, DELOAD_PERCENT_CUT
from strength.loading import percent_for
from strength.repetitions import Repetitions

BACK_OFF_CUT = 10.0
"""Percent points below the test's top set (coaching convention, design 10, 3.1)."""

BACK_OFF_REPS = (3, 5)
SECOND_TOP = (3, 8.5)
"""A day's second test stays under 90 %: never two maxima on one day (design 10, INT07)."""

_TOP_SETS: dict[int, tuple[int, float]] = {1: (5, 8.0), 2: (2, 9.0), 3: (1, 9.0)}
"""Repetitions and RPE of the test by level (coaching convention, design 10, 3.1)."""


def deloaded(groups: tuple[SetGroup, ...]) -> tuple[SetGroup, ...]:
    """Half the sets (rounded up), ten percent points and 1.5 RPE less, nothing open.

    A top set is left out: the back-off sets stay. Of a range the low end is done: there is nothing to climb this week.
    """
    total = sum(group.sets for group in groups)
    last = groups[-1]
    return (
        replace(
            last,
            sets=ceil(total / 2),
            reps=replace(last.reps, high=last.reps.low, is_open=False),
            percent=None if last.percent is None else last.percent - DELOAD_PERCENT_CUT,
            rpe=None if last.rpe is None else min(last.rpe - DELOAD_EFFORT_CUT, DELOAD_EFFORT_CAP),
        ),
    )


def halved(groups: tuple[SetGroup, ...]) -> tuple[SetGroup, ...]:
    """Half the sets (rounded up) of the last group, as heavy as before, nothing open."""
    last = groups[-1]
    return (replace(last, sets=ceil(sum(group.sets for group in groups) / 2), reps=closed(last.reps)),)


def tested(groups: tuple[SetGroup, ...], occasion: Occasion, *, is_first_main: bool) -> tuple[SetGroup, ...]:
    """The test week of a slot: a main lift works up to one top set and one back-off set, everything else is halved.

    Where no percentage fits, the top set keeps its repetitions and its effort tells where the lifter stands.
    """
    if occasion.role != "main" or occasion.exercise.is_timed:
        return halved(groups)
    reps, rpe = _TOP_SETS[occasion.level]
    if not is_first_main and occasion.level > 1:
        reps, rpe = SECOND_TOP
    rpe = min(rpe, occasion.effort_cap)
    low, high = BACK_OFF_REPS
    if not occasion.takes_percent:
        usual = closed(groups[0].reps).low
        return (
            SetGroup(sets=1, reps=repetitions(usual), rpe=min(rpe, 8.5)),
            SetGroup(sets=1, reps=repetitions(usual), rpe=min(rpe, 8.5) - 1.5),
        )
    has_load = any(group.percent is not None for group in groups)
    percent = percent_for(reps, rpe) if has_load else None
    lighter = None if percent is None else percent - BACK_OFF_CUT
    return (
        SetGroup(sets=1, reps=repetitions(reps), percent=percent, rpe=rpe),
        SetGroup(
            sets=1,
            reps=repetitions(min(high, max(low, reps))),
            percent=lighter,
            rpe=None if lighter is not None else rpe - 1.5,
        ),
    )


def closed(reps: Repetitions) -> Repetitions:
    """The same without "as many as possible"."""
    return replace(reps, is_open=False) if reps.is_open else reps
