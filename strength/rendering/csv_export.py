"""CSV by the rules of FitCSV's importer (design 03, 3.6): all its columns, nothing that it would refuse."""

import csv
import io
import math
import re

from strength.program import Prescription, Program, SetPrescription

COLUMNS = ("week", "day", "workout_name", "exercise", "set", "reps", "weight", "rpe", "notes", "exercise_group")
_PLAIN_REPS = re.compile(r"\d+(-\d+)?")
_AMRAP_FLOOR = "5"
"""What "as many as possible" is written as: the importer takes only numbers, and the note says the rest."""


def importable_reps(reps: str) -> tuple[str, str]:
    """The repetitions in a form the importer takes, and a note for what that form cannot say."""
    text = reps.strip()
    if _PLAIN_REPS.fullmatch(text):
        return text, ""
    if text.endswith("s") and text[:-1].strip().isdigit():
        return text[:-1].strip(), "seconds"
    digits = re.match(r"\d+", text)
    number = digits.group() if digits else _AMRAP_FLOOR
    return number, "as many reps as possible" if "AMRAP" in text.upper() else f"{text} reps: do more if you can"


def stored_rpe(rpe: float) -> int:
    """The nearest integer RPE, ties down: FitCSV's column holds no half points."""
    return max(1, min(10, math.ceil(rpe - 0.5)))


def _row_note(prescription: Prescription, item: SetPrescription, reps_note: str) -> str:
    exact = f"RPE {item.rpe:g}" if item.rpe is not None and item.rpe != int(item.rpe) else ""
    first = item.set_number == 1
    parts = [prescription.notes if first else "", prescription.warmup if first else "", reps_note, exact]
    return "; ".join(part for part in parts if part)


def to_csv(program: Program) -> str:
    """The program as CSV text with a header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for week in program.weeks:
        for workout in week.workouts:
            for prescription in workout.exercises:
                for item in prescription.sets:
                    reps, reps_note = importable_reps(item.reps)
                    effort = item.rpe if item.rpe is not None else (10 - item.rir if item.rir is not None else None)
                    writer.writerow(
                        (
                            week.week_number,
                            workout.day_number,
                            workout.name,
                            prescription.name,
                            item.set_number,
                            reps,
                            item.weight or "",
                            "" if effort is None else stored_rpe(effort),
                            _row_note(prescription, item, reps_note),
                            prescription.group or "",
                        )
                    )
    return out.getvalue()
