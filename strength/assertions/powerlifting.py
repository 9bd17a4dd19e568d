"""What a powerlifter needs (design 10, 6: PL)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject
from strength.exercise import Lift
from strength.request import Goal

EXPOSURES = {Lift.SQUAT: 2, Lift.BENCH: 2, Lift.DEADLIFT: 1}
NEAR, SHORT = 0.7, 40
LONG_SET, HIGHEST_OPENER, LAST_CUT = 12, 91.5, (0.5, 0.93)
HEAVY, LAST_DAYS = 85.0, {Lift.SQUAT: 7, Lift.BENCH: 5, Lift.DEADLIFT: 9}


def _peaks(subject: Subject) -> bool:
    return subject.request.goal is Goal.POWERLIFTING and subject.weeks[-1].stage == "last"


def _exposures(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    for week in subject.work:
        for lift, least in EXPOSURES.items():
            days = sum(
                any(
                    row.exercise.competition_lift is lift and row.exercise.competition_similarity >= NEAR
                    for row in day.rows
                )
                for day in week.days
            )
            wanted = min(least, 1 if subject.request.session_minutes < SHORT else least)
            if days < wanted:
                yield Flaw(path=week.path, message=f"{lift.value} on {days} days", hint=f"{wanted} at least")


def _short_sets_in_peak(subject: Subject) -> Iterator[Flaw]:
    for week in subject.work:
        if subject.request.goal is Goal.POWERLIFTING and week.phase == "Peak":
            for row in week.rows:
                if not row.exercise.is_timed and row.low > LONG_SET:
                    yield Flaw(path=row.path, message=f"{row.slug} for {row.low}", hint="12 at most in a peak")


def _last_heavy(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    for week in subject.weeks[-2:]:
        left = len(subject.weeks) - week.number
        for day in week.days:
            out = 7 - day.weekday + 7 * left
            for row in day.rows:
                lift = row.exercise.competition_lift
                heavy = [fact for fact in row.sets if (fact.percent or 0) > max(HEAVY, HIGHEST_OPENER)]
                if lift is not None and heavy and out < LAST_DAYS.get(lift, 0):
                    yield Flaw(path=row.path, message=f"heavy {row.slug} {out} days out", hint="earlier")


def _openers(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    last = subject.weeks[-1]
    biggest = max((week.sets for week in subject.work), default=last.sets)
    cut = 1 - last.sets / max(1, biggest)
    top = max((row.percent for row in last.rows), default=0.0)
    if top > HIGHEST_OPENER or not LAST_CUT[0] <= cut <= LAST_CUT[1]:
        yield Flaw(
            path=last.path, message=f"{cut:.0%} fewer sets, up to {top:.0f} %", hint="half or less, 91 % at most"
        )


def _lifts_stay(subject: Subject) -> Iterator[Flaw]:
    if subject.request.goal is not Goal.POWERLIFTING or not subject.work:
        return
    mains = [
        frozenset(row.slug for row in week.rows if row.is_main and row.exercise.competition_similarity == 1.0)
        for week in subject.work
    ]
    if len(set(mains)) > 1:
        yield Flaw(path="weeks", message="the competition lifts rotate", hint="keep them")


POWERLIFTING = (
    Assertion(id="PL01", severity="reject", rule="squat twice, bench twice, deadlift once", flaws=_exposures),
    Assertion(id="PL02", severity="repair", rule="no long sets in a peak", flaws=_short_sets_in_peak),
    Assertion(id="PL03", severity="repair", rule="last heavy lifts in time", flaws=_last_heavy),
    Assertion(id="PL04", severity="repair", rule="a short last week of openers", flaws=_openers),
    Assertion(id="PL05", severity="repair", rule="competition lifts stay", flaws=_lifts_stay),
)
