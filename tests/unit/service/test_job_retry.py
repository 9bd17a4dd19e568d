"""What becomes of an attempt that did not end well."""

import pytest

from service.jobs.retry import (
    FIRST_DELAY_S,
    LONGEST_DELAY_S,
    MAX_ATTEMPTS,
    MAX_RELEASES,
    MAX_WAITS,
    Cancel,
    Cause,
    Fault,
    GiveUp,
    LetGo,
    Retry,
    decide,
)


def test_a_permanent_fault_fails_the_job_at_once() -> None:
    fault = Fault(cause=Cause.PERMANENT, code="program_impossible", message="Add a bench.")
    assert decide(fault, attempt=1) == GiveUp(code="program_impossible", message="Add a bench.")


def retry(fault: Fault, *, attempt: int = 1, snoozes: int = 0, spread: float = 0.0) -> Retry:
    decision = decide(fault, attempt=attempt, snoozes=snoozes, spread=spread)
    assert isinstance(decision, Retry)
    return decision


@pytest.mark.parametrize("attempt", [1, MAX_ATTEMPTS])
def test_a_transient_fault_is_tried_again_and_the_row_knows_how_often(attempt: int) -> None:
    decision = retry(Fault(cause=Cause.TRANSIENT, code="deadline", message="Too long."), attempt=attempt)
    assert decision.max_refunds == 0
    assert decision.otherwise == GiveUp(code="deadline", message="Too long.")


def test_the_pause_doubles_up_to_its_cap() -> None:
    delays = [retry(Fault(cause=Cause.TRANSIENT), attempt=attempt, spread=1.0).delay_s for attempt in range(1, 200)]
    assert delays[:3] == [FIRST_DELAY_S, 2 * FIRST_DELAY_S, 4 * FIRST_DELAY_S]
    assert max(delays) == delays[-1] == LONGEST_DELAY_S


def test_chance_spreads_the_pause_over_its_second_half() -> None:
    low, high = (retry(Fault(cause=Cause.TRANSIENT), attempt=3, spread=spread) for spread in (0.0, 1.0))
    assert low.delay_s * 2 == high.delay_s


def test_a_process_that_ends_gives_the_job_back_at_once_and_uncounted_three_times() -> None:
    decision = retry(Fault(cause=Cause.SHUTDOWN, code="interrupted"), attempt=MAX_ATTEMPTS, snoozes=7)
    assert (decision.delay_s, decision.max_refunds) == (0.0, MAX_RELEASES)
    assert decision.otherwise.code == "interrupted"


@pytest.mark.parametrize(("asked_s", "delay_s"), [(None, FIRST_DELAY_S / 2), (90.0, 90.0), (99_999.0, LONGEST_DELAY_S)])
def test_a_provider_is_waited_for_but_not_forever(asked_s: float | None, delay_s: float) -> None:
    assert retry(Fault(cause=Cause.RATE_LIMITED, wait_s=asked_s)).delay_s == delay_s


def test_an_outage_of_the_providers_outlasts_no_jobs_refunds_within_a_day() -> None:
    fault = Fault(cause=Cause.RATE_LIMITED, wait_s=1.0)
    waited_s, snoozes = 0.0, 0
    while waited_s < 86_400:
        decision = retry(fault, snoozes=snoozes)
        assert snoozes < decision.max_refunds == MAX_WAITS
        waited_s, snoozes = waited_s + decision.delay_s, snoozes + 1


def test_a_cancelled_job_ends_cancelled() -> None:
    assert decide(Fault(cause=Cause.CANCELLED), attempt=1) == Cancel()


@pytest.mark.parametrize(("cause", "is_down"), [(Cause.LOST_LEASE, False), (Cause.SERVICE_DOWN, True)])
def test_nothing_is_written_without_the_lease_or_the_database(cause: Cause, is_down: bool) -> None:
    assert decide(Fault(cause=cause), attempt=1) == LetGo(is_service_down=is_down)
