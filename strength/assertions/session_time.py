"""Time of a workout (design 10, 6: TIM)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import HIP, KNEE, PULL, PUSH, Subject
from strength.exercise_groups import GRIP, SPINE
from strength.request import Experience

LATEST, USUAL_LEAST, LEAST, LONG = 1.05, 0.55, 0.40, 90
SHORT, SHORT_EXERCISES, LONG_EXERCISES, LONG_SETS, MANY_DAYS = 45, 4, 9, 30, 5
SHORT_WINDOW = 2
CAPPED_DAYS, CAPPED_LEAST = 4, 0.25
"""Beginners on four days or more reach their fifty sets a week (design 10, 4) in short workouts: with the note, a quarter
of ninety minutes is enough."""

WORKOUT = 30
"""Minutes that make a workout on five or six days a week, with the note: what the week can use is spread over all of them,
and with a kit that trains few patterns forty per cent of ninety minutes would be junk (decision 5)."""

_MINUTE = 1.5
"""Estimates are whole minutes."""


def _fits(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    may_be_short = (
        request.experience is Experience.BEGINNER or request.frequency >= MANY_DAYS or request.session_minutes >= LONG
    )
    for day in (day for week in subject.work for day in week.days):
        least = (LEAST if may_be_short else USUAL_LEAST) * request.session_minutes
        is_told = day.workout.notes is not None
        # a beginner's weekly cap over five or six long days leaves short ones; more would be junk (decision 5)
        is_capped = request.experience is Experience.BEGINNER and request.frequency >= CAPPED_DAYS
        least_told = (CAPPED_LEAST if is_capped else LEAST) * request.session_minutes
        if request.frequency >= MANY_DAYS:
            least_told = min(least_told, WORKOUT)
        too_short = day.minutes < least - _MINUTE and not (is_told and day.minutes >= least_told - _MINUTE)
        if day.minutes > LATEST * request.session_minutes + _MINUTE or too_short:
            yield Flaw(path=day.path, message=f"{day.minutes} of {request.session_minutes} minutes", hint="55 to 105 %")


def _short_days(subject: Subject) -> Iterator[Flaw]:
    if subject.request.session_minutes >= SHORT:
        return
    for day in subject.days:
        if len(day.rows) > SHORT_EXERCISES:
            yield Flaw(path=day.path, message=f"{len(day.rows)} exercises", hint="four at most")
    window = SHORT_WINDOW if subject.request.frequency < MANY_DAYS else SHORT_WINDOW + 1
    for week in subject.work[:1]:
        for at in range(len(week.days) - window + 1):
            rows = [row for day in week.days[at : at + window] for row in day.rows]
            for name, patterns in (("push", PUSH), ("pull", PULL), ("legs", KNEE | HIP)):
                if not any(row.pattern in patterns for row in rows):
                    yield Flaw(path=week.days[at].path, message=f"no {name} in {window} days", hint=f"{name} sooner")


def _long_days(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        if len(day.rows) > LONG_EXERCISES or day.sets > LONG_SETS:
            yield Flaw(path=day.path, message=f"{len(day.rows)} exercises, {day.sets} sets", hint="9 and 30 at most")


def _pairs_match(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        groups = {row.prescription.group for row in day.rows} - {None}
        for group in sorted(group for group in groups if group):
            pair = [row for row in day.rows if row.prescription.group == group]
            clash = any(sum(row.slug in group_of for row in pair) > 1 for group_of in (GRIP, SPINE))
            if clash or any(row.is_main for row in pair) or len(pair) != 2:
                yield Flaw(path=pair[0].path, message="a pair that clashes", hint="pair what does not tire the same")


SESSION_TIME = (
    Assertion(id="TIM01", severity="repair", rule="days fit their minutes", flaws=_fits),
    Assertion(
        id="TIM02", severity="repair", rule="short days: four exercises, push, pull and legs in two", flaws=_short_days
    ),
    Assertion(id="TIM03", severity="repair", rule="long days are not endless", flaws=_long_days),
    Assertion(id="TIM04", severity="repair", rule="pairs do not clash", flaws=_pairs_match),
)
