"""What traces and logs say about a call of a model: who was asked, under which prompt, what it used and cost. Never a text.

ADK makes one span for each question to the chain (`generate_content …`). The chain may call several models for it, so each
call gets a span of its own below that one, and the question's span says who answered.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from opentelemetry import trace

from storage.jobs import ModelCall

SPAN = "fitcsv.model_call"

logger = logging.getLogger(__name__)


@contextmanager
def call_span() -> Generator[None]:
    """The span of one call; `note_call` fills it in."""
    # an error's text may quote a provider; the cause says enough
    with trace.get_tracer("fitcsv").start_as_current_span(SPAN, record_exception=False, set_status_on_exception=False):
        yield


def note_call(call: ModelCall) -> None:
    """Say on the current span and in the log how a call ended."""
    tokens = call.input_tokens + call.cache_read_tokens + call.cache_write_tokens
    span = trace.get_current_span()
    span.set_attributes(
        {
            "fitcsv.step": call.step,
            "fitcsv.model": call.model_asked,
            "fitcsv.prompt_version": call.prompt_version or "",
            "fitcsv.cause": call.cause,
            "fitcsv.input_tokens": tokens,
            "fitcsv.cached_tokens": call.cache_read_tokens,
            "fitcsv.output_tokens": call.output_tokens,
            "fitcsv.is_estimated": call.is_estimated,
        }
    )
    if call.cost_usd is not None:
        span.set_attribute("fitcsv.cost_usd", call.cost_usd)
    logger.info(
        "model_called",
        extra={
            "model": call.model_asked,
            "cause": call.cause,
            "step": call.step,
            "prompt_version": call.prompt_version,
            "duration_ms": call.milliseconds,
            "input_tokens": tokens,
            "output_tokens": call.output_tokens,
            "cost_usd": call.cost_usd,
        },
    )


def note_answer(model_id: str, *, prompt_version: str, is_replayed: bool) -> None:
    """Say on the question's span who answered it, and whether the journal did."""
    trace.get_current_span().set_attributes(
        {"fitcsv.model": model_id, "fitcsv.prompt_version": prompt_version, "fitcsv.is_replayed": is_replayed}
    )
