"""The rule-based coach as a model: a blueprint for a brief, the first options for a menu, free and at once.

It reads what models get.
It is the default without keys, what steps in when a model fails, and the baseline that every model has to beat.
"""

import json
from collections.abc import AsyncGenerator

from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.adk.models.registry import LLMRegistry
from google.genai import types

from agents.brief import read_brief
from agents.menu import first_picks, is_menu
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import catalog_pool

OFFLINE_COACH = "offline/coach"
WORDS = "# Words\n"
"""Heading over what a person typed, when a model is to read it."""


class OfflineCoach(BaseLlm):
    """Designs by rule. Exercises that only this user's database knows are left out: the table says too little of them."""

    @classmethod
    def supported_models(cls) -> list[str]:
        """Every id that starts with `offline/`."""
        return [r"offline/.*"]

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """Answer one brief or one menu.

        Raises:
            ValueError: the request holds neither.
            strength.errors.PoolTooThin: no program can be made from its exercises.
        """
        del stream  # there is nothing to wait for
        text = "\n".join(_texts(llm_request))
        answer = _answer(text)
        yield LlmResponse(
            content=types.Content(role="model", parts=[types.Part(text=answer)]),
            model_version=self.model,
            finish_reason=types.FinishReason.STOP,
            usage_metadata=types.GenerateContentResponseUsageMetadata(
                prompt_token_count=0, candidates_token_count=0, cached_content_token_count=0, total_token_count=0
            ),
        )


def _answer(text: str) -> str:
    if text.startswith(WORDS):
        # rules read a person's words elsewhere, and need no model for it
        return "{}"
    return first_picks(text) if is_menu(text) else _design(text)


def _design(text: str) -> str:
    facts = read_brief(text)
    known = load_catalog().by_slug
    pool = catalog_pool(facts.request, (known[slug] for slug in facts.slugs if slug in known))
    blueprint = plan(facts.request, pool, history=facts.recent)
    return json.dumps(to_wire(blueprint), ensure_ascii=False, separators=(",", ":"))


def _texts(llm_request: LlmRequest) -> list[str]:
    return [part.text for content in llm_request.contents for part in content.parts or [] if part.text]


LLMRegistry.register(OfflineCoach)
