"""Which models answer and where they are, as the environment decides it."""

from collections.abc import Mapping
from types import MappingProxyType

OFFLINE_MODEL = "offline/coach"
_DEFAULT_CLAUDE = "anthropic/claude-sonnet-5-5"
_DEFAULT_GPT = "openai/gpt-6.1-sol"
_REVIEW_DEFAULTS = {"anthropic": "anthropic/claude-haiku-5-5", "openai": "openai/gpt-6-luna"}
_NO_REVIEW = "off"


def read_model_chain(env: Mapping[str, str], *, has_last_resort: bool) -> tuple[str, ...]:
    """LiteLLM ids, first choice first.

    Args:
        env: the environment.
        has_last_resort: whether the rule-based coach comes last.

    Raises:
        ValueError: an id is malformed, its key is missing, or nothing is left; the message says what to set.
    """
    text = env.get("MODEL_CHAIN")
    if text is not None:
        chain = _read_ids(env, "MODEL_CHAIN", _DEFAULT_CLAUDE)
    else:
        keys = (("ANTHROPIC_API_KEY", _DEFAULT_CLAUDE), ("OPENAI_API_KEY", _DEFAULT_GPT))
        chain = tuple(model for key, model in keys if key in env)
    if OFFLINE_MODEL in chain:
        return chain
    if has_last_resort:
        return (*chain, OFFLINE_MODEL)
    if not chain:
        raise ValueError("OFFLINE_LAST_RESORT=false leaves no model; set ANTHROPIC_API_KEY or OPENAI_API_KEY")
    return chain


def read_review_models(env: Mapping[str, str], chain: tuple[str, ...]) -> tuple[str, ...]:
    """LiteLLM ids of the cheap models that review programs, first choice first; empty for no review.

    Args:
        env: the environment.
        chain: who designs. Its providers' cheap models review by default; what the rule-based coach designs is never
            reviewed.

    Raises:
        ValueError: an id is malformed or its key is missing; the message says what to set.
    """
    text = env.get("REVIEW_MODEL")
    if text is not None and text.lower() == _NO_REVIEW:
        return ()
    providers = dict.fromkeys(model.partition("/")[0] for model in chain)
    usual = tuple(_REVIEW_DEFAULTS[provider] for provider in providers if provider in _REVIEW_DEFAULTS)
    reviewers = usual if text is None else _read_ids(env, "REVIEW_MODEL", _REVIEW_DEFAULTS["anthropic"])
    if OFFLINE_MODEL in reviewers:
        raise ValueError(f"REVIEW_MODEL names {OFFLINE_MODEL}, which reviews nothing; set it to {_NO_REVIEW} instead")
    return reviewers if any(model != OFFLINE_MODEL for model in chain) else ()


def _read_ids(env: Mapping[str, str], name: str, example: str) -> tuple[str, ...]:
    models = tuple(dict.fromkeys(part.strip() for part in env[name].split(",") if part.strip()))
    for model in models:
        if "/" not in model or not model.isprintable() or " " in model:
            raise ValueError(f"{name} names {model!r}; each part is PROVIDER/MODEL, such as {example}")
        key = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}.get(model.partition("/")[0])
        if key is not None and key not in env:
            raise ValueError(f"{name} names {model!r} but {key} is not set; set it or take the model out")
    return models


def read_base_urls(env: Mapping[str, str]) -> Mapping[str, str]:
    """Other addresses by provider, for tests and proxies.

    Raises:
        ValueError: a part is malformed; the message says what to set.
    """
    urls: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in env.get("MODEL_BASE_URLS", "").split(","))):
        provider, found, url = part.partition("=")
        if not found or not provider or not url.startswith(("http://", "https://")):
            msg = f"MODEL_BASE_URLS has {part!r}; each part is PROVIDER=URL, such as anthropic=http://127.0.0.1:9001"
            raise ValueError(msg)
        urls[provider.strip()] = url.strip()
    return MappingProxyType(urls)
