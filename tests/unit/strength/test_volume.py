import pytest

from strength.catalog import load_catalog
from strength.muscle import Muscle
from strength.program import Prescription, SetPrescription, Week, Workout
from strength.volume import exposures, fractional_sets, hard_set_effort, hard_sets


def workout(day: int, **sets: int) -> Workout:
    return Workout(
        name="Day",
        day_number=day,
        exercises=tuple(
            Prescription(
                slug=slug,
                name=slug,
                sets=tuple(SetPrescription(set_number=number, reps="8") for number in range(1, count + 1)),
            )
            for slug, count in sets.items()
        ),
    )


@pytest.mark.parametrize(("rpe", "share"), [(4.0, 0.0), (4.5, 0.0), (5.75, 0.5), (7.0, 1.0), (9.5, 1.0)])
def test_easy_sets_count_less(rpe: float, share: float) -> None:
    assert hard_set_effort(rpe) == pytest.approx(share)


def test_a_set_counts_whole_for_its_primary_and_half_for_its_secondary_muscles() -> None:
    counts = fractional_sets(workout(1, bench_press=4, triceps_pushdown=2), load_catalog().by_slug)
    assert counts[Muscle.CHEST] == 4.0
    assert counts[Muscle.TRICEPS] == 4 * 0.5 + 2
    assert Muscle.QUADS not in counts


def test_a_week_adds_its_workouts() -> None:
    week = Week(week_number=1, workouts=(workout(1, bench_press=3), workout(2, bench_press=2, mystery=9)))
    assert hard_sets(week) == 14
    assert fractional_sets(week, load_catalog().by_slug)[Muscle.CHEST] == 5.0


def test_a_workout_is_an_exposure_when_the_muscle_gets_enough() -> None:
    week = Week(week_number=1, workouts=(workout(1, bench_press=3), workout(2, bench_press=2)))
    counts = exposures(week, load_catalog().by_slug)
    assert counts[Muscle.CHEST] == 2
    assert counts[Muscle.TRICEPS] == 1
    assert exposures(week, load_catalog().by_slug, at_least=3.0) == {Muscle.CHEST: 1}
