"""FitCSV's importer, written again from its rules (not from our exporter), to judge what we export.

The rules: a header row; `week, day, workout_name, exercise, set, reps` are required, `weight, rir, rpe, notes,
exercise_group` optional, anything else is refused; a file may have `rir` or `rpe`, not both; `reps` is a number or a
range; `week`, `day` and `set` are whole numbers from 1, `rpe` 1-10, `rir` 0-5; one bad row refuses the whole file.
"""

import csv
import io
import re
from dataclasses import dataclass, field

REQUIRED = ("week", "day", "workout_name", "exercise", "set", "reps")
OPTIONAL = ("weight", "rir", "rpe", "notes", "exercise_group")
_REPS = re.compile(r"^\d+(-\d+)?$")


class ImportRefused(Exception):
    """The file is not taken, not even in part; the message lists every reason."""


@dataclass
class ImportedSet:
    number: int
    reps: str
    weight: str | None
    rpe: int | None
    rir: int | None
    notes: str


@dataclass
class ImportedExercise:
    name: str
    group: str | None
    sets: list[ImportedSet] = field(default_factory=list)


@dataclass
class ImportedWorkout:
    week: int
    day: int
    name: str
    exercises: list[ImportedExercise] = field(default_factory=list)


def import_csv(text: str) -> list[ImportedWorkout]:
    """The workouts of a file, in its order: exercises by first appearance, sets by number."""
    reader = csv.DictReader(io.StringIO(text))
    heads = list(reader.fieldnames or ())
    faults = [f"column {name} is missing" for name in REQUIRED if name not in heads]
    faults += [f"column {name} is unknown" for name in heads if name not in (*REQUIRED, *OPTIONAL)]
    if "rir" in heads and "rpe" in heads:
        faults.append("rir and rpe cannot stand in one file")
    workouts: dict[tuple[int, int], ImportedWorkout] = {}
    if faults:
        raise ImportRefused("; ".join(faults))
    for line, row in enumerate(reader, start=2):
        wrong = _faults(row)
        faults += [f"line {line}: {fault}" for fault in wrong]
        if not wrong:
            _take(workouts, row, faults, line)
    if faults:
        raise ImportRefused("; ".join(faults))
    if not workouts:
        raise ImportRefused("the file holds no set")
    return list(workouts.values())


def _faults(row: dict[str, str]) -> list[str]:
    faults = [f"{name} is empty" for name in REQUIRED if not (row[name] or "").strip()]
    # what is left over stands under no name
    if any(name not in (*REQUIRED, *OPTIONAL) for name in row):
        faults.append("more cells than columns")
    faults += [f"{name} is {row[name]!r}" for name in ("week", "day", "set") if not _within(row[name], 1, None)]
    if not _REPS.match((row["reps"] or "").strip()):
        faults.append(f"reps is {row['reps']!r}")
    for name, low, high in (("rpe", 1, 10), ("rir", 0, 5)):
        if row.get(name) and not _within(row[name], low, high):
            faults.append(f"{name} is {row[name]!r}")
    return faults


def _within(value: str | None, low: int, high: int | None) -> bool:
    text = (value or "").strip()
    return text.isascii() and text.isdigit() and int(text) >= low and (high is None or int(text) <= high)


def _take(workouts: dict[tuple[int, int], ImportedWorkout], row: dict[str, str], faults: list[str], line: int) -> None:
    key = int(row["week"]), int(row["day"])
    workout = workouts.setdefault(key, ImportedWorkout(*key, row["workout_name"]))
    if workout.name != row["workout_name"]:
        faults.append(f"line {line}: week {key[0]} day {key[1]} has two names")
    exercise = next((one for one in workout.exercises if one.name == row["exercise"]), None)
    if exercise is None:
        exercise = ImportedExercise(row["exercise"], row.get("exercise_group") or None)
        workout.exercises.append(exercise)
    number = int(row["set"])
    if any(one.number == number for one in exercise.sets):
        faults.append(f"line {line}: set {number} of {exercise.name} is there twice")
    exercise.sets.append(
        ImportedSet(
            number,
            row["reps"],
            row.get("weight") or None,
            int(row["rpe"]) if row.get("rpe") else None,
            int(row["rir"]) if row.get("rir") else None,
            row.get("notes") or "",
        )
    )
