"""The model's answer: text in, blueprint out, or findings that the model can mend."""

import json
from collections.abc import Mapping
from typing import Any, cast

from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import ValidationError

from agents.errors import ModelRefused, OutputInvalid
from strength.blueprint import Blueprint, Day, Mesocycle, Scheme, SchemeRow, Slot
from strength.blueprint_short import ROW_FIELDS
from strength.violation import Gravity, Violation

_REFUSALS = frozenset(
    {
        types.FinishReason.SAFETY,
        types.FinishReason.RECITATION,
        types.FinishReason.BLOCKLIST,
        types.FinishReason.PROHIBITED_CONTENT,
        types.FinishReason.SPII,
    }
)
_DECODER = json.JSONDecoder()
_LONGEST = 60_000
"""Characters; a blueprint of six days needs about 1,500 (design 04, C.4). Longer text is not worth parsing."""

_MOST_FINDINGS = 8
_FIELDS = frozenset(name for part in (Blueprint, Mesocycle, Scheme, SchemeRow, Day, Slot) for name in part.model_fields)
_OURS = (
    ("a mesocycle is [", "A mesocycle is [kind, weeks, ending]."),
    ("reps_high is ", "The high end of a range of repetitions is below its low end."),
    ("in its row for", "A row of a scheme lacks a parameter that its type needs."),
    ("a slot is [", "A slot is [exercise, scheme, sets added, superset letter], the last two optional."),
    ("scheme ids repeat", "Two schemes have the same id."),
    ("names scheme", "A slot names a scheme that is not among `sch`."),
    ("share a weekday", "Two workouts share a weekday."),
    ("parameters are a list", "The parameters of a scheme are a list."),
    ("a range of repetitions is", "A range of repetitions is [low, high]."),
    ("is an object with a type", "A scheme is an object with a type and rows."),
    ("has type", f"A scheme has a type that does not exist; allowed: {', '.join(ROW_FIELDS)}."),
    (" takes ", "A row of a scheme has more parameters than its type takes."),
)
"""What the blueprint's validators say (by a part of it that is always there), without what they quote."""


def read_answer(response: LlmResponse) -> Blueprint:
    """The blueprint that a model's answer holds, whether bare, fenced or with words around it.

    Raises:
        ModelRefused: it declined.
        OutputInvalid: it was cut off, is empty, or is no blueprint.
    """
    # the reason first: half an answer fails to parse too, but asking for valid JSON would not mend it
    if response.finish_reason in _REFUSALS:
        raise ModelRefused("The model declined to answer.")
    if response.finish_reason is types.FinishReason.MAX_TOKENS:
        finding = _finding("answer_cut_off", "", "The answer was cut off.", "Answer with a shorter blueprint.")
        raise OutputInvalid("The model's answer was cut off.", (finding,))
    parts = response.content.parts if response.content and response.content.parts else []
    text = "".join(part.text for part in parts if part.text and not part.thought)
    fields = _json_object(text)
    try:
        return Blueprint.model_validate(fields)
    except ValidationError as error:
        findings = _findings_of(error)
    # outside the handler, so that no traceback carries what the model wrote
    raise OutputInvalid("The model's answer is not a blueprint.", findings)


def _json_object(text: str) -> Mapping[str, Any]:
    """The first JSON object of a text."""
    start = text.find("{")
    if start < 0 or len(text) > _LONGEST:
        finding = _finding(
            "answer_not_json", "", "The answer holds no JSON object.", "Answer with one JSON object only."
        )
        raise OutputInvalid("The model's answer holds no JSON object.", (finding,))
    problem = ""
    try:
        value, _ = _DECODER.raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError) as error:
        value = None
        problem = (
            f"{error.msg} at character {error.pos - start}" if isinstance(error, json.JSONDecodeError) else "nested"
        )
    if isinstance(value, dict):
        return cast(dict[str, Any], value)
    finding = _finding(
        "answer_not_json", "", f"The JSON does not parse: {problem}.", "Answer with one valid JSON object."
    )
    raise OutputInvalid("The model's answer is not valid JSON.", (finding,))


def _findings_of(error: ValidationError) -> tuple[Violation, ...]:
    """What does not fit the form, without a word of the answer: findings are kept, and hostile words are not."""
    return tuple(
        _finding(
            "answer_not_a_blueprint",
            ".".join(_place(part) for part in item["loc"]),
            _message(item["type"], item["msg"]),
            "See the form in the instructions.",
        )
        for item in error.errors(include_url=False, include_input=False, include_context=False)[:_MOST_FINDINGS]
    )


def _place(part: int | str) -> str:
    """A number, or a field of ours; a key that the model made up is not repeated."""
    return str(part) if isinstance(part, int) or part in _FIELDS else "?"


def _message(kind: str, message: str) -> str:
    """A message without input: pydantic's own hold none; those of our own validators do, and are put in other words."""
    if kind != "value_error":
        return message
    return next((ours for pattern, ours in _OURS if pattern in message), "The parameters here do not fit the form.")


def _finding(code: str, path: str, message: str, hint: str) -> Violation:
    return Violation(code=code, severity=Gravity.HARD, path=path, message=message, hint=hint)
