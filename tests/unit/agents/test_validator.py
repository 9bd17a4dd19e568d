"""The validator's routes: on, back, to the coach, or the end of the job."""

from typing import Any

import pytest
from google.adk.sessions.state import State

from agents import state as kept
from agents.errors import ProgramImpossible
from agents.periodization.steps import DEGRADED, coach
from agents.validator.steps import COACH, PASSED, REDESIGN, Verdict, verdict_on
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.errors import PoolTooThin
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest

MODEL = "anthropic/claude-sonnet-5-5"
REQUEST = ProgramRequest.model_validate(
    {"goal": "strength", "frequency": 3, "experience": "intermediate", "equipment": ["full_gym"], "weeks": 6}
)
CURLS: dict[str, Any] = {
    "v": 1,
    "meso": [["a", 6, 0]],
    "sch": {"I": {"t": "rir", "*": [3, 12, 8]}},
    "tpl": [{"d": day, "n": "Arms", "s": [["db_curl", "I"]]} for day in (1, 3, 5)],
}


def state_with(*slugs: str, model: str = MODEL) -> State:
    state = State(value={}, delta={})
    catalog = load_catalog()
    kept.begin(state, REQUEST, job_id="job", fence=1)
    kept.keep_pool(state, catalog_pool(REQUEST, [catalog.by_slug[slug] for slug in slugs] or catalog.exercises))
    state[kept.MODEL] = model
    return state


def good() -> dict[str, Any]:
    return to_wire(plan(REQUEST, catalog_pool(REQUEST, load_catalog().exercises)))


def test_a_good_design_goes_on_and_is_kept() -> None:
    state = state_with()
    assert verdict_on(state, good()).route == PASSED
    assert kept.read_report(state).passed


def test_a_bad_design_goes_back_twice_and_then_the_coach_has_to() -> None:
    state = state_with("db_curl")
    verdicts = [verdict_on(state, CURLS) for _ in range(3)]
    assert [verdict.route for verdict in verdicts] == [REDESIGN, REDESIGN, COACH]
    assert verdicts[0].output["previous"]["tpl"]
    assert "missing_legs" in {finding["code"] for finding in verdicts[0].output["findings"]}


def test_a_weak_design_goes_back_when_a_model_made_it() -> None:
    squats = {**CURLS, "sch": {"I": {"t": "pct", "*": [5, 5, 80]}}}
    squats["tpl"] = [{"d": day, "n": "Squat", "s": [["back_squat", "I"]]} for day in (1, 3, 5)]
    assert verdict_on(state_with(), squats).route == REDESIGN
    assert verdict_on(state_with(model="offline/coach"), squats).route == PASSED


def test_when_the_coachs_own_design_breaks_rules_the_job_fails_with_the_findings() -> None:
    with pytest.raises(ProgramImpossible, match="Give more time, days or equipment") as caught:
        verdict_on(state_with("db_curl", model="offline/coach"), CURLS)
    assert "missing_legs" in {finding.code for finding in caught.value.findings}


def test_the_coach_that_steps_in_says_so_once() -> None:
    state = state_with()
    coach(state)
    assert coach(state) == good()
    assert (state[kept.DEGRADED], state[kept.MODEL]) == (True, "offline/coach")
    assert kept.read_warnings(state).count(DEGRADED) == 1


def test_the_coach_says_when_there_is_too_little_to_work_with() -> None:
    state = state_with()
    kept.keep_pool(state, catalog_pool(REQUEST, []))
    with pytest.raises(PoolTooThin):
        coach(state)


def test_a_new_run_forgets_the_one_before() -> None:
    state = state_with()
    coach(state)
    state[kept.REDESIGNS] = 2
    kept.begin(state, REQUEST, job_id="next", fence=1)
    assert (state[kept.REDESIGNS], state[kept.DEGRADED], kept.read_warnings(state)) == (0, False, ())


def with_a_design_aside() -> State:
    """A run whose first design passed and waits while it is designed once more."""
    state = state_with()
    kept.warn(state, ("known before",))
    verdict_on(state, good())
    kept.set_aside(state)
    return state


SQUATS = {**CURLS, "sch": {"I": {"t": "pct", "*": [5, 5, 80]}}}
SQUATS["tpl"] = [{"d": day, "n": "Squat", "s": [["back_squat", "I"]]} for day in (1, 3, 5)]


@pytest.mark.parametrize(("second", "slugs"), [(CURLS, ("db_curl",)), (SQUATS, ())], ids=["hard", "weak"])
def test_a_second_design_that_rules_send_back_is_dropped_however_it_scores(
    second: dict[str, Any], slugs: tuple[str, ...]
) -> None:
    state = state_with()
    verdict_on(state, good())
    first = kept.read_report(state)
    assert first.scorecard is not None
    # so that no score speaks against the second one
    kept.keep_report(state, first.model_copy(update={"scorecard": first.scorecard.model_copy(update={"total": 0.0})}))
    kept.set_aside(state)
    if slugs:
        kept.keep_pool(state, catalog_pool(REQUEST, [load_catalog().by_slug[slug] for slug in slugs]))
    assert verdict_on(state, second) == Verdict(route=PASSED, output=good())
    assert kept.read_report(state).program == first.program
    assert not kept.is_aside(state)


def test_a_second_design_as_good_as_the_first_is_taken() -> None:
    state = with_a_design_aside()
    second = {**good(), "rationale": "Rows moved up."}
    state[kept.MODEL] = "openai/gpt-6.1-sol"
    assert verdict_on(state, second).output["rationale"] == "Rows moved up."
    assert state[kept.MODEL] == "openai/gpt-6.1-sol"
    assert not kept.is_aside(state)


@pytest.mark.parametrize("wire", [{}, good()], ids=["none", "the coach's"])
def test_without_a_models_second_design_the_first_goes_on_as_if_nothing_had_been(wire: dict[str, Any]) -> None:
    state = with_a_design_aside()
    state[kept.MODEL] = "offline/coach"
    state[kept.DEGRADED] = True
    kept.warn(state, (DEGRADED,))
    assert verdict_on(state, wire).route == PASSED
    assert (state[kept.MODEL], state[kept.DEGRADED]) == (MODEL, False)
    assert kept.read_warnings(state) == ("known before",)
