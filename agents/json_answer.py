"""The JSON object in what a model said, whether bare, fenced or with words around it."""

import json
from collections.abc import Mapping
from typing import Any, cast

MOST_CHARACTERS = 20_000
"""Longer answers are not read: a few picks, findings or words of a request take a tenth of it."""

_DECODER = json.JSONDecoder()


def object_in(text: str) -> Mapping[str, Any] | None:
    """The first JSON object of a text; None when there is none that can be read.

    A designer's answer has a reader of its own (`agents.periodization.answer`), which tells the model what was wrong.
    """
    start = text.find("{")
    if start < 0 or len(text) > MOST_CHARACTERS:
        return None
    try:
        value, _ = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else None
