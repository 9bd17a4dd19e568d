"""A request as a simulated provider received it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agents.validator.review_summary import HEADING


class Provider(StrEnum):
    """Whose API."""

    ANTHROPIC = "anthropic"
    OPENAI = "openai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request.

    Attributes:
        provider: whose API it spoke.
        path: where it went.
        headers: names in lower case.
        body: the JSON; empty for a GET.
    """

    provider: Provider
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> object:
        """The instructions, as they were sent."""
        if "system" in self.body:
            return self.body["system"]
        return [message for message in self.body["messages"] if message["role"] in {"system", "developer"}]

    @property
    def user_texts(self) -> list[str]:
        """Every text of the user's messages, in order."""
        texts: list[str] = []
        for message in self.body.get("messages", ()):
            if message["role"] == "user":
                content = message["content"]
                parts: list[dict[str, Any]] = [{"text": content}] if isinstance(content, str) else content
                texts += [part["text"] for part in parts]
        return texts

    @property
    def is_review(self) -> bool:
        """Whether it asks for a review of a program, and not for a design or a choice."""
        return any(text.startswith(HEADING) for text in self.user_texts)
