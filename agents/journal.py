"""The journal of replies: the key under which one is kept, and its form there.

No word of a model's own is kept: of a usable answer its canonical text (`agents.question`), of any other only why it is
of no use.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, cast

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from agents.fallback import Cause
from agents.question import Unusable
from strength.violation import Violation

LONGEST = 100_000
"""Characters of a reply that are kept; no blueprint has a tenth of them."""

_KEY_LENGTH = 16
_LONGEST_NAME = 100
_NO_NAME = re.compile(r"[^A-Za-z0-9._:/@-]")


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


def with_text(response: LlmResponse, text: str) -> LlmResponse:
    """The response, saying this and nothing else; who gave it and what it used stay."""
    content = types.Content(role="model", parts=[types.Part(text=text)] if text else [])
    return response.model_copy(update={"content": content})


def model_name(named: str | None) -> str | None:
    """Who a provider says answered, as far as it is a name of a model."""
    return None if named is None else _NO_NAME.sub("?", named)[:_LONGEST_NAME]


def to_reply(response: LlmResponse) -> dict[str, Any]:
    """What is kept of a usable answer.

    Args:
        response: the answer in its canonical text; what the model wrote is never kept.
    """
    return {
        "canonical": "".join(texts_of(response.content))[:LONGEST],
        "finish": response.finish_reason.value if response.finish_reason else None,
        "answered": model_name(response.model_version),
    }


def to_refusal(unusable: Unusable) -> dict[str, Any]:
    """What is kept of an answer of no use: why, and our own words about it, so that a retry asks on as the job did."""
    return {"cause": unusable.cause.value, "findings": [item.model_dump(mode="json") for item in unusable.findings]}


def from_reply(reply: object) -> LlmResponse | Unusable | None:
    """What was kept of an answer; None when nothing was, or nothing of these forms."""
    if not isinstance(reply, Mapping):
        return None
    kept = cast("Mapping[str, Any]", reply)
    if "cause" in kept:
        return _unusable(kept)
    text, finish = kept.get("canonical"), kept.get("finish")
    if not isinstance(text, str):
        return None
    response = LlmResponse(
        finish_reason=types.FinishReason(finish) if finish else None, model_version=kept.get("answered")
    )
    return with_text(response, text)


def _unusable(kept: Mapping[str, Any]) -> Unusable | None:
    try:
        findings = tuple(Violation.model_validate(item) for item in kept["findings"])
        return Unusable(cause=Cause(kept["cause"]), findings=findings)
    except (KeyError, TypeError, ValueError):
        # kept by another version of ours: the question is asked anew
        return None
