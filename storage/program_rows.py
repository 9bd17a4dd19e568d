"""A program as FitCSV's rows (design 03, 3.2): what is rounded, what becomes text, which id each row has."""

import math
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from storage.errors import UnknownExercise
from storage.ids import derived_id
from strength.program import Prescription, Program, SetPrescription

Rows = dict[str, Any]
"""`program` is one row, `weeks`, `workouts` and `exercises` are lists of rows; columns by their names.

The sets of an exercise are in its row, `sets`: of each its repetitions, weight, RPE and RIR. Their numbers and ids
follow from their place, so that two thirds of all rows cost a few bytes.
"""


def rows_of(program_id: str, program: Program, focus_areas: Sequence[str] = ()) -> Rows:
    """The rows of a program. Ids follow from the program's and the place, so a second insert collides.

    Raises:
        UnknownExercise: a prescription is tied to no row of ExerciseDefinition.
    """
    rows: Rows = {"program": _program(program, focus_areas), "weeks": [], "workouts": [], "exercises": []}
    for week in program.weeks:
        week_id = derived_id(program_id, week.week_number)
        rows["weeks"].append(
            {
                "id": week_id,
                "weekNumber": week.week_number,
                "name": week.phase,
                "description": "An easier week, planned, to recover." if week.is_deload else None,
            }
        )
        # dayNumber counts the workouts inside the week, whatever weekday they fall on
        for day, workout in enumerate(week.workouts, start=1):
            workout_id = derived_id(program_id, week.week_number, day)
            rows["workouts"].append(
                {
                    "id": workout_id,
                    "weekId": week_id,
                    "name": workout.name,
                    "dayNumber": day,
                    "notes": workout.notes,
                }
            )
            for order, prescription in enumerate(workout.exercises, start=1):
                exercise_id = derived_id(program_id, week.week_number, day, order)
                rows["exercises"].append(_exercise(exercise_id, workout_id, order, prescription))
    return rows


def whole(effort: float | None) -> int | None:
    """An RPE or RIR as FitCSV's INTEGER: the nearest whole number, of two equally near the lower."""
    return None if effort is None else math.ceil(effort - 0.5)


def notes_of(prescription: Prescription) -> str | None:
    """The note, the warm-up and the efforts that the INTEGER columns cannot hold, as one line; None when empty."""
    parts = [prescription.notes, prescription.warmup, _exact("RPE", [one.rpe for one in prescription.sets])]
    parts.append(_exact("RIR", [one.rir if one.rpe is None else None for one in prescription.sets]))
    return " · ".join(part for part in parts if part) or None


def _exact(word: str, efforts: Sequence[float | None]) -> str | None:
    """The efforts when one of them is a half point: "RPE 7.5", or "RPE 7.5 (sets 1-2), 8 (set 3)" where they differ."""
    if all(effort is None or effort == int(effort) for effort in efforts):
        return None
    runs: list[str] = []
    for effort, run in groupby(enumerate(efforts, start=1), key=itemgetter(1)):
        numbers = [number for number, _ in run]
        sets = f"set {numbers[0]}" if len(numbers) == 1 else f"sets {numbers[0]}-{numbers[-1]}"
        if effort is not None:
            runs.append(f"{effort:g}" if len(numbers) == len(efforts) else f"{effort:g} ({sets})")
    return f"{word} {', '.join(runs)}"


def _program(program: Program, focus_areas: Sequence[str]) -> dict[str, Any]:
    return {
        "name": program.name,
        "description": program.rationale,
        "programType": program.goal.value,
        "goals": [program.goal.value],
        "level": program.experience.value,
        "durationWeeks": len(program.weeks),
        "targetDaysPerWeek": program.frequency,
        "equipmentNeeded": list(program.equipment),
        "focusAreas": list(focus_areas),
    }


def _exercise(exercise_id: str, workout_id: str, order: int, prescription: Prescription) -> dict[str, Any]:
    if prescription.exercise_definition_id is None:
        raise UnknownExercise(f"{prescription.name!r} is tied to no exercise of the database")
    return {
        "id": exercise_id,
        "workoutId": workout_id,
        "name": prescription.name,
        "exerciseDefinitionId": prescription.exercise_definition_id,
        "order": order,
        "exerciseGroup": prescription.group,
        "notes": notes_of(prescription),
        "sets": [_set(one) for one in prescription.sets],
    }


def _set(one: SetPrescription) -> tuple[str, str | None, int | None, int | None]:
    # never both an RPE and an RIR
    return one.reps, one.weight, whole(one.rpe), whole(one.rir) if one.rpe is None else None
