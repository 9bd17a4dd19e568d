"""Names, notes and reasons (design 10, 6: NAM)."""

import re
from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import HIP, PULL, PUSH, Day, Row, Subject
from strength.exercise import Pattern
from strength.muscle import Muscle

LONGEST_NAME, LONGEST_NOTE, LONGEST_RATIONALE = 34, 90, 80
_PRAISE = ("great", "awesome", "amazing", "crush", "well done", "beast")
_OTHER_UNIT = {"kg": "lbs", "lbs": "kg"}
_MINUTES = re.compile(r"About (\d+) min")
_IN_RESERVE = re.compile(r"leaves? (\d) (?:reps )?in reserve|with (\d) good reps? left")
FULL_EFFORT, HALF = 10, 0.5
EARLY_SLOTS = 2
_SHOULDERS = frozenset({Muscle.SIDE_DELT, Muscle.FRONT_DELT, Muscle.REAR_DELT})
_MEANT: dict[str, frozenset[Pattern | Muscle]] = {
    "squat": frozenset({Pattern.SQUAT}),
    "bench": frozenset({Pattern.H_PUSH}),
    "deadlift": frozenset({Pattern.HINGE}),
    "hinge": frozenset({Pattern.HINGE, Pattern.BRIDGE}),
    "bridge": frozenset({Pattern.BRIDGE}),
    "legs": frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT, *HIP}),
    "press": PUSH,
    "push": PUSH,
    "row": frozenset({Pattern.H_PULL}),
    "pull": PULL,
    "pulldown": frozenset({Pattern.V_PULL}),
    "width": frozenset({Pattern.V_PULL}),
    "thickness": frozenset({Pattern.H_PULL}),
    "chest": frozenset({Muscle.CHEST}),
    "back": frozenset({Muscle.BACK}),
    "quads": frozenset({Muscle.QUADS}),
    "hamstrings": frozenset({Muscle.HAMSTRINGS}),
    "glutes": frozenset({Muscle.GLUTES}),
    "delts": _SHOULDERS,
    "shoulders": _SHOULDERS,
    "arms": frozenset({Muscle.BICEPS, Muscle.TRICEPS}),
    "biceps": frozenset({Muscle.BICEPS}),
    "triceps": frozenset({Muscle.TRICEPS}),
    "calves": frozenset({Muscle.CALVES}),
    "core": frozenset({Pattern.CORE, Pattern.CARRY}),
}
"""What a word of a workout's name promises: one of these patterns, or one of these muscles worked directly."""
_LIFTS = frozenset({"squat", "bench", "deadlift"})
_SMALL = frozenset({"delts", "shoulders", "arms", "biceps", "triceps", "calves", "core"})
"""Words that small exercises keep; those come last on purpose."""


def _names(subject: Subject) -> Iterator[Flaw]:
    for week in subject.weeks:
        names = [day.workout.name for day in week.days]
        if len(set(names)) < len(names) or any(not 0 < len(name) <= LONGEST_NAME for name in names):
            yield Flaw(path=week.path, message=f"names {names}", hint="different ones of at most 34 characters")
    for week in subject.work:
        for day in week.days:
            missing = _unkept(day)
            if missing:
                yield Flaw(
                    path=day.path, message=f"{day.workout.name!r} without {missing} early", hint="name what comes first"
                )


def _unkept(day: Day) -> str:
    """The first word of the name that the day does not keep, or keeps too late; empty when all are kept."""
    words = re.findall(r"[a-z]+", day.workout.name.lower())
    named = [word for word in words if word in _MEANT]
    for at, word in enumerate(named):
        is_promised_first = (at == 0 and word not in _SMALL) or (words[-1] == "first" and word == named[-1])
        rows = day.rows[:EARLY_SLOTS] if is_promised_first else day.rows
        if not any(_means(row, word) for row in rows):
            return word
    return ""


def _means(row: Row, word: str) -> bool:
    meant = _MEANT[word]
    # a split squat is a squat to whoever reads the name
    return row.pattern in meant or not meant.isdisjoint(row.exercise.primary) or (word in _LIFTS and word in row.slug)


def _notes(subject: Subject) -> Iterator[Flaw]:
    other = _OTHER_UNIT[subject.request.units.value]
    for row in subject.rows:
        note = row.prescription.notes or ""
        is_odd = any(word in note.lower() for word in _PRAISE) or not note.isascii()
        if len(note) > LONGEST_NOTE or is_odd or re.search(rf"\d{other}\b", note):
            yield Flaw(path=row.path, message=f"note {note!r}", hint="one plain sentence in the lifter's unit")
        left = _IN_RESERVE.search(note)
        efforts = [fact.rpe for fact in row.sets if fact.rpe is not None]
        if left and efforts and int(left[1] or left[2]) + max(efforts) < FULL_EFFORT - HALF:
            yield Flaw(path=row.path, message=f"note {note!r} at RPE {max(efforts):g}", hint="the same number twice")


def _rationale(subject: Subject) -> Iterator[Flaw]:
    text = subject.program.rationale or ""
    words = text.split()
    if not 0 < len(words) <= LONGEST_RATIONALE:
        yield Flaw(path="rationale", message=f"{len(words)} words", hint="80 at most")
    plain = text.lower()
    for area in subject.request.active_limitations:
        if area.value.replace("_", " ") not in plain:
            yield Flaw(path="rationale", message=f"no word about the {area.value}", hint="say what is spared")
    for muscle in subject.request.focus:
        if muscle.value.replace("_", " ") not in plain:
            yield Flaw(path="rationale", message=f"no word about {muscle.value}", hint="say what gets more")
    if "fewer repetitions" in plain and not _reps_fall(subject):
        yield Flaw(path="rationale", message="promises fewer repetitions", hint="say what really changes")


def _reps_fall(subject: Subject) -> bool:
    """Whether the main lifts are done for fewer repetitions in the last block than in the first."""
    if len(subject.mesocycles) < 2:
        return False
    first, last = (
        [row.low for week in block for row in week.rows if row.is_main]
        for block in (subject.mesocycles[0], subject.mesocycles[-1])
    )
    return bool(first and last) and sum(last) / len(last) < sum(first) / len(first)


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
    Assertion(id="NAM01", severity="repair", rule="names differ, fit and are kept early", flaws=_names),
    Assertion(id="NAM02", severity="repair", rule="notes short, plain and in step with the sets", flaws=_notes),
    Assertion(id="NAM03", severity="repair", rule="rationale of 80 words that are true", flaws=_rationale),
    Assertion(id="NAM04", severity="reject", rule="numbers recomputed", flaws=_numbers),
    Assertion(id="NAM05", severity="reject", rule="phase names fit", flaws=_phases),
)
