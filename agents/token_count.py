"""Tokens of one model call, in four buckets that exclude each other."""

from dataclasses import dataclass
from typing import Any

from google.genai import types


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCount:
    """What one call read and wrote; a token is counted in exactly one bucket.

    Attributes:
        uncached: input that was neither read from nor written to the provider's cache.
        cache_read: input read from the cache.
        cache_write: input written to the cache.
        output: output, thinking included.
    """

    uncached: int = 0
    cache_read: int = 0
    cache_write: int = 0
    output: int = 0


def token_count(usage: types.GenerateContentResponseUsageMetadata | None) -> TokenCount | None:
    """The buckets of a usage report, or None without one.

    litellm counts cached tokens among the prompt's for every provider, so what is left was neither read nor written.
    """
    if usage is None or not (usage.prompt_token_count or usage.candidates_token_count):
        # no call uses nothing: litellm fills in zeros for a report that is missing
        return None
    prompt = usage.prompt_token_count or 0
    read = usage.cached_content_token_count or 0
    # ADK hangs the cache writes onto the report under this name, outside of its fields
    extra: Any = getattr(usage, "cache_creation_input_tokens", 0)
    written = int(extra or 0)
    return TokenCount(
        uncached=max(0, prompt - read - written),
        cache_read=read,
        cache_write=written,
        output=usage.candidates_token_count or 0,
    )
