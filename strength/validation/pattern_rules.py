"""Rules on what must be there: push, pull and legs, and a powerlifter's own lifts (design 04, E and D.5)."""

from collections import Counter
from collections.abc import Iterator

from strength.equipment import Equipment
from strength.exercise import Lift, Pattern
from strength.pool import is_contraindicated, needs_caution
from strength.request import Goal
from strength.validation.finding import hard, soft
from strength.validation.subject import Subject, WeekFact
from strength.violation import Violation

PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
LEGS = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.BRIDGE})

SPECIALISATION = 0.6
"""A program with more of its sets in one pattern is narrow on purpose, if a focus was asked for (design 04, H.2)."""

COMPETITION_KIT = frozenset({Equipment.BARBELL, Equipment.RACK, Equipment.BENCH})
CLOSE_VARIANT = 0.8
"""Competition similarity from which a variant stands for the lift: paused, box, sumo, close-grip (design 04, D.5)."""

WEEKLY_EXPOSURES = {Lift.SQUAT: 2, Lift.BENCH: 2, Lift.DEADLIFT: 1}
"""How often a powerlifter trains each lift in a week (METD study in design 04, 0.3: squat 2, bench 2-3, deadlift 1)."""

PRESENT_WEEKS = 0.5
"""Something that is in fewer than half of the weeks is not part of the program."""


def missing_patterns(subject: Subject) -> Iterator[Violation]:
    """Push, pull and legs are trained in at least half of the weeks, unless the request asked for a specialisation."""
    if not subject.weeks or _is_specialised(subject):
        return
    for group, patterns, example in (
        ("push", PUSH, "a press or a push-up"),
        ("pull", PULL, "a row or a pulldown"),
        ("legs", LEGS, "a squat, a lunge or a hinge"),
    ):
        present = sum(_has_pattern(week, patterns) for week in subject.weeks)
        if present < PRESENT_WEEKS * len(subject.weeks):
            yield hard(
                f"missing_{group}",
                "weeks",
                f"{group} work is in {present} of {len(subject.weeks)} weeks",
                f"add {example} to every week",
            )


def missing_competition_lift(subject: Subject) -> Iterator[Violation]:
    """A powerlifter with barbell, rack and bench trains squat, bench press and deadlift."""
    request = subject.request
    if request.goal is not Goal.POWERLIFTING or not subject.weeks or not request.owned >= COMPETITION_KIT:
        return
    for lift, wanted in WEEKLY_EXPOSURES.items():
        exposures = [_exposures(week, lift) for week in subject.weeks]
        present = sum(count > 0 for count in exposures)
        if present < PRESENT_WEEKS * len(subject.weeks):
            if _is_spared(subject, lift):
                continue
            yield hard(
                "missing_competition_lift",
                "weeks",
                f"the {lift.value} or a close variant is in {present} of {len(subject.weeks)} weeks",
                f"train the {lift.value} every week",
            )
            continue
        usual = sorted(exposures)[len(exposures) // 2]
        if usual < min(wanted, request.frequency):
            yield soft(
                "few_lift_exposures",
                "weeks",
                f"the {lift.value} or a close variant is trained {usual} times in a usual week",
                f"train it {min(wanted, request.frequency)} times a week",
            )


def _is_spared(subject: Subject, lift: Lift) -> bool:
    """Whether a declared limitation speaks against the lift itself: then a variant takes its place (04, D.5)."""
    limitations = subject.request.active_limitations
    return any(
        is_contraindicated(exercise, limitations) or needs_caution(exercise, limitations)
        for exercise in subject.catalog.exercises
        if exercise.competition_lift is lift and exercise.competition_similarity == 1.0
    )


def _exposures(week: WeekFact, lift: Lift) -> int:
    return sum(
        any(
            exercise.competition_lift is lift and exercise.competition_similarity >= CLOSE_VARIANT
            for _, exercise in workout.known
        )
        for workout in week.workouts
    )


def _has_pattern(week: WeekFact, patterns: frozenset[Pattern]) -> bool:
    return any(exercise.pattern in patterns and item.readings for item, exercise in week.known)


def _is_specialised(subject: Subject) -> bool:
    if not subject.request.focus:
        return False
    counts = Counter[Pattern]()
    for item, exercise in subject.known:
        counts[exercise.pattern] += len(item.readings)
    return bool(counts) and max(counts.values()) > SPECIALISATION * counts.total()
