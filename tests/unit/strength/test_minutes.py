from strength.catalog import load_catalog
from strength.minutes import PlannedExercise, estimate_minutes, workout_minutes
from strength.program import Prescription, SetPrescription


def prescription(slug: str, sets: int, reps: str, rest: int | None, group: str | None = None) -> Prescription:
    return Prescription(
        slug=slug,
        name=slug,
        group=group,
        sets=tuple(SetPrescription(set_number=number, reps=reps, rest_seconds=rest) for number in range(1, sets + 1)),
    )


def minutes(*prescriptions: Prescription) -> int:
    return workout_minutes(prescriptions, load_catalog().by_slug)


def test_a_workout_is_five_minutes_set_up_warm_up_work_and_rest() -> None:
    # 5 + 1 + 3 sets x (10 x 3.5 s + 85 s) = 6 min
    assert minutes(prescription("leg_curl", 3, "10", 85)) == 12


def test_one_side_at_a_time_takes_twice_the_work() -> None:
    both = minutes(prescription("lateral_raise", 6, "20", 50))
    one = minutes(prescription("cable_lateral_raise", 6, "20", 50))
    assert one - both == 7


def test_a_range_counts_as_its_middle_and_seconds_as_seconds() -> None:
    assert minutes(prescription("leg_curl", 6, "8-12", 60)) == minutes(prescription("leg_curl", 6, "10", 60))
    # 5 + 1 + 4 sets x (60 + 60 s)
    assert minutes(prescription("plank", 4, "60s", 60)) == 14


def test_exercises_that_alternate_rest_by_doing_each_other() -> None:
    apart = minutes(prescription("db_curl", 4, "10", 120), prescription("triceps_pushdown", 4, "10", 120))
    paired = minutes(prescription("db_curl", 4, "10", 120, "a"), prescription("triceps_pushdown", 4, "10", 120, "a"))
    alone = minutes(prescription("db_curl", 4, "10", 120, "a"), prescription("triceps_pushdown", 4, "10", 120, "b"))
    assert apart - paired == 8
    assert alone == apart


def test_the_first_bar_lift_costs_its_ramp_and_a_missing_rest_is_the_usual_one() -> None:
    heavy = Prescription(
        slug="back_squat",
        name="Back Squat",
        sets=(SetPrescription(set_number=1, reps="3", percent1rm=87.5),),
    )
    # 5 + 1 + 4 x 1.25 + 10.5 s + 240 s
    assert minutes(heavy) == 15


def test_the_planning_shape_agrees_with_the_workout() -> None:
    planned = [
        PlannedExercise(sets=4, reps=6, rest_seconds=150, warmup_sets=2),
        PlannedExercise(sets=3, reps=40, rest_seconds=60, is_timed=True, is_unilateral=True),
        PlannedExercise(sets=3, reps=12, rest_seconds=75, group="a"),
        PlannedExercise(sets=3, reps=12, rest_seconds=75, group="a"),
    ]
    written = (
        Prescription(
            slug="back_squat",
            name="Back Squat",
            sets=tuple(
                SetPrescription(set_number=number, reps="6", rest_seconds=150, percent1rm=70.0)
                for number in range(1, 5)
            ),
        ),
        prescription("side_plank", 3, "40s", 60),
        prescription("db_curl", 3, "12", 75, "a"),
        prescription("triceps_pushdown", 3, "12", 75, "a"),
    )
    assert estimate_minutes(planned) == minutes(*written)
