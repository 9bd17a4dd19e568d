"""What assertions look at: the expanded program, its rows with the roles that the blueprint gave them, its stages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from strength.blueprint import Blueprint, Role
from strength.catalog import Catalog
from strength.exercise import Exercise, Pattern
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.phases import Stage, plan_weeks
from strength.muscle import Muscle
from strength.pool import Pool
from strength.program import Prescription, Program, Workout
from strength.request import ProgramRequest
from strength.validation.set_fact import SetFact, SetReading
from strength.validation.subject import Item, WorkoutFact, prepare
from strength.validation.subject import Subject as Facts

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
        item: as it was written and read.
        effort: the hardest set's RPE, stated or implied; 0 where nothing says it.
        percent: the heaviest set's percent of one-rep maximum; 0 where nothing says it.
        low: fewest repetitions, or seconds, of any set.
        high: most repetitions, or seconds, of any set.
    """

    path: str
    exercise: Exercise
    role: Role
    item: Item
    effort: float
    percent: float
    low: int
    high: int

    @property
    def prescription(self) -> Prescription:
        """As it was written."""
        return self.item.prescription

    @property
    def sets(self) -> tuple[SetReading, ...]:
        """What its working sets say, in order."""
        return self.item.readings

    def where(self, holds: Callable[[SetReading], bool]) -> Iterator[SetFact]:
        """Its sets of which something is true, with their places."""
        return self.item.where(holds)

    @property
    def slug(self) -> str:
        """The exercise's id."""
        return self.exercise.slug

    @property
    def pattern(self) -> Pattern:
        """The exercise's pattern."""
        return self.exercise.pattern

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
    """A workout: where it is, itself, its known rows in order, its working sets, how long it takes in minutes."""

    path: str
    workout: Workout
    rows: tuple[Row, ...]
    sets: int
    minutes: int

    @property
    def weekday(self) -> int:
        """1 Monday - 7 Sunday; the number of the day where the program says no weekday."""
        return self.workout.weekday or self.workout.day_number

    def of(self, patterns: Iterable[Pattern]) -> list[Row]:
        """Rows of these patterns."""
        wanted = frozenset(patterns)
        return [row for row in self.rows if row.pattern in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week: where it is, its 1-based number, its mesocycle, what it asks for, its phase, its days, its working sets."""

    path: str
    number: int
    mesocycle: int
    stage: Stage
    phase: str
    days: tuple[Day, ...]
    sets: int

    @property
    def rows(self) -> Iterator[Row]:
        """Every row."""
        return (row for day in self.days for row in day.rows)

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


def subject_of(
    program: Program, request: ProgramRequest, pool: Pool, catalog: Catalog, facts: Facts | None = None
) -> Subject:
    """The subject for a program of ours; rows that the catalog does not know are left to the validator.

    Args:
        program: the expanded program.
        request: what was asked.
        pool: what the lifter can do.
        catalog: what exercises are resolved with.
        facts: what the validator read of the same program; by default it is read here.
    """
    blueprint = Blueprint.model_validate(program.blueprint) if program.blueprint else None
    planned = plan_weeks(blueprint, request.goal) if blueprint else ()
    roles = _roles(blueprint)
    weeks: list[Week] = []
    for index, week in enumerate((facts or prepare(program, request, catalog)).weeks):
        days = tuple(
            [
                _day(workout, roles[number] if number < len(roles) else {})
                for number, workout in enumerate(week.workouts)
            ]
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
                sets=sum([day.sets for day in days]),
            )
        )
    return Subject(program=program, request=request, pool=pool, weeks=tuple(weeks))


def _day(fact: WorkoutFact, roles: Mapping[str, Role]) -> Day:
    rows = tuple([_row(item, exercise, roles.get(exercise.slug, "accessory")) for item, exercise in fact.known])
    return Day(
        path=fact.path,
        workout=fact.workout,
        rows=rows,
        sets=sum([len(row.item.readings) for row in rows]),
        minutes=fact.minutes,
    )


def _row(item: Item, exercise: Exercise, role: Role) -> Row:
    effort = percent = 0.0
    lows: list[int] = []
    high = 0
    for reading in item.different:
        effort = max(effort, reading.rpe or reading.implied_rpe or 0.0)
        percent = max(percent, reading.percent or 0.0)
        if reading.reps:
            lows.append(reading.reps.low)
            high = max(high, reading.reps.high)
    return Row(
        path=item.path,
        exercise=exercise,
        role=role,
        item=item,
        effort=effort,
        percent=percent,
        low=min(lows, default=0),
        high=high,
    )


def _roles(blueprint: Blueprint | None) -> list[dict[str, Role]]:
    """For each day of the week, in order, what the slot is that names an exercise; the first one that does."""
    if blueprint is None:
        return []
    return [
        {slug: blueprint.scheme(slot.scheme).slot_role for slot in reversed(day.slots) for slug in slot.exercises}
        for day in sorted(blueprint.days, key=lambda item: item.weekday)
    ]
