"""Which models answer: the ids of a setting, turned into something that ADK can call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from google.adk.models.base_llm import BaseLlm

from agents.absent_module import without_interactions
from agents.offline import OFFLINE_COACH, OfflineCoach
from agents.prices import OFFLINE
from agents.provider_client import litellm
from storage.jobs import Caps

ANTHROPIC_DEFAULT = "anthropic/claude-sonnet-5-5"
OPENAI_DEFAULT = "openai/gpt-6.1-sol"
REVIEW_DEFAULTS: Mapping[str, str] = {
    "anthropic": "anthropic/claude-haiku-5-5",
    "openai": "openai/gpt-6-luna",
}
"""The cheap model of each provider that reviews: 0.10 and 0.50 USD per million tokens (design 05, 5.2; litellm's map)."""

REVIEW_TIMEOUT_S = 30.0
"""A lifter waits for a review that may say nothing; nobody waits long for it."""
REVIEW_MAX_TOKENS = 4_000
"""Most output tokens of a review, thinking included; five findings take some 250. At most 0.002 USD a call."""

REVIEW_OFF = "off"
"""What the setting REVIEW_MODEL says when nothing is to be reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Everything about models that comes from outside.

    Attributes:
        chain: LiteLLM ids, first choice first. Without `offline/coach` among them a job waits when no provider answers;
            the service's settings put it last unless they are told not to.
        api_keys: by provider ("anthropic", "openai").
        base_urls: by provider; a provider without one has its usual address.
        timeout_s: longest wait for one answer, in seconds (design 06: 120 s, below the application's deadline).
        max_tokens: most output tokens of one answer, thinking included; a blueprint itself takes at most 1,500.
        caps: what may be spent.
        allow_unpriced: whether a model may be called whose price nobody knows; its calls then pass every cap.
        review: ids of the cheap models that review what a model designed, first choice first; empty for no review.
    """

    chain: tuple[str, ...] = (OFFLINE_COACH,)
    api_keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    base_urls: Mapping[str, str] = field(default_factory=dict[str, str])
    timeout_s: float = 120.0
    max_tokens: int = 8_000
    caps: Caps = field(default_factory=Caps)
    allow_unpriced: bool = False
    review: tuple[str, ...] = ()

    @property
    def of_review(self) -> "ModelSettings | None":
        """The settings of the review's own chain, under the same caps; None when there is nothing to review or no one.

        What the rule-based coach designs is not reviewed: it would design the same again.
        """
        if not self.review or all(is_offline(model_id) for model_id in self.chain):
            return None
        return replace(
            self,
            chain=self.review,
            review=(),
            timeout_s=min(self.timeout_s, REVIEW_TIMEOUT_S),
            max_tokens=min(self.max_tokens, REVIEW_MAX_TOKENS),
        )


def default_chain(*, has_anthropic_key: bool, has_openai_key: bool) -> tuple[str, ...]:
    """The models to use when nobody named any: those with a key, then the rule-based coach."""
    anthropic = (ANTHROPIC_DEFAULT,) if has_anthropic_key else ()
    openai = (OPENAI_DEFAULT,) if has_openai_key else ()
    return (*anthropic, *openai, OFFLINE_COACH)


def default_review(chain: Sequence[str]) -> tuple[str, ...]:
    """The cheap models of the providers in a chain, in its order: nobody else is told about the lifter."""
    providers = dict.fromkeys(provider_of(model_id) for model_id in chain)
    return tuple(REVIEW_DEFAULTS[provider] for provider in providers if provider in REVIEW_DEFAULTS)


def is_offline(model_id: str) -> bool:
    """Whether the rule-based coach answers under this id."""
    return model_id.startswith(OFFLINE)


def provider_of(model_id: str) -> str:
    """Who is asked under this id."""
    return model_id.partition("/")[0]


def build_entries(settings: ModelSettings) -> tuple[BaseLlm, ...]:
    """The models of the chain, in order. The first one of a provider imports its client, which takes seconds.

    Raises:
        ValueError: the chain is empty or an id names no provider.
    """
    if not settings.chain:
        msg = f"the chain of models is empty; name at least {OFFLINE_COACH!r}"
        raise ValueError(msg)
    return tuple(_entry(model_id, settings) for model_id in settings.chain)


def _entry(model_id: str, settings: ModelSettings) -> BaseLlm:
    if is_offline(model_id):
        return OfflineCoach(model=model_id)
    provider, slash, name = model_id.partition("/")
    if not slash or not name:
        msg = f"model {model_id!r} names no provider; write it like {ANTHROPIC_DEFAULT!r}"
        raise ValueError(msg)
    litellm()
    with without_interactions():
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
