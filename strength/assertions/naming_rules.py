"""Names, notes and reasons (design 10, 6: NAM)."""

import re
from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject

LONGEST_NAME, LONGEST_NOTE, LONGEST_RATIONALE = 34, 90, 80
_PRAISE = ("great", "awesome", "amazing", "crush", "well done", "beast")
_OTHER_UNIT = {"kg": "lbs", "lbs": "kg"}
_MINUTES = re.compile(r"About (\d+) min")


def _names(subject: Subject) -> Iterator[Flaw]:
    for week in subject.weeks:
        names = [day.workout.name for day in week.days]
        if len(set(names)) < len(names) or any(not 0 < len(name) <= LONGEST_NAME for name in names):
            yield Flaw(path=week.path, message=f"names {names}", hint="different ones of at most 34 characters")


def _notes(subject: Subject) -> Iterator[Flaw]:
    other = _OTHER_UNIT[subject.request.units.value]
    for row in subject.rows:
        note = row.prescription.notes or ""
        is_odd = any(word in note.lower() for word in _PRAISE) or not note.isascii()
        if len(note) > LONGEST_NOTE or is_odd or re.search(rf"\d{other}\b", note):
            yield Flaw(path=row.path, message=f"note {note!r}", hint="one plain sentence in the lifter's unit")


def _rationale(subject: Subject) -> Iterator[Flaw]:
    words = (subject.program.rationale or "").split()
    if not 0 < len(words) <= LONGEST_RATIONALE:
        yield Flaw(path="rationale", message=f"{len(words)} words", hint="80 at most")


def _numbers(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        stated = _MINUTES.search(day.workout.notes or "")
        if day.workout.minutes != day.minutes or (stated and int(stated[1]) != day.minutes):
            yield Flaw(path=day.path, message=f"{day.workout.minutes} minutes stated", hint=f"{day.minutes}")
    if len(subject.weeks) != subject.request.weeks:
        yield Flaw(path="weeks", message=f"{len(subject.weeks)} weeks", hint=f"{subject.request.weeks}")


def _phases(subject: Subject) -> Iterator[Flaw]:
    for at, week in enumerate(subject.weeks):
        before = subject.weeks[at - 1].sets if at else week.sets
        if week.phase == "Deload" and week.sets >= before:
            yield Flaw(path=week.path, message="a deload with as many sets", hint="fewer, or another name")
        if week.phase == "Peak" and subject.work:
            first = [row for row in subject.work[0].rows if row.is_main]
            later = [row for row in week.rows if row.is_main]
            if first and later and min(row.low for row in later) > min(row.low for row in first):
                yield Flaw(path=week.path, message="a peak with longer sets", hint="heavier, or another name")


NAMING = (
    Assertion(id="NAM01", severity="repair", rule="names differ and fit", flaws=_names),
    Assertion(id="NAM02", severity="repair", rule="notes short and plain", flaws=_notes),
    Assertion(id="NAM03", severity="repair", rule="rationale of 80 words", flaws=_rationale),
    Assertion(id="NAM04", severity="reject", rule="numbers recomputed", flaws=_numbers),
    Assertion(id="NAM05", severity="reject", rule="phase names fit", flaws=_phases),
)
