"""What a model writes for the lifter, screened: words that notes talked it into, instructions of ours, addresses, markup.

Only a blueprint holds words of a model (the chooser's answers hold none that are kept). What does not pass is left out,
and rules write it instead: nothing is lost but a turn of phrase.
"""

import re
from functools import lru_cache

from strength.blueprint import Blueprint, Day, Slot
from strength.catalog import load_catalog

_MARKUP = re.compile(r"[<>{}\[\]`\\|@]|https?:|www\.|://|\w\.(?:com|net|org|io|example)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9']+")
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

    Not when it holds markup or an address, a run of words from the instructions, or a word of the notes that has nothing
    to do with training: whatever the notes asked a model to say, they had to name.
    """
    if _MARKUP.search(text) or any(not char.isprintable() for char in text):
        return False
    words = _words(text)
    if not _windows(words).isdisjoint(_windows_of(instructions)):
        return False
    odd = {word for word in _words(notes) if len(word) >= _PARROTED} - _vocabulary(instructions)
    return odd.isdisjoint(words)


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
