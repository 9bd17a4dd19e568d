"""Rules that FitCSV's rows need: set numbers, one effort per set, readable texts (design 03, 3.2; design 10, INT04)."""

import re
from collections.abc import Iterator

from strength.validation.finding import hard, soft
from strength.validation.subject import Subject
from strength.violation import Violation

MOST_RIR = 5
"""The importer's upper bound for repetitions in reserve (design 03, 3.6)."""


def set_numbers(subject: Subject) -> Iterator[Violation]:
    """Sets count 1, 2, 3 …; (exercise, set number) is unique in the database."""
    for item in subject.items:
        found = [fact.prescription.set_number for fact in item.sets]
        if found != list(range(1, len(found) + 1)):
            yield hard("set_numbers", item.path, f"setNumber runs {found}", "count setNumber 1, 2, 3 … without gaps")


def effort_twice(subject: Subject) -> Iterator[Violation]:
    """RPE or repetitions in reserve, never both: a row stores one, the importer rejects a file with both."""
    for item in subject.items:
        for fact in item.sets:
            rpe, rir = fact.prescription.rpe, fact.prescription.rir
            if rpe is not None and rir is not None:
                yield hard(
                    "effort_twice",
                    fact.path,
                    f"{item.name!r} states rpe {rpe:g} and rir {rir:g}",
                    "state one of the two",
                )
            elif rir is not None and rir > MOST_RIR:
                yield soft("rir_high", fact.path, f"rir is {rir:g}", f"state {MOST_RIR} or less; more is a warm-up")


def reps_text(subject: Subject) -> Iterator[Violation]:
    """Repetitions are "5", "8-12", "5+", "AMRAP" or "30 s"; seconds exactly for what is held or carried."""
    for item in subject.items:
        for fact in item.sets:
            if fact.reps is None or fact.reps.low < 1 or not _rises(fact.prescription.reps):
                yield hard(
                    "reps_form",
                    fact.path,
                    f"{item.name!r} asks for {fact.prescription.reps!r} repetitions",
                    "write '5', '8-12' (low to high), '5+', 'AMRAP' or '30 s'",
                )
            elif item.exercise is not None and subject.is_ours and fact.reps.is_timed != item.exercise.is_timed:
                unit = "seconds, for example '30 s'" if item.exercise.is_timed else "repetitions, for example '10'"
                yield hard(
                    "reps_unit",
                    fact.path,
                    f"{item.name!r} asks for {fact.prescription.reps!r}",
                    f"this exercise is counted in {unit}",
                )


def weight_text(subject: Subject) -> Iterator[Violation]:
    """Weights are "102.5kg", "225lbs", "80%" or "BW"; the app shows them as they are."""
    for item in subject.items:
        for fact in item.sets:
            if fact.prescription.weight is not None and fact.weight is None:
                yield soft(
                    "weight_form",
                    fact.path,
                    f"{item.name!r} is loaded with {fact.prescription.weight!r}",
                    "write '102.5kg', '225lbs', '80%' or 'BW', or leave it out where effort decides",
                )


def _rises(text: str) -> bool:
    """Whether a range is written from low to high, as the importer wants it."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return sorted(numbers) == numbers
