"""Two hundred random days over programs that the coach wrote: every promise of adapting, on each of them."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from strength.adaptation import AdaptRequest, PlannedWorkout, adapt
from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.exercise import Exercise
from strength.exercise_groups import AXIAL, GRIP, SPINE
from strength.limitation import Area
from strength.minutes import workout_minutes
from strength.pool import Pool, is_contraindicated, needs_caution
from strength.program import Prescription
from strength.repetitions import parse_repetitions
from strength.similarity import REFUSE, similarity
from strength.substitution import is_blocked
from strength.validation.weight_text import read_weight

MISSING = [token.value for token in Equipment if token not in {Equipment.BODYWEIGHT, Equipment.OTHER}]
DAYS = 200


def random_day(dice: random.Random) -> dict[str, Any]:
    return {
        "workoutId": "workout-1",
        "minutesAvailable": dice.choice([None, *range(15, 91)]),
        "missingEquipment": dice.sample(MISSING, dice.choice((0, 0, 1, 2, 5))),
        "limitations": [
            {"area": area.value, "severity": dice.choice(("caution", "avoid_loading", "recovered"))}
            for area in dice.sample(list(Area), dice.choice((0, 1, 1, 2)))
        ],
        "readiness": dice.choice((None, 1, 2, 3, 4, 5)),
    }


@pytest.mark.parametrize("seed", range(DAYS))
def test_a_random_day_keeps_every_promise(
    seed: int,
    written_workout: Callable[[random.Random], PlannedWorkout],
    pool_of_today: Callable[..., Pool],
) -> None:
    dice = random.Random(seed)
    planned = written_workout(dice)
    request = AdaptRequest.model_validate(random_day(dice))
    pool = pool_of_today(planned, request.missing, request.limitations)
    catalog = load_catalog()
    adapted = adapt(planned, request, pool, catalog=catalog)
    assert adapted == adapt(planned, request, pool, catalog=catalog)

    kept = {item.exercise_id: item for item in adapted.workout.exercises}
    before = {item.exercise_id: item for item in planned.exercises}
    assert kept.keys().isdisjoint(item.exercise_id for item in adapted.dropped)
    assert kept.keys() | {item.exercise_id for item in adapted.dropped} == before.keys()
    assert {change.exercise for change in adapted.changes} == {item.name for item in planned.exercises}
    slugs = [item.prescription.slug for item in adapted.workout.exercises]
    assert len(set(slugs)) == len(slugs)

    # time
    minutes = request.minutes_available
    prescriptions = [item.prescription for item in adapted.workout.exercises]
    if prescriptions:
        assert adapted.minutes_after == workout_minutes(prescriptions, catalog.by_slug)
    if minutes is not None:
        assert adapted.minutes_after <= minutes

    for key, item in kept.items():
        exercise, plan = item.exercise, before[key]
        assert exercise is not None
        assert plan.exercise is not None
        assert item.prescription.sets
        # nothing that hurts, nothing that is not there
        assert not is_contraindicated(exercise, request.active_limitations)
        assert not is_blocked(exercise, request.missing)
        if needs_caution(exercise, request.active_limitations):
            assert_gentle(exercise, item.prescription)
        if exercise is not plan.exercise:
            assert exercise.slug in pool
            assert similarity(plan.exercise, exercise) >= REFUSE
            assert len(item.prescription.sets) <= len(plan.prescription.sets)
        else:
            assert_never_more(plan.prescription, item.prescription, tired=request.readiness in {1, 2})
    assert_main_lift_survives(planned, request, kept.keys(), pool)
    assert_legal_supersets(planned, [(item.exercise, item.prescription) for item in adapted.workout.exercises])


def assert_gentle(exercise: Exercise, prescription: Prescription) -> None:
    for one in prescription.sets:
        assert one.rpe is None or one.rpe <= 7.0
        reps = parse_repetitions(one.reps)
        assert reps is not None
        assert exercise.is_timed or reps.low >= 8


def assert_never_more(plan: Prescription, now: Prescription, *, tired: bool) -> None:
    assert len(now.sets) <= len(plan.sets)
    for old, new in zip(plan.sets, now.sets, strict=False):
        was, is_now = read_weight(old.weight or ""), read_weight(new.weight or "")
        if was is not None and is_now is not None and was.load is not None:
            assert is_now.load is not None
            assert is_now.load < was.load if tired and was.load > 20 else is_now.load <= was.load
        if was is not None and is_now is not None and was.percent is not None:
            assert is_now.percent is not None
            assert is_now.percent < was.percent if tired else is_now.percent <= was.percent
        assert (new.percent1rm or 0.0) <= (old.percent1rm or 0.0)
        if old.rpe is not None:
            assert new.rpe is not None
            assert new.rpe < old.rpe if tired and old.rpe > 4 else new.rpe <= old.rpe
        if old.rest_seconds is not None and new.rest_seconds is not None:
            assert new.rest_seconds <= old.rest_seconds


def assert_main_lift_survives(planned: PlannedWorkout, request: AdaptRequest, kept: Any, pool: Pool) -> None:
    main = next((item for item in planned.exercises if item.exercise is not None and item.exercise.is_compound), None)
    if main is None or main.exercise is None or (request.minutes_available or 90) < 20:
        return
    possible = not is_contraindicated(main.exercise, request.active_limitations) and main.exercise.slug in pool
    if possible:
        assert main.exercise_id in kept


def assert_legal_supersets(planned: PlannedWorkout, done: list[tuple[Exercise | None, Prescription]]) -> None:
    old = {item.prescription.group for item in planned.exercises}
    by_group: dict[str, list[tuple[int, Exercise]]] = {}
    for at, (exercise, prescription) in enumerate(done):
        if prescription.group is not None:
            assert exercise is not None
            by_group.setdefault(prescription.group, []).append((at, exercise))
    for group, members in by_group.items():
        assert len(members) > 1
        if group in old:
            continue
        (first, one), (second, other) = members
        assert second == first + 1
        assert first > 0
        for demand in (AXIAL, GRIP, SPINE):
            assert len({one.slug, other.slug} & demand) < 2
