"""Checking a blueprint: what passes, what is mended, and what is said about the rest."""

from typing import Any

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.request import ProgramRequest
from tools.blueprint_expansion import expand_blueprint
from tools.errors import BlueprintRefused
from tools.program_check import CheckReport, check_program

REQUEST = ProgramRequest.model_validate(
    {"goal": "strength", "frequency": 3, "experience": "intermediate", "equipment": ["full_gym"], "weeks": 6}
)


def pool_of(*slugs: str) -> Pool:
    catalog = load_catalog()
    return catalog_pool(REQUEST, [catalog.by_slug[slug] for slug in slugs] if slugs else catalog.exercises)


def check(wire: dict[str, Any] | Blueprint, pool: Pool) -> CheckReport:
    blueprint = wire if isinstance(wire, Blueprint) else Blueprint.model_validate(wire)
    return check_program(blueprint, REQUEST, pool, load_catalog())


def one_exercise(slug: str, scheme: dict[str, Any]) -> dict[str, Any]:
    days = [{"d": day, "n": "Day", "s": [[slug, "M"]]} for day in (1, 3, 5)]
    return {"v": 1, "meso": [["a", 6, 0]], "sch": {"M": scheme}, "tpl": days}


def test_the_coachs_blueprint_passes_and_reaches_the_standard() -> None:
    report = check(plan(REQUEST, pool_of()), pool_of())
    assert (report.passed, report.hard, report.weak) == (True, (), ())
    assert report.program is not None
    assert len(report.program.weeks) == 6


def test_an_exercise_that_does_not_exist_is_replaced_and_that_is_said() -> None:
    report = check(one_exercise("no_such_exercise", {"t": "rir", "*": [3, 8, 7]}), pool_of())
    assert report.passed
    assert any("no_such_exercise" in change for change in report.changes)
    assert all(slug in pool_of() for day in report.blueprint.days for slot in day.slots for slug in slot.exercises)


def test_a_safe_program_that_is_not_good_passes_with_what_is_weak() -> None:
    report = check(one_exercise("back_squat", {"t": "pct", "*": [5, 5, 80]}), pool_of())
    assert report.passed
    assert {finding.code for finding in report.weak} == {"below_standard", "fmt01"}


def test_what_no_exercise_at_hand_can_mend_does_not_pass() -> None:
    report = check(one_exercise("db_curl", {"t": "rir", "*": [3, 12, 8]}), pool_of("db_curl"))
    assert not report.passed
    assert "missing_legs" in {finding.code for finding in report.hard}


def test_checking_what_was_checked_changes_nothing() -> None:
    first = check(one_exercise("back_squat", {"t": "pct", "*": [5, 5, 80]}), pool_of())
    assert check(first.blueprint, pool_of()).changes == ()


def test_a_report_survives_being_written_down() -> None:
    report = check(plan(REQUEST, pool_of()), pool_of())
    assert CheckReport.model_validate_json(report.model_dump_json(by_alias=True)) == report


def test_a_blueprint_that_cannot_be_expanded_says_what_to_try() -> None:
    blueprint = Blueprint.model_validate(one_exercise("no_such_exercise", {"t": "rir", "*": [3, 8, 7]}))
    with pytest.raises(BlueprintRefused, match=r"no_such_exercise.*expand it again"):
        expand_blueprint(blueprint, REQUEST, pool_of(), load_catalog())


def test_the_expansion_is_the_program() -> None:
    blueprint = plan(REQUEST, pool_of())
    assert len(expand_blueprint(blueprint, REQUEST, pool_of(), load_catalog()).weeks) == 6
