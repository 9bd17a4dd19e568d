"""What the journal keeps of an answer, and what comes back out of it."""

import json
from typing import Any

import pytest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from agents.fallback import UNUSABLE, Cause
from agents.journal import from_reply, texts_of, to_refusal, to_reply, with_text
from agents.question import Unusable
from strength.violation import Gravity, Violation

FINDING = Violation(code="c", severity=Gravity.HARD, path="days.0", message="m", hint="h")


def answered(text: str, model: str = "claude-sonnet-5-5") -> LlmResponse:
    parts = [types.Part(text="THOUGHT", thought=True), types.Part(text=text)]
    return LlmResponse(
        content=types.Content(role="model", parts=parts),
        finish_reason=types.FinishReason.STOP,
        model_version=model,
        custom_metadata={"of": "the provider"},
    )


def through_the_database(reply: dict[str, Any]) -> Any:
    return from_reply(json.loads(json.dumps(reply)))


def test_a_usable_answer_comes_back_in_its_canonical_text_and_nothing_else_is_kept() -> None:
    reply = to_reply(with_text(answered("raw words"), '{"v":1}'))
    assert "raw" not in json.dumps(reply)
    assert "THOUGHT" not in json.dumps(reply)
    back = through_the_database(reply)
    assert isinstance(back, LlmResponse)
    assert texts_of(back.content) == ['{"v":1}']
    assert (back.finish_reason, back.model_version) == (types.FinishReason.STOP, "claude-sonnet-5-5")


@pytest.mark.parametrize("cause", sorted(UNUSABLE))
def test_an_answer_of_no_use_comes_back_as_why_it_was(cause: Cause) -> None:
    unusable = Unusable(cause=cause, findings=(FINDING, FINDING))
    assert through_the_database(to_refusal(unusable)) == unusable


@pytest.mark.parametrize(
    "reply",
    [
        None,
        "text",
        {},
        # an earlier form held the model's own words
        {"text": "raw words", "finish": "STOP"},
        {"cause": "not_readable"},
        {"cause": "no such cause", "findings": []},
        {"cause": "not_readable", "findings": [{"code": "c"}]},
        {"cause": "not_readable", "findings": 3},
        {"canonical": 3},
    ],
)
def test_what_has_none_of_these_forms_is_nothing(reply: Any) -> None:
    assert from_reply(reply) is None


def test_who_answered_is_kept_as_a_name_and_not_as_a_text() -> None:
    kept = to_reply(answered("x", "gpt <b>6</b>\n" + "x" * 500))["answered"]
    assert kept.startswith("gpt??b?6?/b??xxx")
    assert len(kept) == 100
