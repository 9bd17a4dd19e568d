"""What an agent asks a model: how an answer is judged, how it is asked for again, how the request gets shorter."""

from collections.abc import Callable
from dataclasses import dataclass

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse

from agents.fallback import Cause
from strength.violation import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """Why an answer is of no use.

    Attributes:
        cause: one of `fallback.UNUSABLE`.
        findings: what is wrong with it, for the model; they may quote it, so keep them out of logs.
    """

    cause: Cause
    findings: tuple[Violation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One kind of question.

    Attributes:
        step: what it is for; in the ledger and the journal.
        prompt_version: hash of its instructions.
        judge: why an answer is of no use; None when it is usable.
        ask_again: the request with what was wrong with its answer.
        trim: a shorter request, or None when nothing can be left out.
    """

    step: str
    prompt_version: str
    judge: Callable[[LlmRequest, LlmResponse], Unusable | None]
    ask_again: Callable[[LlmRequest, Unusable], LlmRequest]
    trim: Callable[[LlmRequest], LlmRequest | None]
