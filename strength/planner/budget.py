"""What a session of so many minutes can hold (design 10, 1.3), as data."""

from dataclasses import dataclass
from math import ceil

from strength.landmarks import SESSION_SET_CAP
from strength.planner.brief import Brief
from strength.planner.clock import Clock
from strength.planner.draft import DraftDay
from strength.request import Goal

# from minutes: exercises for beginner, intermediate, advanced; hard sets for strength, for hypertrophy
_TABLE: tuple[tuple[int, tuple[int, int, int], int, int], ...] = (
    (120, (6, 8, 9), 26, 30),
    (90, (6, 7, 8), 24, 28),
    (75, (6, 6, 7), 20, 25),
    (60, (5, 6, 6), 16, 22),
    (45, (5, 5, 5), 12, 17),
    (38, (4, 4, 4), 9, 13),
    (30, (4, 4, 4), 8, 11),
    (20, (3, 3, 3), 6, 8),
)
BEGINNER_SHARE, BEGINNER_SHARE_FROM = 0.8, 60
"""Beginners get this share of the sets (design 10, 1.3) from so many minutes on; below, the clock is the limit: taking a
fifth off as well would leave main lifts of two sets and a third of the time unused."""

POWERLIFTING_HEAVY_DAY_SETS = 20
"""Most sets on a day with a powerlifter's main lift (design 10, 4)."""

LATEST_SHARE = 1.15
"""Times the minutes asked that no day passes (design 10, decision 5)."""

SHORT_TOLERANCE, SHORT_BELOW = 1.05, 45
"""A short session may run over by a minute or two: five per cent (design 10, decision 5)."""

FILL_SHARE = 0.60
"""A session below this share of its minutes is filled up while that is not junk (design 10, 1.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Upper bounds of one workout.

    Attributes:
        exercises: most exercises.
        sets: most hard sets.
        minutes: most minutes aimed at.
        latest: minutes that nothing may pass.
    """

    exercises: int
    sets: int
    minutes: int
    latest: int

    def fits(self, day: DraftDay, clock: Clock) -> bool:
        """Whether the day stays inside all three."""
        return len(day.places) <= self.exercises and day.sets <= self.sets and clock.minutes(day) <= self.minutes


def budget_for(brief: Brief) -> Budget:
    """The bounds of every workout of this request."""
    _, exercises, strength_sets, size_sets = next((row for row in _TABLE if brief.minutes >= row[0]), _TABLE[-1])
    sets = float(size_sets if brief.is_hypertrophy else strength_sets)
    if brief.is_beginner and brief.minutes >= BEGINNER_SHARE_FROM:
        sets *= BEGINNER_SHARE
    cap = SESSION_SET_CAP[brief.experience.level]
    if brief.goal is Goal.POWERLIFTING:
        cap = min(cap, POWERLIFTING_HEAVY_DAY_SETS)
    return Budget(
        exercises=exercises[brief.experience.level - 1],
        sets=min(cap, ceil(sets)),
        minutes=int(brief.minutes * (SHORT_TOLERANCE if brief.minutes < SHORT_BELOW else 1.0)),
        latest=int(brief.minutes * LATEST_SHARE),
    )
