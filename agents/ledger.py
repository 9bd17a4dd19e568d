"""A model that books every call: who was asked, who answered, how long it took, what it used and cost."""

import asyncio
import time
from collections.abc import AsyncGenerator

from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import PrivateAttr

from agents.errors import AgentError, ModelRejected, ModelUnavailable
from agents.models import price_usd, price_version
from agents.token_count import TokenCount, token_count
from storage.jobs import ModelCall
from strength.errors import StrengthError
from tools.workspace import Workspace

_OUR_FAULT = frozenset({400, 404, 413, 422})
"""Answers that the same call would get for ever. 401 and 403 are not among them: an operator mends a key."""


class RecordedModel(BaseLlm):
    """Asks another model once, without retries, and books the call on the job's bill whatever comes of it."""

    _inner: BaseLlm = PrivateAttr()
    _workspace: Workspace = PrivateAttr()
    _step: str = PrivateAttr()

    def __init__(self, inner: BaseLlm, workspace: Workspace, *, step: str) -> None:
        """Wrap a model.

        Args:
            inner: who answers.
            workspace: the job that pays; its `on_model_call` may block, so it runs in a thread.
            step: what the calls are for.
        """
        super().__init__(model=inner.model)
        self._inner = inner
        self._workspace = workspace
        self._step = step

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """Ask, book, pass the answer on.

        Raises:
            ModelUnavailable: no answer for now.
            ModelRejected: never an answer to this call.
        """
        del stream  # a blueprint is of use only when it is whole
        begun = time.monotonic()
        failure: AgentError | None = None
        response: LlmResponse | None = None
        try:
            async for item in self._inner.generate_content_async(llm_request, stream=False):
                response = item
        except StrengthError:
            # the rule-based coach says that no program is possible: that is an answer
            await self._book("impossible", begun, None)
            raise
        except Exception as error:
            # a provider's client may raise anything
            cause, failure = _failure(self.model, error)
            await self._book(cause, begun, None)
        if failure is not None:
            # outside the handler: the original quotes what the provider said, which can hold part of a key
            raise failure
        if response is None:
            await self._book("empty", begun, None)
            raise ModelUnavailable(f"Model {self.model!r} gave no answer.")
        await self._book(_cause(response), begun, response)
        yield response

    async def _book(self, cause: str, begun: float, response: LlmResponse | None) -> None:
        tokens = token_count(response.usage_metadata) if response else None
        count = tokens or TokenCount()
        call = ModelCall(
            job_id=self._workspace.job_id,
            user_id=self._workspace.user_id,
            fence=self._workspace.fence,
            step=self._step,
            model_asked=self.model,
            model_answered=response.model_version if response else None,
            cause=cause,
            milliseconds=round((time.monotonic() - begun) * 1000),
            input_tokens=count.uncached,
            cache_read_tokens=count.cache_read,
            cache_write_tokens=count.cache_write,
            output_tokens=count.output,
            # what a failed call used nobody says, so its price is not known either
            cost_usd=price_usd(self.model, tokens),
            price_version=price_version(self.model),
        )
        await asyncio.to_thread(self._workspace.on_model_call, call)


def _cause(response: LlmResponse) -> str:
    match response.finish_reason:
        case None | types.FinishReason.STOP:
            return "answered"
        case types.FinishReason.MAX_TOKENS:
            return "cut_off"
        case types.FinishReason.SAFETY:
            return "refused"
        case other:
            return other.value.lower()


def _failure(model: str, error: Exception) -> tuple[str, AgentError]:
    """What a client's error is called in the ledger, and what it means for the job."""
    status = getattr(error, "status_code", None)
    name = type(error).__name__
    if "Timeout" in name or isinstance(error, TimeoutError):
        return "timeout", ModelUnavailable(f"Model {model!r} did not answer in time.")
    if "Connection" in name or not isinstance(status, int):
        return "connection", ModelUnavailable(f"Model {model!r} cannot be reached ({name}).")
    if status in _OUR_FAULT:
        return f"http_{status}", ModelRejected(f"Model {model!r} rejected the call (status {status}).")
    return f"http_{status}", ModelUnavailable(f"Model {model!r} is not available (status {status}).")
