"""Focus muscles (design 10, 6: FMT03)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject
from strength.exercise_groups import LAST_RESORT
from strength.limitation import Area
from strength.muscle import Muscle


def _often_enough(subject: Subject) -> Iterator[Flaw]:
    """Not for quads above a sore knee: LIM06 keeps knee work below hip work, whoever asks for more."""
    spared = {Muscle.QUADS} if Area.KNEE in subject.request.active_limitations else set[Muscle]()
    for week in subject.work[:1]:
        for muscle in subject.request.focus:
            trained = any(muscle in item.primary and item.slug not in LAST_RESORT for item in subject.pool.exercises)
            if muscle in spared or not trained:
                continue  # nothing at hand trains it directly, or a hold only
            days = sum(any(muscle in row.exercise.primary for row in day.rows) for day in week.days)
            if 2 * days < len(week.days):
                yield Flaw(path=week.path, message=f"{muscle.value} on {days} days", hint="every second day")


FOCUS = (Assertion(id="FMT03", severity="repair", rule="focus on every second day", flaws=_often_enough),)
