"""How the weeks are cut (design 10, 3.1)."""

from itertools import product

import pytest

from strength.catalog import load_catalog
from strength.planner.brief import Brief
from strength.planner.mesocycles import plan_mesocycles, work_weeks
from strength.pool import catalog_pool
from strength.request import Experience, Goal, ProgramRequest

# weeks that may follow each other without an easier one (design 10, 3.1)
LONGEST = {Experience.BEGINNER: 7, Experience.INTERMEDIATE: 5, Experience.ADVANCED: 5}


def brief(goal: Goal, experience: Experience, weeks: int, equipment: tuple[str, ...] = ("full_gym",)) -> Brief:
    request = ProgramRequest(goal=goal, frequency=4, experience=experience, equipment=equipment, weeks=weeks)
    return Brief(request=request, pool=catalog_pool(request, load_catalog().exercises))


@pytest.mark.parametrize(("goal", "experience"), list(product(Goal, Experience)))
def test_mesocycles_add_up_and_never_run_too_long_without_an_easier_week(goal: Goal, experience: Experience) -> None:
    for weeks in range(4, 17):
        plan = brief(goal, experience, weeks)
        mesocycles = plan_mesocycles(plan)
        assert sum(item.weeks for item in mesocycles) == weeks
        run = 0
        for index, item in enumerate(mesocycles):
            run += work_weeks(mesocycles, index, tapers=plan.competes)
            assert run <= LONGEST[experience], f"{weeks} weeks: {run} without an easier one"
            if item.ending != "plain":
                run = 0


@pytest.mark.parametrize(
    ("goal", "experience", "weeks", "wanted"),
    [
        (Goal.STRENGTH, Experience.BEGINNER, 8, "base 8 test"),
        (Goal.HYPERTROPHY, Experience.BEGINNER, 12, "base 6 deload, build 6 deload"),
        (Goal.STRENGTH, Experience.INTERMEDIATE, 12, "acc 4 deload, int 4 deload, peak 4 test"),
        (Goal.HYPERTROPHY, Experience.INTERMEDIATE, 7, "acc 4 deload, int 3 plain"),
        (Goal.HYPERTROPHY, Experience.ADVANCED, 16, "acc 4 deload, acc2 4 deload, int 4 deload, int2 4 deload"),
        (Goal.POWERLIFTING, Experience.ADVANCED, 12, "acc 4 deload, int 4 deload, peak 4 plain"),
        (Goal.POWERLIFTING, Experience.INTERMEDIATE, 4, "int 2 plain, peak 2 plain"),
    ],
)
def test_the_map_says_what_the_design_says(goal: Goal, experience: Experience, weeks: int, wanted: str) -> None:
    found = ", ".join(
        f"{item.kind} {item.weeks} {item.ending}" for item in plan_mesocycles(brief(goal, experience, weeks))
    )
    assert found == wanted


def test_a_powerlifter_who_cannot_peak_gets_neither_a_peak_nor_a_test() -> None:
    plan = brief(Goal.POWERLIFTING, Experience.INTERMEDIATE, 12, ("dumbbell", "bench"))
    assert not plan.competes
    assert all(item.kind != "peak" and item.ending != "test" for item in plan_mesocycles(plan))
