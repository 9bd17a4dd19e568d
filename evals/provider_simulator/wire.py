"""Answers in the words of the two APIs."""

import json
from dataclasses import dataclass
from typing import Any

from evals.provider_simulator.fault import Fault
from evals.provider_simulator.received import Provider

UNCACHED = 1_000
"""Input tokens of every answer that were not cached."""
CACHE_READ = 4_000
"""Input tokens of a cached answer that were read from the cache."""
OUTPUT = 500
"""Output tokens of every answer."""
OTHER_MODEL = "some-other-model"

SHORT_WAIT_S = 1
LONG_WAIT_S = 600

_STOP = {"end_turn": "stop", "max_tokens": "length", "refusal": "content_filter"}
_STATUS = {
    Fault.RATE_SHORT: 429,
    Fault.RATE_LONG: 429,
    Fault.SPENDING_LIMIT: 429,
    Fault.OVERLOADED: 529,
    Fault.SERVER_ERROR: 500,
    Fault.UNAVAILABLE: 503,
    Fault.BAD_KEY: 401,
    Fault.BAD_REQUEST: 400,
    Fault.TOO_LONG: 400,
    Fault.UNKNOWN_MODEL: 404,
}
_ANTHROPIC_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    429: "rate_limit_error",
    500: "api_error",
    503: "api_error",
    529: "overloaded_error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One HTTP answer.

    Attributes:
        status: of HTTP.
        headers: beside the usual ones.
        body: JSON.
    """

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def payload(self) -> bytes:
        """The body's bytes."""
        return json.dumps(self.body).encode()


def reply_to(provider: Provider, fault: Fault, *, model: str, text: str) -> Reply:
    """The answer to a request.

    Args:
        provider: whose words.
        fault: what is wrong with it.
        model: who was asked.
        text: what the model says.
    """
    status = _STATUS.get(fault, 200)
    if status != 200:  # noqa: PLR2004 - OK
        return Reply(status=status, body=_error(provider, fault, status), headers=_waits(fault))
    stop = {Fault.TRUNCATED: "max_tokens", Fault.REFUSAL: "refusal"}.get(fault, "end_turn")
    answered = OTHER_MODEL if fault is Fault.WRONG_MODEL else model
    cached = CACHE_READ if fault is Fault.CACHED else 0
    make = _message if provider is Provider.ANTHROPIC else _completion
    body = make(answered, text, stop, cached)
    if fault is Fault.NO_USAGE:
        del body["usage"]
    return Reply(status=200, body=body, headers={})


def model_list(provider: Provider, ids: tuple[str, ...]) -> dict[str, Any]:
    """The list of models, in the words of either API."""
    if provider is Provider.ANTHROPIC:
        data = [model_card(provider, model) for model in ids]
        return {"data": data, "has_more": False, "first_id": ids[0] if ids else None, "last_id": None}
    return {"object": "list", "data": [model_card(provider, model) for model in ids]}


def model_card(provider: Provider, model: str) -> dict[str, Any]:
    """One model of the list."""
    if provider is Provider.ANTHROPIC:
        return {"type": "model", "id": model, "display_name": model, "created_at": "2026-01-01T00:00:00Z"}
    return {"id": model, "object": "model", "created": 1, "owned_by": "simulator"}


def _waits(fault: Fault) -> dict[str, str]:
    if fault is Fault.RATE_SHORT:
        return {"Retry-After": str(SHORT_WAIT_S)}
    if fault is Fault.RATE_LONG:
        return {"Retry-After": str(LONG_WAIT_S)}
    return {}


def _error(provider: Provider, fault: Fault, status: int) -> dict[str, Any]:
    message = "scripted failure"
    if provider is Provider.ANTHROPIC:
        kind = _ANTHROPIC_TYPES[status]
        if fault is Fault.SPENDING_LIMIT:
            kind, message = "enforced_spend_limit_reached", "Your workspace has reached its spend limit."
        if fault is Fault.TOO_LONG:
            message = "prompt is too long: 250000 tokens > 200000 maximum"
        return {"type": "error", "error": {"type": kind, "message": message}}
    code: str | None = None
    kind = "invalid_request_error" if status < 500 else "server_error"  # noqa: PLR2004 - classes of HTTP
    if fault is Fault.SPENDING_LIMIT:
        kind = code = "insufficient_quota"
        message = "You exceeded your current quota, please check your plan and billing details."
    elif fault is Fault.TOO_LONG:
        code, message = "context_length_exceeded", "This model's maximum context length is 200000 tokens."
    elif fault is Fault.UNKNOWN_MODEL:
        code = "model_not_found"
    elif fault in (Fault.RATE_SHORT, Fault.RATE_LONG):
        kind = code = "rate_limit_exceeded"
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def _message(model: str, text: str, stop: str, cached: int) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": stop,
        "stop_sequence": None,
        # Anthropic's input count leaves cached tokens out
        "usage": {
            "input_tokens": UNCACHED,
            "cache_read_input_tokens": cached,
            "cache_creation_input_tokens": 0,
            "output_tokens": OUTPUT,
        },
    }


def _completion(model: str, text: str, stop: str, cached: int) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": _STOP[stop]}],
        # OpenAI's count has them in
        "usage": {
            "prompt_tokens": UNCACHED + cached,
            "completion_tokens": OUTPUT,
            "total_tokens": UNCACHED + cached + OUTPUT,
            "prompt_tokens_details": {"cached_tokens": cached},
        },
    }
