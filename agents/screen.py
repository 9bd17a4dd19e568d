"""What a model writes for the lifter, screened: words that notes talked it into, our instructions, addresses, codes.

Only a blueprint holds words of a model (the chooser's answers hold none that are kept). What does not pass is left out,
and rules write it instead: nothing is lost but a turn of phrase.
"""

import re
from functools import lru_cache

from strength.blueprint import Blueprint, Day, Slot
from strength.catalog import load_catalog

_MARKUP = re.compile(r"[<>{}\[\]`\\|@]|https?:|www\.|://|\w\.(?:com|net|org|io|example)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9']+")
_TOKEN = re.compile(r"[A-Za-z0-9_]+")
_PLAIN = re.compile(
    r"[a-z]+|\d+|[a-z]{1,3}\d{1,2}|e?\d+rm|\d+(?:x\d*|st|nd|rd|th|kgs?|lbs?|s|secs?|mins?|h|am|pm|reps?|sets?)",
    re.IGNORECASE,
)
"""What a word or a figure of a coach's looks like: RPE8, 5x5, 1RM, 3rd, 90s."""

_SHOUTED = 6
"""Letters of the shortest word in capitals that is no abbreviation; AMRAP has five."""

_SOFT_ENDING = re.compile(r"(?<=[a-z]{3})ie(?:r|s|d|st)$")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:'s|ing|ed|es|er|ly|s|e)$")
_WINDOW = 6
"""As many words in a row as our instructions are nobody's turn of phrase."""

_PARROTED = 5
"""Shortest word that a model can be caught at repeating; shorter ones are everybody's."""


def screened(blueprint: Blueprint, *, notes: str, instructions: str) -> Blueprint:
    """The blueprint without what should not be said.

    Args:
        blueprint: as a model wrote it.
        notes: the lifter's own words.
        instructions: the model's.
    """

    def fit(text: str | None) -> bool:
        return bool(text) and is_fit(text or "", notes=notes, instructions=instructions)

    def slot(one: Slot) -> Slot:
        return one if one.note is None or fit(one.note) else one.model_copy(update={"note": None})

    def day(number: int, one: Day) -> Day:
        changes: dict[str, object] = {"slots": tuple(slot(item) for item in one.slots)}
        if not fit(one.name):
            changes["name"] = f"Day {number}"
        if one.note is not None and not fit(one.note):
            changes["note"] = None
        return one.model_copy(update=changes)

    return blueprint.model_copy(
        update={
            "name": blueprint.name if fit(blueprint.name) else None,
            "rationale": blueprint.rationale if fit(blueprint.rationale) else "",
            "warnings": tuple(text for text in blueprint.warnings if fit(text)),
            "days": tuple(day(number, one) for number, one in enumerate(blueprint.days, start=1)),
        }
    )


def is_fit(text: str, *, notes: str, instructions: str) -> bool:
    """Whether a text may be stored and shown.

    Not when it holds markup or an address, a code or a shout, a run of words from the instructions, or a word of the
    notes that has nothing to do with training: whatever the notes asked a model to say, they had to name.
    """
    if _MARKUP.search(text) or any(not char.isprintable() for char in text):
        return False
    vocabulary = _vocabulary(instructions)
    if any(_is_code(token, vocabulary) for token in _TOKEN.findall(text)):
        return False
    words = _words(text)
    if not _windows(words).isdisjoint(_windows_of(instructions)):
        return False
    odd = {word for word in _words(notes) if len(word) >= _PARROTED} - vocabulary
    return odd.isdisjoint(words)


def _is_code(token: str, vocabulary: frozenset[str]) -> bool:
    """Whether it is no word and no figure but a key, a password, a shouted name; ids of exercises are none."""
    parts = [part for part in token.lower().split("_") if part]
    if len(parts) > 1:
        return not vocabulary.issuperset(parts)
    if token.isupper() and token.isalpha() and len(token) >= _SHOUTED:
        return token.lower() not in vocabulary
    return _PLAIN.fullmatch(token.strip("_")) is None


def is_plain(text: str, *, known: str) -> bool:
    """Whether every longer word of a text is in `known`, or is a word for an exercise, a muscle, a joint or equipment.

    For words that nobody has to read: what a model made up, in whatever language or spelling, does not pass.

    Args:
        text: a sentence of a model's.
        known: texts of ours.
    """
    if any(char.isalpha() and not char.isascii() for char in text):
        return False
    said = {_stem(word) for word in _words(text) if len(word) >= _PARROTED}
    return said <= {_stem(word) for word in (*_words(known), *_vocabulary(""))}


def _stem(word: str) -> str:
    """The word without what English hangs on to it; wrong in places, and the same on both sides."""
    return _ENDING.sub("", _SOFT_ENDING.sub("y", word))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _windows(words: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + _WINDOW]) for at in range(len(words) - _WINDOW + 1))


@lru_cache(maxsize=8)
def _windows_of(instructions: str) -> frozenset[tuple[str, ...]]:
    return _windows(_words(instructions))


@lru_cache(maxsize=8)
def _vocabulary(instructions: str) -> frozenset[str]:
    """Words about training: those of the instructions, of exercises, muscles, joints and equipment."""
    texts = [instructions]
    for exercise in load_catalog().exercises:
        texts += [
            exercise.name,
            exercise.pattern.value,
            *exercise.aliases,
            *(muscle.value for muscle in exercise.primary),
        ]
        texts += [token.value.replace("_", " ") for kit in exercise.kits for token in kit.tokens]
        texts += [area.value.replace("_", " ") for area in exercise.caution_when]
    return frozenset(word for text in texts for word in _words(text.replace("_", " ")))
