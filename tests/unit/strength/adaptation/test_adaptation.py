"""Fitting a planned workout to the day: hand-made days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from strength.adaptation import Adaptation, AdaptRequest, PlannedExercise, PlannedWorkout, adapt
from strength.catalog import load_catalog
from strength.history import History, LoggedSet
from strength.minutes import workout_minutes
from strength.pool import Pool
from strength.program import Prescription, SetPrescription
from strength.request import Experience, Units

Fit = Callable[..., Adaptation]


@pytest.fixture
def fit(pool_of_today: Callable[..., Pool]) -> Fit:
    """Adapts a workout to the day that the keywords describe."""

    def run(
        planned: PlannedWorkout, history: History | None = None, choices: dict[str, str] | None = None, **day: Any
    ) -> Adaptation:
        request = AdaptRequest.model_validate({"workoutId": planned.workout_id, **day})
        pool = pool_of_today(planned, request.missing, request.limitations)
        return adapt(planned, request, pool, history, catalog=load_catalog(), choices=choices or {})

    return run


def names(adapted: Adaptation) -> list[str]:
    return [item.name for item in adapted.workout.exercises]


def by_id(adapted: Adaptation, key: str) -> Prescription:
    return next(item.prescription for item in adapted.workout.exercises if item.exercise_id == key)


def details(adapted: Adaptation, kind: str) -> dict[str, str]:
    return {change.exercise: change.detail for change in adapted.changes if change.kind == kind}


def test_an_ordinary_day_changes_nothing(fit: Fit, squat_day: PlannedWorkout) -> None:
    for readiness in (None, 3, 4, 5):
        adapted = fit(squat_day, readiness=readiness, minutesAvailable=180)
        assert [item.prescription.sets for item in adapted.workout.exercises] == [
            item.prescription.sets for item in squat_day.exercises
        ]
        assert {change.kind for change in adapted.changes} == {"kept"}
        assert not adapted.is_changed
        assert adapted.minutes_before == adapted.minutes_after
        assert adapted.warnings == ()


def test_short_of_time_isolation_goes_first_and_the_main_lift_last(fit: Fit, squat_day: PlannedWorkout) -> None:
    fifty = fit(squat_day, minutesAvailable=50)
    assert set(details(fifty, "dropped")) == {"Standing Calf Raise", "Leg Curl"}
    thirty = fit(squat_day, minutesAvailable=30)
    assert names(thirty) == ["Back Squat", "Romanian Deadlift"]
    assert len(by_id(thirty, "e1").sets) == 4
    twenty = fit(squat_day, minutesAvailable=20)
    assert names(twenty) == ["Back Squat"]
    for adapted, minutes in ((fifty, 50), (thirty, 30), (twenty, 20)):
        assert adapted.minutes_after <= minutes
        assert {item.exercise_id for item in adapted.dropped}.isdisjoint(
            item.exercise_id for item in adapted.workout.exercises
        )
        assert all(item.prescription.sets == () for item in adapted.dropped)


def test_a_few_minutes_hold_what_fits_of_the_main_lift_and_say_so(fit: Fit, squat_day: PlannedWorkout) -> None:
    twelve = fit(squat_day, minutesAvailable=12)
    assert names(twelve) == ["Back Squat"]
    assert twelve.minutes_after <= 12
    assert len(by_id(twelve, "e1").sets) == 2
    fourteen = by_id(fit(squat_day, minutesAvailable=14), "e1")
    assert [one.rest_seconds for one in fourteen.sets] == [120, 120]
    five = fit(squat_day, minutesAvailable=5)
    assert names(five) == ["Back Squat"]
    assert five.warnings[0].startswith("5 minutes are too few: Back Squat with its warm-up takes about ")


def test_a_shorter_rest_is_said_beside_the_exercise(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(squat_day, minutesAvailable=40)
    lunge = by_id(adapted, "e3")
    assert {one.rest_seconds for one in lunge.sets} == {90}
    assert lunge.notes == "Rest 90 s between sets"


def test_exercises_alternate_before_accessories_are_left_out(
    fit: Fit, make_workout: Callable[..., PlannedWorkout]
) -> None:
    upper = make_workout(
        ("bench_press", 4, "5", 180),
        ("cable_row", 3, "8", 150),
        ("seated_db_press", 3, "8", 150),
        ("db_bench", 3, "10", 120),
    )
    adapted = fit(upper, minutesAvailable=41)
    pairs = details(adapted, "paired")
    assert len(pairs) == 2
    assert "Bench Press" not in pairs
    groups = [item.prescription.group for item in adapted.workout.exercises]
    assert groups[0] is None
    together = [at for at, group in enumerate(groups) if group is not None]
    assert together == list(range(together[0], together[0] + 2))
    assert adapted.minutes_after <= 41
    first = adapted.workout.exercises[together[0]].prescription
    assert first.notes is not None
    assert first.notes.startswith("Alternate with ")


def test_a_superset_that_loses_its_partner_is_none(fit: Fit, make_workout: Callable[..., PlannedWorkout]) -> None:
    planned = make_workout(("bench_press", 4, "5", 180), ("db_curl", 3, "12", 60), ("triceps_pushdown", 3, "12", 60))
    grouped = replace(
        planned,
        exercises=tuple(
            replace(item, prescription=item.prescription.model_copy(update={"group": "A"})) if at else item
            for at, item in enumerate(planned.exercises)
        ),
    )
    adapted = fit(grouped, minutesAvailable=29)
    assert len(adapted.dropped) == 1
    assert all(item.prescription.group is None for item in adapted.workout.exercises)


def test_missing_equipment_is_replaced_with_a_reason_and_options(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(squat_day, missingEquipment=["barbell", "gravity boots"])
    assert names(adapted)[:2] == ["Smith Machine Squat", "Dumbbell Romanian Deadlift"]
    assert details(adapted, "swapped")["Back Squat"].startswith("No barbell today: Smith Machine Squat instead.")
    squat = by_id(adapted, "e1")
    assert [one.weight for one in squat.sets] == [None] * 4
    assert squat.notes == "Instead of Back Squat: find a load for this effort"
    assert any("'gravity boots'" in warning for warning in adapted.warnings)
    option = adapted.options[0]
    assert (option.exercise_id, option.chosen) == ("e1", "smith_squat")
    assert len(option.choices) == 5


def test_a_choice_among_the_options_is_taken_and_any_other_passed_over(fit: Fit, squat_day: PlannedWorkout) -> None:
    chosen = fit(
        squat_day, missingEquipment=["barbell"], choices={"e1": "leg_press", "e2": "bench_press", "x": "plank"}
    )
    assert names(chosen)[:2] == ["Leg Press", "Dumbbell Romanian Deadlift"]


def test_a_swap_never_doubles_an_exercise_of_the_workout(fit: Fit, make_workout: Callable[..., PlannedWorkout]) -> None:
    planned = make_workout(("bench_press", 4, "5", 180), ("feet_up_bench", 3, "8", 120), ("db_bench", 3, "10", 120))
    adapted = fit(planned, missingEquipment=["barbell"])
    assert len(set(names(adapted))) == 3
    assert names(adapted)[2] == "Dumbbell Bench Press"
    pulls = make_workout(("deadlift", 3, "5", 180), ("pause_deadlift", 3, "5", 180), ("deficit_deadlift", 3, "5", 180))
    assert len(set(names(fit(pulls, missingEquipment=["barbell"])))) == 3


def test_the_same_exercise_with_other_equipment_is_the_first_idea(
    fit: Fit, make_workout: Callable[..., PlannedWorkout]
) -> None:
    planned = make_workout(("goblet_squat", 3, "10", 120), ("db_press", 3, "10", 120))
    adapted = fit(planned, missingEquipment=["dumbbells"])
    assert names(adapted)[0] == "Goblet Squat (Kettlebell)"
    assert by_id(adapted, "e1").slug == "goblet_squat"
    assert {one.weight for one in by_id(adapted, "e1").sets} == {None}


def test_what_nothing_can_replace_is_left_out_with_the_reason(
    pool_of_today: Callable[..., Pool], make_workout: Callable[..., PlannedWorkout]
) -> None:
    planned = make_workout(("back_squat", 4, "5", 180), ("shrug", 3, "12", 60))
    request = AdaptRequest.model_validate({"workoutId": "w", "missingEquipment": ["barbell", "dumbbell", "trap bar"]})
    full = pool_of_today(planned, request.missing)
    little = Pool(entries={slug: entry for slug, entry in full.entries.items() if slug in {"leg_press", "plank"}})
    adapted = adapt(planned, request, little, catalog=load_catalog())
    assert names(adapted) == ["Leg Press"]
    assert details(adapted, "dropped") == {
        planned.exercises[1].name: "No barbell or dumbbell or trap bar today, and nothing here comes close enough."
    }
    none = adapt(planned, request, Pool(entries={}), catalog=load_catalog())
    assert none.workout.exercises == ()
    assert none.minutes_after == 0
    assert any("Nothing of this workout" in warning for warning in none.warnings)


def test_a_sore_joint_rules_out_replaces_and_spares(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(squat_day, limitations=[{"area": "knee"}])
    assert names(adapted)[0] == "Box Squat"
    assert {(one.reps, one.rpe) for one in by_id(adapted, "e1").sets} == {("8", 7.0)}
    assert any("clinician" in warning for warning in adapted.warnings)
    hip = fit(squat_day, limitations=[{"area": "hip"}])
    squat = by_id(hip, "e1")
    assert squat.slug == "back_squat"
    assert {(one.reps, one.rpe) for one in squat.sets} == {("8", 7.0)}
    assert {one.weight for one in squat.sets} < {"82.5kg", "85kg", "87.5kg"}
    assert "hip" in details(hip, "lighter")["Back Squat"]


def test_a_joint_that_should_not_be_loaded_gets_a_clean_substitute_where_there_is_one(
    fit: Fit, make_workout: Callable[..., PlannedWorkout]
) -> None:
    planned = make_workout(("barbell_curl", 3, "10", 60), ("db_press", 3, "10", 120))
    caution = fit(planned, limitations=[{"area": "elbow"}])
    avoid = fit(planned, limitations=[{"area": "elbow", "severity": "avoid_loading"}])
    assert names(caution)[0] == "Barbell Curl"
    assert names(avoid)[0] == "Band Curl"
    recovered = fit(planned, limitations=[{"area": "elbow", "severity": "recovered"}])
    assert not recovered.is_changed


@pytest.mark.parametrize(("readiness", "load"), [(1, "90kg"), (2, "95kg")])
def test_a_tired_lifter_gets_less_load_effort_and_accessories(
    fit: Fit, squat_day: PlannedWorkout, readiness: int, load: str
) -> None:
    adapted = fit(squat_day, readiness=readiness)
    squat = by_id(adapted, "e1")
    assert [(one.weight, one.rpe) for one in squat.sets] == [(load, 7.0)] * 4
    assert [len(item.prescription.sets) for item in adapted.workout.exercises] == [4, 3, 2, 2, 2, 1]
    assert "tired" in details(adapted, "lighter")["Back Squat"]
    assert details(adapted, "trimmed")["Leg Curl"] == "2 sets instead of 3, you are tired today."


def test_percentages_and_reserves_get_lighter_too_and_odd_texts_stay(
    fit: Fit, make_workout: Callable[..., PlannedWorkout]
) -> None:
    planned = make_workout(("back_squat", 1, "5", 180))
    sets = (
        SetPrescription(set_number=1, reps="5", weight="80%", percent1rm=80, rir=2),
        SetPrescription(set_number=2, reps="5", weight="BW", rpe=4.0),
        SetPrescription(set_number=3, reps="5", weight="heavy"),
        SetPrescription(set_number=4, reps="5", weight="15kg", rir=5),
        SetPrescription(set_number=5, reps="5", weight="225lbs", rpe=9.5),
    )
    planned = replace(planned, exercises=(_with_sets(planned.exercises[0], sets),))
    got = by_id(fit(planned, readiness=1), "e1").sets
    assert [(one.weight, one.rpe, one.rir) for one in got] == [
        ("72%", None, 3.0),
        ("BW", 4.0, None),
        ("heavy", None, None),
        ("15kg", None, 5.0),
        ("200lbs", 8.5, None),
    ]
    assert got[0].percent1rm == 72


def test_a_lift_that_was_too_hard_last_time_gets_lighter(fit: Fit, squat_day: PlannedWorkout) -> None:
    def logged(rpe: float) -> History:
        one = LoggedSet(
            exercise=load_catalog().by_slug["back_squat"],
            at=datetime(2026, 7, 1, tzinfo=UTC),
            reps=5,
            weight=100,
            unit="kg",
            rpe=rpe,
            planned_rpe=8,
        )
        return History.from_logged([one])

    hard = fit(squat_day, logged(9.5), readiness=5)
    assert {one.weight for one in by_id(hard, "e1").sets} == {"95kg"}
    assert {one.weight for one in by_id(hard, "e2").sets} == {"80kg"}
    assert "last time" in details(hard, "lighter")["Back Squat"]
    easy = fit(squat_day, logged(6), readiness=5)
    assert {one.weight for one in by_id(easy, "e1").sets} == {"100kg"}


def test_a_substitute_that_was_logged_lately_gets_a_load(fit: Fit, squat_day: PlannedWorkout) -> None:
    one = LoggedSet(
        exercise=load_catalog().by_slug["smith_squat"],
        at=datetime(2026, 7, 1, tzinfo=UTC),
        reps=5,
        weight=100,
        unit="kg",
    )
    adapted = fit(replace(squat_day, units=Units.KG), History.from_logged([one]), missingEquipment=["barbell"])
    assert {entry.weight for entry in by_id(adapted, "e1").sets} == {"92.5kg"}


def test_an_exercise_that_nobody_knows_is_kept_and_pointed_out(fit: Fit, squat_day: PlannedWorkout) -> None:
    odd = PlannedExercise(
        exercise_id="e7",
        prescription=Prescription(
            name="Zercher Yoke Thing", sets=(SetPrescription(set_number=1, reps="5", weight="50kg"),)
        ),
    )
    planned = replace(squat_day, exercises=(*squat_day.exercises, odd))
    adapted = fit(planned, limitations=[{"area": "wrist"}], readiness=1)
    assert by_id(adapted, "e7").sets[0].weight == "45kg"
    assert any("Zercher Yoke Thing" in warning for warning in adapted.warnings)


def test_an_exercise_that_only_has_a_name_is_looked_up(fit: Fit, squat_day: PlannedWorkout) -> None:
    bare = tuple(
        PlannedExercise(exercise_id=item.exercise_id, prescription=item.prescription.model_copy(update={"slug": None}))
        for item in squat_day.exercises
    )
    adapted = fit(replace(squat_day, exercises=bare), limitations=[{"area": "knee"}])
    assert "Back Squat" not in names(adapted)


def test_a_workout_without_exercises_stays_one(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(replace(squat_day, exercises=()), minutesAvailable=20, readiness=1)
    assert adapted.workout.exercises == ()
    assert adapted.changes == ()


def test_the_minutes_are_those_of_the_time_model_and_order_counts_from_one(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(squat_day, minutesAvailable=45, missingEquipment=["machine"])
    prescriptions = [item.prescription for item in adapted.workout.exercises]
    assert adapted.minutes_after == workout_minutes(prescriptions, load_catalog().by_slug)
    assert [item.order for item in prescriptions] == list(range(1, len(prescriptions) + 1))


def test_the_answer_is_plain_data(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(squat_day, minutesAvailable=30, missingEquipment=["barbell"], readiness=2)
    data = adapted.to_json()
    assert data["minutesAfter"] == adapted.minutes_after
    assert [item["exerciseId"] for item in data["exercises"]] == [
        item.exercise_id for item in adapted.workout.exercises
    ]
    assert data["options"][0]["choices"][0]["reasons"]
    assert {change["kind"] for change in data["changes"]} >= {"dropped", "swapped", "lighter"}


def test_a_beginner_is_not_given_a_harder_exercise(fit: Fit, squat_day: PlannedWorkout) -> None:
    adapted = fit(replace(squat_day, experience=Experience.BEGINNER), missingEquipment=["rack"])
    for option in adapted.options:
        assert all(choice.entry.exercise.min_level == 1 for choice in option.choices)


def _with_sets(item: PlannedExercise, sets: tuple[SetPrescription, ...]) -> PlannedExercise:
    return replace(item, prescription=item.prescription.model_copy(update={"sets": sets}))
