"""Numbers a coach keeps in mind: volume landmarks, caps, longest runs, balance, taper (design 04, section 0).

MV, MEV, MAV and MRV are conventions, not measured thresholds: published tables disagree by a quarter. So nothing is
failed for being a few sets off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from strength.exercise import Lift
from strength.muscle import Muscle
from strength.request import Goal, ProgramRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """Weekly fractional hard sets of one muscle (1 direct, 0.5 indirect).

    Attributes:
        mv: keeps what there is.
        mev: least that makes it grow.
        mav_low: where good progress starts; what a program aims at.
        mav_high: where more stops paying.
        mrv: most that is recovered from.
    """

    mv: float
    mev: float
    mav_low: float
    mav_high: float
    mrv: float


LANDMARKS: Mapping[Muscle, tuple[float, float, float, float, float]] = MappingProxyType(
    {
        Muscle.CHEST: (4, 8, 10, 18, 22),
        Muscle.BACK: (6, 10, 12, 20, 25),
        Muscle.QUADS: (5, 8, 10, 18, 22),
        Muscle.HAMSTRINGS: (3, 6, 8, 16, 20),
        Muscle.GLUTES: (2, 4, 8, 18, 24),
        Muscle.SIDE_DELT: (3, 5, 6, 16, 22),
        Muscle.REAR_DELT: (2, 4, 6, 16, 22),
        Muscle.FRONT_DELT: (0, 2, 4, 14, 18),
        Muscle.BICEPS: (4, 6, 8, 16, 22),
        Muscle.TRICEPS: (4, 6, 8, 16, 22),
        Muscle.CALVES: (3, 4, 6, 14, 20),
        Muscle.ABS: (0, 3, 6, 14, 22),
        Muscle.TRAPS: (0, 2, 4, 16, 24),
        Muscle.LOWER_BACK: (0, 2, 3, 12, 16),
        Muscle.FOREARMS: (0, 0, 2, 14, 20),
        Muscle.ADDUCTORS: (0, 1, 2, 12, 18),
    }
)
"""MV, MEV, MAV low, MAV high, MRV of an intermediate who trains for size: Renaissance Periodization's direct sets
turned into fractional ones, bounded by Pelland 2025 and ACSM 2026 (design 04, 0.2)."""

LEVEL_MULTIPLIERS: Mapping[int, tuple[float, float, float, float]] = MappingProxyType(
    {1: (0.6, 0.6, 0.7, 0.8), 2: (1.0, 1.0, 1.0, 1.0), 3: (1.1, 1.15, 1.1, 1.1)}
)
"""On MEV, MAV low, MAV high, MRV by level (coaching convention, design 04, 0.2)."""

GOAL_MULTIPLIERS: Mapping[Goal, float] = MappingProxyType(
    {Goal.HYPERTROPHY: 1.0, Goal.STRENGTH: 0.7, Goal.POWERLIFTING: 0.7}
)
"""On MAV low: strength flattens at far fewer sets than size (Pelland 2025; design 04, 0.2)."""


@lru_cache(maxsize=256)
def landmark(muscle: Muscle, level: int, goal: Goal) -> Landmark:
    """The landmarks of a muscle for a level (1-3) and a goal.

    MV and MEV are held at or below MAV low: they are about size, and a strength goal aims below them for some muscles.
    """
    mv, mev, low, high, mrv = LANDMARKS[muscle]
    on_mev, on_low, on_high, on_mrv = LEVEL_MULTIPLIERS[level]
    mav_low = low * on_low * GOAL_MULTIPLIERS[goal]
    least = min(mev * on_mev, mav_low)
    return Landmark(mv=min(mv, least), mev=least, mav_low=mav_low, mav_high=high * on_high, mrv=mrv * on_mrv)


# --- effort -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortCap:
    """RPE of working sets: `low` is the least that counts as work, `high` the most planned, `absolute` never passed."""

    low: float
    high: float
    absolute: float


EFFORT_CAPS: Mapping[int, EffortCap] = MappingProxyType(
    {
        1: EffortCap(low=5.5, high=8.0, absolute=9.0),
        2: EffortCap(low=6.0, high=9.0, absolute=9.5),
        3: EffortCap(low=6.0, high=9.5, absolute=10.0),
    }
)
"""By level (coaching convention, design 04, 0.4)."""

ISOLATION_EFFORT_BONUS = 0.5
HIGHEST_PLANNED_EFFORT = 9.5
"""RPE 10 is never planned: size does not need it, strength pays for it (Refalo 2022, Robinson 2024; design 10, INT08)."""

CAUTION_EFFORT = 7.0
CAUTION_REPS = 8
"""A caution exercise: at most this RPE, at least these repetitions (design 04, 0.9)."""

RPE_TOLERANCE = 1.0
"""People misjudge repetitions in reserve by about one (Halperin 2022; design 04, 0.1)."""

# --- volume -----------------------------------------------------------------------------------------------------

MUSCLE_SESSION_CAP: Mapping[int, float] = MappingProxyType({1: 9.0, 2: 11.0, 3: 11.0})
"""Fractional sets of one muscle in one workout by level; more was not seen to add (Remmert 2025; design 04, 0.3)."""

MUSCLE_SESSION_ZERO = 18.0
"""Fractional sets of one muscle in one workout that earn nothing any more (coaching convention, design 04, 0.3)."""

SESSION_SET_CAP: Mapping[int, int] = MappingProxyType({1: 16, 2: 24, 3: 28})
"""Hard sets in one workout by level (coaching convention, design 10, 4)."""

WEEK_SET_CAP: Mapping[int, int] = MappingProxyType({1: 50, 2: 95, 3: 120})
"""Hard sets in one week by level (coaching convention, design 10, 4)."""

SLOT_SET_CAP: Mapping[int, int] = MappingProxyType({1: 5, 2: 5, 3: 6})
"""Sets of one exercise in one workout by level (coaching convention, design 10, VOL01)."""

BEGINNER_ACCESSORY_SETS = 3
"""Sets of an accessory or isolation exercise for a beginner (coaching convention, design 10, LVL02)."""

FREQUENCY_SHARE: Mapping[int, float] = MappingProxyType({2: 0.7, 3: 0.85, 4: 1.0, 5: 1.0, 6: 1.0})
"""Share of the weekly volume that fits by days a week (coaching convention, design 10, 4)."""

WEEKLY_RAMP = 0.20
"""Weekly sets over the biggest of the three weeks before: full credit up to here (design 04, 0.7)."""

WEEKLY_RAMP_REFUSED = 0.75
MRV_REFUSED = 1.5
"""Times MRV that is refused; below it tables disagree too much to refuse anything (design 04, 0.2)."""

# --- balance ----------------------------------------------------------------------------------------------------

PUSH_PULL = (0.60, 1.25)
PUSH_PULL_POWERLIFTING_HIGH = 1.7
KNEE_HIP = (0.60, 1.80)
UPPER_LOWER = (0.60, 2.40)
"""Ratios of fractional sets inside which nothing is said (coaching convention, design 04, 0.8)."""

# --- fatigue ----------------------------------------------------------------------------------------------------

LONGEST_RUN: Mapping[int, int] = MappingProxyType({1: 8, 2: 6, 3: 5})
"""Weeks without an easier one by level (athletes deload every 5.6 +- 2.3 weeks: survey, n=246; design 04, 0.7)."""

DELOAD_SET_CUT = (0.33, 0.68)
DELOAD_PERCENT_CUT = 10.0
"""Percent points of one-rep maximum taken off in a deload (coaching convention, design 04, C.2.4)."""

DELOAD_EFFORT_CUT = 1.5
DELOAD_EFFORT_CAP = 6.5
DELOAD_DETECTED = 0.72
"""A week at or below this share of the biggest of the three before it is an easier one (design 04, 0.7)."""

WEEKLY_PERCENT_STEP = 3.0
"""Most percent points of one-rep maximum from week to week inside a mesocycle (design 10, PRG03)."""

# --- taper (New Zealand and Croatian lifters: Pritchard 2016, Grgic 2017; design 04, 0.7) -------------------------

LAST_HEAVY_DAYS: Mapping[Lift, tuple[int, int]] = MappingProxyType(
    {Lift.SQUAT: (7, 10), Lift.BENCH: (5, 8), Lift.DEADLIFT: (9, 14)}
)
"""Days before the last Sunday for the last heavy set of each competition lift (coaching convention, design 04, 0.7)."""

TAPER_MAIN_SHARE = 0.6
TAPER_OTHER_SHARE = 0.5
OPENER_PERCENT = 90.0
LATE_OPENER_PERCENT = 85.0
HIGHEST_OPENER_PERCENT = 91.0
"""A single of at most this much is an opener, not a heavy set: it may stand after the windows above (design 10, PL04)."""

TAPER_CUT_BEFORE_LAST = (0.30, 0.65)
TAPER_CUT_LAST = (0.50, 0.92)

# --- feasibility ------------------------------------------------------------------------------------------------

MINUTES_PER_SET: Mapping[Goal, float] = MappingProxyType(
    {Goal.HYPERTROPHY: 2.6, Goal.STRENGTH: 3.3, Goal.POWERLIFTING: 3.3}
)
"""What a working set costs with its rest and its share of set-up (time model of design 04, 0.8)."""

MINUTES_BEFORE_SETS = 5.0
FRACTIONAL_PER_SET = 1.6
"""Fractional sets that one set of a mixed program gives (100.5 over 64 in the worked example, design 04, A)."""


def kappa(request: ProgramRequest) -> float:
    """Share (0-1) of the volume targets that this request leaves room for, from the request alone.

    Two short workouts cannot hold what four long ones can; the targets shrink so that the lifter is not told off for
    having little time. A program cannot buy the discount: only days and minutes count. `FREQUENCY_SHARE` is included.
    """
    level, goal = request.experience.level, request.goal
    fitting = (request.session_minutes - MINUTES_BEFORE_SETS) / MINUTES_PER_SET[goal]
    available = request.frequency * min(fitting, float(SESSION_SET_CAP[level]))
    needed = sum(landmark(muscle, level, goal).mav_low for muscle in Muscle) / FRACTIONAL_PER_SET
    return min(1.0, FREQUENCY_SHARE[request.frequency], available / needed)
