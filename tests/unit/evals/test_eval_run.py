"""The runner: the same result every time, whatever the number of processes; nothing that is wrong goes unseen."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case, all_cases, chosen
from evals.errors import RunUnreadable
from evals.measurement import measure
from evals.rehearsal import coach, rehearse
from evals.result import CaseResult, Run, read_run, write_run
from evals.run import run_cases
from evals.run_table import worst_first
from strength.blueprint import Blueprint
from strength.pool import Pool
from strength.recent_training import RecentTraining
from strength.request import ProgramRequest

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

NAMES = ["strength-2d-intermediate", "history-loads", "refuse-goal"]


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return chosen(all_cases(), NAMES)


@pytest.fixture(scope="module")
def run(cases: tuple[Case, ...]) -> Run:
    return run_cases(cases, processes=1)


def of(run: Run, name: str) -> CaseResult:
    return next(one for one in run.cases if one.id == name)


def test_the_same_cases_give_the_same_bytes_in_one_process_or_two(cases: tuple[Case, ...], run: Run) -> None:
    told: list[str] = []
    again = run_cases(cases, processes=2, on_done=lambda result: told.append(result.id))
    assert again.to_json() == run.to_json()
    assert told == [case.id for case in cases] == [one.id for one in run.cases]


def test_a_program_is_measured_from_every_side(run: Run) -> None:
    result = of(run, "strength-2d-intermediate")
    assert result.outcome == "program"
    assert result.total is not None
    assert 60 < result.total <= 100
    assert len(result.dimensions) == 12
    assert result.minutes is not None
    assert 0 < result.minutes.shortest <= result.minutes.longest <= 80
    assert len(result.weeks) == 12
    assert sum(week.is_easier for week in result.weeks) >= 2
    assert {slot.exercise for slot in result.slots} >= {"back_squat", "bench_press", "deadlift"}
    assert all(week.fatigue >= week.hard_sets > 0 and 30 < week.intensity < 100 for week in result.weeks)


def test_tokens_and_the_expected_price_are_those_of_the_prompt_and_the_design(run: Run) -> None:
    result = of(run, "strength-2d-intermediate")
    assert result.tokens is not None
    assert 1_000 < result.tokens.prompt <= 6_000
    assert 200 < result.tokens.answer <= 1_500
    assert result.expected_usd is not None
    assert 0.001 < result.expected_usd < 0.1
    assert result.spent_usd == 0


def test_a_refusal_is_a_result_and_costs_nothing(run: Run) -> None:
    result = of(run, "refuse-goal")
    assert result.outcome == "refusal"
    assert "'strength', 'hypertrophy' or 'powerlifting'" in result.refusal
    assert result.total is None
    assert result.hard == ()
    assert result.tokens is None


def test_a_refusal_that_nobody_expected_is_a_hard_finding(cases: tuple[Case, ...]) -> None:
    case = chosen(cases, ["refuse-goal"])[0]
    claims = chosen(cases, ["history-loads"])[0].expects
    result = run_cases([case.model_copy(update={"expects": claims})], processes=1).cases[0]
    assert [one.code for one in result.hard] == ["no_program"]
    assert result.unmet


def test_what_was_logged_reaches_the_design(run: Run) -> None:
    result = of(run, "history-loads")
    assert any("logged sets" in text for text in result.warnings)
    assert not [claim for claim in result.unmet if claim.label.startswith("starts_from_history")]


def without_easy_weeks(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    design = coach(request, pool, recent)
    plain = tuple(one.model_copy(update={"ending": "plain"}) for one in design.mesocycles)
    return design.model_copy(update={"mesocycles": plain})


def test_a_fault_that_repair_mends_is_still_a_fault_of_the_design(cases: tuple[Case, ...]) -> None:
    result = run_cases(chosen(cases, ["strength-2d-intermediate"]), planner=without_easy_weeks, processes=1).cases[0]
    assert result.repairs
    assert "design_missing_deload" in {one.code for one in result.hard}


def test_an_oracle_that_shares_no_code_with_the_validator_is_asked_too(cases: tuple[Case, ...]) -> None:
    case = chosen(cases, ["strength-2d-intermediate"])[0]
    evidence = rehearse(case).evidence
    assert evidence.made is not None
    # as if validator and repair had been blind: nothing in the evidence says that the program is too long
    hasty = evidence.made.request.model_copy(update={"session_minutes": 20})
    result = measure(case, replace(evidence, made=replace(evidence.made, request=hasty)))
    assert {one.code for one in result.hard} == {"oracle_minutes"}


def test_a_run_is_read_back_as_it_was_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.json"
    write_run(run, path)
    assert read_run(path) == run
    assert [one.name for one in path.parent.iterdir()] == ["run.json"]


def test_a_file_that_holds_no_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(RunUnreadable, match="cannot read"):
        read_run(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RunUnreadable, match="holds no run"):
        read_run(path)


def test_the_worst_comes_first_and_meant_refusals_last(run: Run) -> None:
    good = of(run, "strength-2d-intermediate").model_copy(update={"claims": (), "total": 95.0})
    worse = good.model_copy(update={"id": "worse", "total": 70.0})
    broken = of(run_cases(chosen(all_cases(), NAMES[:1]), planner=without_easy_weeks, processes=1), NAMES[0])
    listed = worst_first([of(run, "refuse-goal"), good, worse, broken])
    assert [one.id for one in listed] == [broken.id, "worse", good.id, "refuse-goal"]
