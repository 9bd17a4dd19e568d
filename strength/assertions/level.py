"""What suits the lifter's level (design 10, 6: LVL)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject
from strength.exercise import Exercise, LoadKind, Pattern
from strength.request import Experience

BEGINNER_RPE, BEGINNER_REPS, BEGINNER_EXERCISES, BEGINNER_SETS, BEGINNER_SMALL = 8.5, 3, 6, 16, 3
STABLE_WEEKS, LONG_PROGRAM, RISE = 6, 8, (3.0, 20.0)
HARD_MOVES = frozenset({"pull_up", "chin_up", "dip", "nordic_curl", "pistol_squat"})
FEWEST_HARD, TRIPLE = 5, 3
PRACTICE_FROM_DAYS = 3
_PRACTICED = (
    ("squat", frozenset({Pattern.SQUAT, Pattern.LUNGE}), 2),
    ("horizontal press", frozenset({Pattern.H_PUSH}), 2),
    ("hinge", frozenset({Pattern.HINGE, Pattern.BRIDGE}), 1),
)
"""What a beginner has to practise: patterns, and on how many days a week at least."""


def _is_beginner(subject: Subject) -> bool:
    return subject.request.experience is Experience.BEGINNER


def _simple_for_beginners(subject: Subject) -> Iterator[Flaw]:
    if not _is_beginner(subject):
        return
    for row in subject.rows:
        is_short = not row.exercise.is_timed and row.low < BEGINNER_REPS
        is_open = any(fact.reps is not None and fact.reps.is_open for fact in row.sets)
        if row.exercise.min_level > 1 or is_short or is_open or row.effort > BEGINNER_RPE:
            yield Flaw(path=row.path, message=f"{row.slug} is too much for a beginner", hint="simpler, RPE 8.5 at most")


def _short_for_beginners(subject: Subject) -> Iterator[Flaw]:
    if not _is_beginner(subject):
        return
    for day in subject.days:
        small = max((len(row.sets) for row in day.rows if row.role in {"accessory", "isolation"}), default=0)
        if len(day.rows) > BEGINNER_EXERCISES or day.sets > BEGINNER_SETS or small > BEGINNER_SMALL:
            yield Flaw(path=day.path, message=f"{len(day.rows)} exercises, {day.sets} sets", hint="6 and 16 at most")


def _few_mains_for_beginners(subject: Subject) -> Iterator[Flaw]:
    if not _is_beginner(subject):
        return
    often = subject.request.frequency >= PRACTICE_FROM_DAYS and not subject.request.active_limitations
    for week in subject.work[:1]:
        if any(sum(row.is_main for row in day.rows) > 2 for day in week.days):
            yield Flaw(path=week.path, message="three main lifts on a day", hint="two at most")
        for name, patterns, least in _PRACTICED if often else ():
            days = sum(bool(day.of(patterns)) for day in week.days)
            if days < least:
                yield Flaw(path=week.path, message=f"{name} on {days} days", hint=f"{least} at least")


def _no_hard_moves_for_beginners(subject: Subject) -> Iterator[Flaw]:
    if not _is_beginner(subject):
        return
    for row in subject.rows:
        if row.slug in HARD_MOVES and row.low >= FEWEST_HARD:
            yield Flaw(path=row.path, message=f"{row.slug} for {row.low}", hint="an easier rung")


def _stable_for_beginners(subject: Subject) -> Iterator[Flaw]:
    if not _is_beginner(subject):
        return
    early = [frozenset(row.slug for row in week.rows) for week in subject.work if week.number <= STABLE_WEEKS]
    if len(set(early)) > 1:
        yield Flaw(path="weeks", message="exercises change in the first six weeks", hint="keep them")


def _is_waved(exercise: Exercise) -> bool:
    """Whether it bears triples with a bar: what a limitation puts in such a lift's place is trained by feel."""
    return exercise.load_kind is LoadKind.BARBELL and exercise.rep_min <= TRIPLE


def _advanced_waves(subject: Subject) -> Iterator[Flaw]:
    if subject.request.experience is not Experience.ADVANCED or not subject.is_strong:
        return
    for week in subject.work:
        mains = [row for row in week.rows if row.is_main and _is_waved(row.exercise)]
        levels = {round(fact.percent or fact.rpe or 0.0) for row in mains for fact in row.sets}
        if mains and len(levels) < 2:
            yield Flaw(path=week.path, message="one intensity for all main lifts", hint="two at least")


def _mains_get_heavier(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    if _is_beginner(subject) or not subject.is_strong or request.weeks < LONG_PROGRAM:
        return
    loads = [
        [fact.percent for row in week.rows if row.is_main for fact in row.sets if fact.percent is not None]
        for week in subject.work
    ]
    means = [sum(items) / len(items) for items in loads if items]
    third = max(1, len(means) // 3)
    if len(means) >= 3:
        rise = sum(means[-third:]) / third - sum(means[:third]) / third
        if not RISE[0] <= rise <= RISE[1]:
            yield Flaw(path="weeks", message=f"main lifts rise by {rise:.1f} points", hint="3 to 20")


LEVEL = (
    Assertion(id="LVL01", severity="reject", rule="beginners: simple, nothing maximal", flaws=_simple_for_beginners),
    Assertion(id="LVL02", severity="repair", rule="beginners: short sessions", flaws=_short_for_beginners),
    Assertion(
        id="LVL03",
        severity="warn",
        rule="beginners: two mains a day at most, squat and press often",
        flaws=_few_mains_for_beginners,
    ),
    Assertion(id="LVL04", severity="repair", rule="beginners: no hard moves", flaws=_no_hard_moves_for_beginners),
    Assertion(id="LVL05", severity="repair", rule="beginners: six stable weeks", flaws=_stable_for_beginners),
    Assertion(id="LVL06", severity="repair", rule="advanced: two intensities a week", flaws=_advanced_waves),
    Assertion(id="LVL07", severity="repair", rule="mains rise block by block", flaws=_mains_get_heavier),
)
