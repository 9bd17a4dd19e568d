"""Words that wishes are made of, and the things they name: numbers, weekdays, equipment, muscles, joints."""

import re
from collections.abc import Callable
from typing import TypeVar

from strength.equipment import Equipment, equipment_of
from strength.limitation import Area
from strength.muscle import MUSCLE_OF_FAU, Muscle, fau_of
from strength.number_word import NUMBER_WORD

_T = TypeVar("_T")

NUMBER = rf"(\d{{1,4}}|{NUMBER_WORD})"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"
AREA = r"(?:upper[ -]back|lower[ -]back|back|shoulder|knee|elbow|wrist|hip|neck|ankle)s?"
_MUSCLES = {
    "pecs": "chest", "legs": "quads", "thighs": "quads", "arms": "biceps", "hams": "hamstrings", "glute": "glutes",
    "butt": "glutes", "calf": "calves", "shoulders": "side-delts", "shoulder": "side-delts", "delts": "side-delts",
    "bicep": "biceps", "tricep": "triceps", "quad": "quads", "hamstring": "hamstrings", "lat": "lats", "ab": "abs",
    "trap": "traps", "leg": "quads", "arm": "biceps",
}  # fmt: skip
"""Everyday words for FitCSV's; legs and arms stand for what most people mean first."""
_EXERCISES = frozenset({"leg press", "leg presse", "pull up"})
"""What FitCSV's data use as words for equipment and lifters say of exercises."""
_LONGEST = 3
_BETWEEN = re.compile(r"(?:\s|,|&|/|\+|\band\b|\bor\b|\ba\b|\ban\b|\bthe\b|\bmy\b|\bsome\b|\ba pair of\b|\bon\b)*")


def weekday(word: str) -> int | None:
    """1 Monday - 7 Sunday; None for another word."""
    if re.fullmatch(WEEKDAY, word) is None:
        return None
    return next(index for index, day in enumerate(_DAYS, start=1) if day.startswith(word[:3]))


def weekday_name(day: int) -> str:
    """`Monday` for 1."""
    return _DAYS[day - 1].capitalize()


def area(word: str) -> Area | None:
    """The area of the body that a word names; "back" is the lower one."""
    key = word.strip().replace("-", " ").removesuffix("s").replace(" ", "_")
    key = "lower_back" if key == "back" else key
    return next((item for item in Area if item.value == key), None)


def muscle(word: str) -> str | None:
    """FitCSV's word for a muscle, or None."""
    return _MUSCLES.get(word) or fau_of(word)


def counted(fau: str) -> Muscle:
    """The muscle that a word of FitCSV's is counted under."""
    return MUSCLE_OF_FAU[fau]


def equipment(word: str) -> Equipment | None:
    """The equipment that a word names, also in the plural; None for what is none."""
    if word.replace("-", " ").removesuffix("s") in _EXERCISES:
        return None
    found = equipment_of(word) or equipment_of(word.removesuffix("s"))
    return None if found is Equipment.OTHER else found


def leading(text: str, at: int, meaning: Callable[[str], _T | None]) -> tuple[tuple[_T, ...], int]:
    """The things that a list beginning at `at` names, the longest phrase first, and where the list ends."""
    found: list[_T] = []
    end = at
    while True:
        gap = _BETWEEN.match(text, end)
        start = gap.end() if gap else end
        step = _phrase(text, start, meaning)
        if step is None:
            return tuple(dict.fromkeys(found)), end
        item, end = step
        found.append(item)


def _phrase(text: str, start: int, meaning: Callable[[str], _T | None]) -> tuple[_T, int] | None:
    for length in range(_LONGEST, 0, -1):
        match = re.compile(rf"[a-z-]+(?: [a-z-]+){{{length - 1}}}(?![a-z])").match(text, start)
        known = meaning(match.group()) if match else None
        if match is not None and known is not None:
            return known, match.end()
    return None
