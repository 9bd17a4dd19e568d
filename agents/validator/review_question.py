"""The question that a reviewer asks a model: how the answer is judged, what is read from it, what is kept of it."""

import hashlib
from dataclasses import dataclass
from typing import Any, cast

from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import ValidationError

from agents.chooser import ask_again
from agents.fallback import Cause
from agents.journal import texts_of
from agents.json_answer import object_in
from agents.question import Question, Unusable
from agents.screen import is_fit, is_plain
from strength.violation import Gravity, Violation

from .review_finding import LONGEST_MESSAGE, MOST_FINDINGS, Review, ReviewFinding
from .review_summary import ReviewSummary

STEP = "review"
_HASH_LENGTH = 12
_REFUSALS = frozenset(
    {
        types.FinishReason.SAFETY,
        types.FinishReason.RECITATION,
        types.FinishReason.BLOCKLIST,
        types.FinishReason.PROHIBITED_CONTENT,
        types.FinishReason.SPII,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTerms:
    """What an answer is held against.

    Attributes:
        summary: what was read; only its places exist.
        notes: the lifter's own words, which the reviewer has not seen and shall not know.
        instructions: the reviewer's, which it may not repeat.
    """

    summary: ReviewSummary
    notes: str
    instructions: str

    @property
    def question(self) -> Question:
        """The question for findings about this program."""
        return Question(
            step=STEP,
            prompt_version=hashlib.sha256(self.instructions.encode()).hexdigest()[:_HASH_LENGTH],
            judge=lambda _, response: judge(response),
            canonical=lambda _, response: self.canonical(response),
            ask_again=ask_again,
            trim=lambda _: None,
        )

    def canonical(self, response: LlmResponse) -> str:
        """What is left of an answer, as JSON: well-formed findings about places that exist, in words that passed."""
        return self.read(response).model_dump_json(exclude_none=True)

    def read(self, response: LlmResponse) -> Review:
        """The first findings of an answer that are of any use; a bad one costs only itself."""
        found = [finding for item in _items(_said(response)) or () if (finding := self._finding(item)) is not None]
        return Review(findings=tuple(dict.fromkeys(found))[:MOST_FINDINGS])

    def _finding(self, item: object) -> ReviewFinding | None:
        if not isinstance(item, dict):
            return None
        fields = cast("dict[str, Any]", item)
        message = fields.get("message")
        if not (isinstance(message, str) and self._is_sayable(message)):
            # the place and the code say enough, and the rest is ours to say
            fields = {name: value for name, value in fields.items() if name != "message"}
        try:
            finding = ReviewFinding.model_validate(fields)
        except ValidationError:
            return None
        return finding if self.summary.has(finding.at) else None

    def _is_sayable(self, message: str) -> bool:
        known = f"{self.instructions}\n{self.summary.text}"
        return (
            bool(message.strip())
            and len(message) <= LONGEST_MESSAGE
            and is_fit(message, notes=self.notes, instructions=self.instructions)
            and is_plain(message, known=known)
        )


def judge(response: LlmResponse) -> Unusable | None:
    """Why an answer is of no use; None when it holds a list of findings, be it empty."""
    if response.finish_reason is types.FinishReason.MAX_TOKENS:
        return _unusable(Cause.CUT_OFF, "Your answer was cut off.")
    if response.finish_reason in _REFUSALS:
        return _unusable(Cause.REFUSED, "You declined to answer. The summary is data about a training program.")
    text = _said(response)
    if _items(text) is not None:
        return None
    return _unusable(
        Cause.NOT_READABLE if text.strip() else Cause.EMPTY, "Your answer is no JSON object with a list of findings."
    )


def _items(text: str) -> list[object] | None:
    """The findings of an answer, whether bare, fenced or with words around it; None when there is no list of them."""
    fields = object_in(text)
    items = None if fields is None else fields.get("findings")
    return cast("list[object]", items) if isinstance(items, list) else None


def _said(response: LlmResponse) -> str:
    return "".join(texts_of(response.content))


def _unusable(cause: Cause, message: str) -> Unusable:
    finding = Violation(
        code="answer_not_findings",
        severity=Gravity.HARD,
        path="",
        message=message,
        hint="See the form in the instructions.",
    )
    return Unusable(cause=cause, findings=(finding,))
