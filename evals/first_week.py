"""Where each muscle begins against the log, and what holds it there when it is not near.

Read from the finished program, the landmarks and the table of what a session of so many minutes holds.
"""

from collections.abc import Iterator
from enum import StrEnum

from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.landmarks import BEGINNER_ACCESSORY_SETS, MUSCLE_SESSION_CAP, SLOT_SET_CAP, WEEK_SET_CAP, landmark
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.budget import budget_for
from strength.planner.starting_volume import AFTER_BREAK
from strength.pool import catalog_pool
from strength.program import Program, Workout
from strength.recent_training import RecentTraining
from strength.request import Experience, ProgramRequest
from strength.volume import fractional_sets, hard_sets

NEAR = 0.2
NEAR_SETS = 1.0
"""A muscle is near when it is within a fifth of the log, or within a set: nobody does a third of one."""

SPARE_MINUTES = 5
"""A day with less to spare has no room for another set with its rest."""

NO_LEAP = 0.85
"""Share of the sets of the program without a log, down to which a first block may be cut (a fifth, in whole sets)."""

_FEWEST_SETS = 3


class Place(StrEnum):
    """Where a muscle's first week stands against the log, and what holds it there."""

    NEAR = "near"
    MEV = "above_at_mev"
    FEWEST = "above_fewest_sets_a_slot"
    CUT = "above_largest_cut"
    ABOVE = "above"
    MAV = "below_at_mav"
    MINUTES = "below_no_time"
    CAPS = "below_at_caps"
    BELOW = "below"


UNEXPLAINED = frozenset({Place.ABOVE, Place.BELOW})


def places(request: ProgramRequest, recent: RecentTraining, plain: Program, program: Program) -> dict[Muscle, Place]:
    """Where each muscle that was trained, or is, begins.

    Args:
        request: what was asked.
        recent: what was logged.
        plain: the program of who logged nothing.
        program: the program of who logged this.
    """
    first = fractional_sets(program.weeks[0], load_catalog().by_slug)
    share = AFTER_BREAK if recent.is_back else 1.0
    found: dict[Muscle, Place] = {}
    for muscle in Muscle:
        aim, sets = share * recent.weekly_sets.get(muscle, 0), first.get(muscle, 0.0)
        if not aim and not sets:
            continue
        if abs(sets - aim) <= max(NEAR_SETS, NEAR * aim):
            found[muscle] = Place.NEAR
        elif sets > aim:
            found[muscle] = _above(request, muscle, plain, program)
        else:
            found[muscle] = _below(request, muscle, program)
    return found


def _above(request: ProgramRequest, muscle: Muscle, plain: Program, program: Program) -> Place:
    week = program.weeks[0]
    least = landmark(muscle, request.experience.level, request.goal).mev
    # half a set more is a helper's share, and a set more is whole
    if fractional_sets(week, load_catalog().by_slug).get(muscle, 0.0) <= least + 1.0:
        return Place.MEV
    if all(sets <= _FEWEST_SETS for workout in week.workouts for _, sets in _direct(workout, muscle)):
        return Place.FEWEST
    return Place.CUT if hard_sets(week) <= NO_LEAP * hard_sets(plain.weeks[0]) else Place.ABOVE


def _below(request: ProgramRequest, muscle: Muscle, program: Program) -> Place:
    level = request.experience.level
    week = program.weeks[0]
    sets = fractional_sets(week, load_catalog().by_slug)
    if sets.get(muscle, 0.0) >= landmark(muscle, level, request.goal).mav_high - 1.0:
        return Place.MAV
    most = budget_for(Brief(request=request, pool=catalog_pool(request, load_catalog().exercises))).sets
    latest = request.session_minutes - SPARE_MINUTES
    days = [day for day in week.workouts if list(_direct(day, muscle))]
    roomy = [day for day in days or week.workouts if (day.minutes or 0) < latest and _sets(day) < most]
    if not roomy:
        return Place.MINUTES
    is_full = hard_sets(week) >= WEEK_SET_CAP[level] - 1.0
    return Place.CAPS if is_full or not any(_has_room(request, day, muscle, sets) for day in roomy) else Place.BELOW


def _has_room(request: ProgramRequest, day: Workout, muscle: Muscle, week: dict[Muscle, float]) -> bool:
    """Whether an exercise of the day could take a set more, with every muscle that it works staying inside its caps."""
    level = request.experience.level
    here = fractional_sets(day, load_catalog().by_slug)
    cap = BEGINNER_ACCESSORY_SETS if request.experience is Experience.BEGINNER else SLOT_SET_CAP[level]
    return any(
        sets < cap
        and all(
            here[one] + share <= MUSCLE_SESSION_CAP[level]
            and week[one] + share <= landmark(one, level, request.goal).mav_high
            for muscles, share in ((row.primary, 1.0), (row.secondary, 0.5))
            for one in muscles
        )
        for row, sets in _direct(day, muscle)
    )


def _direct(day: Workout, muscle: Muscle) -> Iterator[tuple[Exercise, int]]:
    for item in day.exercises:
        row = load_catalog().by_slug[item.slug or ""]
        if muscle in row.primary:
            yield row, len(item.sets)


def _sets(day: Workout) -> int:
    return sum(len(item.sets) for item in day.exercises)
