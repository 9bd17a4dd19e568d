"""Checks models before anybody needs them: does the key work, does the id exist, is it still sold, is its price known.

The providers' own clients are asked here, because a list of models is not a completion, and litellm knows only those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agents.models import ModelSettings, is_offline, provider_of
from agents.prices import end_of_life, list_price

NOTICE = timedelta(days=30)
"""A default that ends within this is a finding (design 05, 5.2)."""
_PATIENCE_S = 15.0


class Answer(StrEnum):
    """What the provider says about an id."""

    EXISTS = "exists"
    MISSING = "no such model"
    KEY_REFUSED = "key refused"
    NO_ANSWER = "no answer"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck:
    """One model of the chain.

    Attributes:
        model: its id.
        answer: what the provider says.
        price: US dollars for a million tokens of input and of output; None when unknown.
        ends: its last day, as far as litellm's map knows.
        findings: what is wrong, one sentence each.
    """

    model: str
    answer: Answer
    price: tuple[float, float] | None
    ends: date | None
    findings: tuple[str, ...]


def check_models(settings: ModelSettings, *, today: date) -> tuple[ModelCheck, ...]:
    """Check every model that designs or reviews; the providers are asked for their ids, which costs nothing."""
    models = dict.fromkeys((*settings.chain, *settings.review))
    return tuple(_check(model_id, settings, today) for model_id in models)


def _check(model_id: str, settings: ModelSettings, today: date) -> ModelCheck:
    if is_offline(model_id):
        return ModelCheck(model=model_id, answer=Answer.NOT_ASKED, price=(0.0, 0.0), ends=None, findings=())
    answer = _ask(model_id, settings)
    price, ends = list_price(model_id), end_of_life(model_id)
    findings: list[str] = []
    if answer in _PROBLEMS:
        findings.append(_PROBLEMS[answer])
    if price is None and not settings.allow_unpriced:
        findings.append("Its price is not in litellm's map, so it will not be called: set ALLOW_UNPRICED_MODELS=true.")
    if ends is not None and ends - today <= NOTICE:
        findings.append(f"It {'ended' if ends < today else 'ends'} on {ends.isoformat()}: choose another one.")
    return ModelCheck(model=model_id, answer=answer, price=price, ends=ends, findings=tuple(findings))


_PROBLEMS = {
    Answer.MISSING: "The provider has no model of this name: choose another one in MODEL_CHAIN or REVIEW_MODEL.",
    Answer.KEY_REFUSED: "The provider refuses the key: set a valid one.",
    Answer.NO_ANSWER: "The provider could not be asked: try again, or look at MODEL_BASE_URLS.",
}


def _ask(model_id: str, settings: ModelSettings) -> Answer:
    provider, _, name = model_id.partition("/")
    key = settings.api_keys.get(provider_of(model_id))
    asks = {"anthropic": _ask_anthropic, "openai": _ask_openai}
    if key is None or provider not in asks:
        return Answer.NOT_ASKED
    ask: Callable[[str, str, str | None], Answer] = asks[provider]
    return ask(name, key, settings.base_urls.get(provider))


def _ask_anthropic(name: str, key: str, base_url: str | None) -> Answer:
    import anthropic

    with anthropic.Anthropic(api_key=key, base_url=base_url, max_retries=0, timeout=_PATIENCE_S) as client:
        try:
            client.models.retrieve(name)
        except (anthropic.AuthenticationError, anthropic.PermissionDeniedError):
            return Answer.KEY_REFUSED
        except anthropic.NotFoundError:
            return Answer.MISSING
        except anthropic.AnthropicError:
            return Answer.NO_ANSWER
    return Answer.EXISTS


def _ask_openai(name: str, key: str, base_url: str | None) -> Answer:
    import openai

    with openai.OpenAI(api_key=key, base_url=base_url, max_retries=0, timeout=_PATIENCE_S) as client:
        try:
            client.models.retrieve(name)
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            return Answer.KEY_REFUSED
        except openai.NotFoundError:
            return Answer.MISSING
        except openai.OpenAIError:
            return Answer.NO_ANSWER
    return Answer.EXISTS
