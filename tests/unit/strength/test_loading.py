import pytest
from hypothesis import given
from hypothesis import strategies as st

from strength.loading import brzycki, epley, estimate_one_rep_max, percent_for, rpe_for


@pytest.mark.parametrize(
    ("reps", "rpe", "percent"),
    [(1, 10, 100.0), (1, 9, 95.5), (5, 8, 81.1), (6, 6, 73.9), (8, 7, 70.7), (10, 9.5, 72.3), (12, 6, 57.4)],
)
def test_the_table_is_read_at_whole_and_half_points(reps: float, rpe: float, percent: float) -> None:
    assert percent_for(reps, rpe) == pytest.approx(percent)


def test_between_half_steps_the_table_is_linear() -> None:
    assert percent_for(1, 9.75) == pytest.approx((100.0 + 97.8) / 2)
    assert percent_for(8.5, 8) == pytest.approx(percent_for(8, 7.5))


def test_beyond_the_table_each_half_step_costs_a_point_and_a_quarter_down_to_the_floor() -> None:
    assert percent_for(13, 6) == pytest.approx(57.4 - 2 * 1.25)
    assert percent_for(40, 5) == 35.0


@given(reps=st.floats(1, 15), rpe=st.floats(5, 10))
def test_effort_inverts_percent(reps: float, rpe: float) -> None:
    assert rpe_for(reps, percent_for(reps, rpe)) == pytest.approx(rpe, abs=1e-6)


@pytest.mark.parametrize(("reps", "percent", "rpe"), [(1, 110, 10.0), (5, 95, 10.0), (3, 40, 4.0), (1, 20, 4.0)])
def test_effort_stays_between_four_and_ten(reps: float, percent: float, rpe: float) -> None:
    assert rpe_for(reps, percent) == rpe


def test_the_estimate_is_the_mean_of_epley_and_brzycki_over_reps_and_reserve() -> None:
    assert estimate_one_rep_max(100.0, 5) == pytest.approx((epley(100.0, 5) + brzycki(100.0, 5)) / 2)
    assert estimate_one_rep_max(100.0, 3, rir=2.0) == estimate_one_rep_max(100.0, 5)


def test_a_single_to_the_limit_is_the_maximum_itself() -> None:
    assert estimate_one_rep_max(142.5, 1) == 142.5


@pytest.mark.parametrize(("load", "reps", "rir"), [(100.0, 11, 0.0), (100.0, 8, 3.0), (0.0, 5, 0.0), (100.0, 0, 2.0)])
def test_nothing_is_estimated_from_sets_that_say_nothing(load: float, reps: float, rir: float) -> None:
    assert estimate_one_rep_max(load, reps, rir) is None
