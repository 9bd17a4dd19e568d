"""A stored program in the contract's JSON: ours as it was written, another one as its rows tell it."""

from collections import Counter
from typing import Any, cast

from storage.program_reader import StoredProgram
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import Experience, Goal


def program_of(stored: StoredProgram) -> Program:
    """The program of a row."""
    if stored.document is not None:
        return Program.model_validate(stored.document)
    weeks = tuple(_week(week) for week in stored.weeks)
    counts = Counter(len(week.workouts) for week in weeks)
    goals = {goal.value: goal for goal in Goal}
    return Program(
        name=stored.name,
        goal=goals.get(stored.program_type, Goal.STRENGTH),
        # FitCSV keeps no level beside a program; the middle one is the least wrong
        experience=Experience.INTERMEDIATE,
        frequency=counts.most_common(1)[0][0] if counts else 0,
        weeks=weeks,
        rationale=stored.description,
        warnings=("This program was not made by this service; only what FitCSV stores of it is shown.",),
    )


# Any in what follows: the rows as the database's JSON functions wrote them
def _week(row: dict[str, Any]) -> Week:
    return Week(week_number=row["weekNumber"], workouts=tuple(_workout(one) for one in _list(row, "workouts")))


def _workout(row: dict[str, Any]) -> Workout:
    return Workout(
        name=row["name"],
        day_number=row["dayNumber"],
        exercises=tuple(_exercise(one) for one in _list(row, "exercises")),
    )


def _exercise(row: dict[str, Any]) -> Prescription:
    return Prescription(
        exercise_definition_id=row["exerciseDefinitionId"],
        name=row["name"],
        order=row["order"],
        notes=row["notes"],
        group=row["exerciseGroup"],
        sets=tuple(
            SetPrescription(
                set_number=one["setNumber"], reps=one["reps"], weight=one["weight"], rpe=one["rpe"], rir=one["rir"]
            )
            for one in _list(row, "sets")
        ),
    )


def _list(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", row.get(name) or [])
