"""Phrases that every kind of request may hold: numbers, minutes, joints that hurt, names of things."""

import re
from collections.abc import Callable
from typing import TypeVar

from strength.equipment import Equipment, equipment_of
from strength.limitation import Area, Limitation, Severity
from strength.number_word import NUMBER_WORD, number

_T = TypeVar("_T")

NUMBER = rf"(\d+|{NUMBER_WORD})"
_MINUTES = rf"{NUMBER}[\s-]*(?:min|mins|minutes)\b"
_HOURS = r"(\d+(?:\.\d+)?|an|one|two)[\s-]*(?:h|hours?)\b"
_AREAS = (
    (Area.LOWER_BACK, r"lumbar|(?<!upper[\s-])back"),
    (Area.UPPER_BACK, r"upper[\s-]back"),
    (Area.SHOULDER, r"shoulders?"),
    (Area.KNEE, r"knees?"),
    (Area.ELBOW, r"elbows?"),
    (Area.WRIST, r"wrists?"),
    (Area.HIP, r"hips?"),
    (Area.NECK, r"neck"),
    (Area.ANKLE, r"ankles?"),
)
_HURTS = r"bad|sore|painful|injured|hurt|hurts|hurting|achy|aching|dodgy|cranky|tender|stiff|pain|injury|issues?|problems?|trouble"
_GRAVE = r"injured|injury|surgery|torn|avoid|cannot load|can't load|no load"
_PAST = r"recovered|healed|used to"
ABOUT_HURT = rf"\b(?:{_HURTS}|{_GRAVE}|{_PAST})\b"

_MISSING = r"\b(?:no|without|missing|lack|don'?t have|do not have|haven'?t got|taken|busy|occupied|broken)\b"


def is_denied(clause: str) -> bool:
    """Whether a clause says that something is not there."""
    return re.search(_MISSING, clause) is not None


def missing_equipment(text: str) -> frozenset[Equipment]:
    """Equipment that a clause says is not there."""
    named = {token for clause in clauses(text) if is_denied(clause) for token in phrases(clause, equipment_of)}
    return frozenset(named - {Equipment.OTHER, Equipment.BODYWEIGHT})


def printable(words: str) -> str:
    """The words as a request's free text takes them."""
    return "".join(char if char.isprintable() else " " for char in words).strip()


def first_number(patterns: tuple[str, ...], text: str) -> int | None:
    """The number in the first of the patterns that is found, in digits or as a word."""
    for pattern in patterns:
        if match := re.search(rf"\b{pattern}", text):
            return number(match.group(1))
    return None


def minutes_in(text: str) -> int | None:
    """Minutes that are named, also as hours."""
    if (minutes := first_number((_MINUTES,), text)) is not None:
        return minutes
    if match := re.search(rf"\b{_HOURS}", text):
        words = {"an": 1.0, "one": 1.0, "two": 2.0}
        hours = words.get(match.group(1)) or float(match.group(1))
        return round(hours * 60)
    return None


def limitations_in(text: str) -> tuple[Limitation, ...]:
    """Joints that a clause says hurt, and how much."""
    found: list[Limitation] = []
    for clause in clauses(text):
        if not re.search(ABOUT_HURT, clause):
            continue
        severity = Severity.CAUTION
        if re.search(rf"\b(?:{_GRAVE})\b", clause):
            severity = Severity.AVOID_LOADING
        if re.search(rf"\b(?:{_PAST})\b", clause):
            severity = Severity.RECOVERED
        found += [
            Limitation(area=area, severity=severity)
            for area, pattern in _AREAS
            if re.search(rf"\b(?:{pattern})\b", clause) and all(item.area is not area for item in found)
        ]
    return tuple(found)


def clauses(text: str) -> list[str]:
    """The parts of a sentence that are judged on their own."""
    return re.split(r"[,.;]| and | but ", text)


def phrases(text: str, meaning: Callable[[str], _T | None]) -> list[_T]:
    """What the words of a text mean, the longest phrase first; a word that served is not read again."""
    words = re.findall(r"[a-z]+", text)
    found: list[_T] = []
    start = 0
    while start < len(words):
        for length in (3, 2, 1):
            phrase = " ".join(words[start : start + length])
            known = meaning(phrase) or meaning(phrase.removesuffix("s"))
            if known is not None:
                found.append(known)
                start += length - 1
                break
        start += 1
    return list(dict.fromkeys(found))
