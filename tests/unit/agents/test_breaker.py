"""Circuit breakers: when nothing is sent, when one call tries, and what counts as a failure."""

from threading import Barrier, Thread

import pytest

from agents.breaker import BAD_KEY_S, OPEN_S, THRESHOLD, BreakerBoard
from agents.fallback import UNUSABLE, Cause, Failure


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock: Clock) -> BreakerBoard:
    return BreakerBoard(clock)


def fail(board: BreakerBoard, times: int = 1, cause: Cause = Cause.SERVER_ERROR, wait_s: float | None = None) -> None:
    for _ in range(times):
        board.failed("anthropic", Failure(cause=cause, wait_s=wait_s))


def test_failures_in_a_row_open_it_and_another_provider_is_not_concerned(board: BreakerBoard) -> None:
    fail(board, THRESHOLD - 1)
    assert board.allows("anthropic")
    fail(board)
    assert not board.allows("anthropic")
    assert board.allows("openai")
    assert board.view()["anthropic"].state == "open"


def test_a_success_in_between_starts_the_count_anew(board: BreakerBoard) -> None:
    fail(board, THRESHOLD - 1)
    board.succeeded("anthropic")
    fail(board, THRESHOLD - 1)
    assert board.allows("anthropic")


def test_after_a_while_one_call_tries_and_only_one(board: BreakerBoard, clock: Clock) -> None:
    fail(board, THRESHOLD)
    clock.now += OPEN_S
    assert board.view()["anthropic"].state == "half_open"
    assert [board.allows("anthropic") for _ in range(3)] == [True, False, False]


def test_a_probe_that_succeeds_closes_it_and_one_that_fails_opens_it_again(board: BreakerBoard, clock: Clock) -> None:
    fail(board, THRESHOLD)
    clock.now += OPEN_S
    assert board.allows("anthropic")
    fail(board)
    assert not board.allows("anthropic")
    clock.now += OPEN_S
    assert board.allows("anthropic")
    board.succeeded("anthropic")
    assert [board.allows("anthropic") for _ in range(3)] == [True] * 3
    assert board.view()["anthropic"].state == "closed"


def test_a_probe_that_never_reports_back_is_followed_by_another(board: BreakerBoard, clock: Clock) -> None:
    fail(board, THRESHOLD)
    clock.now += OPEN_S
    assert board.allows("anthropic")
    clock.now += OPEN_S
    assert board.allows("anthropic")


@pytest.mark.parametrize("cause", [Cause.BAD_KEY, Cause.SPENDING_LIMIT])
def test_what_needs_an_operator_opens_it_at_once_and_for_long(board: BreakerBoard, clock: Clock, cause: Cause) -> None:
    fail(board, cause=cause)
    clock.now += BAD_KEY_S - 1
    assert not board.allows("anthropic")
    assert board.view()["anthropic"].last_cause == cause.value
    clock.now += 1
    assert board.allows("anthropic")


def test_a_long_wait_that_was_asked_for_is_kept_by_every_job(board: BreakerBoard, clock: Clock) -> None:
    fail(board, cause=Cause.RATE_LIMITED, wait_s=1.0)
    assert board.allows("anthropic")
    fail(board, cause=Cause.RATE_LIMITED, wait_s=90.0)
    assert not board.allows("anthropic")
    assert board.wait_s("anthropic") == 90.0
    clock.now += 90.0
    assert board.allows("anthropic")


@pytest.mark.parametrize("cause", sorted(UNUSABLE))
def test_a_useless_answer_shows_that_the_provider_works(board: BreakerBoard, cause: Cause) -> None:
    fail(board, THRESHOLD - 1)
    fail(board, cause=cause)
    fail(board, THRESHOLD - 1)
    assert board.allows("anthropic")


@pytest.mark.parametrize("cause", [Cause.BAD_REQUEST, Cause.TOO_LONG, Cause.UNKNOWN_MODEL, Cause.OVER_BUDGET])
def test_what_is_not_the_providers_fault_never_opens_it(board: BreakerBoard, cause: Cause) -> None:
    fail(board, 20, cause)
    assert board.allows("anthropic")


def test_of_many_threads_one_is_the_probe(board: BreakerBoard, clock: Clock) -> None:
    fail(board, THRESHOLD)
    clock.now += OPEN_S
    barrier, allowed = Barrier(16), []

    def run() -> None:
        barrier.wait()
        allowed.append(board.allows("anthropic"))

    threads = [Thread(target=run) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 1
