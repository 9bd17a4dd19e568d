"""The planner over a small, spread part of its grid, judged by the grid's own oracle (`python -m evals.grid` runs it all)."""

from itertools import islice

import pytest

from evals.grid import Outcome, grid, judge, label, outcome
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.limitation import Area
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import Experience, Goal, ProgramRequest

STRIDE = 43
"""Coprime to every axis of the grid, so that each value of each axis occurs."""


def faults(outcomes: list[Outcome]) -> list[str]:
    return [f"{item.label}: {fault}" for item in outcomes for fault in item.faults]


def expanded(request: ProgramRequest) -> Program:
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


@pytest.mark.parametrize("goal", list(Goal))
def test_every_request_of_the_grid_ends_in_a_program_without_a_hard_violation(goal: Goal) -> None:
    requests = [request for request in islice(grid(), 0, None, STRIDE) if request.goal is goal]
    assert len(requests) > 80
    assert faults([outcome(request) for request in requests]) == []


@pytest.mark.parametrize("experience", list(Experience))
def test_any_number_of_weeks_and_minutes_works(experience: Experience) -> None:
    found: list[str] = []
    for index, weeks in enumerate(range(4, 17)):
        for step, goal in enumerate(Goal):
            minutes = (20, 25, 35, 50, 75, 120, 180)[(index + step) % 7]
            request = ProgramRequest(
                goal=goal,
                frequency=2 + (index + step) % 5,
                experience=experience,
                equipment=("full_gym",),
                weeks=weeks,
                session_minutes=minutes,
                one_rep_maxes={"squat": 140.0, "bench": 100.0, "deadlift": 180.0} if index % 2 else {},
                units="kg" if index % 2 else "lbs",
            )
            found += [f"{label(request)}: {fault}" for fault in judge(expanded(request), request)]
    assert found == []


def test_pairs_of_limitations_focus_and_odd_days_work() -> None:
    found: list[str] = []
    areas = list(Area)
    for index, area in enumerate(areas):
        request = ProgramRequest(
            goal=list(Goal)[index % 3],
            frequency=2 + index % 3,
            experience=list(Experience)[index % 3],
            equipment=(("full_gym",), ("dumbbell", "bench"), ("resistance_band",))[index % 3],
            limitations=(
                {"area": area, "severity": "caution"},
                {"area": areas[(index + 3) % len(areas)], "severity": "avoid_loading"},
            ),
            focus_muscles=("glutes", "side-delts"),
            days=((6, 7), (5, 6, 7), (1, 2, 3, 4))[index % 3],
            seed=index,
        )
        found += [f"{label(request)}: {fault}" for fault in judge(expanded(request), request)]
    assert found == []


def test_the_oracle_finds_what_is_wrong() -> None:
    request = ProgramRequest(goal="strength", frequency=3, experience="beginner", equipment=("full_gym",))
    program = expanded(request)
    assert list(judge(program, request)) == []
    poorer = request.model_copy(update={"equipment": ("bodyweight",)})
    found = {fault.split(":")[0] for fault in judge(program, ProgramRequest(**poorer.model_dump()))}
    assert "equipment" in found
    hurt = ProgramRequest(**{**request.model_dump(), "limitations": ({"area": "knee"},)})
    assert "contraindicated" in {fault.split(":")[0] for fault in judge(program, hurt)}
    shorter = program.model_copy(update={"weeks": program.weeks[:5]})
    assert "weeks" in {fault.split(":")[0] for fault in judge(shorter, request)}
    hasty = ProgramRequest(**{**request.model_dump(), "session_minutes": 20})
    assert "minutes" in {fault.split(":")[0] for fault in judge(program, hasty)}
    endless = program.model_copy(update={"weeks": (program.weeks[0],) * 12})
    assert "deload" in {fault.split(":")[0] for fault in judge(endless, request)}
    light = program.weeks[0].model_copy(
        update={
            "workouts": tuple(
                workout.model_copy(update={"exercises": workout.exercises[:1]}) for workout in program.weeks[0].workouts
            )
        }
    )
    burst = program.model_copy(update={"weeks": (light, light, light, light, *program.weeks[4:])})
    assert "ramp" in {fault.split(":")[0] for fault in judge(burst, request)}
