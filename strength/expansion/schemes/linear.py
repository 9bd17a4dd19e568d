"""The beginner's linear progression: a little more every session (design 10, 3.1 and 3.3)."""

from strength.expansion.occasion import Occasion
from strength.expansion.schemes.effort import effort_instead_of_percent
from strength.expansion.set_group import SetGroup, repetitions
from strength.loading import percent_for

START_PERCENT, HEAVY_HINGE_START = 74.0, 75.0
RESTART, LATEST_RESTART = 0.925, 0.97
"""Where a new mesocycle restarts, as a share of the load before: 92.5 % (coaching convention, design 10, 3.2), less far
back where the mesocycle is too short to pass that load again, but never above 97 % (PRG09)."""

FIRST_EFFORT = 6.0
"""Effort of the first session where no maximum is known (coaching convention, design 10, 3.2)."""


def linear_sets(occasion: Occasion) -> tuple[SetGroup, ...]:
    """S sets of R, heavier each session.

    Percentages are of the maximum of today, so the line may not leave what the repetitions allow at the level's highest
    planned effort: the planned step is the smaller of the row's and the one that arrives there in the last session.
    The lifter who makes every repetition is told to add more (`strength.expansion.notes`); the plan never runs ahead of them.
    Without a maximum the effort rises instead, from RPE 6 to the cap.
    """
    row = occasion.row
    sets = row.sets + occasion.sets_delta + occasion.extra_sets
    done = min(occasion.session, occasion.sessions - 1)
    share = done / max(1, occasion.sessions - 1)
    if not occasion.takes_percent:
        effort = FIRST_EFFORT + (occasion.effort_cap - FIRST_EFFORT) * share
        template = effort_instead_of_percent(occasion, row.reps)[0]
        return (SetGroup(sets=sets, reps=template.reps, rpe=effort),)
    if occasion.maximum is None:
        effort = FIRST_EFFORT + (occasion.effort_cap - FIRST_EFFORT) * share
        return (SetGroup(sets=sets, reps=repetitions(row.reps), rpe=effort),)
    start = start_percent(occasion)
    end = max(start, percent_for(row.reps, occasion.effort_cap) + 1.0)
    percent = start + min(_asked_step(occasion) * done, (end - start) * share)
    return (SetGroup(sets=sets, reps=repetitions(row.reps), percent=percent),)


def start_percent(occasion: Occasion) -> float:
    """Percent of one-rep maximum of the mesocycle's first session."""
    row = occasion.row
    stated = row.percent
    carried = occasion.carried
    if carried is not None and (stated is None or row.kind == "*"):
        regained = _asked_step(occasion) * max(0, occasion.sessions - 2)
        return min(carried * LATEST_RESTART, max(carried * RESTART, carried - regained))
    if stated is not None:
        return stated
    return HEAVY_HINGE_START if occasion.exercise.slug == "deadlift" else START_PERCENT


def _asked_step(occasion: Occasion) -> float:
    """What the row wants to add each session, in percent of one-rep maximum."""
    return 100.0 * (occasion.increment or 0.0) / occasion.maximum if occasion.maximum else 0.0
