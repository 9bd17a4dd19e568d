"""Which models answer and where they are, as the environment decides it."""

from collections.abc import Mapping
from types import MappingProxyType

OFFLINE_MODEL = "offline/coach"
_DEFAULT_CLAUDE = "anthropic/claude-sonnet-5-5"
_DEFAULT_GPT = "openai/gpt-6.1-sol"


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
        chain = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        for model in chain:
            if "/" not in model or not model.isprintable() or " " in model:
                msg = f"MODEL_CHAIN names {model!r}; each part is PROVIDER/MODEL, such as {_DEFAULT_CLAUDE}"
                raise ValueError(msg)
            _check_key(env, model)
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


def _check_key(env: Mapping[str, str], model: str) -> None:
    key = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}.get(model.partition("/")[0])
    if key is not None and key not in env:
        raise ValueError(f"MODEL_CHAIN names {model!r} but {key} is not set; set it or take the model out")


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
