"""Limited areas (design 10, 6: LIM)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import HIP, KNEE, PULL, PUSH, TRUNK, Subject
from strength.exercise_groups import AXIAL, OVERHEAD, SPINE
from strength.landmarks import CAUTION_EFFORT, CAUTION_REPS
from strength.limitation import Area
from strength.pool import is_contraindicated, needs_caution

PULL_TO_PUSH, ROUNDING, ROOM_FOR_TRUNK = 1.3, 0.1, 45
_DIAGNOSES = ("tendin", "bursitis", "impingement", "hernia", "tear", "arthrit", "sciatica")


def _nothing_forbidden(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if is_contraindicated(row.exercise, subject.request.active_limitations):
            yield Flaw(path=row.path, message=f"{row.slug} hurts", hint="swap it")


def _care(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if not needs_caution(row.exercise, subject.request.active_limitations):
            continue
        is_short = not row.exercise.is_timed and row.low < CAUTION_REPS
        if row.effort > CAUTION_EFFORT or is_short or row.is_main:
            yield Flaw(path=row.path, message=f"{row.slug} for {row.low} at RPE {row.effort:g}", hint="8+ at RPE 7")


def _still_trained(subject: Subject) -> Iterator[Flaw]:
    if not subject.request.active_limitations:
        return
    for week in subject.work:
        for name, patterns in (("push", PUSH), ("pull", PULL), ("legs", KNEE | HIP)):
            if not week.sets_of(patterns):
                yield Flaw(path=week.path, message=f"no {name}", hint="train what does not hurt")
        for day in week.days if Area.LOWER_BACK in subject.request.active_limitations else ():
            if not day.of(TRUNK) and subject.request.session_minutes >= ROOM_FOR_TRUNK:
                yield Flaw(path=day.path, message="no trunk exercise beside a sore back", hint="a brace each day")


def _shoulders_spared(subject: Subject) -> Iterator[Flaw]:
    if Area.SHOULDER not in subject.request.active_limitations:
        return
    for week in subject.work:
        push, pull = week.sets_of(PUSH), week.sets_of(PULL)
        overhead = [row.slug for row in week.rows if row.slug in OVERHEAD]
        if push and (pull < (PULL_TO_PUSH - ROUNDING) * push or overhead):
            yield Flaw(path=week.path, message=f"{pull} pulls to {push} presses {overhead}", hint="1.3 pulls each")


def _back_spared(subject: Subject) -> Iterator[Flaw]:
    if Area.LOWER_BACK not in subject.request.active_limitations:
        return
    for row in subject.rows:
        if row.slug in SPINE | AXIAL:
            yield Flaw(path=row.path, message=f"{row.slug} loads the back", hint="swap it")


def _knees_spared(subject: Subject) -> Iterator[Flaw]:
    if Area.KNEE not in subject.request.active_limitations:
        return
    for week in subject.work:
        knee, hip = week.sets_of(KNEE), week.sets_of(HIP)
        if hip and knee > 1.1 * hip:
            yield Flaw(path=week.path, message=f"{knee} knee to {hip} hip sets", hint="less knee than hip")


def _told_once(subject: Subject) -> Iterator[Flaw]:
    if not subject.request.active_limitations:
        return
    text = " ".join(subject.program.warnings).lower()
    if text.count("clinician") != 1 or any(word in text for word in _DIAGNOSES):
        yield Flaw(path="warnings", message="the clinician is not named once", hint="once, without a diagnosis")


LIMITS = (
    Assertion(id="LIM01", severity="reject", rule="nothing that hurts", flaws=_nothing_forbidden),
    Assertion(id="LIM02", severity="repair", rule="doubtful rows with care, never main", flaws=_care),
    Assertion(
        id="LIM03", severity="repair", rule="the rest is still trained, a sore back braces daily", flaws=_still_trained
    ),
    Assertion(id="LIM04", severity="repair", rule="shoulder: pulls 1.3 x, nothing overhead", flaws=_shoulders_spared),
    Assertion(id="LIM05", severity="reject", rule="lower back: no spine rows", flaws=_back_spared),
    Assertion(id="LIM06", severity="repair", rule="knee: less knee than hip", flaws=_knees_spared),
    Assertion(id="LIM07", severity="repair", rule="clinician once, no diagnosis", flaws=_told_once),
)
