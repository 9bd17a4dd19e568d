"""A program as an iCalendar file: one event for each workout, which a phone takes over in one go.

It lives here and not beside the other renderings in `strength`, because it is written with a library (`icalendar`), and
`strength` needs none.

Times are floating (no time zone): six in the evening is six in the evening wherever the lifter is.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from strength.program import Program, Workout
from strength.rendering.lines import workout_lines

if TYPE_CHECKING:
    from icalendar import Component

MEDIA_TYPE = "text/calendar; charset=utf-8"
DEFAULT_TIME = time(18, 0)
"""After work (convention); `time=` says otherwise."""
_USUAL_MINUTES = 60
"""Length of an event whose workout does not say how long it takes (convention)."""
_EVERY_DAY = 7
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""When an event was made, where nobody knows: a fixed moment, so that the same program gives the same file."""
_SPREAD: dict[int, tuple[int, ...]] = {1: (1,), 2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 5, 6)}
"""Weekdays for a program that names none, a day of rest between where there is room (coaching convention)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTerms:
    """What a calendar needs beside the program.

    Attributes:
        program_id: part of each event's own id, so that a second import replaces the first.
        start: the first workout is on the first day from this one that is its weekday.
        at: when workouts begin, local time of whoever reads the calendar.
        made: when the program was made, in UTC; None where nobody knows.
    """

    program_id: str
    start: date
    at: time = DEFAULT_TIME
    made: datetime | None = None


def next_monday(today: date) -> date:
    """The first Monday after this day."""
    return today + timedelta(days=7 - today.weekday())


def to_ics(program: Program, terms: CalendarTerms) -> bytes:
    """The program as the bytes of an .ics file."""
    # icalendar costs a tenth of a second that only this export needs
    from icalendar import Calendar, Event

    calendar = Calendar()
    _add(calendar, "prodid", "-//FitCSV//AI service//EN")
    _add(calendar, "version", "2.0")
    _add(calendar, "x-wr-calname", program.name)
    stamp = terms.made or _STAMP
    for week_number, workout, day in dated_workouts(program, terms.start):
        event = Event()
        _add(event, "uid", f"{terms.program_id}-week{week_number}-day{workout.day_number}@fitcsv")
        _add(event, "dtstamp", stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC))
        _add(event, "dtstart", datetime.combine(day, terms.at))
        _add(event, "duration", timedelta(minutes=workout.minutes or _USUAL_MINUTES))
        _add(event, "summary", f"{workout.name} (week {week_number}, day {workout.day_number})")
        _add(event, "description", description(workout))
        calendar.add_component(event)
    return calendar.to_ical()


def dated_workouts(program: Program, start: date) -> list[tuple[int, Workout, date]]:
    """Each workout with its week's number and its date; the order of the program's days is kept."""
    dated: list[tuple[int, Workout, date]] = []
    # every week is counted from the first workout's own weekday, so that starting on a Wednesday turns no days around
    first = next((_weekdays(week.workouts)[0] for week in program.weeks if week.workouts), 1)
    opening = start + timedelta(days=(first - start.isoweekday()) % _EVERY_DAY)
    for index, week in enumerate(program.weeks):
        day = opening + timedelta(days=_EVERY_DAY * index)
        dated += [
            (week.week_number, workout, day + timedelta(days=(weekday - first) % _EVERY_DAY))
            for workout, weekday in zip(week.workouts, _weekdays(week.workouts), strict=True)
        ]
    return dated


def description(workout: Workout) -> str:
    """The workout line by line, as an event shows it."""
    lines = [workout.notes] if workout.notes else []
    name = ""
    for line in workout_lines(workout):
        name = line.exercise or name
        effort = [part for part in (line.effort, f"rest {line.rest}" if line.rest else "") if part]
        load = f" @ {line.load}" if line.load else ""
        pair = f"{line.group}) " if line.group else ""
        lines.append(f"{pair}{name}: {line.sets}{load}{''.join(f', {part}' for part in effort)}")
        if line.note:
            lines.append(f"  {line.note}")
    return "\n".join(lines)


def _add(part: "Component", name: str, value: object) -> None:
    # the library says too little of this method's arguments
    part.add(name, value)  # pyright: ignore[reportUnknownMemberType]


def _weekdays(workouts: tuple[Workout, ...]) -> tuple[int, ...]:
    """The weekday of each workout, 1 Monday - 7; spread over the week where the program does not say."""
    named = tuple(workout.weekday for workout in workouts if workout.weekday is not None)
    if len(named) == len(workouts):
        return named
    spread = _SPREAD.get(len(workouts), tuple(range(1, _EVERY_DAY + 1)))
    # more than seven workouts a week share days
    return tuple(sorted(spread[index % len(spread)] for index in range(len(workouts))))
