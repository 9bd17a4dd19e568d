"""Rules on balance and order: antagonists, joints, halves of the body, what comes first (design 04, 0.8)."""

from collections import Counter
from collections.abc import Iterator

from strength.exercise import Exercise, Pattern
from strength.landmarks import KNEE_HIP, PUSH_PULL, PUSH_PULL_POWERLIFTING_HIGH, UPPER_LOWER
from strength.limitation import Area
from strength.request import Goal
from strength.validation.finding import soft
from strength.validation.subject import Subject, WorkoutFact
from strength.violation import Violation

MOST_OF_ONE_PATTERN = 2
"""Exercises of one pattern in a workout (SEL01)."""

LEG_AREAS = frozenset({Area.KNEE, Area.HIP, Area.LOWER_BACK})
"""With one of these limited, the work between knee and hip is shifted on purpose (design 10, 2.5)."""

_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
_KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT})
_HIP = frozenset({Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX})
_LOWER = _KNEE | _HIP | {Pattern.CALF}
_TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})
_UPPER = frozenset(Pattern) - _LOWER - _TRUNK


def balance(subject: Subject) -> Iterator[Violation]:
    """Over the whole program, what opposes each other gets comparable work."""
    counts = Counter[Pattern]()
    for item, exercise in subject.known:
        counts[exercise.pattern] += len(item.readings)
    is_powerlifting = subject.request.goal is Goal.POWERLIFTING
    push_pull = (PUSH_PULL[0], PUSH_PULL_POWERLIFTING_HIGH) if is_powerlifting else PUSH_PULL
    for code, names, sides, bounds in (
        ("push_pull", ("pushing", "pulling"), (_PUSH, _PULL), push_pull),
        ("knee_hip", ("knee", "hip"), (_KNEE, _HIP), KNEE_HIP),
        ("upper_lower", ("upper-body", "lower-body"), (_UPPER, _LOWER), UPPER_LOWER),
    ):
        first, second = (sum(counts[pattern] for pattern in side) for side in sides)
        if code == "knee_hip" and not LEG_AREAS.isdisjoint(subject.request.active_limitations):
            continue
        low, high = bounds
        # a side without any work is a missing pattern, which has its own rule
        if first and second and not low <= first / second <= high:
            lacking = names[0] if first < low * second else names[1]
            yield soft(
                code,
                "weeks",
                f"{first} {names[0]} sets to {second} {names[1]} sets is {first / second:.2f} to 1",
                f"keep it between {low:g} and {high:g}: add {lacking} work or take some of the other away",
            )


def order(subject: Subject) -> Iterator[Violation]:
    """Exercises of several joints come before those of one: what is done first improves most (Nunes et al.)."""
    for workout in subject.workouts:
        last = _last_compound(workout)
        for place, (item, exercise) in enumerate(workout.known):
            if order_class(exercise) and place < last:
                yield soft(
                    "order",
                    item.path,
                    f"{item.name!r} comes before a heavier exercise in {workout.workout.name!r}",
                    "put exercises of several joints first, trunk work last",
                )


def order_class(exercise: Exercise) -> int:
    """0 for exercises of several joints, 1 for one joint, 2 for trunk and carries: the order in a workout."""
    if exercise.pattern in _TRUNK:
        return 2
    return 0 if exercise.is_compound else 1


def pattern_repeat(subject: Subject) -> Iterator[Violation]:
    """At most two exercises of one pattern in a workout."""
    for workout in subject.workouts:
        counts = Counter[Pattern](exercise.pattern for _, exercise in workout.known)
        for pattern, count in counts.items():
            if count > MOST_OF_ONE_PATTERN:
                yield soft(
                    "pattern_repeat",
                    workout.path,
                    f"{workout.workout.name!r} has {count} exercises of the pattern {pattern.value.replace('_', ' ')}",
                    f"keep {MOST_OF_ONE_PATTERN} and train something that is missing",
                )


def _last_compound(workout: WorkoutFact) -> int:
    places = [place for place, (_, exercise) in enumerate(workout.known) if order_class(exercise) == 0]
    return max(places, default=-1)
