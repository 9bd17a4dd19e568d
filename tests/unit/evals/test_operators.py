"""Operators spoil what they say they spoil, always in the same way, and leave alone what they cannot spoil."""

import pytest

from evals.operators import OPERATORS, Operator
from evals.sample import planned, published, requests
from strength.catalog import load_catalog
from strength.program import Program
from strength.request import ProgramRequest
from strength.scoring import WEIGHTS

BY_NAME = {operator.name: operator for operator in OPERATORS}
LABELS = (
    "powerlifting, beginner, full gym",
    "powerlifting, intermediate, full gym",
    "hypertrophy, machines, focus",
    "hypertrophy, knee and shoulder",
)


@pytest.fixture(scope="module")
def bases() -> list[tuple[Program, ProgramRequest | None]]:
    ours = [(planned(requests()[label]), requests()[label]) for label in LABELS]
    return [*ours, (published()["phul"], None), (published()["stronglifts-5x5"], None)]


def test_there_are_the_twenty_of_the_design_and_two_dozen_more() -> None:
    assert len(BY_NAME) == len(OPERATORS) >= 35
    assert {operator.dimension for operator in OPERATORS} == set(WEIGHTS)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_changes_some_program_and_always_in_the_same_way(
    operator: Operator, bases: list[tuple[Program, ProgramRequest | None]]
) -> None:
    changed = 0
    for program, request in bases:
        before = program.model_dump_json()
        spoiled = operator.spoil(program, load_catalog(), 1.0, request)
        assert program.model_dump_json() == before, "the original is left alone"
        assert spoiled == operator.spoil(program, load_catalog(), 1.0, request)
        if spoiled is not None:
            assert spoiled.weeks != program.weeks
            changed += 1
    assert changed


def test_what_is_not_there_is_not_spoiled() -> None:
    phul = published()["phul"]
    for name in ("no_taper", "focus_dropped", "limitation_violation", "short_program", "too_complex", "units_mixed"):
        assert BY_NAME[name].spoil(phul, load_catalog()) is None, name


def test_half_strength_spoils_less_than_all_of_it() -> None:
    program = published()["stronglifts-5x5"]

    def sets_of(name: str, strength: float) -> int:
        spoiled = BY_NAME[name].spoil(program, load_catalog(), strength)
        assert spoiled is not None
        return sum(len(item.sets) for week in spoiled.weeks for day in week.workouts for item in day.exercises)

    original = sum(len(item.sets) for week in program.weeks for day in week.workouts for item in day.exercises)
    assert sets_of("one_set", 1.0) < sets_of("one_set", 0.5) < original
    assert original < sets_of("triple_sets", 0.5) < sets_of("triple_sets", 1.0)


def test_a_taper_and_a_deload_are_undone_by_different_operators() -> None:
    label = "powerlifting, intermediate, full gym"
    request = requests()[label]
    program = planned(request)
    catalog = load_catalog()

    def totals(spoiled: Program | None) -> list[int]:
        assert spoiled is not None
        return [sum(len(item.sets) for day in week.workouts for item in day.exercises) for week in spoiled.weeks]

    before = totals(program)
    assert totals(BY_NAME["no_deload"].spoil(program, catalog, 1.0, request))[-1] == before[-1]
    assert totals(BY_NAME["no_taper"].spoil(program, catalog, 1.0, request))[-1] == before[-3]
