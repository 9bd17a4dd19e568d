"""Operators on sets, repetitions, loads, effort and rest."""

import random

from evals.operators.base import (
    Base,
    agreeing,
    counted,
    percent_of,
    resized,
    scaled_weight,
    with_exercises,
    with_percent,
)
from strength.equipment import Equipment
from strength.exercise import Exercise, LoadKind
from strength.program import Prescription, Program, SetPrescription, Workout
from strength.request import LB_PER_KG, Goal


def _effort(entry: SetPrescription) -> float | None:
    return entry.rpe if entry.rpe is not None else (10 - entry.rir if entry.rir is not None else None)


def one_set(base: Base) -> Program | None:
    """One set of everything."""
    return base.each_exercise(lambda item: resized(item, 1))


def triple_sets(base: Base) -> Program | None:
    """Three times the sets of everything."""
    return base.with_weeks(base.times_sets(week, 1 + 2 * base.strength) for week in base.program.weeks)


def warmups_as_work(base: Base) -> Program | None:
    """All but one set of each exercise are warm-ups, counted as work."""

    def light(item: Prescription) -> Prescription:
        if len(item.sets) <= 1:
            return item
        eased: list[SetPrescription] = []
        for entry in item.sets[:-1]:
            percent = percent_of(entry)
            easy = with_percent(entry, 40.0) if percent is not None else entry
            eased.append(easy.model_copy(update={"rpe": 4.0, "rir": None}))
        return item.model_copy(update={"sets": (*eased, item.sets[-1])})

    return base.each_exercise(light)


def all_rpe10(base: Base) -> Program | None:
    """Every set to the limit."""
    return base.each_set(lambda _row, entry: entry.model_copy(update={"rpe": 10.0, "rir": None}))


def all_easy(base: Base) -> Program | None:
    """Every set six repetitions from the limit."""

    def ease(_row: Exercise | None, entry: SetPrescription) -> SetPrescription:
        percent = percent_of(entry)
        lighter = entry if percent is None else with_percent(entry, round(max(30.0, percent * 0.6), 1))
        return lighter.model_copy(update={"rpe": 4.0, "rir": None})

    return base.each_set(ease)


def beginner_one_rep_max(base: Base) -> Program | None:
    """A beginner tests a one-rep maximum on every barbell lift every week."""
    if base.level != 1:
        return None

    def test(item: Prescription) -> Prescription:
        row = base.exercise(item)
        if row is None or row.load_kind is not LoadKind.BARBELL:
            return item
        best = agreeing(item.sets[0], 1, 10)
        return item.model_copy(update={"sets": (best, *item.sets[1:])})

    return base.each_exercise(test)


def endurance(base: Base) -> Program | None:
    """Twenty to thirty repetitions of everything."""
    return base.each_set(
        lambda _row, entry: (
            entry
            if counted(entry.reps) is None
            else agreeing(entry, 25, _effort(entry) or 8).model_copy(update={"reps": "20-30"})
        )
    )


def monotone_reps(base: Base) -> Program | None:
    """Ten repetitions at the same effort of everything, always, in a program for strength."""
    heavy = {Equipment.BARBELL, Equipment.MACHINE, Equipment.SMITH_MACHINE}
    if base.goal is Goal.HYPERTROPHY or heavy.isdisjoint(base.owned):
        # without anything heavy, tens are as good as it gets
        return None
    return base.each_set(lambda _row, entry: entry if counted(entry.reps) is None else agreeing(entry, 10, 8))


def sets_of_one(base: Base) -> Program | None:
    """One repetition a set at the load that was meant for several."""
    return base.each_set(
        lambda _row, entry: (
            entry
            if counted(entry.reps) in (None, 1)
            else entry.model_copy(update={"reps": "1", "rpe": None if percent_of(entry) else entry.rpe})
        )
    )


def inverted_roles(base: Base) -> Program | None:
    """Heavy triples of the small exercises, twenties of the big ones."""

    def invert(row: Exercise | None, entry: SetPrescription) -> SetPrescription:
        if row is None or counted(entry.reps) is None:
            return entry
        return agreeing(entry, 20 if row.is_compound else 4, 8)

    rows = [base.exercise(item) for day in base.program.weeks[0].workouts for item in day.exercises]
    if not any(row and not row.is_compound and not row.is_timed for row in rows):
        return None
    return base.each_set(invert)


def incoherent_loads(base: Base) -> Program | None:
    """Loads fifteen points off what repetitions and effort say."""
    sign = 1

    def bend(_row: Exercise | None, entry: SetPrescription) -> SetPrescription:
        nonlocal sign
        percent = percent_of(entry)
        if percent is None or _effort(entry) is None:
            return entry
        sign = -sign
        return with_percent(entry, percent + 15 * sign)

    return base.each_set(bend)


def units_mixed(base: Base) -> Program | None:
    """Kilograms printed as pounds, or the other way round, in every second week."""

    def misread(week: int, _day: int, workout: Workout) -> Workout:
        if week % 2 == 0 or not base.is_chosen(week // 2):
            return workout
        items = [
            item.model_copy(update={"sets": tuple(_misread(entry) for entry in item.sets)})
            for item in workout.exercises
        ]
        return with_exercises(workout, items)

    return base.each_workout(misread)


def _misread(entry: SetPrescription) -> SetPrescription:
    text = entry.weight or ""
    factor = LB_PER_KG if "kg" in text else 1 / LB_PER_KG
    return entry.model_copy(update={"weight": scaled_weight(text, factor) or None})


def above_the_maximum(base: Base) -> Program | None:
    """Loads above the known one-rep maximum for the printed repetitions."""
    return base.each_set(
        lambda _row, entry: (
            entry if (percent := percent_of(entry)) is None else with_percent(entry, round(max(percent, 60) * 1.5, 1))
        )
    )


def random_loads(base: Base) -> Program | None:
    """Loads that jump up and down by a tenth from week to week, repetitions where no load is printed."""
    dice = random.Random(len(base.program.weeks))  # noqa: S311 - nothing secret

    def jump(_week: int, _day: int, workout: Workout) -> Workout:
        items: list[Prescription] = []
        for item in workout.exercises:
            factor = 1 + base.strength * dice.uniform(-0.15, 0.12)
            items.append(item.model_copy(update={"sets": tuple(_jumped(entry, factor) for entry in item.sets)}))
        return with_exercises(workout, items)

    return base.each_workout(jump)


def _jumped(entry: SetPrescription, factor: float) -> SetPrescription:
    percent = percent_of(entry)
    if percent is not None:
        return with_percent(entry, round(percent * factor, 1)).model_copy(update={"rpe": None, "rir": None})
    reps = counted(entry.reps)
    if reps is None:
        return entry
    return entry.model_copy(update={"reps": str(max(1, round(reps * (1 + 5 * (factor - 1)))))})


def rest_cuts(base: Base) -> Program | None:
    """Twenty seconds of rest."""
    return base.each_set(lambda _row, entry: entry.model_copy(update={"rest_seconds": 20}))


def reverse_order(base: Base) -> Program | None:
    """The small exercises first."""
    seen = 0

    def reverse(_week: int, _day: int, workout: Workout) -> Workout:
        nonlocal seen
        seen += 1
        return with_exercises(workout, reversed(workout.exercises)) if base.is_chosen(seen - 1) else workout

    rows = [base.exercise(item) for day in base.program.weeks[0].workouts for item in day.exercises]
    if all(row is None or row.is_compound for row in rows):
        # compounds alone have no order that matters
        return None
    return base.each_workout(reverse)
