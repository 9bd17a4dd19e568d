"""Plain English to a request, by rule: for the dev UI, where a person types. Jobs carry typed JSON instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from strength.equipment import NO_RACK, Equipment, equipment_of
from strength.exercise import Lift
from strength.limitation import Area, Limitation, Severity
from strength.muscle import fau_of
from strength.request import MAX_NOTES, Experience, Goal, ProgramRequest, Units

_GOALS = (
    (Goal.POWERLIFTING, r"power\s?lift\w*|meet prep"),
    (Goal.HYPERTROPHY, r"hypertroph\w*|muscle|mass|bodybuild\w*|size|bigger|physique"),
    (Goal.STRENGTH, r"strength|stronger|strong"),
)
_EXPERIENCES = (
    (Experience.BEGINNER, r"beginner|novice|new to (?:lifting|training)|just starting|starter"),
    (Experience.INTERMEDIATE, r"intermediate"),
    (Experience.ADVANCED, r"advanced|experienced|elite"),
)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
}
_NUMBER = rf"(\d+|{'|'.join(_NUMBERS)})"
_TIMES = (
    rf"{_NUMBER}[\s-]*(?:days?|x|times|sessions|workouts)\b(?:\s*(?:a|per|each|/)\s*week)?",
    rf"{_NUMBER}\s*(?:a|per)\s*week",
)
_WEEKS = rf"{_NUMBER}[\s-]*weeks?\b"
_MINUTES = rf"{_NUMBER}[\s-]*(?:min|mins|minutes)\b"
_HOURS = r"(\d+(?:\.\d+)?|an|one|two)[\s-]*(?:h|hours?)\b"
_LOAD = r"(\d+(?:\.\d+)?)\s*(kgs?|kilos?|lbs?|pounds)?\b"
_LIFTS = (
    (Lift.SQUAT, r"squat"),
    (Lift.BENCH, r"bench(?:\s+press)?"),
    (Lift.DEADLIFT, r"deadlift|pull"),
    (Lift.PRESS, r"(?:overhead\s+)?(?<!bench )press|ohp"),
)
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
_ABOUT_HURT = rf"\b(?:{_HURTS}|{_GRAVE}|{_PAST})\b"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = rf"\b({'|'.join(_DAYS)})(?:\w*day)?\b"
_FOCUS = r"(?:focus(?:ing)?(?:\s+on)?|emphasi\w*|prioriti\w*|more)\s+((?:[a-z-]+(?:\s+delts?|\s+back)?(?:\s*,\s*|\s+and\s+)?){1,4})"
_WHOLE_GYM = r"\b(?:full|commercial|whole|big)[\s-]gym\b|\bgym\b(?!\s*bag)"
_HOME_ONLY = r"\bbody\s?weight\b|\bno equipment\b|\bnothing\b"


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a person's words came to.

    Attributes:
        request: complete request, or None while something is missing.
        question: one sentence that asks for what is missing; empty with a request.
    """

    request: ProgramRequest | None
    question: str = ""


def read_prose(words: str) -> Reading:
    """The request that plain English means, with the contract's defaults for what is not said.

    Goal, days a week and experience have no default and are asked for. Not understood words do no harm: all of them
    are kept as the request's notes.

    Raises:
        pydantic.ValidationError: a number is out of its range; the message names it.
    """
    text = " ".join(words.lower().split())
    goal = next((goal for goal, pattern in _GOALS if re.search(rf"\b(?:{pattern})\b", text)), None)
    experience = next((level for level, pattern in _EXPERIENCES if re.search(rf"\b(?:{pattern})\b", text)), None)
    days = tuple(dict.fromkeys(_DAYS.index(match) + 1 for match in re.findall(_DAY, text)))
    frequency = _first(_TIMES, text) or len(days) or None
    missing = [
        name
        for name, value in (
            ("your goal (strength, hypertrophy or powerlifting)", goal),
            ("how many days a week you train (2-6)", frequency),
            ("your experience (beginner, intermediate or advanced)", experience),
        )
        if value is None
    ]
    if goal is None or frequency is None or experience is None:
        return Reading(request=None, question=f"Please tell me {_listed(missing)}.")
    maxima, units = _maxima(text)
    request = ProgramRequest(
        goal=goal,
        frequency=frequency,
        experience=experience,
        equipment=_equipment(text),
        weeks=_first((_WEEKS,), text) or 12,
        session_minutes=_minutes(text) or 75,
        limitations=_limitations(text),
        focus_muscles=_focus(text),
        one_rep_maxes=maxima,
        units=units,
        days=days if len(days) == frequency else (),
        notes="".join(char if char.isprintable() else " " for char in words).strip()[:MAX_NOTES],
    )
    return Reading(request=request)


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _first(patterns: tuple[str, ...], text: str) -> int | None:
    for pattern in patterns:
        if match := re.search(rf"\b{pattern}", text):
            return _number(match.group(1))
    return None


def _minutes(text: str) -> int | None:
    if (minutes := _first((_MINUTES,), text)) is not None:
        return minutes
    if match := re.search(rf"\b{_HOURS}", text):
        words = {"an": 1.0, "one": 1.0, "two": 2.0}
        hours = words.get(match.group(1)) or float(match.group(1))
        return round(hours * 60)
    return None


def _equipment(text: str) -> tuple[str, ...]:
    """What is named; a gym when nothing is, because a coach would assume one."""
    if re.search(_HOME_ONLY, text):
        return ()
    if re.search(_WHOLE_GYM, text):
        return ("full_gym",)
    # "bench 100 kg" is a load, not a bench
    without_loads = re.sub(
        rf"\b(?:{'|'.join(pattern for _, pattern in _LIFTS)})\s*(?:of|at|is|=|:|max)?\s*{_LOAD}", " ", text
    )
    tokens = [token.value for token in _phrases(without_loads, equipment_of) if token is not Equipment.OTHER]
    if re.search(r"\bno (?:squat |power )?rack\b", text):
        tokens = [token for token in tokens if token != Equipment.RACK] + [NO_RACK]
    return tuple(tokens) or ("full_gym",)


def _limitations(text: str) -> tuple[Limitation, ...]:
    found: list[Limitation] = []
    for clause in _clauses(text):
        if not re.search(_ABOUT_HURT, clause):
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


def _focus(text: str) -> tuple[str, ...]:
    match = re.search(_FOCUS, ", ".join(clause for clause in _clauses(text) if not re.search(_ABOUT_HURT, clause)))
    if match is None:
        return ()
    return tuple(_phrases(match.group(1), fau_of))


def _clauses(text: str) -> list[str]:
    return re.split(r"[,.;]| and | but ", text)


def _phrases(text: str, meaning: Callable[[str], _T | None]) -> list[_T]:
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


def _maxima(text: str) -> tuple[dict[Lift, float], Units]:
    """Stated one-rep maxima and their unit; kilograms when any load says so."""
    maxima: dict[Lift, float] = {}
    units = Units.KG if re.search(r"\b(?:\d+(?:\.\d+)?\s*)?(?:kgs?|kilos?)\b", text) else Units.LBS
    for lift, pattern in _LIFTS:
        if match := re.search(
            rf"\b(?:{pattern})\s*(?:max\s*)?(?:of|at|is|=|:)?\s*{_LOAD}(?!\s*(?:x|days?|times|min|weeks?))", text
        ):
            maxima[lift] = float(match.group(1))
    return maxima, units


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
