"""The gate: each thing that may not get worse, its limit, and planners that are broken on purpose."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.baseline import BASELINE, Baseline, baseline_of, read_baseline, write_baseline
from evals.breakage import BREAKAGES, noticed
from evals.case import all_cases, chosen
from evals.errors import RunUnreadable
from evals.gate import regressions
from evals.result import AssertionResult, CaseResult, ClaimResult, DimensionResult, Finding, Run, Tokens
from evals.run import run_cases

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


def result(name: str = "one", total: float | None = 90.0, **fields: Any) -> CaseResult:
    dimensions = {"volume": 0.9, "fatigue": 0.9, **fields.pop("dimensions", {})}
    values: dict[str, Any] = {
        "id": name,
        "title": name,
        "why": "Because.",
        "digest": "0",
        "outcome": "refusal" if total is None else "program",
        "total": total,
        "dimensions": {key: DimensionResult(score=value, reason="") for key, value in dimensions.items()},
        "sets_a_week": 40.0,
        "tokens": Tokens(prompt=4000, answer=600),
        "expected_usd": 0.02,
        "claims": (ClaimResult(label="score_at_least 80"),),
    }
    return CaseResult(**(values | fields))


def run_of(*cases: CaseResult) -> Run:
    return Run(name="test", source="offline", cases=cases)


BEFORE = baseline_of(run_of(result("one"), result("two")))


def found(*cases: CaseResult, baseline: Baseline = BEFORE, is_whole: bool = True) -> list[tuple[str, str]]:
    return [(one.case, one.dimension) for one in regressions(run_of(*cases), baseline, is_whole=is_whole)]


def test_the_same_run_is_no_regression() -> None:
    assert found(result("one"), result("two")) == []


def test_limits_may_be_reached_but_not_passed() -> None:
    assert found(result("one", 89.0), result("two", 89.0)) == []
    assert found(result("one", 88.9), result("two", 88.9)) == [("one", "total")]


def test_a_mean_dimension_may_fall_by_five_hundredths() -> None:
    assert found(result("one", dimensions={"fatigue": 0.8}), result("two")) == []
    assert found(result("one", dimensions={"fatigue": 0.79}), result("two")) == [("one", "fatigue")]


def test_one_case_may_fall_by_five_points_and_two_tenths() -> None:
    many = [result(f"more-{number}", 95.0) for number in range(10)]
    before = baseline_of(run_of(result("one"), *many))
    assert found(result("one", 85.1), *many, baseline=before) == []
    assert found(result("one", 84.9), *many, baseline=before) == [("one", "total")]
    assert found(result("one", dimensions={"volume": 0.71}), *many, baseline=before) == []
    assert found(result("one", dimensions={"volume": 0.69}), *many, baseline=before) == [("one", "volume")]


def test_a_dose_that_grows_or_shrinks_is_noticed() -> None:
    assert found(result("one", sets_a_week=45.0), result("two")) == []
    assert found(result("one", sets_a_week=30.0), result("two")) == [("one", "volume")]
    assert found(result("one", sets_a_week=50.0), result("two")) == [("one", "volume")]


@pytest.mark.parametrize(
    ("fields", "dimension"),
    [
        ({"tokens": Tokens(prompt=4500, answer=600)}, "prompt tokens"),
        ({"tokens": Tokens(prompt=4000, answer=700)}, "answer tokens"),
        ({"expected_usd": 0.0225}, "expected cost"),
    ],
)
def test_tokens_and_cost_may_grow_by_a_tenth(fields: dict[str, Any], dimension: str) -> None:
    assert found(result("one", **fields), result("two", **fields)) == [("one", dimension)]
    assert found(result("one", **fields), result("two")) == []


def test_a_hard_violation_fails_whatever_the_score() -> None:
    broken = Finding(code="design_equipment", path="weeks[1]", message="it needs a bench")
    worse = regressions(run_of(result("one", 99.0, hard=(broken,)), result("two")), BEFORE)
    assert [one.message for one in worse] == ["one: compliance: hard violation design_equipment: it needs a bench"]


def test_a_rule_that_rejects_fails_and_one_that_warns_does_not() -> None:
    rejects = AssertionResult(id="INT04", severity="reject", places=1, message="seconds")
    warns = AssertionResult(id="ORD09", severity="warn", places=1, message="order")
    assert found(result("one", assertions=(warns,)), result("two")) == []
    assert found(result("one", assertions=(rejects, warns)), result("two")) == [("one", "INT04")]


def test_a_case_of_the_baseline_has_to_be_run_unless_a_few_were_chosen() -> None:
    assert found(result("one")) == [("two", "case")]
    assert found(result("one"), is_whole=False) == []


def test_a_new_case_is_no_regression_and_its_expectations_count() -> None:
    unmet = ClaimResult(label="weeks_are 12", message="it has 8 weeks, not 12")
    assert found(result("one"), result("two"), result("new")) == []
    assert found(result("one"), result("two"), result("new", claims=(unmet,))) == [("new", "expectation")]


def test_a_known_failure_passes_until_the_expectation_has_held_once() -> None:
    known = ClaimResult(label="score_at_least 80", message="the score is 70", known="thin kits are weak")
    failing = baseline_of(run_of(result("one", claims=(known,)), result("two")))
    assert found(result("one", claims=(known,)), result("two"), baseline=failing) == []
    assert found(result("one", claims=(known,)), result("two")) == [("one", "expectation")]


def test_a_refusal_that_turns_into_a_program_is_noticed() -> None:
    before = baseline_of(run_of(result("one", None, dimensions={}), result("two")))
    assert ("one", "refusal") in found(result("one"), result("two"), baseline=before)


def test_a_baseline_is_read_back_and_holds_no_program(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "offline.json"
    write_baseline(BEFORE, path)
    assert read_baseline(path) == BEFORE
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") == len(BEFORE.cases) + 5
    assert "exercise" not in text


def test_a_run_serves_as_a_baseline_and_nothing_else_does(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(RunUnreadable, match="--update-baseline"):
        read_baseline(path)
    path.write_text(run_of(result("one"), result("two")).to_json(), encoding="utf-8")
    assert read_baseline(path) == BEFORE
    path.write_text('{"weeks": []}', encoding="utf-8")
    with pytest.raises(RunUnreadable, match="holds no run"):
        read_baseline(path)


def test_the_packaged_baseline_has_every_case() -> None:
    assert set(read_baseline(BASELINE).cases) == {case.id for case in all_cases()}


CASES = ("four-weeks-beginner", "knee-and-shoulder-dumbbells", "two-half-hours")


@pytest.fixture(scope="module")
def sound() -> Baseline:
    return baseline_of(run_cases(chosen(all_cases(), CASES), processes=1))


@pytest.mark.parametrize(
    ("breakage", "cases", "words"),
    [
        ("drop the deload", ["two-half-hours"], "fatigue: hard violation design_missing_deload"),
        ("ignore the equipment", ["knee-and-shoulder-dumbbells"], "compliance: hard violation design_equipment"),
        ("double the volume", ["two-half-hours"], "volume went from"),
        # what one exercise is worth depends on the day it is taken from: few lifters have none to spare
        ("one exercise less", CASES, "volume"),
    ],
)
def test_a_planner_that_is_broken_is_noticed_by_case_and_dimension(
    sound: Baseline, breakage: str, cases: Sequence[str], words: str
) -> None:
    worse = noticed(chosen(all_cases(), cases), BREAKAGES[breakage], sound, processes=1)
    assert [one for one in worse if one.case in cases and one.case in one.message and words in one.message]


def test_a_planner_in_order_is_not_complained_about(sound: Baseline) -> None:
    again = run_cases(chosen(all_cases(), CASES), processes=1)
    worse = regressions(again, sound)
    # expectations that fail today are the packaged baseline's business
    assert [one for one in worse if one.dimension != "expectation"] == []
