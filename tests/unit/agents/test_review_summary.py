"""The summary that a review reads: what is in it, that no word of the lifter's is, and which places it has."""

from dataclasses import replace
from typing import Any

import pytest

from agents.validator.review_summary import HEADING, ReviewSummary, summary_of
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import Pool, PoolEntry, catalog_pool, pool_of
from strength.request import ProgramRequest
from tools.program_check import check_program

BODY: dict[str, Any] = {
    "goal": "strength",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["barbell", "rack", "bench", "zorblax"],
    "weeks": 6,
    "limitations": [{"area": "knee"}],
    "focusMuscles": ["chest"],
    "notes": "zorblax",
}


def summarised(body: dict[str, Any], own: Pool | None = None) -> ReviewSummary:
    request = ProgramRequest.model_validate(body)
    pool = own or catalog_pool(request, load_catalog().exercises)
    report = check_program(plan(request, pool), request, pool, load_catalog())
    assert report.program is not None
    assert report.scorecard is not None
    return summary_of(report.blueprint, report.program, report.scorecard, request, pool)


def test_it_says_what_was_asked_what_is_done_and_how_good_it_is() -> None:
    text = summarised(BODY).text
    assert text.startswith(f"{HEADING}strength, intermediate, 3 workouts a week of at most 75 min, 6 weeks")
    for part in ("kit: barbell, bench", "limited: knee (caution)", "more for: chest", "# Weeks", "# Days", "of 100"):
        assert part in text
    assert any(line.startswith("1.1 ") and " -> " in line for line in text.splitlines())


def test_no_word_of_the_lifters_is_in_it() -> None:
    request = ProgramRequest.model_validate(BODY)
    entries: list[PoolEntry] = []
    for entry in catalog_pool(request, load_catalog().exercises).entries.values():
        # a row of the lifter's own: another slug, another name
        own = replace(entry.exercise, slug=f"own_{entry.exercise.slug}", name="Zorblax", aliases=())
        entries.append(PoolEntry(exercise=own, name="Zorblax", definition_id="row"))
    text = summarised(BODY, pool_of(tuple(entries), request)).text
    assert "own exercise (" in text
    assert "zorblax" not in text.lower().partition("# days")[0]
    assert not [line for line in text.splitlines() if "zorblax" in line.lower() and line[1:2] == "."]


def test_the_same_program_has_the_same_summary() -> None:
    assert summarised(BODY) == summarised(BODY)


@pytest.mark.parametrize(
    ("at", "exists"),
    [("", True), ("1", True), ("2", True), ("3", False), ("1.2", True), ("1.3", False), ("2.1", True), ("2.2", False)],
)
def test_only_places_of_the_program_exist(at: str, exists: bool) -> None:
    assert ReviewSummary(text="", slots=(2, 1)).has(at) is exists
