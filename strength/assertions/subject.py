"""What assertions look at: the expanded program, its rows with the roles that the blueprint gave them, its stages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from strength.blueprint import Blueprint, Role
from strength.catalog import Catalog
from strength.exercise import Exercise, Pattern
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.phases import Stage, plan_weeks
from strength.minutes import workout_minutes
from strength.muscle import Muscle
from strength.pool import Pool
from strength.program import Prescription, Program, Workout
from strength.request import ProgramRequest
from strength.validation.set_fact import SetFact
from strength.validation.subject import prepare

PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT})
HIP = frozenset({Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX})
TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})
HARD_EFFORT = 6.0
"""From this RPE on a set counts as a hard one where a rule says so (coaching convention)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An exercise of a workout.

    Attributes:
        path: where it is.
        exercise: what the catalog knows of it.
        role: what the slot is; accessory where no blueprint says it.
        prescription: as it was written.
        sets: its working sets, read.
    """

    path: str
    exercise: Exercise
    role: Role
    prescription: Prescription
    sets: tuple[SetFact, ...]

    @property
    def slug(self) -> str:
        """The exercise's id."""
        return self.exercise.slug

    @property
    def pattern(self) -> Pattern:
        """The exercise's pattern."""
        return self.exercise.pattern

    @property
    def effort(self) -> float:
        """The hardest set's RPE, stated or implied; 0 where nothing says it."""
        return max((fact.rpe or fact.implied_rpe or 0.0 for fact in self.sets), default=0.0)

    @property
    def percent(self) -> float:
        """The heaviest set's percent of one-rep maximum; 0 where nothing says it."""
        return max((fact.percent or 0.0 for fact in self.sets), default=0.0)

    @property
    def low(self) -> int:
        """Fewest repetitions, or seconds, of any set."""
        return min((fact.reps.low for fact in self.sets if fact.reps), default=0)

    @property
    def high(self) -> int:
        """Most repetitions, or seconds, of any set."""
        return max((fact.reps.high for fact in self.sets if fact.reps), default=0)

    @property
    def is_main(self) -> bool:
        """Whether it is a main lift of its day."""
        return self.role == "main"

    @property
    def is_main_squat(self) -> bool:
        """Whether it is the day's main squat."""
        return self.is_main and self.pattern is Pattern.SQUAT

    @property
    def is_main_pull(self) -> bool:
        """Whether it is the day's main deadlift."""
        return self.is_main and self.slug in HEAVY_HINGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A workout: where it is, itself, its known rows in order, how long it takes in minutes."""

    path: str
    workout: Workout
    rows: tuple[Row, ...]
    minutes: int

    @property
    def weekday(self) -> int:
        """1 Monday - 7 Sunday; the number of the day where the program says no weekday."""
        return self.workout.weekday or self.workout.day_number

    @property
    def sets(self) -> int:
        """Working sets."""
        return sum(len(row.sets) for row in self.rows)

    def of(self, patterns: Iterable[Pattern]) -> list[Row]:
        """Rows of these patterns."""
        wanted = frozenset(patterns)
        return [row for row in self.rows if row.pattern in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week: where it is, its 1-based number, its mesocycle, what it asks for, its phase, its days."""

    path: str
    number: int
    mesocycle: int
    stage: Stage
    phase: str
    days: tuple[Day, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """Every row."""
        return (row for day in self.days for row in day.rows)

    @property
    def sets(self) -> int:
        """Working sets."""
        return sum(day.sets for day in self.days)

    def sets_of(self, patterns: Iterable[Pattern]) -> int:
        """Working sets of these patterns."""
        return sum(len(row.sets) for day in self.days for row in day.of(patterns))

    def fractional(self, muscle: Muscle) -> float:
        """Sets of a muscle, indirect ones half."""
        return sum(len(row.sets) * share_of(row.exercise, muscle) for row in self.rows)

    @property
    def adjacent(self) -> Iterator[tuple[Day, Day]]:
        """Days that follow each other within 24 hours; the week is a circle."""
        return ((one, other) for one in self.days for other in self.days if (other.weekday - one.weekday) % 7 == 1)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A program with what was asked, what could be had, and its weeks."""

    program: Program
    request: ProgramRequest
    pool: Pool
    weeks: tuple[Week, ...]

    @cached_property
    def work(self) -> tuple[Week, ...]:
        """Weeks of full work."""
        return tuple(week for week in self.weeks if week.stage == "work")

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every workout."""
        return tuple(day for week in self.weeks for day in week.days)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row of the program."""
        return tuple(row for day in self.days for row in day.rows)

    @cached_property
    def mesocycles(self) -> tuple[tuple[Week, ...], ...]:
        """The weeks of full work by mesocycle."""
        numbers = dict.fromkeys(week.mesocycle for week in self.work)
        return tuple(tuple(week for week in self.work if week.mesocycle == number) for number in numbers)

    @property
    def is_strong(self) -> bool:
        """Whether strength or powerlifting is the goal."""
        return self.request.goal.value != "hypertrophy"


def share_of(exercise: Exercise, muscle: Muscle) -> float:
    """What a set of the exercise counts for a muscle: 1 direct, 0.5 indirect (Pelland 2024; design 04, 0.1)."""
    return 1.0 if muscle in exercise.primary else 0.5 if muscle in exercise.secondary else 0.0


def subject_of(program: Program, request: ProgramRequest, pool: Pool, catalog: Catalog) -> Subject:
    """The subject for a program of ours; rows that the catalog does not know are left to the validator."""
    blueprint = Blueprint.model_validate(program.blueprint) if program.blueprint else None
    planned = plan_weeks(blueprint, request.goal) if blueprint else ()
    facts = prepare(program, request, catalog)
    weeks: list[Week] = []
    for index, week in enumerate(facts.weeks):
        days = tuple(
            Day(
                path=workout.path,
                workout=workout.workout,
                rows=tuple(
                    Row(
                        path=item.path,
                        exercise=exercise,
                        role=_role(blueprint, number, exercise.slug),
                        prescription=item.prescription,
                        sets=item.sets,
                    )
                    for item, exercise in workout.known
                ),
                minutes=workout_minutes(workout.workout.exercises, catalog.by_slug),
            )
            for number, workout in enumerate(week.workouts)
        )
        plan = planned[index] if index < len(planned) else None
        weeks.append(
            Week(
                path=week.path,
                number=index + 1,
                mesocycle=plan.mesocycle if plan else 0,
                stage=plan.stage if plan else "deload" if week.week.is_deload else "work",
                phase=week.week.phase or "",
                days=days,
            )
        )
    return Subject(program=program, request=request, pool=pool, weeks=tuple(weeks))


def _role(blueprint: Blueprint | None, day: int, slug: str) -> Role:
    """The role of the slot that names the exercise on that day."""
    if blueprint is not None and day < len(blueprint.days):
        for slot in sorted(blueprint.days, key=lambda item: item.weekday)[day].slots:
            if slug in slot.exercises:
                return blueprint.scheme(slot.scheme).slot_role
    return "accessory"
