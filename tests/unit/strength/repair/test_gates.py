import pytest

from strength.repair import needs_regeneration
from strength.scorecard import Dimension, Scorecard
from strength.violation import Gravity, Violation

GATES = {
    "compliance": 1.0,
    "volume": 0.6,
    "effort": 0.7,
    "fatigue": 0.55,
    "balance": 0.5,
    "recovery": 0.6,
    "consistency": 0.8,
}


def scorecard(total=80.0, violations=(), **scores):
    every = GATES | {"specificity": 0.1} | scores
    dimensions = {name: Dimension(score=score, weight=1, reason=f"why {name}") for name, score in every.items()}
    return Scorecard(total=total, kind="block", dimensions=dimensions, violations=violations)


def violation(severity):
    return Violation(code="time", severity=severity, path="weeks[1]", message="too long", hint="drop a set")


def test_a_program_at_every_gate_may_ship():
    assert needs_regeneration(scorecard(75.0)) == ()


@pytest.mark.parametrize(("name", "least"), GATES.items())
def test_a_dimension_below_its_gate_is_a_reason(name, least):
    (reason,) = needs_regeneration(scorecard(**{name: least - 0.02}))
    assert reason.startswith(f"{name} is {least - 0.02:.2f}")
    assert f"why {name}" in reason


def test_a_low_total_is_a_reason():
    assert needs_regeneration(scorecard(74.9)) == ("the total is 74.9, at least 75 is needed",)


def test_a_hard_violation_is_a_reason_and_a_soft_one_is_not():
    found = needs_regeneration(scorecard(violations=(violation(Gravity.HARD), violation(Gravity.SOFT))))
    assert found == ("too long (time, weeks[1]). Drop a set.",)
