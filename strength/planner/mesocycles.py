"""How the weeks are cut into mesocycles (design 10, 3.1), as data."""

from collections.abc import Mapping
from functools import cache
from math import ceil
from types import MappingProxyType

from strength.blueprint import Ending, Mesocycle
from strength.planner.brief import Brief
from strength.planner.draft import Draft
from strength.request import Experience

# kind and weeks, then D (deload last), T (test last), P (taper, the last two weeks) or nothing
_BEGINNER = """
4 base 4 | 5 base 5 | 6 base 6T | 7 base 7T | 8 base 8T | 9 base 5D, build 4T | 10 base 6D, build 4T
11 base 6D, build 5T | 12 base 6D, build 6T | 13 base 7D, build 6T | 14 base 7D, build 7T
15 base 5D, build 5D, build2 5T | 16 base 6D, build 5D, build2 5T
"""
_INTERMEDIATE_STRENGTH = """
4 acc 4T | 5 acc 5T | 6 acc 3, int 3T | 7 acc 4D, int 3T | 8 acc 4D, int 4T | 9 acc 5D, int 4T | 10 acc 5D, int 5T
11 acc 4D, int 4D, peak 3T | 12 acc 4D, int 4D, peak 4T | 13 acc 5D, int 4D, peak 4T | 14 acc 5D, int 5D, peak 4T
15 acc 5D, int 5D, peak 5T | 16 base 4D, acc 4D, int 4D, peak 4T
"""
_INTERMEDIATE_SIZE = """
4 acc 4D | 5 acc 5D | 6 acc 6D | 7 acc 4D, int 3 | 8 acc 4D, int 4D | 9 acc 5D, int 4D | 10 acc 5D, int 5D
11 acc 6D, int 5D | 12 acc 6D, int 6D | 13 acc 5D, int 4D, int2 4D | 14 acc 5D, int 5D, int2 4D
15 acc 5D, int 5D, int2 5D | 16 acc 6D, int 5D, int2 5D
"""
_ADVANCED_STRENGTH = _INTERMEDIATE_STRENGTH
_ADVANCED_SIZE = """
4 acc 4D | 5 acc 5D | 6 acc 4D, int 2 | 7 acc 4D, int 3 | 8 acc 4D, int 4D | 9 acc 5D, int 4D | 10 acc 5D, int 5D
11 acc 4D, int 4D, int2 3 | 12 acc 4D, int 4D, int2 4D | 13 acc 5D, int 4D, int2 4D | 14 acc 5D, int 5D, int2 4D
15 acc 5D, int 5D, int2 5D | 16 acc 4D, acc2 4D, int 4D, int2 4D
"""
_POWERLIFTING = """
4 int 2, peak 2P | 5 int 3, peak 2P | 6 int 3, peak 3P | 7 acc 3, peak 4P | 8 acc 4D, peak 4P
9 acc 4D, int 2, peak 3P | 10 acc 4D, int 3, peak 3P | 11 acc 4D, int 3, peak 4P | 12 acc 4D, int 4D, peak 4P
13 acc 5D, int 4D, peak 4P | 14 acc 5D, int 5D, peak 4P | 15 acc 5D, int 5D, peak 5P
16 base 4D, acc 4D, int 4D, peak 4P
"""

TEST_SETS, CLEARLY_EASIER = 2, 0.68
"""Sets of a tested main lift, and the share of sets below which a week rests (design 04, 0.7: detected at 0.72)."""

TAPER_WEEKS = 2
"""A taper takes the last two weeks (design 04, 0.7)."""

_ENDINGS: Mapping[str, Ending] = MappingProxyType({"D": "deload", "T": "test", "P": "plain"})


def plan_mesocycles(brief: Brief) -> tuple[Mesocycle, ...]:
    """The mesocycles of a request; their weeks add up to it.

    A size program has no test, so its last reduced week is a deload; so has a strength program whose main lifts are
    capped by a limitation or by the kit of a powerlifter who cannot peak.
    """
    row = _parse(_table(brief))[brief.request.weeks]
    if brief.competes:
        return row
    if brief.is_hypertrophy or brief.goal.value == "powerlifting":
        return tuple(_rested(_without_peak(item)) for item in row)
    return row


def with_clear_rest(mesocycles: tuple[Mesocycle, ...], draft: Draft) -> tuple[Mesocycle, ...]:
    """The mesocycles with deloads for tests where testing would hardly be easier than training.

    A test leaves two sets of each main lift; where a short day holds little else the week would not rest anybody.
    """
    sets = draft.sets_of(lambda _: True)
    tested = sum(TEST_SETS if place.role == "M" else ceil(place.sets / 2) for place in draft.places())
    if tested <= CLEARLY_EASIER * sets:
        return mesocycles
    return tuple(_rested(item) for item in mesocycles)


def _without_peak(mesocycle: Mesocycle) -> Mesocycle:
    """The same weeks under another name: nobody peaks who does not test or compete."""
    return mesocycle.model_copy(update={"kind": "int2"}) if mesocycle.kind == "peak" else mesocycle


def _rested(mesocycle: Mesocycle) -> Mesocycle:
    return mesocycle.model_copy(update={"ending": "deload"}) if mesocycle.ending == "test" else mesocycle


def work_weeks(mesocycles: tuple[Mesocycle, ...], index: int, *, tapers: bool) -> int:
    """Weeks of a mesocycle that train at full dose."""
    mesocycle = mesocycles[index]
    reduced = 0 if mesocycle.ending == "plain" else 1
    if tapers and index == len(mesocycles) - 1:
        reduced = TAPER_WEEKS
    return max(1, mesocycle.weeks - reduced)


def _table(brief: Brief) -> str:
    if brief.competes:
        return _POWERLIFTING
    match brief.experience:
        case Experience.BEGINNER:
            return _BEGINNER
        case Experience.INTERMEDIATE:
            return _INTERMEDIATE_SIZE if brief.is_hypertrophy else _INTERMEDIATE_STRENGTH
        case Experience.ADVANCED:
            return _ADVANCED_SIZE if brief.is_hypertrophy else _ADVANCED_STRENGTH


@cache
def _parse(text: str) -> Mapping[int, tuple[Mesocycle, ...]]:
    rows: dict[int, tuple[Mesocycle, ...]] = {}
    for cell in text.replace("\n", " | ").split(" | "):
        if not cell.strip():
            continue
        weeks, _, parts = cell.strip().partition(" ")
        rows[int(weeks)] = tuple(_mesocycle(part.strip()) for part in parts.split(","))
    return MappingProxyType(rows)


def _mesocycle(text: str) -> Mesocycle:
    kind, _, length = text.partition(" ")
    mark = length[-1] if length[-1].isalpha() else ""
    return Mesocycle(kind=kind, weeks=int(length.removesuffix(mark)), ending=_ENDINGS.get(mark, "plain"))
