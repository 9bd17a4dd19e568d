"""Plain English to a request, by rule: for the dev UI, where a person types. Jobs carry typed JSON instead."""

import re
from dataclasses import dataclass

from agents.change_intake import is_adaptation, is_substitution, read_adaptation, read_substitution
from agents.job_request import JobRequest
from agents.phrases import (
    ABOUT_HURT,
    NUMBER,
    clauses,
    first_number,
    is_denied,
    limitations_in,
    minutes_in,
    missing_equipment,
    phrases,
    printable,
)
from strength.equipment import FULL_GYM, NO_RACK, Equipment, equipment_of
from strength.exercise import Lift
from strength.muscle import fau_of
from strength.request import LB_PER_KG, MAX_NOTES, Experience, Goal, ProgramRequest, Units
from strength.substitution import left_over

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
_TIMES = (
    rf"{NUMBER}[\s-]*(?:days?|x|times|sessions|workouts)\b(?:\s*(?:a|per|each|/)\s*week)?",
    rf"{NUMBER}\s*(?:a|per)\s*week",
)
_WEEKS = rf"{NUMBER}[\s-]*weeks?\b"
_LOAD = r"(\d+(?:\.\d+)?)\s*(kgs?|kilos?|lbs?|pounds)?\b"
_LOAD_WITH_UNIT = r"(\d+(?:\.\d+)?)\s*(kgs?|kilos?|lbs?|pounds)"
_LIFTS = (
    (Lift.SQUAT, r"squat"),
    (Lift.BENCH, r"bench(?:\s+press)?"),
    (Lift.DEADLIFT, r"deadlift|pull"),
    (Lift.PRESS, r"(?:overhead\s+)?(?<!bench )press|ohp"),
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = rf"\b({'|'.join(_DAYS)})(?:\w*day)?\b"
_FOCUS = r"(?:focus(?:ing)?(?:\s+on)?|emphasi\w*|prioriti\w*|more)\s+((?:[a-z-]+(?:\s+delts?|\s+back)?(?:\s*,\s*|\s+and\s+)?){1,4})"
_WHOLE_GYM = r"\b(?:full|commercial|whole|big)[\s-]gym\b|\bgym\b(?!\s*bag)"
_HOME_ONLY = r"\bbody\s?weight\b|\bno equipment\b|\bnothing\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a person's words came to.

    Attributes:
        request: complete request, or None while something is missing.
        question: one sentence that asks for what is missing; empty with a request.
    """

    request: JobRequest | None
    question: str = ""


def read_words(words: str) -> Reading:
    """The request of whatever type that plain English means, or the question that has to be answered first.

    Raises:
        pydantic.ValidationError: a number is out of its range; the message names it.
    """
    if is_substitution(words):
        found = read_substitution(words)
    elif is_adaptation(words):
        found = read_adaptation(words)
    else:
        return read_prose(words)
    return Reading(request=None, question=found) if isinstance(found, str) else Reading(request=found)


def read_prose(words: str) -> Reading:
    """The request for a program that plain English means, with the contract's defaults for what is not said.

    Goal, days a week and experience have no default and are asked for. Not understood words do no harm: all of them
    are kept as the request's notes.

    Raises:
        pydantic.ValidationError: a number is out of its range; the message names it.
    """
    text = " ".join(words.lower().split())
    goal = next((goal for goal, pattern in _GOALS if re.search(rf"\b(?:{pattern})\b", text)), None)
    experience = next((level for level, pattern in _EXPERIENCES if re.search(rf"\b(?:{pattern})\b", text)), None)
    days = tuple(dict.fromkeys(_DAYS.index(match) + 1 for match in re.findall(_DAY, text)))
    frequency = first_number(_TIMES, text) or len(days) or None
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
        weeks=first_number((_WEEKS,), text) or 12,
        session_minutes=minutes_in(text) or 75,
        limitations=limitations_in(text),
        focus_muscles=_focus(text),
        one_rep_maxes=maxima,
        units=units,
        days=days if len(days) == frequency else (),
        notes=printable(words)[:MAX_NOTES],
    )
    return Reading(request=request)


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
    missing = missing_equipment(without_loads)
    named = (
        token for clause in clauses(without_loads) if not is_denied(clause) for token in phrases(clause, equipment_of)
    )
    tokens = [token.value for token in named if token is not Equipment.OTHER and token not in missing]
    if not tokens and missing - {Equipment.RACK}:
        # "no barbell": a gym, but for that
        return left_over(FULL_GYM, missing)
    if re.search(r"\bno (?:squat |power )?rack\b", text):
        tokens = [*tokens, NO_RACK]
    return tuple(tokens) or ("full_gym",)


def _focus(text: str) -> tuple[str, ...]:
    match = re.search(_FOCUS, ", ".join(clause for clause in clauses(text) if not re.search(ABOUT_HURT, clause)))
    if match is None:
        return ()
    return tuple(phrases(match.group(1), fau_of))


def _maxima(text: str) -> tuple[dict[Lift, float], Units]:
    """Stated one-rep maxima and their unit: that of the first load that says one; loads in the other are converted."""
    said: dict[Lift, tuple[float, Units | None]] = {}
    for lift, pattern in _LIFTS:
        after = rf"\b(?:{pattern})\s*(?:max\s*)?(?:of|at|is|=|:)?\s*{_LOAD}(?!\s*(?:x|days?|times|min|weeks?))"
        # a number in front of the lift is its load only with a unit: "3 squat days"
        before = rf"(?<![\d.]){_LOAD_WITH_UNIT}\s*(?:of\s+)?(?:{pattern})\b"
        if match := re.search(after, text) or re.search(before, text):
            said[lift] = (float(match.group(1)), _unit(match.group(2)))
    named = [unit for _, unit in said.values() if unit is not None]
    units = named[0] if named else _unit_anywhere(text)
    return {lift: _in_units(load, unit or units, units) for lift, (load, unit) in said.items()}, units


def _unit(word: str | None) -> Units | None:
    if word is None:
        return None
    return Units.KG if word.startswith("k") else Units.LBS


def _unit_anywhere(text: str) -> Units:
    return Units.KG if re.search(r"\b(?:\d+(?:\.\d+)?\s*)?(?:kgs?|kilos?)\b", text) else Units.LBS


def _in_units(load: float, unit: Units, wanted: Units) -> float:
    if unit is wanted:
        return load
    return round(load * LB_PER_KG if wanted is Units.LBS else load / LB_PER_KG, 1)


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
