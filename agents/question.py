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
        findings: what is wrong with it, for the model, in words of ours alone: they are kept in the journal, so they
            never quote the answer, not even an id or a key that it made up.
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
        canonical: the text that stands for an answer that `judge` accepts, and all of it that anybody ever sees or
            stores: parsed, screened, written anew. `judge` accepts it, too, and its own canonical text is itself.
        ask_again: the request with what was wrong with its answer.
        trim: a shorter request, or None when nothing can be left out.
    """

    step: str
    prompt_version: str
    judge: Callable[[LlmRequest, LlmResponse], Unusable | None]
    canonical: Callable[[LlmRequest, LlmResponse], str]
    ask_again: Callable[[LlmRequest, Unusable], LlmRequest]
    trim: Callable[[LlmRequest], LlmRequest | None]
