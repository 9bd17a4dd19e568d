"""Every fault of a provider with every provider, through LiteLLM over HTTP: the table of issue 3, cell by cell."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from agents.fallback import NOT_SENT, Cause
from evals.fault_run import CHAIN, FaultRun, Faulty, run_with_fault
from evals.provider_simulator import Fault

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

# 1,000 input tokens at 2 and 500 output tokens at 10 USD per million (design 05, 5.2)
CALL = 0.007
CACHED = CALL + 0.0004
DONE, DEGRADED = "completed", "completed, degraded"

# fault: (tries of a faulty model, price of one of them) while another model comes next
PASSED_ON: dict[Fault, tuple[int, float | None]] = {
    Fault.TRUNCATED: (1, CALL),
    Fault.NOT_JSON: (2, CALL),
    Fault.WRONG_IDS: (2, CALL),
    Fault.REFUSAL: (1, CALL),
    Fault.EMPTY: (1, CALL),
    Fault.RATE_SHORT: (2, 0.0),
    Fault.RATE_LONG: (1, 0.0),
    Fault.SPENDING_LIMIT: (1, 0.0),
    Fault.OVERLOADED: (2, 0.0),
    Fault.SERVER_ERROR: (2, 0.0),
    Fault.UNAVAILABLE: (2, 0.0),
    Fault.BAD_KEY: (1, 0.0),
    Fault.UNKNOWN_MODEL: (1, 0.0),
    Fault.CONNECTION_REFUSED: (0, 0.0),
    # nobody knows what a lost answer cost
    Fault.TIMEOUT: (1, None),
    Fault.CUT: (2, None),
    Fault.DROPPED: (2, None),
    Fault.RESET: (2, None),
}
# the last model of a provider is asked once more even where that rarely helps
ONCE_MORE = {Fault.TRUNCATED, Fault.REFUSAL, Fault.EMPTY}
NO_FAULT = {Fault.GOOD: CALL, Fault.CACHED: CACHED, Fault.FENCED: CALL, Fault.WRONG_MODEL: CALL}
OUR_FAULT = (Fault.BAD_REQUEST, Fault.TOO_LONG)

CLAUDE, GPT, COACH = "anthropic/claude-sonnet-5-5", "openai/gpt-6.1-sol", "offline/coach"


NEVER_ARRIVED = {cause.value for cause in (*NOT_SENT, Cause.UNREACHABLE)}


def checked_run(engine: Engine, fault: Fault, faulty: Faulty, chain: Sequence[str] = CHAIN) -> FaultRun:
    """A run in which each request that a provider got has a row in the ledger, and each row that says so its request."""
    run = run_with_fault(engine, fault, faulty, chain)
    rows = [row.split(": ") for row in run.causes]
    booked = [cause for model, cause in rows if model != COACH and cause not in NEVER_ARRIVED]
    assert len(booked) == run.claude_calls + run.gpt_calls
    return run


def test_every_fault_is_in_the_table() -> None:
    assert {*PASSED_ON, *NO_FAULT, *OUR_FAULT, Fault.NO_USAGE} == set(Fault)


@pytest.mark.parametrize("fault", PASSED_ON, ids=lambda fault: fault.value)
@pytest.mark.parametrize("faulty", [Faulty.CLAUDE, Faulty.GPT])
def test_the_other_provider_answers_for_the_faulty_one(engine: Engine, fault: Fault, faulty: Faulty) -> None:
    run = checked_run(engine, fault, faulty)
    tries, price = PASSED_ON[fault]
    calls = (tries, 1) if faulty is Faulty.CLAUDE else (1, tries)
    assert (run.claude_calls, run.gpt_calls) == calls
    assert run.answered_by == (GPT if faulty is Faulty.CLAUDE else CLAUDE)
    assert run.end == DONE
    assert run.is_estimated == (price is None)
    assert run.cost_usd is not None
    if price is None:
        # the most that it can have cost: 8,000 tokens of output, and an input that is written into the cache
        assert 0.08 * tries < run.cost_usd - CALL < 0.11 * tries
    else:
        assert run.cost_usd == pytest.approx(tries * price + CALL)


@pytest.mark.parametrize("fault", PASSED_ON, ids=lambda fault: fault.value)
def test_the_rule_based_coach_answers_when_both_are_faulty_and_says_so(engine: Engine, fault: Fault) -> None:
    run = checked_run(engine, fault, Faulty.BOTH)
    tries, price = PASSED_ON[fault]
    last_tries = tries + (fault in ONCE_MORE)
    assert (run.claude_calls, run.gpt_calls) == (tries, last_tries)
    assert (run.answered_by, run.end) == (COACH, DEGRADED)
    assert run.cost_usd is not None
    if price is not None:
        assert run.cost_usd == pytest.approx((tries + last_tries) * price)
    else:
        assert run.cost_usd > 0.08 * (tries + last_tries)


@pytest.mark.parametrize("fault", NO_FAULT, ids=lambda fault: fault.value)
@pytest.mark.parametrize("faulty", Faulty)
def test_the_first_model_answers_when_nothing_is_wrong_with_its_answer(
    engine: Engine, fault: Fault, faulty: Faulty
) -> None:
    run = checked_run(engine, fault, faulty)
    assert run.answered_by == (GPT if faulty is Faulty.GPT else CLAUDE)
    assert (run.claude_calls + run.gpt_calls, run.end, run.is_estimated) == (1, DONE, False)
    assert run.cost_usd == pytest.approx(NO_FAULT[fault])


@pytest.mark.parametrize("fault", OUR_FAULT, ids=lambda fault: fault.value)
@pytest.mark.parametrize("faulty", Faulty)
def test_a_mistake_of_ours_is_not_hidden_behind_the_next_provider(engine: Engine, fault: Fault, faulty: Faulty) -> None:
    run = checked_run(engine, fault, faulty)
    assert (run.claude_calls + run.gpt_calls, run.cost_usd) == (1, 0.0)
    assert (run.answered_by, run.end) == (COACH, DEGRADED)


def test_claudes_answer_without_usage_is_lost_in_its_client_and_gpt_answers(engine: Engine) -> None:
    run = checked_run(engine, Fault.NO_USAGE, Faulty.CLAUDE)
    assert (run.answered_by, run.claude_calls, run.gpt_calls, run.end) == (GPT, 1, 1, DONE)
    assert run.is_estimated
    assert run.cost_usd is not None
    assert run.cost_usd > 0.08


@pytest.mark.parametrize(("faulty", "calls"), [(Faulty.GPT, (0, 1)), (Faulty.BOTH, (1, 1))])
def test_gpts_answer_without_usage_is_used_and_its_cost_estimated(
    engine: Engine, faulty: Faulty, calls: tuple[int, int]
) -> None:
    run = checked_run(engine, Fault.NO_USAGE, faulty)
    assert (run.answered_by, run.claude_calls, run.gpt_calls, run.end) == (GPT, *calls, DONE)
    assert run.is_estimated
    assert run.cost_usd is not None
    assert run.cost_usd > CALL


def test_a_short_wait_is_waited_and_a_long_one_is_not(engine: Engine) -> None:
    assert checked_run(engine, Fault.RATE_SHORT, Faulty.CLAUDE).pauses == (1.0,)
    assert checked_run(engine, Fault.RATE_LONG, Faulty.CLAUDE).pauses == ()


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (Fault.RATE_LONG, "back to the queue for 300 s"),
        (Fault.UNAVAILABLE, "back to the queue for 30 s"),
        (Fault.BAD_KEY, "back to the queue for 30 s"),
        (Fault.TIMEOUT, "back to the queue for 30 s"),
    ],
)
def test_without_the_coach_a_job_waits_for_the_providers(engine: Engine, fault: Fault, end: str) -> None:
    assert checked_run(engine, fault, Faulty.BOTH, (CLAUDE, GPT)).end == end
