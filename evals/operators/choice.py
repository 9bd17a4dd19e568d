"""Operators on the choice of exercises: what is dropped, swapped, repeated, out of reach."""

import random
from collections.abc import Callable

from evals.operators.base import Base, resized, with_exercises
from strength.exercise import Exercise, LoadKind, Pattern
from strength.pool import fits_kit, is_contraindicated
from strength.program import Prescription, Program, SetPrescription, Workout
from strength.request import Goal

_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL, Pattern.REAR, Pattern.CURL})
_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_LEGS = frozenset(
    {
        Pattern.SQUAT,
        Pattern.LUNGE,
        Pattern.KNEE_EXT,
        Pattern.HINGE,
        Pattern.BRIDGE,
        Pattern.KNEE_FLEX,
        Pattern.CALF,
    }
)
_ADVANCED = 3
_BAR = frozenset({LoadKind.BARBELL})
_HEAVY = frozenset({LoadKind.BARBELL, LoadKind.MACHINE, LoadKind.SMITH})

Row = Callable[[Exercise], bool]


def _without(base: Base, is_dropped: Row) -> Program | None:
    """Leave out a share of the exercises that match, never the last one of a workout."""

    def change(item: Prescription) -> Prescription | None:
        row = base.exercise(item)
        return None if row is not None and is_dropped(row) else item

    return base.each_exercise(change)


def _replaced(base: Base, is_replaced: Row, by: Callable[[Exercise], Exercise | None]) -> Program | None:
    """Swap a share of the exercises that match."""

    def change(item: Prescription) -> Prescription:
        row = base.exercise(item)
        if row is None or not is_replaced(row):
            return item
        new = by(row)
        return item if new is None or new.slug == row.slug else base.swapped(item, new)

    return base.each_exercise(change)


def _closest(rows: list[Exercise], row: Exercise) -> Exercise | None:
    """The row most like another: the same muscles first, then the pattern; the first of equals."""

    def likeness(other: Exercise) -> tuple[float, bool]:
        mine, theirs = set(row.primary), set(other.primary)
        return len(mine & theirs) / len(mine | theirs), other.pattern is row.pattern

    best = max(rows, key=likeness, default=None)
    return best if best is not None and likeness(best)[0] > 0 else None


def drop_pull(base: Base) -> Program | None:
    """Pulling is left out."""
    return _without(base, lambda row: row.pattern in _PULL)


def drop_legs(base: Base) -> Program | None:
    """Leg work is left out."""
    return _without(base, lambda row: row.pattern in _LEGS)


def push_for_pull(base: Base) -> Program | None:
    """Every pull becomes a press."""
    presses = [row for row in base.allowed() if row.pattern in _PUSH]
    return _replaced(base, lambda row: row.pattern in _PULL, lambda _row: presses[0] if presses else None)


def focus_dropped(base: Base) -> Program | None:
    """Exercises for the muscles that should get more are left out."""
    return _without(base, lambda row: not set(base.focus).isdisjoint(row.primary)) if base.focus else None


def equipment_violation(base: Base) -> Program | None:
    """Exercises that need what the lifter does not own."""
    missing = [row for row in base.catalog.exercises if not fits_kit(row, base.owned)]
    return _replaced(base, lambda _row: True, lambda row: _closest(missing, row)) if missing else None


def limitation_violation(base: Base) -> Program | None:
    """Exercises that a declared limitation rules out."""
    bad = [row for row in base.catalog.exercises if is_contraindicated(row, base.limitations)]
    return _replaced(base, lambda _row: True, lambda row: _closest(bad, row)) if bad else None


def too_complex(base: Base) -> Program | None:
    """A beginner gets the hardest lifts."""
    if base.level != 1:
        return None
    hard = [row for row in base.catalog.exercises if row.min_level >= _ADVANCED and fits_kit(row, base.owned)]
    return _replaced(base, lambda _row: True, lambda row: _closest(hard, row))


def no_competition_lifts(base: Base) -> Program | None:
    """The competition lifts of a powerlifter are done with dumbbells or bodyweight."""
    if base.goal is not Goal.POWERLIFTING or LoadKind.BARBELL not in {row.load_kind for row in base.allowed()}:
        return None
    small = [row for row in base.catalog.exercises if row.load_kind in {LoadKind.DUMBBELL, LoadKind.BODYWEIGHT}]
    return _replaced(base, lambda row: row.competition_lift is not None, lambda row: _closest(small, row))


def all_machines(base: Base) -> Program | None:
    """A barbell program of a powerlifter moves to machines."""
    if base.goal is not Goal.POWERLIFTING:
        return None
    machines = [row for row in base.catalog.exercises if row.load_kind is LoadKind.MACHINE]
    return _replaced(base, lambda row: row.load_kind in _BAR, lambda row: _closest(machines, row))


def isolation_only(base: Base) -> Program | None:
    """Every compound exercise becomes an isolation one."""
    small = [row for row in base.allowed() if not row.is_compound and row.load_kind is not LoadKind.ISOMETRIC]
    return _replaced(base, lambda row: row.is_compound, lambda row: _closest(small, row))


def holds_for_bars(base: Base) -> Program | None:
    """Loadable compounds become holds and bodyweight drills."""
    drills = [row for row in base.allowed() if row.load_kind in {LoadKind.ISOMETRIC, LoadKind.BODYWEIGHT}]
    return _replaced(base, lambda row: row.is_compound and row.load_kind in _HEAVY, lambda row: _closest(drills, row))


def one_leg_at_a_time(base: Base) -> Program | None:
    """Loaded two-legged and two-armed compounds become light one-sided ones."""
    sided = [row for row in base.allowed() if row.is_unilateral and row.is_compound and row.load_kind not in _HEAVY]
    return _replaced(base, lambda row: row.is_compound and row.load_kind in _HEAVY, lambda row: _closest(sided, row))


def new_exercises_every_week(base: Base) -> Program | None:
    """Another exercise of the same pattern each week."""
    rows: dict[Pattern, list[Exercise]] = {}
    for row in base.allowed():
        rows.setdefault(row.pattern, []).append(row)

    def rotate(week: int, _day: int, workout: Workout) -> Workout:
        items: list[Prescription] = []
        for place, item in enumerate(workout.exercises):
            row = base.exercise(item)
            choice = rows.get(row.pattern, []) if row else []
            if row is None or len(choice) <= 1 or not base.is_chosen(place) or week == 0:
                items.append(item)
                continue
            home = choice.index(row) if row in choice else 0
            items.append(base.swapped(item, choice[(home + week) % len(choice)]))
        return with_exercises(workout, items)

    return base.each_workout(rotate)


def curls_everywhere(base: Base) -> Program | None:
    """Three more kinds of curl in every workout."""
    curls = [row for row in base.allowed() if row.pattern is Pattern.CURL][: max(1, round(3 * base.strength))]
    if not curls:
        return None
    entry = SetPrescription(set_number=1, reps="8-12", rpe=8, rest_seconds=75)

    def add(_week: int, _day: int, workout: Workout) -> Workout:
        extra = [
            resized(Prescription(slug=row.slug, name=row.name, sets=(entry,)), 3)
            for row in curls
            if row.slug not in {item.slug for item in workout.exercises}
        ]
        return with_exercises(workout, [*workout.exercises, *extra])

    return base.each_workout(add)


def shuffled_exercises(base: Base) -> Program | None:
    """The exercises of a week are dealt out to its days at random."""
    rows = [base.exercise(item) for day in base.program.weeks[0].workouts for item in day.exercises]
    if all(row is None or row.is_compound for row in rows):
        # compounds alone have no order and no day that matters
        return None
    dice = random.Random(len(base.program.weeks))  # noqa: S311 - nothing secret

    def deal(week: int, day: int, workout: Workout) -> Workout:
        items = dealt[week][day]
        return with_exercises(workout, items) if base.is_chosen(week) else workout

    dealt: list[list[list[Prescription]]] = []
    for week in base.program.weeks:
        items = [item for day in week.workouts for item in day.exercises]
        dice.shuffle(items)
        cuts = [len(day.exercises) for day in week.workouts]
        dealt.append([[items.pop() for _ in range(count)] for count in cuts])
    return base.each_workout(deal)
