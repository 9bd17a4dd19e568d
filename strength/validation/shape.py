"""Rules on the shape: numbering, number of weeks and workouts, weekdays (section E: schema, weeks, days match)."""

from collections.abc import Iterator, Sequence
from typing import cast

from strength.validation.finding import hard
from strength.validation.set_fact import SetReading
from strength.validation.subject import Subject
from strength.violation import Violation

MAX_WORKOUTS = 10
"""FitCSV stores no more workouts in one week (design 03, 3.2)."""


def schema(subject: Subject) -> Iterator[Violation]:
    """Numbers run 1, 2, 3 …; names are there; efforts, percentages and rests are possible figures."""
    yield from _numbering("weeks", "weekNumber", [week.week.week_number for week in subject.weeks])
    for week in subject.weeks:
        days = [workout.workout.day_number for workout in week.workouts]
        yield from _numbering(f"{week.path}.workouts", "dayNumber", days)
    is_odd = any(_has_odd_figures(reading) for reading in subject.different)
    for workout in subject.workouts:
        if not workout.workout.name.strip():
            yield hard("schema", workout.path, "the workout has no name", "name it after what it trains")
        orders = [item.prescription.order for item in workout.items]
        if any(orders):
            yield from _numbering(f"{workout.path}.exercises", "order", orders)
        for item in workout.items:
            if not item.name.strip():
                yield hard("schema", item.path, "the exercise has no name", "name the exercise")
            for fact in item.where(_has_odd_figures) if is_odd else ():
                yield from _figures(fact.path, fact.prescription.rpe, "rpe", 1, 10)
                yield from _figures(fact.path, fact.prescription.rir, "rir", 0, 10)
                yield from _figures(fact.path, fact.prescription.percent1rm, "percent1rm", 1, 150)
                yield from _figures(fact.path, fact.prescription.rest_seconds, "restSeconds", 0, 1200)


def weeks(subject: Subject) -> Iterator[Violation]:
    """As many weeks as were asked for."""
    found, wanted = len(subject.weeks), subject.request.weeks
    if not found or (subject.is_asked and found != wanted):
        wanted_text = f"{wanted} were asked for" if subject.is_asked else "a program has at least 1"
        yield hard("weeks", "weeks", f"the program has {found} weeks, {wanted_text}", f"plan {wanted} weeks")


def frequency(subject: Subject) -> Iterator[Violation]:
    """As many workouts in every week as were asked for; a published program's stated exceptions are honoured."""
    wanted = subject.request.frequency if subject.is_asked else subject.program.frequency
    exceptions = subject.program.frequency_exceptions or {}
    for week in subject.weeks:
        # the data holds week number -> number of workouts; anything else in it is not an exception we can read
        excepted = cast(object, exceptions.get(str(week.week.week_number)))
        allowed = excepted if isinstance(excepted, int) else wanted
        if len(week.workouts) != allowed:
            yield hard(
                "frequency",
                week.path,
                f"the week has {len(week.workouts)} workouts, {allowed} were asked for",
                f"plan {allowed} workouts in every week, short ones where little is needed",
            )


def too_many_workouts(subject: Subject) -> Iterator[Violation]:
    """FitCSV refuses a week of more than ten workouts."""
    for week in subject.weeks:
        if len(week.workouts) > MAX_WORKOUTS:
            yield hard(
                "too_many_workouts",
                week.path,
                f"the week has {len(week.workouts)} workouts; FitCSV stores at most {MAX_WORKOUTS}",
                f"plan at most {MAX_WORKOUTS} workouts a week",
            )


def empty_workout(subject: Subject) -> Iterator[Violation]:
    """No workout without exercises, no exercise without sets."""
    for workout in subject.workouts:
        if not workout.items:
            yield hard(
                "empty_workout",
                workout.path,
                f"{workout.workout.name!r} has no exercises",
                "give it short technique or easy recovery work, never nothing",
            )
        for item in workout.items:
            if not item.readings:
                yield hard(
                    "empty_exercise", item.path, f"{item.name!r} has no sets", "give it at least 1 set, or drop it"
                )


def weekday(subject: Subject) -> Iterator[Violation]:
    """The weekdays are the ones asked for, in order, each once."""
    wanted = sorted(subject.request.days)
    for week in subject.weeks:
        found = [item.workout.weekday for item in week.workouts]
        days = [day for day in found if day is not None]
        if any(not 1 <= day <= 7 for day in days):
            yield hard("weekday", week.path, f"weekdays are {days}", "a weekday is 1 (Monday) to 7 (Sunday)")
        elif sorted(set(days)) != days:
            yield hard(
                "weekday", week.path, f"weekdays are {days}", "put workouts in the order of their days, one a day"
            )
        elif wanted and found != wanted:
            yield hard("weekday", week.path, f"weekdays are {found}", f"train on {wanted}, the days asked for")


def _numbering(path: str, key: str, found: Sequence[int]) -> Iterator[Violation]:
    if list(found) != list(range(1, len(found) + 1)):
        yield hard("schema", path, f"{key} runs {list(found)}", f"count {key} 1, 2, 3 … without gaps")


def _has_odd_figures(reading: SetReading) -> bool:
    _, _, percent, rpe, rir, rest = reading.text
    return _is_odd(rpe, 1, 10) or _is_odd(rir, 0, 10) or _is_odd(percent, 1, 150) or _is_odd(rest, 0, 1200)


def _is_odd(value: float | None, low: int, high: int) -> bool:
    # `not (low <= value)` also refuses NaN, which compares false with everything
    return value is not None and not low <= value <= high


def _figures(path: str, value: float | None, key: str, low: int, high: int) -> Iterator[Violation]:
    if value is not None and _is_odd(value, low, high):
        yield hard("schema", path, f"{key} is {value:g}", f"{key} lies between {low} and {high}")
