"""The prompt's size: what a design may cost in tokens."""

import pytest

from evals.prompt_size import PromptSize, measure

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


@pytest.fixture(scope="module")
def size() -> PromptSize:
    return measure()


def test_the_longest_blueprint_fits_1500_tokens(size: PromptSize) -> None:
    assert 500 < size.worst_output <= 1_500


def test_the_input_for_an_intermediate_lifter_fits_6000_tokens(size: PromptSize) -> None:
    assert 3_000 < size.input <= 6_000


def test_the_largest_input_fits_6000_tokens_with_what_adk_adds_and_long_notes(size: PromptSize) -> None:
    adk_and_notes = 29 + 110
    assert size.largest_input + adk_and_notes <= 6_000


def test_the_longest_log_fits_as_well_and_leaves_four_fifths_to_share(size: PromptSize) -> None:
    adk_and_notes = 29 + 110
    assert size.largest_input + 150 < size.largest_input_logged <= 6_000 - adk_and_notes
    assert 0.8 <= size.shared_logged < size.shared


def test_four_fifths_of_the_input_are_the_same_for_every_job_of_a_pool(size: PromptSize) -> None:
    assert 0.8 <= size.shared < 1


def test_a_blueprint_costs_a_tenth_of_the_weeks_written_out(size: PromptSize) -> None:
    priced = {model: price for model, price in size.prices.items() if price}
    assert priced
    for model, price in priced.items():
        written = size.prices_written_out[model]
        assert written is not None
        assert price < written / 10
