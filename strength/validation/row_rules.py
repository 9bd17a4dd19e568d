"""Rules that FitCSV's rows need: set numbers, one effort per set, readable texts (design 03, 3.2; design 10, INT04)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from strength.validation.finding import hard, soft
from strength.validation.set_fact import SetReading
from strength.validation.subject import Subject
from strength.violation import Violation

MOST_RIR = 5
"""The importer's upper bound for repetitions in reserve (design 03, 3.6)."""


def set_numbers(subject: Subject) -> Iterator[Violation]:
    """Sets count 1, 2, 3 …; (exercise, set number) is unique in the database."""
    for item in subject.items:
        found = [each.set_number for each in item.prescription.sets]
        if found != list(range(1, len(found) + 1)):
            yield hard("set_numbers", item.path, f"setNumber runs {found}", "count setNumber 1, 2, 3 … without gaps")


def effort_twice(subject: Subject) -> Iterator[Violation]:
    """RPE or repetitions in reserve, never both: a row stores one, the importer rejects a file with both."""
    for item, fact in subject.where(lambda reading: reading.text.rir is not None):
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
    is_ours = subject.is_ours
    for item in subject.items:
        is_timed = item.exercise.is_timed if item.exercise is not None and is_ours else None
        for fact in item.where(lambda reading, is_timed=is_timed: not _is_well_put(reading, is_timed)):
            if fact.reps is None or fact.reps.low < 1 or not _rises(fact.prescription.reps):
                yield hard(
                    "reps_form",
                    fact.path,
                    f"{item.name!r} asks for {fact.prescription.reps!r} repetitions",
                    "write '5', '8-12' (low to high), '5+', 'AMRAP' or '30 s'",
                )
            else:
                unit = "seconds, for example '30 s'" if is_timed else "repetitions, for example '10'"
                yield hard(
                    "reps_unit",
                    fact.path,
                    f"{item.name!r} asks for {fact.prescription.reps!r}",
                    f"this exercise is counted in {unit}",
                )


def weight_text(subject: Subject) -> Iterator[Violation]:
    """Weights are "102.5kg", "225lbs", "80%" or "BW"; the app shows them as they are."""
    for item, fact in subject.where(lambda reading: reading.text.weight is not None and reading.weight is None):
        yield soft(
            "weight_form",
            fact.path,
            f"{item.name!r} is loaded with {fact.prescription.weight!r}",
            "write '102.5kg', '225lbs', '80%' or 'BW', or leave it out where effort decides",
        )


def _is_well_put(reading: SetReading, is_timed: bool | None) -> bool:
    """Whether repetitions have a known form, and the unit that the exercise wants where that is known."""
    reps = reading.reps
    if reps is None or reps.low < 1 or not _rises(reading.text.reps):
        return False
    return is_timed is None or reps.is_timed == is_timed


@lru_cache(maxsize=1024)
def _rises(text: str) -> bool:
    """Whether a range is written from low to high, as the importer wants it."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return sorted(numbers) == numbers
