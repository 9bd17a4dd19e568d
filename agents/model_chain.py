"""The model chain: a model that asks the models of the chain in turn, and accounts for every call (design 05, 5.2).

For each call: journal -> budget -> breaker -> call -> ledger. What to do after a failure is decided in `fallback`;
nothing else retries: not the provider's client, not ADK, not the workflow.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from pydantic import PrivateAttr

from agents.call_span import call_span, note_answer
from agents.errors import (
    AgentError,
    BudgetExceeded,
    ContextTooLong,
    ModelRefused,
    ModelRejected,
    ModelUnavailable,
    OutputInvalid,
)
from agents.failure import failure_of
from agents.fallback import (
    UNUSABLE,
    AskAgain,
    Cause,
    Fail,
    Failure,
    GiveJobBack,
    NextModel,
    Trim,
    TryAgain,
    conclude,
    decide,
)
from agents.journal import with_text
from agents.ledger import CallBooks
from agents.models import ModelSettings, build_entries, is_offline, provider_of
from agents.question import Question, Unusable
from agents.runtime import ModelRuntime
from storage.jobs import ModelCall
from strength.errors import StrengthError
from tools.workspace import Workspace

ANSWERED_BY = "fitcsv_answered_by"
"""Key of a response's metadata: id of the entry that answered."""
STOOD_IN = "fitcsv_stood_in_because"
"""Key of a response's metadata: the cause why the rule-based coach had to answer for the models before it."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A failed call, with what was wrong with the answer if there was one."""

    failure: Failure
    unusable: Unusable | None = None


class ModelChain(BaseLlm):
    """Asks the first model of a chain, and when that cannot answer the next one."""

    _settings: ModelSettings = PrivateAttr()
    _runtime: ModelRuntime = PrivateAttr()
    _entries: tuple[BaseLlm, ...] = PrivateAttr()
    _question: Question | None = PrivateAttr(default=None)
    _books: CallBooks | None = PrivateAttr(default=None)

    def __init__(
        self, settings: ModelSettings, runtime: ModelRuntime, entries: Sequence[BaseLlm] | None = None
    ) -> None:
        """A chain that still has to be told what is asked and who pays (`asking`).

        Args:
            settings: which models, what they may cost.
            runtime: shared by the whole process.
            entries: the models, built before; by default those of the settings.

        Raises:
            ValueError: the chain is empty or an id names no provider.
        """
        built = tuple(build_entries(settings) if entries is None else entries)
        super().__init__(model=built[0].model)
        self._settings = settings
        self._runtime = runtime
        self._entries = built

    def asking(self, question: Question, workspace: Workspace | None) -> "ModelChain":
        """The same chain for one kind of question of one job; without a workspace nobody pays and nothing is kept."""
        chain = ModelChain(self._settings, self._runtime, self._entries)
        chain._question = question
        chain._books = CallBooks(workspace, question, self._settings)
        return chain

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """The first usable answer.

        Raises:
            ModelUnavailable: no provider answers for now; the job should come back.
            ModelRejected, ContextTooLong: no provider will ever answer this request.
            OutputInvalid, ModelRefused: every model answered, none usably.
            BudgetExceeded: a cap forbids the call.
            LostLease, CancelRequested: the job is not ours any more; nothing more is spent.
            strength.errors.StrengthError: the rule-based coach says that no program is possible.
        """
        del stream  # an answer is of use only when it is whole
        if self._question is None or self._books is None:
            raise RuntimeError("say what is asked first: ModelChain.asking")
        yield await _Walk(self._question, self._books, self._settings, self._runtime, self._entries).answer(llm_request)


class _Walk:
    """One walk along the chain, for one request."""

    def __init__(
        self,
        question: Question,
        books: CallBooks,
        settings: ModelSettings,
        runtime: ModelRuntime,
        entries: tuple[BaseLlm, ...],
    ) -> None:
        self._question = question
        self._books = books
        self._settings = settings
        self._runtime = runtime
        self._entries = entries

    async def answer(self, request: LlmRequest) -> LlmResponse:
        """The first usable answer."""
        replayed = await self._replayed(request)
        if replayed is not None:
            return replayed
        failures: list[Failure] = []
        last: _Judged | None = None
        for place, entry in enumerate(self._entries):
            has_next = any(not is_offline(later.model) for later in self._entries[place + 1 :])
            result = await self._ask(entry, request, has_next=has_next)
            if isinstance(result, LlmResponse):
                self._note_answer(entry, is_replayed=False)
                return _marked(result, entry.model, failures)
            last = result
            failures.append(result.failure)
            logger.warning(
                "model_gave_way",
                extra={
                    "model": entry.model,
                    "cause": result.failure.cause.value,
                    "prompt_version": self._question.prompt_version,
                },
            )
        raise _error(conclude(failures), last)

    async def _replayed(self, request: LlmRequest) -> LlmResponse | None:
        """The usable answer that this job has paid for in an earlier attempt, whichever model gave it."""
        for entry in self._entries:
            asked: LlmRequest = request
            while (known := await self._books.replay(entry.model, asked)) is not None:
                if isinstance(known, LlmResponse):
                    self._note_answer(entry, is_replayed=True)
                    return _marked(known, entry.model, [])
                if asked is not request:
                    break
                asked = self._question.ask_again(request, known)
        return None

    async def _ask(self, entry: BaseLlm, request: LlmRequest, *, has_next: bool) -> LlmResponse | _Judged:
        """Ask one model as often as the policy allows."""
        tries = 0
        while True:
            tries += 1
            result = await self._call(entry, request)
            if isinstance(result, LlmResponse):
                return result
            decision = decide(result.failure, tries=tries, has_next=has_next, spread=self._runtime.spread())
            match decision:
                case TryAgain():
                    await self._runtime.pause(decision.wait_s)
                case AskAgain():
                    # decided only after an answer that could be judged
                    request = request if result.unusable is None else self._question.ask_again(request, result.unusable)
                case Trim():
                    shorter = self._question.trim(request)
                    if shorter is None:
                        raise _error(Fail(cause=result.failure.cause), result)
                    request = shorter
                case NextModel():
                    return result
                case Fail():
                    raise _error(decision, result)
                case _:
                    assert_never(decision)

    async def _call(self, entry: BaseLlm, request: LlmRequest) -> LlmResponse | _Judged:
        """One call: journal, budget, breaker, call, ledger."""
        known = await self._books.replay(entry.model, request)
        if known is not None:
            return _result(known)
        with call_span():
            return await self._called(entry, request)

    async def _called(self, entry: BaseLlm, request: LlmRequest) -> LlmResponse | _Judged:
        """One call that nobody has made yet: budget, breaker, call, ledger."""
        opened = await self._books.open(entry.model, request)
        if isinstance(opened, Failure):
            return _Judged(failure=opened)
        provider = provider_of(entry.model)
        if not is_offline(entry.model) and not self._runtime.breakers.allows(provider):
            wait_s = self._runtime.breakers.wait_s(provider)
            return _Judged(
                failure=await self._books.close_unsent(opened, Failure(cause=Cause.BREAKER_OPEN, wait_s=wait_s))
            )
        return await self._send(entry, request, opened)

    async def _send(self, entry: BaseLlm, request: LlmRequest, call: ModelCall) -> LlmResponse | _Judged:
        begun = self._runtime.clock()
        response: LlmResponse | None = None
        failure: Failure | None = None
        try:
            # the client's own limit is one of silence; this one is of the whole call
            async with asyncio.timeout(self._settings.timeout_s):
                # a model may change what it is given; and ADK has put the chain's own name into the request, which
                # would go before the entry's
                own = request.model_copy(deep=True, update={"model": entry.model})
                async for item in entry.generate_content_async(own, stream=False):
                    response = item
        except StrengthError:
            # the rule-based coach says that no program is possible: that is an answer
            await self._books.close_free(call, "impossible", milliseconds=self._since(begun))
            raise
        except asyncio.CancelledError:
            # the worker ends, or the user has cancelled: the provider goes on writing, and bills it
            await asyncio.shield(self._books.close_left(call, milliseconds=self._since(begun)))
            raise
        except Exception as error:
            # a provider's client may raise anything
            failure = failure_of(error, now=self._runtime.now())
        if failure is None and response is None:
            failure = Failure(cause=Cause.GARBLED)
        if response is None or failure is not None:
            assert failure is not None  # noqa: S101 - the line above
            self._note(entry, failure)
            await self._books.close_failed(call, failure, milliseconds=self._since(begun))
            return _Judged(failure=failure)
        self._note(entry, None)
        kept = self._canonical(entry, request, response)
        await self._books.close_answered(call, response, request, kept=kept, milliseconds=self._since(begun))
        return _result(kept)

    def _canonical(self, entry: BaseLlm, request: LlmRequest, response: LlmResponse) -> LlmResponse | Unusable:
        """The answer in its canonical text, the same as a replay gives; or why it is of no use."""
        unusable = self._question.judge(request, response)
        if unusable is not None:
            return unusable
        if is_offline(entry.model):
            # every word of the rule-based coach is ours
            return response
        canonical = with_text(response, self._question.canonical(request, response))
        # what could not be read again after a crash is of no use now, either
        return self._question.judge(request, canonical) or canonical

    def _note(self, entry: BaseLlm, failure: Failure | None) -> None:
        """Tell the provider's breaker; the rule-based coach has none, because it is no provider."""
        if is_offline(entry.model):
            return
        if failure is None:
            self._runtime.breakers.succeeded(provider_of(entry.model))
        else:
            self._runtime.breakers.failed(provider_of(entry.model), failure)

    def _note_answer(self, entry: BaseLlm, *, is_replayed: bool) -> None:
        note_answer(entry.model, prompt_version=self._question.prompt_version, is_replayed=is_replayed)

    def _since(self, begun: float) -> int:
        return round((self._runtime.clock() - begun) * 1000)


def _result(kept: LlmResponse | Unusable) -> LlmResponse | _Judged:
    """What came of a call, to the one who decides what to do next."""
    return _Judged(failure=Failure(cause=kept.cause), unusable=kept) if isinstance(kept, Unusable) else kept


def _marked(response: LlmResponse, model_id: str, failures: Sequence[Failure]) -> LlmResponse:
    """The response, with who gave it and what it stands in for."""
    marks: dict[str, Any] = {**(response.custom_metadata or {}), ANSWERED_BY: model_id}
    if is_offline(model_id) and failures:
        marks[STOOD_IN] = failures[-1].cause.value
    return response.model_copy(update={"custom_metadata": marks})


def _error(decision: GiveJobBack | Fail, last: _Judged | None) -> AgentError:
    """How a walk without an answer ends. Messages never repeat what a provider or a model wrote."""
    if isinstance(decision, GiveJobBack):
        return ModelUnavailable("No AI model is available just now.", wait_s=decision.wait_s)
    cause = decision.cause
    if cause in (Cause.OVER_BUDGET, Cause.UNPRICED):
        return BudgetExceeded("The spending limit for AI models does not allow another call.")
    if cause is Cause.TOO_LONG:
        return ContextTooLong("The request is too long for the AI model.")
    if cause is Cause.REFUSED:
        return ModelRefused("The model declined to answer.")
    if cause in UNUSABLE:
        findings = last.unusable.findings if last is not None and last.unusable is not None else ()
        return OutputInvalid("No model gave a usable answer.", findings)
    return ModelRejected("No model accepts this request.")
