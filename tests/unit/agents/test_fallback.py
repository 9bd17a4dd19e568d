"""The policy of the model chain: what follows from each cause, decided without doing anything."""

import pytest

from agents.fallback import (
    NOT_SENT,
    OUTAGE_WAIT_S,
    SHORT_WAIT_S,
    UNUSABLE,
    AskAgain,
    Cause,
    Fail,
    Failure,
    GiveJobBack,
    NextModel,
    Trim,
    TryAgain,
    conclude,
    decide,
)

PASSING = [Cause.OVERLOADED, Cause.SERVER_ERROR, Cause.UNREACHABLE, Cause.CUT]
AT_ONCE = [Cause.TIMEOUT, Cause.GARBLED, Cause.SPENDING_LIMIT, Cause.BAD_KEY, Cause.UNKNOWN_MODEL, *NOT_SENT]


def after(cause: Cause, tries: int = 1, *, has_next: bool = True, wait_s: float | None = None, spread: float = 0.5):
    return decide(Failure(cause=cause, wait_s=wait_s), tries=tries, has_next=has_next, spread=spread)


@pytest.mark.parametrize("cause", PASSING)
def test_what_may_pass_is_tried_once_more_after_a_pause_that_chance_picks(cause: Cause) -> None:
    assert after(cause, spread=0.25) == TryAgain(wait_s=0.25)
    assert after(cause, tries=2) == NextModel()


@pytest.mark.parametrize("cause", sorted(AT_ONCE))
def test_what_waiting_does_not_mend_goes_to_the_next_model_at_once(cause: Cause) -> None:
    assert after(cause) == NextModel()


@pytest.mark.parametrize(
    ("wait_s", "decision"),
    [
        (1.0, TryAgain(wait_s=1.5)),
        (None, TryAgain(wait_s=0.5)),
        (SHORT_WAIT_S, TryAgain(wait_s=SHORT_WAIT_S + 0.5)),
        (SHORT_WAIT_S + 1, NextModel()),
    ],
)
def test_a_short_wait_is_waited_and_a_long_one_is_not(wait_s: float | None, decision: object) -> None:
    assert after(Cause.RATE_LIMITED, wait_s=wait_s) == decision
    assert after(Cause.RATE_LIMITED, tries=2, wait_s=wait_s) == NextModel()


@pytest.mark.parametrize("cause", [Cause.NOT_READABLE, Cause.WRONG_IDS])
def test_an_answer_that_can_be_mended_is_asked_for_once_more(cause: Cause) -> None:
    assert after(cause) == AskAgain()
    assert after(cause, tries=2) == NextModel()


@pytest.mark.parametrize("cause", [Cause.CUT_OFF, Cause.EMPTY, Cause.REFUSED])
def test_no_answer_is_asked_for_again_only_by_the_last_model(cause: Cause) -> None:
    assert after(cause, has_next=True) == NextModel()
    assert after(cause, has_next=False) == AskAgain()
    assert after(cause, tries=2, has_next=False) == NextModel()


def test_a_context_that_is_too_long_is_trimmed_once() -> None:
    assert after(Cause.TOO_LONG) == Trim()
    assert after(Cause.TOO_LONG, tries=2) == Fail(cause=Cause.TOO_LONG)


def test_a_mistake_of_ours_is_not_taken_to_the_next_provider() -> None:
    assert after(Cause.BAD_REQUEST) == Fail(cause=Cause.BAD_REQUEST)


@pytest.mark.parametrize("cause", Cause)
def test_no_cause_is_tried_a_third_time(cause: Cause) -> None:
    assert isinstance(after(cause, tries=2, has_next=False), NextModel | Fail)


def test_the_first_provider_to_come_back_decides_how_long_a_job_waits() -> None:
    failures = [Failure(cause=Cause.RATE_LIMITED, wait_s=300.0), Failure(cause=Cause.BREAKER_OPEN, wait_s=12.0)]
    assert conclude(failures) == GiveJobBack(wait_s=12.0)
    assert conclude([Failure(cause=Cause.OVERLOADED)]) == GiveJobBack(wait_s=OUTAGE_WAIT_S)
    assert conclude([Failure(cause=Cause.RATE_LIMITED, wait_s=99_999.0)]) == GiveJobBack(wait_s=300.0)


def test_a_job_waits_when_any_provider_may_come_back() -> None:
    failures = [Failure(cause=Cause.TIMEOUT), Failure(cause=Cause.REFUSED)]
    assert isinstance(conclude(failures), GiveJobBack)


@pytest.mark.parametrize("cause", sorted({*UNUSABLE, Cause.OVER_BUDGET, Cause.UNPRICED, Cause.UNKNOWN_MODEL}))
def test_a_job_does_not_wait_for_what_time_does_not_mend(cause: Cause) -> None:
    assert conclude([Failure(cause=cause)]) == Fail(cause=cause)


def test_a_model_that_nobody_knows_does_not_hide_why_the_others_failed() -> None:
    failures = [Failure(cause=Cause.OVER_BUDGET), Failure(cause=Cause.UNKNOWN_MODEL)]
    assert conclude(failures) == Fail(cause=Cause.OVER_BUDGET)
