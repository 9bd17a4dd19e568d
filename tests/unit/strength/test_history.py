"""Training history out of messy logs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strength.catalog import load_catalog
from strength.exercise import Lift
from strength.history import History, LoggedSet
from strength.muscle import Muscle
from strength.request import Units

END = datetime(2026, 7, 20, 18, 0, tzinfo=UTC)
SQUAT, BENCH, PUSH_UP = (load_catalog().by_slug[slug] for slug in ("back_squat", "bench_press", "push_up"))


def logged(
    weight: float, reps: int = 5, unit: str = "kg", *, days_ago: float = 0, slug: str = "back_squat", **more: float
) -> LoggedSet:
    return LoggedSet(
        exercise=load_catalog().by_slug[slug],
        at=END - timedelta(days=days_ago),
        reps=reps,
        weight=weight,
        unit=unit,
        **more,  # pyright: ignore[reportArgumentType] - named figures
    )


def e1rm(*sets: LoggedSet) -> float | None:
    lift = History.from_logged(sets).lift("back_squat")
    assert lift is not None
    return lift.e1rm_kg


def was_too_hard(*sets: LoggedSet) -> bool:
    lift = History.from_logged(sets).lift("back_squat")
    assert lift is not None
    return lift.was_too_hard


def test_nothing_logged_is_an_empty_history() -> None:
    history = History.from_logged([])
    assert history.is_empty
    assert history.lift("back_squat") is None
    assert (history.weeks, history.sessions, dict(history.weekly_sets)) == (0, 0, {})


def test_the_maximum_is_epleys_from_the_second_best_set() -> None:
    assert e1rm(logged(100, 5)) == pytest.approx(116.67, abs=0.01)
    assert e1rm(logged(100, 5), logged(110, 5), logged(105, 5)) == pytest.approx(105 * (1 + 5 / 30))
    assert e1rm(logged(140, 1)) == 140


def test_pounds_and_kilograms_mix() -> None:
    assert e1rm(logged(220.46226218, 5, "lbs"), logged(100, 5, " KG ")) == pytest.approx(116.67, abs=0.01)
    assert e1rm(logged(220.46226218, 5, "lbs")) == pytest.approx(116.67, abs=0.01)
    lift = History.from_logged([logged(100, 5)]).lift("back_squat")
    assert lift is not None
    assert lift.e1rm(Units.LBS) == pytest.approx(257.2, abs=0.1)
    assert lift.e1rm(Units.KG) == lift.e1rm_kg


@pytest.mark.parametrize(
    "useless",
    [
        logged(0),
        logged(-20),
        logged(float("nan")),
        logged(float("inf")),
        logged(100, 11),
        logged(100, unit="stone"),
        logged(100, unit=""),
        logged(5000),
    ],
)
def test_a_set_that_says_nothing_about_the_maximum_is_passed_over(useless: LoggedSet) -> None:
    assert e1rm(useless) is None
    assert e1rm(useless, logged(100), useless) == pytest.approx(116.67, abs=0.01)


def test_slips_and_warm_ups_are_outliers() -> None:
    honest = [logged(weight, 5) for weight in (97.5, 100, 100, 102.5, 100)]
    expected = e1rm(*honest)
    assert e1rm(*honest, logged(1000, 5), logged(1000, 5), logged(20, 5)) == expected
    assert e1rm(logged(100, 5), logged(1000 - 1, 5)) == pytest.approx(116.67, abs=0.01)


def test_only_the_newest_eight_weeks_count() -> None:
    assert e1rm(logged(100, 5), logged(140, 5, days_ago=57), logged(140, 5, days_ago=58)) == pytest.approx(
        116.67, abs=0.01
    )
    late = History.from_logged([logged(100, 5)], until=END + timedelta(days=57))
    assert late.is_empty
    future = History.from_logged([logged(100, 5)], until=END - timedelta(days=1))
    assert future.is_empty


def test_sets_of_no_repetitions_were_not_done() -> None:
    assert History.from_logged([logged(100, 0)]).is_empty


def test_the_last_sets_are_those_of_the_newest_workout_in_order() -> None:
    newest = (logged(100, 5), logged(100, 4), logged(95, 6))
    lift = History.from_logged([*newest, logged(90, days_ago=7)]).lift("back_squat")
    assert lift is not None
    assert lift.last_sets == newest
    assert (lift.sessions, lift.last_at) == (2, END)


def test_a_trend_is_the_median_slope_and_needs_three_workouts_over_two_weeks() -> None:
    def trend(*sets: LoggedSet) -> float | None:
        lift = History.from_logged(sets).lift("back_squat")
        assert lift is not None
        return lift.weekly_trend

    rising = [logged(100 + week, 5, days_ago=28 - 7 * week) for week in range(5)]
    assert trend(*rising) == pytest.approx(1 / 102)
    assert trend(*rising[:2]) is None
    assert trend(logged(100), logged(101, days_ago=1), logged(102, days_ago=2)) is None
    # one bad day in the middle does not turn it around
    assert trend(*rising[:2], logged(80, 5, days_ago=14), *rising[3:]) == pytest.approx(1 / 101, rel=0.1)


def test_missed_repetitions_are_too_hard() -> None:
    assert was_too_hard(logged(100, 4, planned_reps=5), logged(100, 3, planned_reps=5), logged(100, 5, planned_reps=5))
    assert not was_too_hard(logged(100, 4, planned_reps=5), *[logged(100, 5, planned_reps=5)] * 3)
    assert not was_too_hard(logged(100, 4))


def test_effort_far_above_the_plan_or_at_the_limit_is_too_hard() -> None:
    assert was_too_hard(logged(100, 5, rpe=9, planned_rpe=7))
    assert not was_too_hard(logged(100, 5, rpe=8, planned_rpe=7))
    assert was_too_hard(logged(100, 5, rpe=10))
    assert was_too_hard(logged(100, 5, rir=0))
    assert not was_too_hard(logged(100, 5, rpe=9.5, planned_rpe=9))
    assert not was_too_hard(logged(100, 5, rpe=8, planned_rpe=8))


def test_only_the_newest_workout_says_whether_it_was_too_hard() -> None:
    assert not was_too_hard(logged(100, 5, rpe=7), logged(100, 5, rpe=10, days_ago=7))


def test_weekly_sets_count_direct_and_indirect_work_over_the_weeks_since_the_first_log() -> None:
    sets = [logged(0, 15, slug="push_up", days_ago=days) for days in (13, 13, 1, 1)]
    history = History.from_logged(sets, until=END)
    assert history.weeks == 2
    assert history.weekly_sets[Muscle.CHEST] == pytest.approx(2.0)
    assert history.weekly_sets[Muscle.TRICEPS] == pytest.approx(1.0)
    assert Muscle.QUADS not in history.weekly_sets
    easy = History.from_logged([logged(0, 15, slug="push_up", rpe=4)])
    assert easy.weekly_sets[Muscle.CHEST] == 0.0


def test_maxima_for_a_program_come_from_the_lifts_themselves() -> None:
    history = History.from_logged(
        [
            logged(140, 1),
            logged(160, 1, slug="sumo_deadlift"),
            logged(150, 1, slug="deadlift"),
            logged(100, 1, slug="pause_squat"),
            logged(60, 1, slug="overhead_press"),
            logged(0, 5, slug="bench_press"),
        ]
    )
    assert history.one_rep_maxes(Units.KG) == {Lift.SQUAT: 140, Lift.DEADLIFT: 160, Lift.PRESS: 60}
    assert history.one_rep_maxes(Units.LBS)[Lift.PRESS] == pytest.approx(132.3)
    assert History().one_rep_maxes(Units.KG) == {}


NUMBERS = st.floats(min_value=0.5, max_value=400)


@given(st.lists(st.tuples(NUMBERS, st.integers(1, 10), st.sampled_from(["kg", "lbs"])), min_size=1, max_size=30))
def test_the_maximum_is_one_of_the_estimates_whatever_the_order(rows: list[tuple[float, int, str]]) -> None:
    sets = [logged(weight, reps, unit) for weight, reps, unit in rows]
    estimate = e1rm(*sets)
    assert estimate in [one.e1rm_kg for one in sets]
    assert e1rm(*reversed(sets)) == estimate
