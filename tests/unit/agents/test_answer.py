"""A model's answer, in all the ways in which models answer."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from hypothesis import given
from hypothesis import strategies as st

from agents.errors import ModelRefused, OutputInvalid
from agents.periodization.answer import read_answer
from strength.blueprint import Blueprint
from strength.violation import Violation

SHORT: dict[str, Any] = {
    "v": 1,
    "meso": [["acc", 4, 1], ["int", 4, 0]],
    "taper": 0,
    "sch": {"M": {"t": "pct", "acc": [4, 6, 74, 2], "int": [4, 4, 79, 2.5]}, "A": {"t": "rir", "*": [3, 12, 7.5]}},
    "tpl": [{"d": 1, "n": "Squat Day", "s": [["back_squat", "M"], ["leg_curl", "A"]]}],
}


def answer(text: str, stop: types.FinishReason | None = types.FinishReason.STOP) -> LlmResponse:
    parts = [types.Part(text=text)]
    return LlmResponse(content=types.Content(role="model", parts=parts), finish_reason=stop)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SHORT),
        json.dumps(SHORT, indent=2),
        f"```json\n{json.dumps(SHORT)}\n```",
        f"Here is your blueprint:\n\n```\n{json.dumps(SHORT)}\n```\nGood luck!",
        json.dumps(SHORT) + "\n\nI chose {this} because of your knee.",
    ],
    ids=["bare", "indented", "fenced", "fenced among words", "words with a brace after it"],
)
def test_a_blueprint_is_found_however_it_is_wrapped(text: str) -> None:
    assert read_answer(answer(text)) == Blueprint.model_validate(SHORT)


def test_thoughts_are_no_part_of_the_answer() -> None:
    parts = [types.Part(text='{"v": 0}', thought=True), types.Part(text=json.dumps(SHORT))]
    assert read_answer(LlmResponse(content=types.Content(role="model", parts=parts))) == Blueprint.model_validate(SHORT)


def test_an_answer_that_was_cut_off_says_so_even_where_its_start_would_parse() -> None:
    with pytest.raises(OutputInvalid) as caught:
        read_answer(answer(json.dumps(SHORT), types.FinishReason.MAX_TOKENS))
    assert [finding.code for finding in caught.value.findings] == ["answer_cut_off"]


def test_a_refusal_is_no_invalid_answer() -> None:
    with pytest.raises(ModelRefused):
        read_answer(answer("I cannot help with that.", types.FinishReason.SAFETY))


@pytest.mark.parametrize("text", ["", "no", "[1, 2]", '{"v": 1', "{" * 50_000, "{" + "x" * 70_000])
def test_what_is_no_json_object_is_said_to_be_none(text: str) -> None:
    with pytest.raises(OutputInvalid) as caught:
        read_answer(answer(text))
    assert [finding.code for finding in caught.value.findings] == ["answer_not_json"]


def test_a_response_without_content_is_an_invalid_answer() -> None:
    with pytest.raises(OutputInvalid):
        read_answer(LlmResponse())


def test_findings_name_the_place_and_the_error_keeps_what_the_model_wrote_to_itself() -> None:
    wrong = SHORT | {"tpl": [{"d": 9, "n": "SECRET", "s": [["back_squat", "Z"]]}]}
    with pytest.raises(OutputInvalid) as caught:
        read_answer(answer(json.dumps(wrong)))
    assert caught.value.findings[0].path == "days.0.weekday"
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def spoilt(value: Any) -> Iterator[Any]:
    """The same document with one of its parts made up, in every place and in several ways."""
    yield from (
        "SECRET",
        ["SECRET"],
        {"SECRET": "SECRET"},
        [["SECRET", "SECRET"]],
        {"t": "SECRET"},
        {"t": "rir", "SECRET": 1},
    )
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        yield fields | {"SECRET": 1}
        for key, item in fields.items():
            yield {("SECRET" if name == key else name): other for name, other in fields.items()}
            yield from (fields | {key: other} for other in spoilt(item))
    if isinstance(value, list):
        items = cast("list[Any]", value)
        for at, item in enumerate(items):
            yield from ([*items[:at], other, *items[at + 1 :]] for other in spoilt(item))
        yield [*items, "SECRET", "SECRET"]


def findings_in(document: Any) -> tuple[Violation, ...]:
    try:
        read_answer(answer(json.dumps(document)))
    except OutputInvalid as error:
        return error.findings
    return ()


def test_no_finding_quotes_the_answer_wherever_something_is_made_up_in_it() -> None:
    messages: set[str] = set()
    for document in spoilt(SHORT):
        findings = findings_in(document)
        assert "SECRET" not in repr(findings), document
        messages |= {finding.message for finding in findings}
    # and yet they say many different things
    assert len(messages) >= 15


@given(st.data())
def test_a_mutilated_answer_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    text = json.dumps(SHORT)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    junk = data.draw(st.text(max_size=8))
    with contextlib.suppress(OutputInvalid):
        assert read_answer(answer(text[:start] + junk + text[end:])).days
