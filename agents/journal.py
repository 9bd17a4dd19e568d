"""The journal of replies: the key under which one is kept, and its form there."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

LONGEST = 100_000
"""Characters of a reply that are kept; no blueprint has a tenth of them."""

_KEY_LENGTH = 16


def input_hash(model_id: str, max_tokens: int, request: LlmRequest) -> str:
    """Hash of everything that is sent: model, limit, instructions, messages."""
    sent = {
        "model": model_id,
        "max_tokens": max_tokens,
        "instructions": instructions_of(request),
        "messages": [[content.role, texts_of(content)] for content in request.contents],
    }
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def step_key(step: str, hashed: str) -> str:
    """The journal's step: a job asks the same step more than once, each time with other findings."""
    return f"{step}/{hashed[:_KEY_LENGTH]}"


def instructions_of(request: LlmRequest) -> str:
    """The instructions of a request."""
    given = cast("object", request.config.system_instruction)  # pyright: ignore[reportUnknownMemberType] - ADK's type
    return str(given or "")


def texts_of(content: types.Content | None) -> list[str]:
    """What a message says, thoughts left out."""
    parts = content.parts if content is not None and content.parts else []
    return [part.text for part in parts if part.text and not part.thought]


def to_reply(response: LlmResponse) -> dict[str, Any]:
    """What is kept of a response: all that decides what becomes of it, and no more."""
    return {
        "text": "".join(texts_of(response.content))[:LONGEST],
        "finish": response.finish_reason.value if response.finish_reason else None,
        "answered": response.model_version,
    }


def to_response(reply: object) -> LlmResponse | None:
    """The response that was kept; None when there is none, or none of this form."""
    if not isinstance(reply, Mapping):
        return None
    kept = cast("Mapping[str, Any]", reply)
    text, finish = kept.get("text"), kept.get("finish")
    if not isinstance(text, str):
        return None
    return LlmResponse(
        content=types.Content(role="model", parts=[types.Part(text=text)] if text else []),
        finish_reason=types.FinishReason(finish) if finish else None,
        model_version=kept.get("answered"),
    )
