"""The weeks as a lifter reads them at the bar: sets and load first, the rest beside them."""

from dataclasses import dataclass
from itertools import groupby

from service.pages.charts.week_figures import effort_of, exercise_of, note_of_week
from service.pages.figure_text import number
from service.pages.labels import WEEKDAYS
from service.pages.loads import Load, load_of, text_in
from service.pages.look import Unit
from service.pages.plates import colour_of
from strength.catalog import Catalog
from strength.exercise import Exercise
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.repetitions import parse_repetitions


@dataclass(frozen=True, slots=True, kw_only=True)
class InUnit:
    """One text in one unit, with the class that shows it; the class is "" where both units read the same."""

    unit: str
    load: Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Equal sets in a row.

    Attributes:
        sets: "4 × 6", "3 × 40 s".
        count: how many, for the boxes on paper.
    """

    sets: str
    count: int
    loads: tuple[InUnit, ...]
    rpe: str
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A plate: its number, and the class of its edge."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateLine:
    """What goes on each side for one load; `load` is "" when there is only one."""

    unit: str
    load: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence in one unit; the class is "" where both units read the same."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exercise of a day."""

    mark: str
    name: str
    runs: tuple[Run, ...]
    plates: tuple[PlateLine, ...]
    warmup: tuple[Said, ...]
    note: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One session."""

    anchor: str
    name: str
    weekday: str
    minutes: int | None
    sets: int
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWeek:
    """One week.

    Attributes:
        note: "light", "taper", "test", or "".
        phase: what the program calls it.
        same_as: number of the week that this one repeats exactly; 0 when it repeats none.
    """

    number: int
    note: str
    phase: str
    days: tuple[Day, ...]
    same_as: int = 0


def sheet_of(
    program: Program, catalog: Catalog, units: tuple[Unit, ...], only: int | None = None
) -> tuple[SheetWeek, ...]:
    """The weeks of a program.

    Args:
        program: the program.
        catalog: what the exercises are.
        units: one, or both.
        only: number of the one week that is wanted.
    """
    first_of: dict[tuple[Workout, ...], int] = {}
    weeks: list[SheetWeek] = []
    for week in program.weeks:
        same_as = first_of.setdefault(week.workouts, week.week_number)
        if only is not None and week.week_number != only:
            continue
        is_copy = same_as != week.week_number and only is None
        weeks.append(_week(week, catalog, units, same_as if is_copy else 0))
    return tuple(weeks)


def _week(week: Week, catalog: Catalog, units: tuple[Unit, ...], same_as: int) -> SheetWeek:
    return SheetWeek(
        number=week.week_number,
        note=note_of_week(week),
        phase=week.phase if week.phase and week.phase != "Deload" else "",
        days=tuple(_day(week.week_number, workout, catalog, units, is_empty=same_as > 0) for workout in week.workouts),
        same_as=same_as,
    )


def _day(week: int, workout: Workout, catalog: Catalog, units: tuple[Unit, ...], *, is_empty: bool) -> Day:
    marks = _marks(workout)
    return Day(
        anchor=f"w{week}d{workout.day_number}",
        name=workout.name,
        weekday=WEEKDAYS[workout.weekday - 1] if workout.weekday else f"Day {workout.day_number}",
        minutes=workout.minutes,
        sets=sum(len(one.sets) for one in workout.exercises),
        note=workout.notes or "",
        lines=()
        if is_empty
        else tuple(_line(one, mark, catalog, units) for one, mark in zip(workout.exercises, marks, strict=True)),
    )


def _marks(workout: Workout) -> list[str]:
    """1, 2, 3a, 3b: exercises that alternate share a number."""
    groups = [one.group for one in workout.exercises]
    marks: list[str] = []
    count = 0
    for index, group in enumerate(groups):
        is_pair = group is not None and groups.count(group) > 1
        if not (is_pair and index and groups[index - 1] == group):
            count += 1
        letter = chr(ord("a") + groups[:index].count(group)) if is_pair else ""
        marks.append(f"{count}{letter}")
    return marks


def _line(prescription: Prescription, mark: str, catalog: Catalog, units: tuple[Unit, ...]) -> Line:
    exercise = exercise_of(prescription, catalog)
    runs = [list(run) for _, run in groupby(prescription.sets, key=_alike)]
    return Line(
        mark=mark,
        name=prescription.name,
        runs=tuple(_run(run, exercise, units) for run in runs),
        plates=_plates(runs, exercise, units),
        warmup=_said(prescription.warmup, exercise, units),
        note=_said(prescription.notes, exercise, units),
    )


def _said(text: str | None, exercise: Exercise | None, units: tuple[Unit, ...]) -> tuple[Said, ...]:
    found = [Said(unit=_class(unit), text=text_in(text, exercise, unit)) for unit in units] if text else []
    if found and found[0].text == found[-1].text:
        return (Said(unit="", text=found[0].text),)
    return tuple(found)


def _alike(item: SetPrescription) -> tuple[object, ...]:
    return (item.reps, item.weight, item.rpe, item.rir, item.rest_seconds)


def _run(run: list[SetPrescription], exercise: Exercise | None, units: tuple[Unit, ...]) -> Run:
    first = run[0]
    effort = effort_of(first)
    rest = first.rest_seconds
    return Run(
        sets=f"{len(run)} × {_repetitions(first.reps)}",
        count=len(run),
        loads=_loads(first, exercise, units),
        rpe="" if effort is None else number(effort),
        rest="" if rest is None else f"{rest // 60}:{rest % 60:02d}",
    )


def _repetitions(text: str) -> str:
    """Holds and seconds are not repetitions: "40 s"; ranges get their dash."""
    parsed = parse_repetitions(text)
    if parsed is None or text.strip().upper().startswith("AMRAP"):
        return text
    span = str(parsed).removesuffix("s").replace("-", "–")
    return f"{span} s" if parsed.is_timed else span


def _loads(item: SetPrescription, exercise: Exercise | None, units: tuple[Unit, ...]) -> tuple[InUnit, ...]:
    found = [InUnit(unit=_class(unit), load=load_of(item, exercise, unit)) for unit in units]
    if len(found) == 1 or found[0].load == found[1].load:
        return (InUnit(unit="", load=found[0].load),)
    return tuple(found)


def _plates(
    runs: list[list[SetPrescription]], exercise: Exercise | None, units: tuple[Unit, ...]
) -> tuple[PlateLine, ...]:
    lines: list[PlateLine] = []
    for unit in units:
        loads = list(dict.fromkeys(load_of(run[0], exercise, unit) for run in runs))
        known = [load for load in loads if load.plates is not None]
        for load in known:
            chips = tuple(Chip(text=number(plate), colour=colour_of(plate, unit)) for plate in load.plates or ())
            lines.append(
                PlateLine(
                    unit=_class(unit) if len(units) > 1 else "",
                    load=load.text if len(known) > 1 or not chips else "",
                    chips=chips,
                )
            )
    return tuple(lines)


def _class(unit: Unit) -> str:
    return "u-kg" if unit == "kg" else "u-lb"
