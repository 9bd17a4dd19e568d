"""What becomes of an attempt that did not end well."""

import pytest

from service.jobs.retry import (
    FIRST_DELAY_S,
    LONGEST_DELAY_S,
    MAX_ATTEMPTS,
    MAX_SNOOZES,
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


def test_a_transient_fault_is_tried_again_until_the_attempts_are_used_up() -> None:
    fault = Fault(cause=Cause.TRANSIENT, code="deadline")
    assert all(isinstance(decide(fault, attempt=attempt), Retry) for attempt in range(1, MAX_ATTEMPTS))
    assert decide(fault, attempt=MAX_ATTEMPTS) == GiveUp(code="deadline", message=fault.message)


def test_the_pause_doubles_up_to_its_cap() -> None:
    fault = Fault(cause=Cause.TRANSIENT)
    pauses = [decide(fault, attempt=attempt, max_attempts=1_000, spread=1.0) for attempt in range(1, 200)]
    delays = [pause.delay_s for pause in pauses if isinstance(pause, Retry)]
    assert delays[:3] == [FIRST_DELAY_S, 2 * FIRST_DELAY_S, 4 * FIRST_DELAY_S]
    assert max(delays) == delays[-1] == LONGEST_DELAY_S


def test_chance_spreads_the_pause_over_its_second_half() -> None:
    low = decide(Fault(cause=Cause.TRANSIENT), attempt=3, spread=0.0)
    high = decide(Fault(cause=Cause.TRANSIENT), attempt=3, spread=1.0)
    assert isinstance(low, Retry)
    assert isinstance(high, Retry)
    assert low.delay_s * 2 == high.delay_s


@pytest.mark.parametrize("cause", [Cause.SHUTDOWN, Cause.RATE_LIMITED])
def test_what_is_not_the_jobs_fault_does_not_count_as_an_attempt(cause: Cause) -> None:
    decision = decide(Fault(cause=cause), attempt=MAX_ATTEMPTS, snoozes=MAX_SNOOZES - 1)
    assert decision == Retry(delay_s=0.0, is_refunded=True)


@pytest.mark.parametrize("cause", [Cause.SHUTDOWN, Cause.RATE_LIMITED])
def test_refunds_are_limited(cause: Cause) -> None:
    decision = decide(Fault(cause=cause), attempt=1, snoozes=MAX_SNOOZES)
    assert isinstance(decision, Retry)
    assert not decision.is_refunded
    assert isinstance(decide(Fault(cause=cause), attempt=MAX_ATTEMPTS, snoozes=MAX_SNOOZES), GiveUp)


@pytest.mark.parametrize(("asked_s", "delay_s"), [(90.0, 90.0), (99_999.0, LONGEST_DELAY_S)])
def test_a_provider_is_waited_for_but_not_forever(asked_s: float, delay_s: float) -> None:
    decision = decide(Fault(cause=Cause.RATE_LIMITED, wait_s=asked_s), attempt=1)
    assert decision == Retry(delay_s=delay_s, is_refunded=True)


def test_a_cancelled_job_ends_cancelled() -> None:
    assert decide(Fault(cause=Cause.CANCELLED), attempt=1) == Cancel()


@pytest.mark.parametrize(("cause", "is_down"), [(Cause.LOST_LEASE, False), (Cause.SERVICE_DOWN, True)])
def test_nothing_is_written_without_the_lease_or_the_database(cause: Cause, is_down: bool) -> None:
    assert decide(Fault(cause=cause), attempt=1) == LetGo(is_service_down=is_down)
