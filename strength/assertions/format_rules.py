"""Shape (design 10, 6: FMT01, FMT02)."""

from collections import Counter
from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject

EXERCISES, MOST_EXPOSURES = (1, 9), 3


def _shape(subject: Subject) -> Iterator[Flaw]:
    low, high = EXERCISES
    for week in subject.weeks:
        if len(week.days) != subject.request.frequency:
            yield Flaw(path=week.path, message=f"{len(week.days)} workouts", hint=f"{subject.request.frequency}")
        for day in week.days:
            is_lonely = week.stage == "work" and len(day.rows) < 2
            if not low <= len(day.rows) <= high or is_lonely or not all(row.sets for row in day.rows):
                yield Flaw(path=day.path, message=f"{len(day.rows)} exercises", hint="2 to 9")


def _once_a_day(subject: Subject) -> Iterator[Flaw]:
    for week in subject.weeks:
        counts = Counter[str]()
        for day in week.days:
            slugs = [row.slug for row in day.rows]
            counts.update(set(slugs))
            if len(set(slugs)) < len(slugs):
                yield Flaw(path=day.path, message="an exercise is there twice", hint="once")
        for slug, days in counts.items():
            if days > MOST_EXPOSURES:
                yield Flaw(path=week.path, message=f"{slug} on {days} days", hint="three at most")


FORMAT = (
    Assertion(id="FMT01", severity="reject", rule="weeks x days, nothing empty", flaws=_shape),
    Assertion(id="FMT02", severity="repair", rule="an exercise once a day, three times a week", flaws=_once_a_day),
)
