"""Which model answers: the ids of a setting, turned into something that ADK can call.

Prices are read from litellm's map and nowhere else; litellm itself is imported when a model of a provider is used, not
before, because it takes seconds and the rule-based coach does not need it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from google.adk.models.base_llm import BaseLlm

from agents.offline import OFFLINE_COACH, OfflineCoach
from agents.token_count import TokenCount

ANTHROPIC_DEFAULT = "anthropic/claude-sonnet-5-5"
OPENAI_DEFAULT = "openai/gpt-6.1-sol"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Everything about models that comes from outside.

    Attributes:
        chain: LiteLLM ids, first choice first. Only the first one answers so far.
        api_keys: by provider ("anthropic", "openai").
        base_urls: by provider; a provider without one has its usual address.
        timeout_s: longest wait for one answer, in seconds (design 06: 120 s, below the application's deadline).
        max_tokens: most output tokens of one answer, thinking included; a blueprint itself takes at most 1,500.
    """

    chain: tuple[str, ...] = (OFFLINE_COACH,)
    api_keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    base_urls: Mapping[str, str] = field(default_factory=dict[str, str])
    timeout_s: float = 120.0
    max_tokens: int = 8_000


def default_chain(*, has_anthropic_key: bool, has_openai_key: bool) -> tuple[str, ...]:
    """The models to use when nobody named any."""
    if has_anthropic_key:
        return (ANTHROPIC_DEFAULT,)
    return (OPENAI_DEFAULT,) if has_openai_key else (OFFLINE_COACH,)


def is_offline(model_id: str) -> bool:
    """Whether the rule-based coach answers under this id."""
    return model_id.startswith("offline/")


def build_model(settings: ModelSettings) -> BaseLlm:
    """The model of the first choice.

    Raises:
        ValueError: the chain is empty or an id names no provider.
    """
    if not settings.chain:
        msg = f"the chain of models is empty; name at least {OFFLINE_COACH!r}"
        raise ValueError(msg)
    model_id = settings.chain[0]
    if is_offline(model_id):
        return OfflineCoach(model=model_id)
    provider, slash, name = model_id.partition("/")
    if not slash or not name:
        msg = f"model {model_id!r} names no provider; write it like {ANTHROPIC_DEFAULT!r}"
        raise ValueError(msg)
    _litellm()
    from google.adk.models.lite_llm import LiteLlm

    arguments: dict[str, Any] = {
        "timeout": settings.timeout_s,
        "max_tokens": settings.max_tokens,
        # exactly one layer retries, and it is not this one
        "num_retries": 0,
        "max_retries": 0,
        "drop_params": True,
    }
    if key := settings.api_keys.get(provider):
        arguments["api_key"] = key
    if url := settings.base_urls.get(provider):
        arguments["api_base"] = url
    if provider == "anthropic":
        # the instructions and the exercise table are the same for many jobs; OpenAI caches such starts by itself
        arguments["cache_control_injection_points"] = [
            {"location": "message", "role": "system"},
            {"location": "message", "index": 1},
        ]
    return LiteLlm(model=model_id, **arguments)


def price_usd(model_id: str, tokens: TokenCount | None) -> float | None:
    """What a call cost in US dollars; 0 for the rule-based coach, None when tokens or price are not known."""
    if is_offline(model_id):
        return 0.0
    if tokens is None:
        return None
    litellm = _litellm()
    usage = litellm.Usage(
        prompt_tokens=tokens.uncached + tokens.cache_read + tokens.cache_write,
        completion_tokens=tokens.output,
        total_tokens=tokens.uncached + tokens.cache_read + tokens.cache_write + tokens.output,
        prompt_tokens_details={"cached_tokens": tokens.cache_read, "cache_creation_tokens": tokens.cache_write},
        cache_creation_input_tokens=tokens.cache_write,
        cache_read_input_tokens=tokens.cache_read,
    )
    try:
        prompt, completion = litellm.cost_per_token(model=model_id, usage_object=usage)
    except Exception:
        # litellm raises bare Exception for a model that its map lacks
        return None
    return float(prompt) + float(completion)


def price_version(model_id: str) -> str:
    """Which price list `price_usd` used."""
    return "offline" if is_offline(model_id) else f"litellm-{version('litellm')}"


def _litellm() -> Any:  # litellm has no usable types
    """Litellm, imported so that it reads its packaged maps, stays off the network and prints nothing."""
    # litellm reads these two when it is imported, and only from the environment
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # noqa: TID251
    os.environ.setdefault("LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS", "True")  # noqa: TID251
    import litellm

    litellm.suppress_debug_info = True
    return litellm
