"""Holds and carries in seconds; and what becomes of a scheme that meets an exercise of the other sort (INT04)."""

from strength.expansion.occasion import Occasion
from strength.expansion.schemes.effort import USUAL_EFFORT
from strength.expansion.set_group import SetGroup, repetitions, seconds

SECONDS_PER_REP = 3.5
"""Design 04, 0.8."""

WEEKLY_SECONDS = 5
"""What a hold gains a week where its scheme counts repetitions (coaching convention, design 10, 3.3)."""

WEEKLY_REPS = 1


def timed_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """S sets of so many seconds, longer each week of full work; never loaded."""
    row = occasion.row
    if row.seconds is not None:
        length, step = row.seconds, row.seconds_step
    else:
        middle = (row.reps + (row.reps_high or row.reps)) / 2.0
        length, step = 5 * round(middle * SECONDS_PER_REP / 5.0), WEEKLY_SECONDS
    low, high = occasion.rep_band
    length = min(high, max(low, length + step * _weeks(occasion)))
    rpe = USUAL_EFFORT if row.rpe is None else row.rpe + row.rpe_step * occasion.week.index
    return (SetGroup(sets=_sets(occasion), reps=seconds(length), rpe=rpe),)


def counted_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """A scheme of seconds on an exercise that is counted: about as many repetitions as fit into the time."""
    row = occasion.row
    low, high = occasion.rep_band
    first = round((row.seconds or 30) / SECONDS_PER_REP)
    reps = min(high, max(low, first) + WEEKLY_REPS * _weeks(occasion))
    rpe = USUAL_EFFORT if row.rpe is None else row.rpe
    return (SetGroup(sets=_sets(occasion), reps=repetitions(max(low, reps)), rpe=rpe),)


def _weeks(occasion: Occasion) -> int:
    """Steps done since the mesocycle began; an easy week goes back to its first length (design 10, PRG05)."""
    return occasion.week.index if occasion.week.stage == "work" else 0


def _sets(occasion: Occasion) -> int:
    return occasion.row.sets + occasion.sets_delta + occasion.extra_sets
