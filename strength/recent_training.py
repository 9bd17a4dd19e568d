"""What a design needs to know of a lifter's recent training: a small frozen value that travels as JSON."""

from collections.abc import Collection
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from strength.history import History, LiftHistory
from strength.muscle import Muscle

FEWEST_WEEKS, FEWEST_SESSIONS = 2, 3
"""Less log than this says nothing about a usual week (calibration)."""

BREAK_WEEKS = 2
"""Whole weeks without a workout that count as a break (coaching convention)."""

RISING, STALLED = 0.005, 0.0
"""Change of the estimated maximum a week, as a share of it, from which a lift rises, and down to which it stalls: our
calibration, no study's. Half a per cent is half of what an intermediate's plan adds at least (1 % a week; design 04, 0.7),
and 2 % in a month, the least that whole repetitions and plates show. An advanced lifter's 0.5-1.5 % a wave of three or
four weeks is less: such a lift counts as neither, and the plan treats it as if nothing were known."""

STALL_WEEKS, STALL_SESSIONS = 3, 4
"""Least span and workouts before a flat line is a stall: one bad week or a deload is not (coaching convention)."""

FAMILIAR_SESSIONS = 3
MOST_LIFTS, MOST_FAMILIAR = 5, 4
"""The most practised ones, and so few because the prompt of the longest table has room for 270 tokens of log
(`evals.prompt_size`)."""

MOST_SETS = 60
"""Weekly sets above this are slips of the log; nobody recovers from half of it (2 x the highest MRV)."""

Slugs = tuple[str, ...]
_LIFT_FIELDS = ("rising", "stalled", "familiar")


class RecentTraining(BaseModel):
    """The newest eight weeks in few words. Empty for who has logged nothing.

    Attributes:
        weeks: weeks of log, up to eight.
        break_weeks: whole weeks since the last workout.
        weekly_sets: usual hard sets a week by muscle (1 direct, 0.5 indirect), of the weeks before a break; empty when
            the log is too short to tell. A muscle that is missing in a log that is not had none.
        rising: lifts whose estimated maximum rises.
        stalled: lifts whose estimated maximum has been flat or falling for long enough.
        familiar: other exercises done at least three times.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weeks: Annotated[int, Field(ge=0, le=8)] = 0
    break_weeks: Annotated[int, Field(ge=0, le=8)] = 0
    weekly_sets: dict[Muscle, Annotated[int, Field(ge=0, le=MOST_SETS)]] = {}
    rising: Slugs = ()
    stalled: Slugs = ()
    familiar: Slugs = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self == RecentTraining()

    @property
    def is_back(self) -> bool:
        """Whether the lifter comes back from a break."""
        return self.break_weeks >= BREAK_WEEKS

    def within(self, slugs: Collection[str]) -> "RecentTraining":
        """The same with these exercises only: of another kit's lifts, or a sore joint's, no design can make anything."""
        kept = {name: tuple(slug for slug in getattr(self, name) if slug in slugs) for name in _LIFT_FIELDS}
        return self.model_copy(update=kept)

    @classmethod
    def of(cls, history: History) -> "RecentTraining":
        """What a history comes to."""
        if history.is_empty:
            return cls()
        lifts = sorted(history.lifts.values(), key=lambda lift: (-lift.sessions, lift.exercise.slug))
        rising = tuple(lift.exercise.slug for lift in lifts if _rises(lift))[:MOST_LIFTS]
        stalled = tuple(lift.exercise.slug for lift in lifts if _stalls(lift))[:MOST_LIFTS]
        named = {*rising, *stalled}
        familiar = (
            lift.exercise.slug
            for lift in lifts
            if lift.sessions >= FAMILIAR_SESSIONS and lift.exercise.slug not in named
        )
        return cls(
            weeks=history.weeks,
            break_weeks=history.break_weeks,
            weekly_sets=_usual_sets(history),
            rising=rising,
            stalled=stalled,
            familiar=tuple(familiar)[:MOST_FAMILIAR],
        )


def _usual_sets(history: History) -> dict[Muscle, int]:
    trained = history.weeks - history.break_weeks
    if trained < FEWEST_WEEKS or history.sessions < FEWEST_SESSIONS:
        return {}
    usual = {muscle: sets * history.weeks / trained for muscle, sets in history.weekly_sets.items()}
    return {muscle: min(MOST_SETS, round(sets)) for muscle, sets in usual.items()}


def _rises(lift: LiftHistory) -> bool:
    return lift.weekly_trend is not None and lift.weekly_trend >= RISING


def _stalls(lift: LiftHistory) -> bool:
    is_long = lift.span_weeks >= STALL_WEEKS and lift.sessions >= STALL_SESSIONS
    return is_long and lift.weekly_trend is not None and lift.weekly_trend <= STALLED


NOTHING_LOGGED = RecentTraining()
