"""The states of a job."""

import pytest

from service.jobs.state import TRANSITIONS, IllegalTransition, Status, advance


@pytest.mark.parametrize("final", [Status.COMPLETED, Status.FAILED, Status.CANCELLED])
@pytest.mark.parametrize("target", list(Status))
def test_nothing_leaves_a_final_state(final: Status, target: Status) -> None:
    assert final.is_final
    with pytest.raises(IllegalTransition, match="it is final"):
        advance(final, target)


@pytest.mark.parametrize("target", [Status.PROCESSING, Status.CANCELLED, Status.FAILED])
def test_a_queued_job_is_claimed_cancelled_or_given_up(target: Status) -> None:
    assert advance(Status.QUEUED, target) is target


@pytest.mark.parametrize("target", [Status.QUEUED, Status.COMPLETED])
def test_a_queued_job_does_not_complete_unclaimed(target: Status) -> None:
    with pytest.raises(IllegalTransition, match="'queued'"):
        advance(Status.QUEUED, target)


@pytest.mark.parametrize("target", list(Status))
def test_a_running_job_may_go_anywhere(target: Status) -> None:
    assert advance(Status.PROCESSING, target) is target


def test_every_state_can_be_left_for_an_end() -> None:
    ends = {status for status in Status if status.is_final}
    for status in set(Status) - ends:
        assert TRANSITIONS[status] & ends
