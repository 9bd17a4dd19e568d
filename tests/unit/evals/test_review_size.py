"""The review's size: what a second look may cost."""

import pytest

from evals.review_size import ReviewSize, measure
from strength.request import Experience, Goal

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


@pytest.fixture(scope="module")
def size() -> ReviewSize:
    return measure([(Goal.STRENGTH, Experience.INTERMEDIATE, 4), (Goal.HYPERTROPHY, Experience.ADVANCED, 6)])


def test_the_longest_review_reads_2800_tokens_and_writes_400(size: ReviewSize) -> None:
    assert 1_000 < size.system + size.longest_summary <= 2_800
    assert 100 < size.worst_output <= 400


def test_a_review_costs_a_twentieth_of_a_cent_and_never_three_tenths(size: ReviewSize) -> None:
    assert set(size.prices) == {"anthropic/claude-haiku-5-5", "openai/gpt-6-luna"}
    for price, ceiling in zip(size.prices.values(), size.ceilings.values(), strict=True):
        assert price is not None
        assert ceiling is not None
        assert 0 < price < 0.0005 < ceiling < 0.003
