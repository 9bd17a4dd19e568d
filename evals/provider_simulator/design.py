"""What the simulated model says: the design that the planner makes for the request, or a spoilt form of it."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from google.adk.models.llm_request import LlmRequest
from google.genai import types

from agents.offline import OFFLINE_COACH, OfflineCoach


def good_design(user_texts: Sequence[str]) -> str:
    """The blueprint that the rule-based coach gives to the same brief, short form.

    Raises:
        ValueError: the texts hold no brief.
    """
    request = LlmRequest(contents=[types.Content(role="user", parts=[types.Part(text=text)]) for text in user_texts])
    return asyncio.run(_answer(request))


async def _answer(request: LlmRequest) -> str:
    async for response in OfflineCoach(model=OFFLINE_COACH).generate_content_async(request):
        if response.content is not None and response.content.parts:
            return response.content.parts[0].text or ""
    raise ValueError("the rule-based coach gave no answer")


def with_wrong_ids(design: str) -> str:
    """The same design with exercises that do not exist, as a model invents them."""
    fields: dict[str, Any] = json.loads(design)
    for day in fields["tpl"]:
        day["s"] = [[f"{str(slot[0]).split('/')[0]}_of_doom", *slot[1:]] for slot in day["s"]]
    return json.dumps(fields, separators=(",", ":"))
