import pytest

from strength.validation.deload_rules import low_weeks
from strength.validation.subject import prepare
from strength.violation import Gravity


@pytest.mark.parametrize(
    ("experience", "longest"), [("beginner", 8), ("intermediate", 6), ("advanced", 5)], ids=["B", "I", "A"]
)
def test_a_run_without_an_easier_week_is_found_by_level(make, find, experience, longest):
    request = make.request(weeks=longest + 1, experience=experience)
    assert find("missing_deload", make.program(longest), request=request) == []
    (found,) = find("missing_deload", make.program(longest + 1), request=request)
    assert (found.path, found.severity) == (f"weeks[{longest + 1}]", Gravity.HARD)
    assert f"weeks 1-{longest + 1} run" in found.message


def test_a_run_of_twice_the_length_is_two_findings(make, find):
    assert len(find("missing_deload", make.program(14))) == 2


def test_a_week_of_half_the_sets_ends_the_run(make, find):
    weeks = [make.week_of(n, 2 if n == 5 else 4) for n in range(1, 10)]
    assert find("missing_deload", make.program(weeks)) == []


def test_a_label_ends_no_run(make, find):
    weeks = [make.week(n).model_copy(update={"is_deload": True, "phase": "Deload"}) for n in range(1, 8)]
    assert len(find("missing_deload", make.program(weeks))) == 1


def test_a_week_of_little_effort_is_an_easier_one(make, catalog):
    easy = make.workout(*(make.exercise(slug, rpe=5.5) for slug in ("leg_press", "bench_press")), day=1)
    hard = make.workout("leg_press", "bench_press", day=1)
    program = make.program([make.week(1, hard), make.week(2, easy), make.week(3, hard)])
    assert low_weeks(prepare(program, None, catalog)) == (False, True, False)


def test_a_published_program_may_deload_when_the_lifter_stalls(make, find):
    (found,) = find("missing_deload", make.program(7, load_basis="absolute"), alone=True)
    assert found.severity is Gravity.SOFT
