"""The books of one question's calls: reserves before a call, books after it, keeps replies. All in the database.

Without a workspace, as in the dev UI of a single agent, nobody pays and nothing is kept.
"""

import asyncio
from dataclasses import replace

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse

from agents.call_span import note_call
from agents.fallback import NOT_SENT, Cause, Failure
from agents.journal import from_reply, input_hash, instructions_of, model_name, step_key, texts_of, to_refusal, to_reply
from agents.models import ModelSettings, is_offline
from agents.prices import most_usd, price_usd, price_version
from agents.question import Question, Unusable
from agents.token_count import TokenCount, token_count
from storage.ids import new_id
from storage.jobs import ModelCall
from tools.workspace import Workspace

CHARACTERS_PER_TOKEN = 3
"""On the low side: English and JSON have about four (OpenAI's rule of thumb), so estimates come out high."""

_OVERHEAD_TOKENS = 64
"""Roles and separators of a few messages."""

_NOT_BILLED = frozenset(
    {
        Cause.UNREACHABLE,
        Cause.RATE_LIMITED,
        Cause.SPENDING_LIMIT,
        Cause.OVERLOADED,
        Cause.SERVER_ERROR,
        Cause.BAD_KEY,
        Cause.UNKNOWN_MODEL,
        Cause.BAD_REQUEST,
        Cause.TOO_LONG,
        *NOT_SENT,
    }
)
"""A request that was turned away costs nothing; one whose answer was lost on the way may have cost all it could."""

ANSWERED = "answered"


class CallBooks:
    """Keeps the books of the calls that one step of a job makes."""

    def __init__(self, workspace: Workspace | None, question: Question, settings: ModelSettings) -> None:
        """Book on this job's bill; without a workspace on nobody's."""
        self._workspace = workspace
        self._question = question
        self._settings = settings

    async def replay(self, model_id: str, request: LlmRequest) -> LlmResponse | Unusable | None:
        """What came of the call that this job has already paid for, or None."""
        if self._workspace is None or is_offline(model_id):
            return None
        hashed = input_hash(model_id, self._settings.max_tokens, request)
        step = step_key(self._question.step, hashed)
        reply = await asyncio.to_thread(
            self._workspace.store.journal_get, self._workspace.job_id, step, hashed, self._question.prompt_version
        )
        known = from_reply(reply)
        if isinstance(known, LlmResponse) and self._question.judge(request, known) is not None:
            # kept by a version of ours that took more for usable: the question is asked anew
            return None
        return known

    async def open(self, model_id: str, request: LlmRequest) -> ModelCall | Failure:
        """Reserve what a call may cost at most.

        Returns:
            The call to be booked later, or why it may not be made.

        Raises:
            LostLease: the job is somebody else's by now; do not spend.
            CancelRequested: its owner wants it cancelled; do not spend.
        """
        call = self._call(model_id, request)
        if self._workspace is None or is_offline(model_id):
            return call
        if call.cost_usd is None and not self._settings.allow_unpriced:
            return await self.close_unsent(call, Failure(cause=Cause.UNPRICED))
        cap = await asyncio.to_thread(self._workspace.store.reserve_model_call, call, self._settings.caps)
        return call if cap is None else await self.close_unsent(call, Failure(cause=Cause.OVER_BUDGET))

    async def close_unsent(self, call: ModelCall, failure: Failure) -> Failure:
        """Book that a call was not made; nobody shall wonder why a model was passed over."""
        await self.close_failed(call, failure, milliseconds=0)
        return failure

    async def close_failed(self, call: ModelCall, failure: Failure, *, milliseconds: int) -> None:
        """Book a call without an answer."""
        await self._book(self._failed(call, failure.cause.value, milliseconds, is_free=failure.cause in _NOT_BILLED))

    async def close_left(self, call: ModelCall, *, milliseconds: int) -> None:
        """Book a call that was left while it was under way: it may cost all it can."""
        await self._book(self._failed(call, "cancelled", milliseconds, is_free=False))

    async def close_free(self, call: ModelCall, cause: str, *, milliseconds: int) -> None:
        """Book a call that ended without an answer and never costs anything."""
        await self._book(self._failed(call, cause, milliseconds, is_free=True))

    async def close_answered(
        self,
        call: ModelCall,
        response: LlmResponse,
        request: LlmRequest,
        *,
        kept: LlmResponse | Unusable,
        milliseconds: int,
    ) -> None:
        """Book a call and keep what came of it, both or neither.

        Args:
            call: as it was opened.
            response: as the model gave it; it is counted and not kept.
            request: what was sent.
            kept: the answer in its canonical text, or why it is of no use.
            milliseconds: how long it took.

        Raises:
            LostLease: the job is somebody else's by now; the call is booked.
        """
        counted = TokenCount() if is_offline(call.model_asked) else token_count(response.usage_metadata)
        tokens = counted or TokenCount(uncached=call.input_tokens, output=_tokens("".join(texts_of(response.content))))
        booked = replace(
            call,
            cause=kept.cause.value if isinstance(kept, Unusable) else ANSWERED,
            milliseconds=milliseconds,
            model_answered=model_name(response.model_version),
            input_tokens=tokens.uncached,
            cache_read_tokens=tokens.cache_read,
            cache_write_tokens=tokens.cache_write,
            output_tokens=tokens.output,
            cost_usd=price_usd(call.model_asked, tokens),
            is_estimated=counted is None,
        )
        if self._workspace is None or is_offline(call.model_asked):
            await self._book(booked)
            return
        note_call(booked)
        hashed = input_hash(call.model_asked, self._settings.max_tokens, request)
        await asyncio.to_thread(
            self._workspace.store.book_reply,
            booked,
            step=step_key(self._question.step, hashed),
            input_hash=hashed,
            reply=to_refusal(kept) if isinstance(kept, Unusable) else to_reply(kept),
        )

    def _call(self, model_id: str, request: LlmRequest) -> ModelCall:
        """The call with the most it can use and cost."""
        input_tokens, output_tokens = (
            (0, 0) if is_offline(model_id) else (_request_tokens(request), self._settings.max_tokens)
        )
        workspace = self._workspace
        return ModelCall(
            call_id=new_id(),
            job_id=workspace.job_id if workspace else "",
            user_id=workspace.user_id if workspace else "",
            fence=workspace.fence if workspace else 0,
            step=self._question.step,
            model_asked=model_id,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost_usd=most_usd(model_id, input_tokens=input_tokens, output_tokens=output_tokens),
            price_version=price_version(model_id),
            prompt_version=self._question.prompt_version,
        )

    def _failed(self, call: ModelCall, cause: str, milliseconds: int, *, is_free: bool) -> ModelCall:
        booked = replace(call, cause=cause, milliseconds=milliseconds, is_estimated=not is_free)
        return replace(booked, input_tokens=0, output_tokens=0, cost_usd=0.0) if is_free else booked

    async def _book(self, call: ModelCall) -> None:
        note_call(call)
        if self._workspace is not None:
            await asyncio.to_thread(self._workspace.on_model_call, call)


def _request_tokens(request: LlmRequest) -> int:
    words = [instructions_of(request)]
    words += [text for content in request.contents for text in texts_of(content)]
    return _tokens("".join(words)) + _OVERHEAD_TOKENS


def _tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_PER_TOKEN)
