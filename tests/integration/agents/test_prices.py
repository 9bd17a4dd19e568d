"""Prices, as litellm's map has them; here and not among the unit tests, because importing litellm takes seconds."""

import pytest

from agents.prices import price_usd, price_version
from agents.token_count import TokenCount

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

TOKENS = TokenCount(uncached=1_000, cache_read=2_000, cache_write=3_000, output=500)


@pytest.mark.parametrize("model", ["anthropic/claude-sonnet-5-5", "openai/gpt-6.1-sol"])
def test_each_bucket_has_its_price(model: str) -> None:
    # USD per million: input 2, cache read 0.10, cache write 2.50, output 10 (design 05, 5.2 and litellm's map)
    expected = (1_000 * 2 + 2_000 * 0.10 + 3_000 * 2.50 + 500 * 10) / 1_000_000
    assert price_usd(model, TOKENS) == pytest.approx(expected)
    assert price_version(model).startswith("litellm-1.")


def test_an_unknown_price_is_not_zero() -> None:
    assert price_usd("openai/nobody-knows-this", TOKENS) is None
