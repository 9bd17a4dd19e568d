"""An exercise in one workout of one week: everything that a scheme needs to say what its sets are."""

from dataclasses import dataclass
from math import floor

from strength.blueprint import Role, SchemeRow, SchemeType
from strength.exercise import Exercise
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.phases import PlannedWeek
from strength.expansion.training_max import takes_percent
from strength.landmarks import (
    CAUTION_EFFORT,
    CAUTION_REPS,
    EFFORT_CAPS,
    HIGHEST_PLANNED_EFFORT,
    ISOLATION_EFFORT_BONUS,
)
from strength.request import Goal

SHORTEST_WITHOUT_MAXIMA = 3
"""Fewest repetitions of a beginner, and of a program for size: no singles or doubles (design 10, LVL01 and INT09)."""

LONGEST_HEAVY_HINGE = 10
"""Most repetitions of a deadlift; above 8 it stays under RPE 8 (design 10, INT01)."""

GOOD_MORNING_EFFORT = 7.0
"""Its lever is long and nothing catches the bar (design 10, INT11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where a scheme is applied.

    Attributes:
        exercise: what is done.
        role: what the slot is in the workout.
        type: the scheme's type.
        row: its row for this week.
        sets_delta: added to the row's sets.
        extra_sets: added by a volume ramp this week.
        week: the week.
        level: the lifter's, 1-3.
        goal: the program's.
        is_caution: the exercise is allowed for this lifter only with care.
        maximum: the exercise's own one-rep maximum in the lifter's unit, when it is known.
        step: smallest step of its load in the lifter's unit, when it has one.
        session: 0-based count of the exercise's occasions in this mesocycle.
        sessions: how many there are in the mesocycle's work weeks.
        rounds: work weeks for which its range has been the same (double progression).
        carried: percent at which a linear progression stood when the mesocycle before ended.
    """

    exercise: Exercise
    role: Role
    type: SchemeType
    row: SchemeRow
    sets_delta: int = 0
    extra_sets: int = 0
    week: PlannedWeek
    level: int
    goal: Goal
    is_caution: bool = False
    maximum: float | None = None
    step: float | None = None
    session: int = 0
    sessions: int = 1
    rounds: int = 0
    carried: float | None = None

    @property
    def takes_percent(self) -> bool:
        """Whether loads may be percentages: never for a caution exercise, where effort leads (design 10, 2.5)."""
        return not self.is_caution and takes_percent(self.exercise)

    @property
    def effort_cap(self) -> float:
        """The highest RPE planned here."""
        cap = EFFORT_CAPS[self.level].high
        if not self.exercise.is_compound:
            cap = min(cap + ISOLATION_EFFORT_BONUS, HIGHEST_PLANNED_EFFORT)
        if self.is_caution:
            cap = min(cap, CAUTION_EFFORT)
        if self.exercise.slug == "good_morning":
            cap = min(cap, GOOD_MORNING_EFFORT)
        return cap

    @property
    def rep_band(self) -> tuple[int, int]:
        """Fewest and most repetitions (or seconds) that make sense here."""
        low, high = self.exercise.rep_min, self.exercise.rep_max
        if self.exercise.is_timed:
            return low, high
        if self.level == 1 or self.goal is Goal.HYPERTROPHY:
            low = max(low, SHORTEST_WITHOUT_MAXIMA)
        if self.exercise.slug in HEAVY_HINGE:
            high = min(high, LONGEST_HEAVY_HINGE)
        if self.is_caution:
            low = max(low, CAUTION_REPS)
        return low, max(low, high)

    @property
    def increment(self) -> float | None:
        """What is added when a load goes up: the row's wish as far as it is made, at least one step."""
        if self.step is None or self.row.increment is None:
            return self.step
        return max(self.step, floor(self.row.increment / self.step + 1e-9) * self.step)
