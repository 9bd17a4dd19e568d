"""Plain English about a planned workout to a request, by rule: "I only have 30 minutes today", "swap deadlifts"."""

import re

from agents.phrases import first_number, limitations_in, minutes_in, missing_equipment, printable
from strength.adaptation import AdaptRequest
from strength.catalog import load_catalog
from strength.request import MAX_NOTES
from strength.substitution import SubstituteRequest
from strength.substitution.request import MAX_REASON

NEXT_WORKOUT = "next"
"""The workout that the person would do next; whoever opens the job knows which one that is."""

ASK_EXERCISE = "Which exercise would you like to replace? Please name it, such as 'bench press' or 'deadlift'."
ASK_DAY = (
    "What is different today? Please tell me how many minutes you have, what equipment is missing, what hurts, or how "
    "fresh you are (1-5)."
)

_SWAP = r"\b(?:swap|substitut\w*|replac\w*|alternatives?|instead of|in place of|switch (?:out )?|exchange)\b"
_PROGRAM = r"\b(?:weeks?|program(?:me)?|a week|per week|days|goal)\b"
_DAY = (
    r"\b(?:today|tonight|this morning|right now|adapt|shorten|shorter|workout|session|slept|tired|exhausted|worn out|"
    r"readiness|only have|in a hurry|short on time)\b"
)
_WORN_OUT = r"\b(?:exhausted|worn out|wrecked|ill|sick|hung ?over|destroyed)\b"
_TIRED = r"\b(?:tired|fatigued|slept (?:badly|poorly|little)|bad(?:ly)? slept|no sleep|low energy|run down|beat up)\b"
_FRESH = r"\b(?:fresh|great|well rested|rested|full of energy)\b"
_READINESS = r"readiness\s*(?:is|of|:|=)?\s*(\d+)"
_SUBSTITUTE_FOR = (
    r"(?:alternatives? (?:to|for)|substitutes? for|instead of|in place of|replacement for|swap(?: out)?|replace|"
    r"substitute|switch(?: out)?|exchange)\s+(?:the |my |those |these )?"
)
_ENDS_NAME = r"\b(?:for|with|by|because|since|as|today|without|no|my|in|please|something|from|but|and|i)\b|[,.;:!?]"
_LONGEST_NAME = 6
_COUNT = r"(?:give me |show me |top )(\d+)"


def is_substitution(text: str) -> bool:
    """Whether words ask for another exercise."""
    return re.search(_SWAP, text.lower()) is not None


def is_adaptation(text: str) -> bool:
    """Whether words are about today's workout rather than about a program."""
    words = text.lower()
    return re.search(_DAY, words) is not None and re.search(_PROGRAM, words) is None


def read_adaptation(words: str) -> AdaptRequest | str:
    """The request for the next workout, or the question that has to be answered first.

    Raises:
        pydantic.ValidationError: a number is out of its range; the message names it.
    """
    text = " ".join(words.lower().split())
    minutes = minutes_in(text)
    missing = tuple(sorted(token.value for token in missing_equipment(text)))
    limitations = limitations_in(text)
    readiness = _readiness(text)
    if minutes is None and not missing and not limitations and readiness is None:
        return ASK_DAY
    return AdaptRequest(
        workout_id=NEXT_WORKOUT,
        minutes_available=minutes,
        missing_equipment=missing,
        limitations=limitations,
        readiness=readiness,
        notes=printable(words)[:MAX_NOTES],
    )


def read_substitution(words: str) -> SubstituteRequest | str:
    """The request for the exercise that is named, or the question which one it is.

    Raises:
        pydantic.ValidationError: a number is out of its range; the message names it.
    """
    text = " ".join(words.lower().split())
    slug = _exercise_in(text)
    if slug is None:
        return ASK_EXERCISE
    return SubstituteRequest(
        exercise_definition_id=slug,
        reason=printable(words)[:MAX_REASON],
        limitations=limitations_in(text),
        count=first_number((_COUNT,), text) or 5,
    )


def _exercise_in(text: str) -> str | None:
    """Slug of the exercise that is to be replaced: what follows the verb, else the first exercise that is named."""
    for match in re.finditer(_SUBSTITUTE_FOR, text):
        name = re.split(_ENDS_NAME, text[match.end() :], maxsplit=1)[0]
        if (slug := _first_exercise(name)) is not None:
            return slug
    return _first_exercise(text)


def _first_exercise(text: str) -> str | None:
    """The first exercise of the catalog that the words name, the longest name first; plurals count."""
    catalog = load_catalog()
    words = re.findall(r"[a-z0-9-]+", text)
    for start in range(len(words)):
        for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            for name in (phrase, phrase.removesuffix("es"), phrase.removesuffix("s")):
                found = catalog.find(name) if len(name) > 2 else None  # noqa: PLR2004 - "ab" names nothing
                if found is not None:
                    return found.slug
    return None


def _readiness(text: str) -> int | None:
    if match := re.search(_READINESS, text):
        return int(match.group(1))
    for pattern, value in ((_WORN_OUT, 1), (_TIRED, 2), (_FRESH, 5)):
        if re.search(pattern, text):
            return value
    return None
