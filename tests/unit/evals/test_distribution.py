"""The distribution over the grid: figures of a small sample, groups, and what counts as a miss."""

from itertools import islice

import pytest

from evals.distribution import AXES, Measured, lost, measure_all, misses, report, spread, table
from evals.grid import grid
from strength.request import ProgramRequest
from strength.scorecard import Dimension, Scorecard
from strength.scoring import WEIGHTS


def one(goal: str = "strength", kit: str = "full_gym") -> ProgramRequest:
    return ProgramRequest.model_validate({"goal": goal, "frequency": 3, "experience": "beginner", "equipment": (kit,)})


def made(total: float, *, allows: bool = True, goal: str = "strength", **down: float) -> Measured:
    return Measured(request=one(goal), allows=allows, total=total, lost=dict.fromkeys(WEIGHTS, 0.0) | down)


def test_a_sample_of_the_grid_is_planned_scored_and_counted_once_on_each_side() -> None:
    results = measure_all(islice(grid(), 0, None, 977), processes=1)
    figures = report(results, 1.0)
    assert figures["programs"] == len(results) == 12
    sides = [side for side in (figures["allowed"], figures["not_allowed"]) if side is not None]
    assert sum(side["all"]["count"] for side in sides) == 12
    for side in sides:
        assert all(sum(group["count"] for group in side["by"][axis].values()) == side["all"]["count"] for axis in AXES)
        assert side["lowest"][0]["total"] == side["all"]["min"]
    assert {item.allows for item in results} == {True, False}


def test_what_dimensions_lose_adds_up_to_what_the_mean_lacks() -> None:
    result = measure_all([one()], processes=1)[0]
    assert 0 < sum(result.lost.values()) < 100 - result.total + 0.1
    assert set(result.lost) == set(WEIGHTS)


def test_the_spread_is_least_fifth_percentile_and_median() -> None:
    figures = spread([float(total) for total in range(100, 59, -1)])
    assert figures == {"count": 41, "min": 60.0, "p05": 62.0, "median": 80.0}


def test_a_low_program_names_the_dimensions_that_cost_most() -> None:
    worst = made(71.0, volume=3.2, structure=1.4, balance=0.5, effort=0.2)
    figures = report([worst, made(95.0)])
    assert figures["allowed"] is not None
    assert figures["allowed"]["lowest"][0]["pulled_down_by"] == ["volume 3.2", "structure 1.4", "balance 0.5"]
    assert "volume 3.2, structure 1.4, balance 0.5" in table(figures)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [((80.0, 90.0, 99.0), 0), ((79.9, 90.0, 99.0), 1), ((80.0, 89.0, 99.0), 1), ((70.0, 80.0), 2)],
)
def test_a_target_that_is_missed_is_said(totals: tuple[float, ...], expected: int) -> None:
    assert len(misses(report([made(total) for total in totals]))) == expected


def test_programs_whose_equipment_does_not_allow_the_goal_are_no_miss() -> None:
    figures = report([made(95.0), made(20.0, allows=False)])
    assert misses(figures) == []
    assert "equipment does not allow" in table(figures).lower()
    assert "Equipment does not allow the goal: none" in table(report([made(95.0)]))


def test_groups_are_told_apart_by_every_axis_that_is_crossed() -> None:
    figures = report([made(90.0), made(80.0, goal="hypertrophy")])
    assert figures["allowed"] is not None
    assert figures["allowed"]["by"]["goal"]["hypertrophy"]["median"] == 80.0
    assert figures["allowed"]["crossed"]["strength / beginner / full_gym"]["count"] == 1


def test_lost_points_are_weighted_shares() -> None:
    card = Scorecard(
        total=0.0,
        kind="block",
        dimensions={name: Dimension(score=0.0, weight=weight, reason="") for name, weight in WEIGHTS.items()},
    )
    assert sum(lost(card).values()) == pytest.approx(100, abs=0.1)
