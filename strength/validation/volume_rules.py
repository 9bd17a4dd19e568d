"""Rules on volume: weekly ramp, recoverable maximum, what one workout may hold (design 04, 0.2, 0.3, 0.7 and E)."""

from collections.abc import Iterator

from strength.landmarks import (
    MRV_REFUSED,
    MUSCLE_SESSION_CAP,
    SESSION_SET_CAP,
    WEEKLY_RAMP,
    WEEKLY_RAMP_REFUSED,
    landmark,
)
from strength.muscle import Muscle
from strength.request import ProgramRequest
from strength.validation.finding import hard, soft
from strength.validation.subject import Subject, WeekFact
from strength.violation import Violation

RAMP_SLACK = 4
"""A few sets more are never listed: in a small program four sets are a large share."""

INDIRECT_AT_CEILING, EASY_AT_CEILING = 0.25, 0.25
"""What an indirect set and an easy set count against a ceiling (calibrated on published programs, design 04, H.2)."""


def mrv_limit(muscle: Muscle, request: ProgramRequest) -> float:
    """Weekly sets, as ceilings count them, above which this lifter is never sent."""
    return MRV_REFUSED * landmark(muscle, request.experience.level, request.goal).mrv


def ramp(subject: Subject) -> Iterator[Violation]:
    """No week asks for much more than the three before it, whichever of them was heaviest."""
    for index, week in enumerate(subject.weeks):
        before = subject.heaviest_before(index)
        if before is None or not before.working_sets:
            continue
        growth = week.working_sets / before.working_sets
        message = (
            f"week {index + 1} has {week.working_sets} working sets, {growth:.2f} times the {before.working_sets} "
            "of the heaviest of the three weeks before"
        )
        hint = f"plan at most {int((1.0 + WEEKLY_RAMP) * before.working_sets)} sets"
        if growth > 1.0 + WEEKLY_RAMP_REFUSED:
            yield hard("ramp", week.path, message, hint)
        elif growth > 1.0 + WEEKLY_RAMP and week.working_sets - before.working_sets > RAMP_SLACK:
            yield soft("ramp_steep", week.path, message, hint)


def mrv(subject: Subject) -> Iterator[Violation]:
    """No muscle gets half as much again as it can recover from, in any week; one finding for each muscle."""
    weekly = [_ceiling_sets(week) for week in subject.weeks]
    for muscle in Muscle:
        limit = mrv_limit(muscle, subject.request)
        loads = [sets.get(muscle, 0.0) for sets in weekly]
        above = [index for index, load in enumerate(loads) if load > limit]
        if above:
            worst = max(above, key=lambda index: loads[index])
            yield hard(
                "mrv",
                subject.weeks[worst].path,
                f"{_word(muscle)} gets {loads[worst]:.3g} sets in week {worst + 1}; {limit / MRV_REFUSED:.3g} recover, "
                f"{limit:.3g} is the most ({len(above)} of {len(subject.weeks)} weeks are above)",
                f"take sets of {_word(muscle)} off, down to {limit / MRV_REFUSED:.0f} a week",
            )


def _ceiling_sets(week: WeekFact) -> dict[Muscle, float]:
    """Sets by muscle as ceilings count them: easy sets a quarter at least, indirect ones a quarter.

    Published ceilings are of direct sets, so counting indirect ones half would fail ordinary programs (04, H.2).
    """
    counts: dict[Muscle, float] = {}
    for item, exercise in week.known:
        load = sum([max(EASY_AT_CEILING, reading.hardness) for reading in item.readings])
        for muscle in exercise.primary:
            counts[muscle] = counts.get(muscle, 0.0) + load
        for muscle in exercise.secondary:
            counts[muscle] = counts.get(muscle, 0.0) + INDIRECT_AT_CEILING * load
    return counts


def session_sets(subject: Subject) -> Iterator[Violation]:
    """A workout holds no more sets than can be done well."""
    allowed = SESSION_SET_CAP[subject.request.experience.level]
    for workout in subject.workouts:
        if workout.working_sets > allowed:
            yield soft(
                "session_sets",
                workout.path,
                f"{workout.workout.name!r} has {workout.working_sets} working sets",
                f"plan at most {allowed} in one workout for a lifter who is {subject.request.experience.value}",
            )


def session_muscle_sets(subject: Subject) -> Iterator[Violation]:
    """A workout gives no muscle more sets than still show."""
    allowed = MUSCLE_SESSION_CAP[subject.request.experience.level]
    for workout in subject.workouts:
        for muscle, sets in sorted(workout.muscle_sets.items()):
            if sets > allowed:
                yield soft(
                    "session_muscle_sets",
                    workout.path,
                    f"{workout.workout.name!r} gives {_word(muscle)} {sets:g} sets",
                    f"plan at most {allowed:g} in one workout and move the rest to another day",
                )


def _word(muscle: Muscle) -> str:
    return muscle.value.replace("_", " ")
