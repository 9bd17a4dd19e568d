"""Rules on time: a workout fits the minutes that were asked for, by our estimate and not by a label (04, 0.8, E)."""

from collections.abc import Iterator

from strength.validation.finding import hard, soft
from strength.validation.subject import Subject
from strength.violation import Violation

TIME_LIMIT = 1.5
"""Above, a workout does not ship (design 04, E)."""

TIME_USUAL = 1.15
"""Above, it is listed: plans aim at 105 %, and the test's limit is 115 % (design 10, decision 5)."""


def time(subject: Subject) -> Iterator[Violation]:
    """Workouts fit; a program that names no minutes is not judged on them."""
    if not subject.is_asked and subject.program.session_minutes is None:
        return
    wanted = subject.request.session_minutes
    for workout in subject.workouts:
        minutes = workout.minutes
        if minutes > TIME_USUAL * wanted:
            finding = hard if minutes > TIME_LIMIT * wanted else soft
            yield finding(
                "time",
                workout.path,
                f"{workout.workout.name!r} takes about {minutes:.0f} minutes, {wanted} were asked for",
                "drop an isolation exercise, shorten rests of small exercises, or take a set off",
            )
