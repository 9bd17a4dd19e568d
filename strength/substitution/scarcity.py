"""What is not at hand: equipment taken away from a kit, and what a lifter's reason says is missing."""

import re
from collections.abc import Iterable

from strength.equipment import NO_RACK, Equipment, equipment_of, kit_of
from strength.exercise import Exercise

_MISSING = re.compile(
    r"\b(?:no|without|missing|lack|lacks|taken|busy|occupied|broken|closed|unavailable|not available|not free|"
    r"out of order|don'?t have|do not have|have no|haven'?t got)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_LONGEST_NAME = 3

_COMMON = frozenset({Equipment.BENCH, Equipment.INCLINE_BENCH, Equipment.DECLINE_BENCH, Equipment.RACK})
"""What many exercises stand on: rarely what "it is taken" means where something more special is needed, too."""


def missing_tokens(words: Iterable[str]) -> frozenset[Equipment]:
    """The equipment that these words name. `bodyweight` cannot be missing; unknown words name nothing."""
    named = {token for word in words if (token := equipment_of(word)) is not None}
    return frozenset(named - {Equipment.BODYWEIGHT})


def left_over(owned: Iterable[Equipment], missing: frozenset[Equipment]) -> tuple[str, ...]:
    """Words for what is left of a kit, in the form that `kit_of` reads; nothing in it implies what is missing."""
    kept: list[str] = []
    for token in sorted(set(owned) - missing):
        # a rack comes with a barbell unless it is denied, which is done once below
        implied = kit_of((token.value, NO_RACK)).owned
        if token is not Equipment.BODYWEIGHT and implied.isdisjoint(missing):
            kept.append(token.value)
    has_rack = Equipment.RACK.value in kept
    if Equipment.BARBELL.value in kept and not has_rack:
        kept.append(NO_RACK)
    return tuple(kept)


def is_blocked(exercise: Exercise, missing: frozenset[Equipment]) -> bool:
    """Whether every way to equip the exercise needs something that is missing."""
    return bool(missing) and all(not kit.tokens.isdisjoint(missing) for kit in exercise.kits)


def missing_by_reason(reason: str, original: Exercise) -> frozenset[Equipment]:
    """What a reason such as "no barbell" or "the machine is taken" says is not at hand.

    When it says that something is missing without naming it ("it's taken"), it is what the original is done with.
    """
    if not _MISSING.search(reason):
        return frozenset()
    named = missing_tokens(_names_in(reason))
    if named:
        return named
    tied = original.kits[0].tokens
    return tied - _COMMON or tied


def _names_in(text: str) -> list[str]:
    """The names of equipment in a text, the longest first: "pull-up bar" is no bar, a "smith machine" no machine."""
    words = [match.group() for match in _WORD.finditer(text)]
    names: list[str] = []
    at = 0
    while at < len(words):
        spans = (" ".join(words[at : at + length]) for length in range(_LONGEST_NAME, 0, -1))
        name = next((span for span in spans if equipment_of(span) is not None), None)
        if name is not None:
            names.append(name)
        at += 1 if name is None else len(name.split())
    return names
