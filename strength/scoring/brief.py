"""What a program is judged for: the request's terms, or those that the program states of itself."""

from dataclasses import dataclass

from strength.equipment import Equipment, kit_of
from strength.limitation import Area, Severity
from strength.muscle import Muscle
from strength.program import Program
from strength.request import Goal, ProgramRequest

_SBD_KIT = frozenset({Equipment.BARBELL, Equipment.RACK, Equipment.BENCH})
_SPINE = frozenset({Area.LOWER_BACK, Area.SHOULDER, Area.KNEE, Area.HIP})
_UNKNOWN_MINUTES = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The terms of judgement.

    Attributes:
        goal: what the program is for.
        level: 1 beginner, 2 intermediate, 3 advanced.
        days: workouts a week.
        weeks: weeks asked for; None when only the program itself is known.
        minutes: minutes a workout.
        minutes_known: whether somebody asked for them; short workouts are no fault when nobody did.
        owned: equipment.
        limitations: active limitations by area.
        focus: muscles that should get more.
        sessions_excused: workouts that a published program leaves out on purpose, in total.
    """

    goal: Goal
    level: int
    days: int
    weeks: int | None
    minutes: int
    minutes_known: bool
    owned: frozenset[Equipment]
    limitations: dict[Area, Severity]
    focus: tuple[Muscle, ...]
    sessions_excused: int

    @property
    def is_strength(self) -> bool:
        """Strength and powerlifting are judged by loads, hypertrophy by work."""
        return self.goal is not Goal.HYPERTROPHY

    @property
    def has_competition_kit(self) -> bool:
        """Whether all three competition lifts can be trained: the kit is there and no limitation forbids one."""
        return self.owned >= _SBD_KIT and _SPINE.isdisjoint(self.limitations)

    @property
    def has_loadable_bar(self) -> bool:
        """Whether anything can be loaded well beyond bodyweight."""
        return not self.owned.isdisjoint({Equipment.BARBELL, Equipment.MACHINE, Equipment.SMITH_MACHINE})

    @property
    def feasible(self) -> float:
        """Kappa of design 04, 0.2: the share of the wished volume that the days and minutes can hold.

        It comes from the terms alone, so a program cannot buy the discount. A set takes about 2.6 minutes for
        hypertrophy and 3.3 for strength (time model of 0.8), a workout spends 8 minutes on arriving and warming up,
        and one set serves about 1.7 counted muscles.
        """
        per_set = 3.3 if self.is_strength else 2.6
        fitting = self.days * max(2.0, (self.minutes - 8) / per_set)
        needed = {1: 32.0, 2: 52.0, 3: 60.0}[self.level] * (0.75 if self.is_strength else 1.0)
        return min(1.0, fitting / needed)


def brief_of(program: Program, request: ProgramRequest | None) -> Brief:
    """The request's terms where there is one, else the program's own."""
    excused = len(program.frequency_exceptions or {})
    if request is not None:
        return Brief(
            goal=request.goal,
            level=request.experience.level,
            days=request.frequency,
            weeks=request.weeks,
            minutes=request.session_minutes,
            minutes_known=True,
            owned=request.owned,
            limitations=request.active_limitations,
            focus=request.focus,
            sessions_excused=excused,
        )
    return Brief(
        goal=program.goal,
        level=program.experience.level,
        days=program.frequency,
        weeks=None,
        minutes=program.session_minutes or _UNKNOWN_MINUTES,
        minutes_known=program.session_minutes is not None,
        owned=kit_of(program.equipment).owned,
        limitations={},
        focus=(),
        sessions_excused=excused,
    )
