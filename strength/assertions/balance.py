"""Balance (design 10, 6: BAL)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import HIP, KNEE, PULL, PUSH, TRUNK, Subject
from strength.exercise import Pattern
from strength.expansion.notes import EACH_SIDE
from strength.landmarks import KNEE_HIP, PUSH_PULL, PUSH_PULL_POWERLIFTING_HIGH, UPPER_LOWER, landmark
from strength.limitation import Area
from strength.muscle import Muscle
from strength.request import Goal

TOO_MUCH, SHORT = 1.3, 45
_SLACK = 0.1
_LEGS = frozenset({Area.KNEE, Area.HIP, Area.LOWER_BACK})


def _ratios(subject: Subject) -> Iterator[Flaw]:
    """Push and pull, knee and hip, upper and lower.

    Below 45 minutes with a sore shoulder the pulls that must outnumber the presses (LIM04) take the room of leg work:
    eight sets a day hold both presses, 1.3 times as many pulls and one leg exercise.
    """
    limits = subject.request.active_limitations
    is_powerlifting = subject.request.goal is Goal.POWERLIFTING
    lower = KNEE | HIP | {Pattern.CALF}
    upper = frozenset(Pattern) - lower - TRUNK
    sides = [
        ("push:pull", PUSH, PULL, (PUSH_PULL[0], PUSH_PULL_POWERLIFTING_HIGH if is_powerlifting else PUSH_PULL[1]))
    ]
    if _LEGS.isdisjoint(limits):
        sides.append(("knee:hip", KNEE, HIP, KNEE_HIP))
        if Area.SHOULDER not in limits or subject.request.session_minutes >= SHORT:
            sides.append(("upper:lower", upper, lower, UPPER_LOWER))
    for name, one, other, (low, high) in sides:
        first = sum(week.sets_of(one) for week in subject.work)
        second = sum(week.sets_of(other) for week in subject.work)
        is_pulling = name == "push:pull" and Area.SHOULDER in limits
        if first and second and not low - _SLACK - 0.2 * is_pulling <= first / second <= high + _SLACK:
            yield Flaw(path="weeks", message=f"{name} {first / second:.2f}", hint=f"{low:g} to {high:g}")


def _both_sides(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        note = (row.prescription.notes or "").lower()
        if row.exercise.is_unilateral and EACH_SIDE not in note and "both sides" not in note:
            yield Flaw(path=row.path, message=f"{row.slug} does not say each side", hint="say it")


def _nobody_starves(subject: Subject) -> Iterator[Flaw]:
    level, goal = subject.request.experience.level, subject.request.goal
    for week in subject.work[:1]:
        for muscle in Muscle:
            sets = week.fractional(muscle)
            if sets > TOO_MUCH * landmark(muscle, level, goal).mav_high:
                yield Flaw(path=week.path, message=f"{muscle.value} gets {sets:g} sets", hint="fewer")


BALANCE = (
    Assertion(id="BAL01", severity="repair", rule="antagonists in balance", flaws=_ratios),
    Assertion(id="BAL02", severity="reject", rule="one side at a time says so", flaws=_both_sides),
    Assertion(id="BAL03", severity="repair", rule="no muscle takes everything", flaws=_nobody_starves),
)
