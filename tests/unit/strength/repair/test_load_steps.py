"""Expansion already bounds loads and effort, so these steps are the second line: findings are handed to them here."""

from dataclasses import replace

import pytest

from strength.blueprint import Scheme
from strength.loading import percent_for
from strength.repair.load_steps import CARE, NO_MAXIMA, POSSIBLE_LOADS
from strength.repair.trial import Terms, attempt
from strength.violation import Gravity, Violation

HEAVY = {
    "M": {"t": "pct", "*": [3, 5, 100, 5, 10, 0]},
    "S": {"t": "rir", "*": [3, 8, 10, 0.5]},
    "I": {"t": "rir", "*": [2, 12, 7]},
    "T": {"t": "time", "*": [2, 30, 5]},
}
FIRST_SET = "weeks[1].workouts[1].exercises[1].sets[1]"


def edits(make, step, code, *, path=FIRST_SET, request=None):
    request = request or make.request()
    terms = Terms(request=request, pool=make.pool(request), catalog=make.catalog)
    finding = Violation(code=code, severity=Gravity.HARD, path=path, message="wrong", hint="right")
    trial = replace(attempt(make.blueprint(sch=HEAVY), terms), findings=(finding,))
    return list(step.edits(trial, terms))


def scheme_of_the_squat(edit) -> Scheme:
    return edit.blueprint.scheme(edit.blueprint.days[0].slots[0].scheme)


@pytest.mark.parametrize("code", ["impossible_load", "load_above_max", "effort_mismatch"])
def test_percentages_are_lowered_to_what_the_table_allows(make, code):
    first, *_ = edits(make, POSSIBLE_LOADS, code)
    (row,) = scheme_of_the_squat(first).rows
    assert row.percent is not None
    assert row.percent == percent_for(5, 8)
    assert row.percent + 3 * row.percent_step <= percent_for(5, 9)
    assert row.rpe is None
    assert "Back Squat" in first.sentence


def test_effort_takes_the_place_of_percentages_when_lowering_is_not_enough(make):
    *_, last = edits(make, POSSIBLE_LOADS, "impossible_load")
    scheme = scheme_of_the_squat(last)
    assert (scheme.type, scheme.slot_role, scheme.rows[0].reps, scheme.rows[0].rpe) == ("rir", "main", 5, 7.5)
    assert last.blueprint.scheme("M") == make.blueprint(sch=HEAVY).scheme("M")


def test_a_beginners_maximum_becomes_five_at_seven_and_a_half(make):
    request = make.request(experience="beginner")
    capped, fives = edits(make, NO_MAXIMA, "beginner_max", request=request)
    assert max(row.rpe or 0 for scheme in capped.blueprint.schemes for row in scheme.rows) == 8.0
    assert (scheme_of_the_squat(fives).rows[0].reps, scheme_of_the_squat(fives).rows[0].rpe) == (5, 7.5)


@pytest.mark.parametrize("code", ["caution_effort", "caution_reps"])
def test_a_doubtful_exercise_is_eased_or_swapped_for_a_clean_one(make, code):
    request = make.request(limitations=({"area": "hip"},))
    eased, swapped = edits(make, CARE, code, request=request)
    row = scheme_of_the_squat(eased).rows[0]
    assert row.reps >= 8
    assert row.rpe is not None
    assert row.rpe <= 7
    new = make.catalog.by_slug[swapped.blueprint.days[0].slots[0].exercises[0]]
    assert new.slug != "back_squat"
    assert not {area.value for area in new.caution_when | new.avoid_when} & {"hip"}


def test_a_finding_about_no_slot_leads_to_no_edit(make):
    assert edits(make, POSSIBLE_LOADS, "impossible_load", path="weeks") == []
