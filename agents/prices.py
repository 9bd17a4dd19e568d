"""What calls cost, from litellm's packaged map and nowhere else; what the map lacks has no price.

Prices change with litellm's version, so every figure is stored with it.
"""

from dataclasses import replace
from datetime import date
from importlib.metadata import version
from typing import Any, cast

from agents.provider_client import litellm
from agents.token_count import TokenCount

OFFLINE = "offline/"


def price_usd(model_id: str, tokens: TokenCount | None) -> float | None:
    """What a call cost in US dollars; 0 for the rule-based coach, None when tokens or price are not known."""
    if model_id.startswith(OFFLINE):
        return 0.0
    if tokens is None or _entry(model_id) is None:
        return None
    library = litellm()
    prompt = tokens.uncached + tokens.cache_read + tokens.cache_write
    usage = library.Usage(
        prompt_tokens=prompt,
        completion_tokens=tokens.output,
        total_tokens=prompt + tokens.output,
        prompt_tokens_details={"cached_tokens": tokens.cache_read, "cache_creation_tokens": tokens.cache_write},
        cache_creation_input_tokens=tokens.cache_write,
        cache_read_input_tokens=tokens.cache_read,
    )
    try:
        prompt_usd, completion_usd = library.cost_per_token(model=model_id, usage_object=usage)
    except Exception:
        # litellm raises bare Exception for what it cannot price
        return None
    return float(prompt_usd) + float(completion_usd)


def most_usd(model_id: str, *, input_tokens: int, output_tokens: int) -> float | None:
    """The most that a call can cost: nothing is read from a cache, everything may be written into one.

    Args:
        model_id: who is asked.
        input_tokens: no fewer than will be sent.
        output_tokens: the limit that is sent along.
    """
    plain = TokenCount(uncached=input_tokens, output=output_tokens)
    written = replace(plain, uncached=0, cache_write=input_tokens)
    prices = [price_usd(model_id, tokens) for tokens in (plain, written)]
    known = [price for price in prices if price is not None]
    return max(known) if len(known) == len(prices) else None


def price_version(model_id: str) -> str:
    """Which price list was used."""
    return "offline" if model_id.startswith(OFFLINE) else f"litellm-{version('litellm')}"


def end_of_life(model_id: str) -> date | None:
    """The day on which the provider takes the model out of service, as far as litellm's map knows."""
    entry = _entry(model_id)
    text = None if entry is None else entry.get("deprecation_date")
    return date.fromisoformat(text) if isinstance(text, str) else None


def list_price(model_id: str) -> tuple[float, float] | None:
    """US dollars for a million tokens of input and of output, or None when they are not known."""
    entry = _entry(model_id)
    if entry is None:
        return None
    return float(entry["input_cost_per_token"]) * 1e6, float(entry["output_cost_per_token"]) * 1e6


def _entry(model_id: str) -> dict[str, Any] | None:
    """The model in litellm's map, if it has a price there."""
    models = cast("dict[str, dict[str, Any]]", litellm().model_cost)
    provider, _, name = model_id.partition("/")
    for key in (model_id, name):
        entry = models.get(key)
        # the same name may be sold by somebody else at another price
        if (
            entry is not None
            and entry.get("litellm_provider", provider) == provider
            and "input_cost_per_token" in entry
        ):
            return entry if "output_cost_per_token" in entry else None
    return None
