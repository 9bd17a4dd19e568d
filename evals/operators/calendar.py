"""Operators on weeks and days: deloads, tapers, order of weeks, lengths, spacing."""

import random

from evals.operators.base import Base, with_exercises
from strength.exercise import Pattern
from strength.exercise_groups import HEAVY_HINGE
from strength.program import Program, Week, Workout
from strength.request import Goal

_SHORT_WEEKS = 8
_TAPERING = 6
_HALF = 0.5
_CROWDABLE = (2, 3, 4)
_TAPERED = 0.7


def no_deload(base: Base) -> Program | None:
    """Each easier week becomes a copy of the week before it."""
    easier = base.easier_weeks()
    weeks = list(base.program.weeks)
    for index, week in enumerate(easier):
        if base.is_chosen(index):
            weeks[week] = weeks[week - 1]
    return base.with_weeks(weeks)


def hardest_deload(base: Base) -> Program | None:
    """Each easier week becomes the hardest: half as many sets again as the week before."""
    weeks = list(base.program.weeks)
    for week in base.easier_weeks():
        weeks[week] = base.times_sets(weeks[week - 1], 1 + 0.5 * base.strength)
    return base.with_weeks(weeks)


def double_week(base: Base) -> Program | None:
    """One week in the middle gets twice its sets."""
    weeks = list(base.program.weeks)
    working = [index for index in range(1, len(weeks)) if index not in base.easier_weeks()]
    middle = min(working, key=lambda index: (abs(index - len(weeks) / 2), index))
    weeks[middle] = base.times_sets(weeks[middle], 1 + base.strength)
    return base.with_weeks(weeks)


def ramp_every_week(base: Base) -> Program | None:
    """Every week has 30 % more sets than the one before."""
    return base.with_weeks(
        base.times_sets(week, (1 + 0.3 * base.strength) ** index) for index, week in enumerate(base.program.weeks)
    )


def no_taper(base: Base) -> Program | None:
    """The last two weeks of a powerlifting program copy the week before them."""
    weeks = list(base.program.weeks)
    if base.goal is not Goal.POWERLIFTING or len(weeks) < _TAPERING:
        return None
    if base.hard_sets(weeks[-1]) > _TAPERED * base.hard_sets(weeks[-3]):
        return None
    weeks[-1] = weeks[-3]
    if base.strength > _HALF:
        weeks[-2] = weeks[-3]
    return base.with_weeks(weeks)


def identical_weeks(base: Base) -> Program | None:
    """Copies of the first week throughout."""
    first = base.program.weeks[0]
    return base.with_weeks(first if base.is_chosen(index) else week for index, week in enumerate(base.program.weeks))


def shuffle_weeks(base: Base) -> Program | None:
    """The weeks in a random order."""
    weeks = list(base.program.weeks)
    places = [index for index in range(len(weeks)) if base.is_chosen(index)]
    moved = places.copy()
    random.Random(len(weeks)).shuffle(moved)  # noqa: S311 - nothing secret
    for place, source in zip(places, moved, strict=True):
        weeks[place] = base.program.weeks[source]
    return base.with_weeks(weeks)


def reverse_weeks(base: Base) -> Program | None:
    """The program backwards: it gets easier instead of harder."""
    weeks = list(base.program.weeks)
    count = max(2, round(len(weeks) * base.strength))
    return base.with_weeks([*reversed(weeks[:count]), *weeks[count:]])


def short_program(base: Base) -> Program | None:
    """Only the first weeks of what was asked."""
    if base.request is None or base.request.weeks <= _SHORT_WEEKS:
        return None
    return base.with_weeks(base.program.weeks[: base.request.weeks - round(base.strength * 4)])


def drop_session(base: Base) -> Program | None:
    """One workout of every week is left out."""
    if any(len(week.workouts) <= 1 for week in base.program.weeks):
        return None

    def keep(week: int, day: int, workout: Workout) -> Workout | None:
        last = day == len(base.program.weeks[week].workouts) - 1
        return None if last and base.is_chosen(week) else workout

    return base.each_workout(keep)


def duplicate_days(base: Base) -> Program | None:
    """Every workout of a week is a copy of its first one."""
    first = base.program.weeks[0].workouts
    if {item.name for item in first[0].exercises} == {item.name for day in first for item in day.exercises}:
        return None
    if _patterns(base, first[:1]) == _patterns(base, first):
        return None

    def copy(week: int, day: int, workout: Workout) -> Workout:
        if not base.is_chosen(day):
            return workout
        return with_exercises(workout, base.program.weeks[week].workouts[0].exercises)

    return base.each_workout(copy)


def _patterns(base: Base, days: tuple[Workout, ...]) -> set[Pattern]:
    rows = (base.exercise(item) for day in days for item in day.exercises)
    return {row.pattern for row in rows if row is not None}


def days_in_a_row(base: Base) -> Program | None:
    """All workouts on days that follow each other."""
    if len(base.program.weeks[0].workouts) not in _CROWDABLE:
        return None
    weeks: list[Week] = []
    for index, week in enumerate(base.program.weeks):
        days = tuple(
            day.model_copy(update={"weekday": 1 + place if base.is_chosen(index) else weekday})
            for place, (day, weekday) in enumerate(zip(week.workouts, base.weekdays(week), strict=True))
        )
        weeks.append(week.model_copy(update={"workouts": days}))
    if all(base.weekdays(old) == base.weekdays(new) for old, new in zip(base.program.weeks, weeks, strict=True)):
        return None
    return base.with_weeks(weeks)


def heavy_hinges_in_a_row(base: Base) -> Program | None:
    """The heavy hinge of one day is done again the day after."""
    weeks: list[Week] = []
    for index, week in enumerate(base.program.weeks):
        days = list(week.workouts)
        weekdays = base.weekdays(week)
        for place, day in enumerate(week.workouts):
            heavy = [item for item in day.exercises if (row := base.exercise(item)) and row.slug in HEAVY_HINGE]
            after = next((other for other, on in enumerate(weekdays) if (on - weekdays[place]) % 7 == 1), None)
            if heavy and after is not None and base.is_chosen(index):
                days[after] = with_exercises(days[after], [heavy[0], *days[after].exercises])
        weeks.append(week.model_copy(update={"workouts": tuple(days)}))
    return base.with_weeks(weeks)
