"""The ten worked examples: the planner agrees with them, or the data says why not."""

import pytest

from evals.golden import Difference, Example, examples, findings, planned, recorded, stated

EXAMPLES = {example.key: example for example in examples()}


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_planner_agrees_with_the_example_or_the_data_says_why_not(key: str) -> None:
    assert findings(EXAMPLES[key]) == []


def test_there_are_ten_examples_that_state_what_a_coach_would_check() -> None:
    assert len(EXAMPLES) == 10
    for example in EXAMPLES.values():
        assert {"weeks", "day 1 name", "day 1 rows"} <= set(stated(example))
        assert len(example.sets) >= 3
        assert all(difference.because for difference in example.differences.values())


def some() -> Example:
    return EXAMPLES["home_rack_sixteen_weeks"]


def test_a_change_that_nobody_explained_is_found() -> None:
    changed = some().model_copy(update={"weeks": "16 Build", "sets": {**some().sets, "w1 d1 back_squat": "4x7 98kg"}})
    found = findings(changed)
    assert any(finding.startswith("weeks:") for finding in found)
    assert any(finding.startswith("w1 d1 back_squat:") for finding in found)


def test_an_explanation_that_is_no_longer_needed_is_found() -> None:
    stale = Difference(planner="16 Build", because="once upon a time")
    wrong = some().model_copy(update={"differences": some().differences | {"weeks": stale}})
    assert any("drop the difference" in finding for finding in findings(wrong))


def test_a_difference_that_changed_or_lacks_its_reason_is_found() -> None:
    key = next(iter(some().differences))
    for spoiled in (
        Difference(planner="something else", because="a reason"),
        Difference(planner=planned(some())[key], because=""),
    ):
        assert findings(some().model_copy(update={"differences": some().differences | {key: spoiled}}))
    unknown = some().differences | {"no such fact": Difference(planner="", because="a reason")}
    assert any("does not state it" in item for item in findings(some().model_copy(update={"differences": unknown})))


def test_recording_keeps_reasons_and_asks_for_new_ones() -> None:
    kept = recorded(some())
    assert kept.differences == some().differences
    bare = recorded(some().model_copy(update={"differences": {}}))
    assert set(bare.differences) == set(some().differences)
    assert not any(difference.because for difference in bare.differences.values())
