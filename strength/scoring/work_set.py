"""One set as judged: its repetitions, its share of the current 1RM, its effort, and how much of a hard set it is.

Percentages of a starting 1RM are turned into percentages of the current one by letting the lifter grow no faster than
lifters do, so that a novice who adds weight each week does not seem to lift the impossible (design 04, G cause 3, H.1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from strength.loading import percent_for, rpe_for
from strength.request import LB_PER_KG
from strength.scoring.curves import up

_GROWTH = {1: 0.04, 2: 0.02, 3: 0.01}
"""Most that a lift's 1RM is believed to grow in a week, by level (design 04, H.1)."""

_SECONDS_PER_REP = 3.5
_LOAD = re.compile(r"([\d.]+)\s*(%|kgs?|lbs?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

SetText = tuple[str, str | None, float | None, float | None, float | None, int | None]
"""Everything of a set that is judged: repetitions, weight, percent, RPE, repetitions in reserve, rest."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkSet:
    """One set as judged. Equal sets of a program share one object, so that a figure of a set is worked out once.

    Attributes:
        reps: counted repetitions (the middle of a range; seconds / 3.5 for held sets).
        low: low end of the range.
        high: high end of the range.
        is_amrap: to the limit.
        is_timed: held for seconds.
        percent: share of the current 1RM in percent, or None.
        bar: load on the bar on one scale within the program (percent of starting 1RM, or pounds), or None.
        maximum: pounds of the 1RM that a printed load and a printed percentage imply together, or None.
        rough_maximum: the same from a printed load and what its repetitions usually mean, or None.
        stated: effort as printed, or None.
        implied: effort that repetitions and percent imply, or None.
        effort: effort that is believed: printed, else implied, else usual.
        believed: effort credited: a light load with an inflated RPE earns no more than a point above what it implies.
        beyond: percent points above what the repetition table allows to the limit; 0 for nearly every set.
        credit: how much of a hard set it is, 0-1.
        hardness: 0-1, the same by the believed effort alone.
        load: percent of the current 1RM as printed, else as repetitions and effort imply.
        rest: seconds, or None.
    """

    reps: float
    low: int
    high: int
    is_amrap: bool
    is_timed: bool
    percent: float | None
    bar: float | None
    maximum: float | None
    rough_maximum: float | None
    stated: float | None
    implied: float | None
    effort: float
    believed: float
    beyond: float
    credit: float
    hardness: float
    load: float
    rest: int | None


@lru_cache(maxsize=1024)
def _reps(text: str) -> tuple[float, int, int, bool, bool]:
    """(counted, low, high, is_amrap, is_timed) of a repetition text."""
    text = text.strip()
    if text.upper() == "AMRAP":
        return 8.0, 8, 8, True, False
    numbers = [int(part) for part in _NUMBER.findall(text)] or [8]
    low, high = numbers[0], numbers[-1]
    if text.lower().endswith("s"):
        held = max(1.0, low / _SECONDS_PER_REP)
        return held, round(held), round(held), False, True
    return (low + high) / 2, low, high, text.endswith("+"), False


def _usual_effort(reps: float, level: int, *, is_amrap: bool) -> float:
    """What lifters do when nothing is printed (design 04, H.1)."""
    usual = (7.5 if reps <= 5 else 8.0 if reps <= 12 else 8.5) - (0.5 if level == 1 else 0.0)
    return max(usual, 8.0 if level == 1 else 8.5) if is_amrap else usual


def _credit(reps: float, percent: float | None, believed: float, *, is_strength: bool) -> float:
    """How much of a hard set a set is, 0-1: by effort, for strength also by load, less for very few repetitions.

    Effort counts from RPE 4.5 (nothing) to 7 (a whole set); a load counts for strength from 40 % to 70 % of the 1RM,
    because submaximal sets are work (Prilepin starts at 55 %). Prilepin's sets hold three repetitions or more below
    80 %, two below 90 %; sets of one to four build less muscle a set (Schoenfeld 2017; design 04, 0.1, 0.6).
    """
    by_effort = up(believed, 4.5, 7.0)
    if not is_strength:
        return by_effort * (0.4 + 0.6 * up(reps, 1, 5))
    if percent is None:
        return by_effort * (0.5 + 0.5 * up(reps, 0, 3))
    wanted = 3.0 - 2.0 * up(percent, 80, 92)
    return max(by_effort, up(percent, 40, 70)) * (0.1 + 0.9 * up(reps, 0, wanted))


class SetReader:
    """Reads sets in order of weeks while it remembers how far each lift has grown."""

    def __init__(self, references: Mapping[str, float], level: int, *, is_current: bool, is_strength: bool) -> None:
        """A reader for one program.

        Args:
            references: pounds of the one-rep maxima that the program was written out for, by the exercise's key.
            level: 1 beginner, 2 intermediate, 3 advanced.
            is_current: whether percentages refer to the current maximum.
            is_strength: whether loads count beside effort.
        """
        self._references = references
        self._level = level
        self._is_current = is_current
        self._is_strength = is_strength
        self._growth: dict[str, float] = {}
        self._known: dict[tuple[str, SetText], WorkSet] = {}

    def read(self, key: str, text: SetText, week: int) -> WorkSet:
        """A set of the exercise with this key in a 0-based week."""
        if not self._is_current:
            return self._made(key, text, week)
        # only a reference makes a set's meaning depend on its exercise
        known = (key if key in self._references else "", text)
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._made(key, text, week)
        return found

    def _made(self, key: str, text: SetText, week: int) -> WorkSet:
        reps_text, weight, percent1rm, rpe, rir, rest = text
        reps, low, high, is_amrap, is_timed = _reps(reps_text)
        percent, bar, maximum, pounds = self._percent_and_bar(key, weight, percent1rm, week, low)
        stated = rpe if rpe is not None else (10 - rir if rir is not None else None)
        implied = rpe_for(reps, percent) if percent is not None else None
        usual = _usual_effort(reps, self._level, is_amrap=is_amrap)
        effort = stated if stated is not None else implied if implied is not None else usual
        effort = max(effort, usual) if is_amrap else effort
        believed = effort if is_amrap or implied is None else min(effort, implied + 1.0)
        return WorkSet(
            reps=reps,
            low=low,
            high=high,
            is_amrap=is_amrap,
            is_timed=is_timed,
            percent=percent,
            bar=bar,
            maximum=maximum,
            rough_maximum=100.0 * pounds / percent_for(reps, usual) if pounds and maximum is None else None,
            stated=stated,
            implied=implied,
            effort=effort,
            believed=believed,
            beyond=max(0.0, percent - percent_for(low, 10)) if percent is not None else 0.0,
            credit=_credit(reps, percent, believed, is_strength=self._is_strength),
            hardness=up(believed, 4.5, 7.0),
            load=percent if percent is not None else percent_for(reps, effort),
            rest=rest,
        )

    def _percent_and_bar(
        self, key: str, weight: str | None, percent: float | None, week: int, low: int
    ) -> tuple[float | None, float | None, float | None, float | None]:
        """(percent of current 1RM, load on the bar, 1RM in pounds that both imply, pounds) of a set."""
        pounds: float | None = None
        match = _LOAD.search(weight or "")
        if match:
            value, unit = float(match.group(1)), match.group(2).lower()
            if unit == "%":
                percent = value if percent is None else percent
            else:
                pounds = value * (LB_PER_KG if unit.startswith("kg") else 1.0)
        maximum = 100.0 * pounds / percent if percent and pounds else None
        if percent is None and pounds is not None and key in self._references:
            percent = 100.0 * pounds / self._references[key]
        if percent is None:
            return None, pounds, None, pounds
        if self._is_current:
            return percent, percent, maximum, pounds
        limit = 1.0 + _GROWTH[self._level] * week
        grown = max(self._growth.get(key, 1.0), min(limit, percent / percent_for(low, 9)))
        self._growth[key] = grown
        return percent / grown, percent, maximum, pounds
