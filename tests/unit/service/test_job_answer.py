"""What Cloud Tasks is told: rules R1-R4 of design 06."""

import pytest

from service.jobs.answer import Ending, answer


@pytest.mark.parametrize("ending", [Ending.DONE, Ending.SETTLED, Ending.ENDED_BEFORE, Ending.UNKNOWN, Ending.LOST])
def test_what_the_row_already_says_removes_the_task(ending: Ending) -> None:
    assert answer(ending).status == 200


@pytest.mark.parametrize("ending", [Ending.BUSY, Ending.TOO_EARLY, Ending.OWNER_BUSY])
def test_a_job_that_cannot_be_claimed_yet_keeps_its_task_without_slowing_the_queue(ending: Ending) -> None:
    assert answer(ending).status == 409
    assert answer(ending).retry_after_s


def test_trouble_of_the_whole_service_slows_the_queue() -> None:
    assert answer(Ending.UNAVAILABLE).status == 503
    assert answer(Ending.UNAVAILABLE).retry_after_s


def test_every_ending_has_an_answer() -> None:
    assert all(answer(ending).status in (200, 409, 503) for ending in Ending)
