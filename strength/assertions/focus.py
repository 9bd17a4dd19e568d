"""Focus muscles (design 10, 6: FMT03)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject


def _often_enough(subject: Subject) -> Iterator[Flaw]:
    for week in subject.work[:1]:
        for muscle in subject.request.focus:
            if not any(muscle in item.primary for item in subject.pool.exercises):
                continue  # nothing at hand trains it directly
            days = sum(any(muscle in row.exercise.primary for row in day.rows) for day in week.days)
            if 2 * days < len(week.days):
                yield Flaw(path=week.path, message=f"{muscle.value} on {days} days", hint="every second day")


FOCUS = (Assertion(id="FMT03", severity="repair", rule="focus on every second day", flaws=_often_enough),)
