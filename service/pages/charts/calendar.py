"""The calendar: every week, every session a link with its sets and minutes."""

from dataclasses import dataclass

from service.pages.blocks import Block
from service.pages.charts.week_figures import note_of_week
from service.pages.labels import WEEKDAYS
from strength.program import Program, Workout

SOME, MANY = 10, 20
"""Sets from which a day is shaded, and framed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day; without a workout it is empty.

    Attributes:
        anchor: id of the workout's card, or "".
        week: number of the week, for pages that hold one week at a time.
        shade: 1-3, by sets.
        name: all of it in words.
    """

    anchor: str = ""
    week: int = 0
    sets: int = 0
    minutes: int | None = None
    shade: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One week.

    Attributes:
        tone: of its block.
        note: "light", "taper", "test", or "".
    """

    number: int
    tone: int
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Head of the columns, and the weeks."""

    days: tuple[str, ...]
    rows: tuple[Row, ...]


def calendar(program: Program, blocks: tuple[Block, ...]) -> Calendar:
    """The calendar of a program; by weekday where every workout has one, else by number of the day."""
    workouts = [workout for week in program.weeks for workout in week.workouts]
    by_weekday = bool(workouts) and all(workout.weekday for workout in workouts)
    count = 7 if by_weekday else max((workout.day_number for workout in workouts), default=0)
    tones = {number: block.tone for block in blocks for number in range(block.first, block.last + 1)}
    rows: list[Row] = []
    for week in program.weeks:
        cells = [Cell()] * count
        for workout in week.workouts:
            column = (workout.weekday or 1) if by_weekday else workout.day_number
            cells[column - 1] = _cell(week.week_number, workout)
        rows.append(
            Row(
                number=week.week_number,
                tone=tones.get(week.week_number, 0),
                note=note_of_week(week),
                cells=tuple(cells),
            )
        )
    days = WEEKDAYS if by_weekday else tuple(f"Day {number}" for number in range(1, count + 1))
    return Calendar(days=days, rows=tuple(rows))


def _cell(week: int, workout: Workout) -> Cell:
    sets = sum(len(one.sets) for one in workout.exercises)
    minutes = f", {workout.minutes} minutes" if workout.minutes is not None else ""
    return Cell(
        anchor=f"w{week}d{workout.day_number}",
        week=week,
        sets=sets,
        minutes=workout.minutes,
        shade=3 if sets >= MANY else 2 if sets >= SOME else 1,
        name=f"Week {week}, {workout.name}: {sets} sets{minutes}",
    )
