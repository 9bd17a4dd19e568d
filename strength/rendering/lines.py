"""A workout line by line: `back squat  4 x 6 @ 102.5kg  RPE 7.5  rest 3:00`."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from strength.program import Prescription, Program, SetPrescription, Workout


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One run of equal sets of one exercise.

    Attributes:
        exercise: its name; empty on the second and later runs of the same exercise.
        sets: "4 x 6", "3 x 8-12", "2 x 30s".
        load: "102.5kg", "80%", or "".
        effort: "RPE 7.5", "RIR 2", or "".
        rest: "3:00", or "".
        note: the exercise's note on its first run, else "".
        group: superset letter, or "".
    """

    exercise: str
    sets: str
    load: str
    effort: str
    rest: str
    note: str
    group: str


def _number(value: float) -> str:
    return f"{value:g}"


def effort_text(item: SetPrescription) -> str:
    """The effort of a set as people write it."""
    if item.rpe is not None:
        return f"RPE {_number(item.rpe)}"
    return f"RIR {_number(item.rir)}" if item.rir is not None else ""


def rest_text(seconds: int | None) -> str:
    """Rest as minutes and seconds: 150 becomes "2:30"."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def _alike(item: SetPrescription) -> tuple[str, str | None, float | None, float | None, int | None]:
    return (item.reps, item.weight, item.rpe, item.rir, item.rest_seconds)


def runs_of_equal_sets(prescription: Prescription) -> Iterator[tuple[SetPrescription, ...]]:
    """The sets, those together that follow each other and read alike."""
    return (tuple(run) for _, run in groupby(prescription.sets, key=_alike))


def prescription_lines(prescription: Prescription) -> Iterator[Line]:
    """One line per run of equal sets."""
    for index, sets in enumerate(runs_of_equal_sets(prescription)):
        yield Line(
            exercise=prescription.name if index == 0 else "",
            sets=f"{len(sets)} x {sets[0].reps}",
            load=sets[0].weight or "",
            effort=effort_text(sets[0]),
            rest=rest_text(sets[0].rest_seconds),
            note=(prescription.notes or "") if index == 0 else "",
            group=(prescription.group or "") if index == 0 else "",
        )


def workout_lines(workout: Workout) -> tuple[Line, ...]:
    """All lines of a workout, in execution order."""
    return tuple(line for prescription in workout.exercises for line in prescription_lines(prescription))


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def workout_title(workout: Workout) -> str:
    """`Mon  Squat Day  (58 min)`, without what is not known."""
    day = f"{_WEEKDAYS[workout.weekday - 1]}  " if workout.weekday else f"Day {workout.day_number}  "
    minutes = f"  ({workout.minutes} min)" if workout.minutes is not None else ""
    return f"{day}{workout.name}{minutes}"


def week_text(program: Program, week_number: int) -> str:
    """One week as plain text, columns lined up.

    Raises:
        ValueError: the program has no such week.
    """
    week = next((item for item in program.weeks if item.week_number == week_number), None)
    if week is None:
        msg = f"week {week_number!r} is not in the program; it has weeks 1 to {len(program.weeks)}"
        raise ValueError(msg)
    out = [f"Week {week.week_number}{f' - {week.phase}' if week.phase else ''}"]
    for workout in week.workouts:
        rows = [
            (line.exercise, line.sets, line.load, line.effort, line.rest, line.note) for line in workout_lines(workout)
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        out += ["", workout_title(workout)]
        out += [
            "  " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[5]]).rstrip()
            for row in rows
        ]
        if workout.notes:
            out.append(f"  {workout.notes}")
    return "\n".join(out)


def program_text(program: Program) -> str:
    """The whole program as plain text: name, rationale, warnings, every week."""
    head = [program.name, "=" * len(program.name)]
    if program.rationale:
        head += ["", program.rationale]
    if program.warnings:
        head += ["", *(f"! {warning}" for warning in program.warnings)]
    weeks = [week_text(program, week.week_number) for week in program.weeks]
    return "\n".join([*head, "", "\n\n".join(weeks), ""])
