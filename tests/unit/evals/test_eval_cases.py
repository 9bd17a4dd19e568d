"""The cases: every kind of lifter is among them, and a wrong file is refused with a sentence."""

import json
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from evals.case import Case, all_cases, chosen, read_cases
from evals.errors import CaseInvalid
from evals.expectations import Expectation
from evals.rehearsal import read_request
from strength.equipment import equipment_of
from strength.limitation import Area, Severity
from strength.request import Experience, Goal, ProgramRequest, Units

REFUSED = {"words-incomplete"}


def requests() -> list[ProgramRequest]:
    return [read_request(case) for case in all_cases() if not case.id.startswith("refuse") and case.id not in REFUSED]


def test_there_are_at_least_eighty_cases_each_with_its_reason() -> None:
    assert len(all_cases()) >= 80
    assert all(case.why.endswith(".") and len(case.why.split()) >= 5 for case in all_cases())


def test_every_goal_level_and_frequency_is_asked_for_together() -> None:
    asked = {(one.goal, one.experience, one.frequency) for one in requests()}
    assert asked >= set(product(Goal, Experience, range(2, 7)))


def test_every_area_is_limited_at_every_severity() -> None:
    limited = {(limit.area, limit.severity) for one in requests() for limit in one.limitations}
    assert limited == set(product(Area, Severity))


def test_the_awkward_corners_are_asked_for() -> None:
    found = requests()
    assert {one.session_minutes for one in found} >= {20, 30, 180}
    assert {one.weeks for one in found} >= {4, 16}
    assert {one.units for one in found} == set(Units)
    assert {bool(one.one_rep_maxes) for one in found} == {True, False}
    assert any(one.days for one in found)
    assert any(len(one.focus_muscles) > 3 for one in found)
    assert any(one.notes for one in found)
    kits = {tuple(sorted(str(equipment_of(word)) for word in one.equipment)) for one in found}
    assert len(kits) >= 12
    assert () in kits
    assert sum(bool(case.history) for case in all_cases()) >= 5


def test_every_word_of_the_vocabulary_is_used() -> None:
    union = get_args(get_args(Expectation)[0])
    words = {kind.model_fields["kind"].default for kind in union}
    assert {claim.kind for case in all_cases() for claim in case.expects} == words


def test_a_digest_is_of_the_whole_case() -> None:
    case = all_cases()[0]
    assert case.digest == case.model_copy().digest
    assert case.digest != case.model_copy(update={"why": "Another reason."}).digest


def written(folder: Path, *cases: dict[str, Any]) -> Path:
    (folder / "some.json").write_text(json.dumps(cases), encoding="utf-8")
    return folder


def a_case(**fields: Any) -> dict[str, Any]:
    request = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": []}
    claims = [{"kind": "score_at_least", "value": 70}]
    return {"id": "one", "title": "One", "why": "Why not.", "request": request, "expects": claims, **fields}


@pytest.mark.parametrize(
    ("case", "words"),
    [
        pytest.param(a_case(expects=[{"kind": "is_nice"}]), "is_nice", id="a word outside of the vocabulary"),
        pytest.param(a_case(expects=[]), "expects", id="nothing expected"),
        pytest.param(a_case(words="Make me strong"), "either request or words", id="asked twice"),
        pytest.param(a_case(id="One Case"), "id", id="an id that nobody can type"),
        pytest.param(a_case(colour="red"), "colour", id="an unknown field"),
    ],
)
def test_a_wrong_case_is_refused_with_what_is_wrong(tmp_path: Path, case: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseInvalid, match=words):
        read_cases(written(tmp_path, case))


def test_two_cases_cannot_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(CaseInvalid, match="two cases are called 'one'"):
        read_cases(written(tmp_path, a_case(), a_case()))


def test_cases_are_chosen_by_pattern_in_their_own_order() -> None:
    names = [case.id for case in chosen(all_cases(), ["strength-3d-*", "knee-caution"])]
    assert set(names) == {"knee-caution", "strength-3d-beginner", "strength-3d-intermediate", "strength-3d-advanced"}
    order = [case.id for case in all_cases()]
    assert names == sorted(names, key=order.index)
    assert chosen(all_cases(), []) == all_cases()


def test_a_pattern_without_a_case_is_refused() -> None:
    cases = (Case.model_validate(a_case()),)
    with pytest.raises(CaseInvalid, match="no case is called 'two'"):
        chosen(cases, ["one", "two"])
