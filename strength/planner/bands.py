"""Repetition ranges and efforts of the ranged schemes, by goal, level and mesocycle (design 10, 3.2), as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from strength.exercise import Exercise, LoadKind
from strength.planner.tiers import NEEDS_STRENGTH
from strength.request import Experience

EARLY = frozenset({"base", "acc", "acc2"})
"""Kinds that gather volume."""

MIDDLE = frozenset({"int", "build", "build2"})
"""Kinds that get heavier; what is left (peak, int2) comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Repetitions and effort of one role in one kind of mesocycle.

    Attributes:
        low: fewest repetitions.
        high: most.
        rpe: effort in the first week.
        rise: effort added over two weekly steps.
    """

    low: int
    high: int
    rpe: float
    rise: float = 0.0


def _bands(*cells: tuple[int, int, float, float]) -> tuple[Band, Band, Band]:
    first, second, third = (Band(low=low, high=high, rpe=rpe, rise=rise) for low, high, rpe, rise in cells)
    return first, second, third


_B, _I, _A = Experience.BEGINNER, Experience.INTERMEDIATE, Experience.ADVANCED

STRENGTH_BANDS: Mapping[tuple[str, Experience], tuple[Band, Band, Band]] = MappingProxyType(
    {
        ("M", _B): _bands((8, 10, 6.5, 1), (6, 8, 7, 1), (6, 8, 7, 1)),
        ("M", _I): _bands((6, 8, 7, 1), (6, 8, 7.5, 1), (5, 7, 8, 1)),
        ("M", _A): _bands((6, 8, 7.5, 1), (5, 7, 8, 1), (5, 7, 8, 1)),
        ("V", _B): _bands((8, 10, 6.5, 0), (8, 10, 7, 0), (8, 10, 7, 0)),
        ("V", _I): _bands((8, 10, 7, 1), (6, 8, 7.5, 0.5), (6, 8, 7.5, 0.5)),
        ("V", _A): _bands((8, 10, 7, 1), (6, 8, 7.5, 1), (6, 8, 8, 0.5)),
        ("S", _B): _bands((6, 8, 7, 0), (6, 8, 7.5, 0), (6, 8, 7.5, 0)),
        ("S", _I): _bands((6, 8, 7.5, 0), (6, 8, 8, 0), (6, 8, 8, 0)),
        ("S", _A): _bands((6, 8, 8, 0), (6, 8, 8.5, 0), (5, 7, 8.5, 0)),
        ("A", _B): _bands((8, 12, 7, 0), (8, 12, 7.5, 0), (8, 12, 7.5, 0)),
        ("A", _I): _bands((8, 12, 8, 0), (8, 12, 8, 0), (8, 10, 8, 0)),
        ("A", _A): _bands((8, 12, 8, 0), (8, 12, 8.5, 0), (8, 10, 8.5, 0)),
        ("I", _B): _bands((10, 15, 7.5, 0), (10, 15, 8, 0), (10, 15, 8, 0)),
        ("I", _I): _bands((10, 15, 8.5, 0), (10, 15, 8.5, 0), (10, 12, 8.5, 0)),
        ("I", _A): _bands((10, 15, 8.5, 0), (10, 15, 9, 0), (10, 12, 9, 0)),
    }
)
"""Strength and powerlifting, where no percentage applies: early, middle and last mesocycles."""

SIZE_BANDS: Mapping[tuple[str, Experience], tuple[Band, Band, Band]] = MappingProxyType(
    {
        ("S", _B): _bands((8, 10, 7, 0), (8, 10, 7.5, 0), (8, 10, 8, 0)),
        ("S", _I): _bands((8, 10, 7, 1), (6, 8, 7.5, 1), (6, 8, 8, 1)),
        ("S", _A): _bands((8, 10, 7, 1), (6, 8, 7.5, 1), (6, 8, 8, 1)),
        ("A", _B): _bands((10, 12, 7, 0), (10, 12, 7.5, 0), (8, 12, 8, 0)),
        ("A", _I): _bands((10, 12, 7.5, 0), (8, 12, 8, 0), (8, 12, 8.5, 0)),
        ("A", _A): _bands((10, 12, 7.5, 1), (8, 10, 8, 1), (8, 12, 8.5, 0.5)),
        ("I", _B): _bands((12, 15, 7.5, 0), (12, 15, 8, 0), (10, 15, 8, 0)),
        ("I", _I): _bands((12, 15, 8, 0), (10, 15, 8.5, 0), (12, 15, 9, 0)),
        ("I", _A): _bands((12, 20, 8, 1), (10, 15, 8.5, 0.5), (15, 20, 8.5, 1)),
    }
)
"""Hypertrophy: early, middle and last mesocycles."""

_BODYWEIGHT = MappingProxyType({_B: (6, 12), _I: (8, 15), _A: (8, 20)})
_HANGING = MappingProxyType({_B: (3, 6), _I: (5, 8), _A: (6, 10)})
_HARD_BODYWEIGHT = MappingProxyType({_B: (3, 6), _I: (4, 8), _A: (5, 10)})
_BAND_RANGE = (12, 20)
_HARD_REP_MAX = 12


def band_for(brief_size: bool, letter: str, experience: Experience, kind: str) -> Band:
    """The band of a role in a kind of mesocycle.

    Args:
        brief_size: whether size is the goal.
        letter: role; volume and light work of a size goal do not exist, main work does not either.
        experience: the lifter's level.
        kind: kind of the mesocycle.
    """
    table = SIZE_BANDS if brief_size else STRENGTH_BANDS
    place = 0 if kind in EARLY else 1 if kind in MIDDLE else 2
    wanted = {"M": "S", "V": "S", "L": "S"}.get(letter, letter) if brief_size else {"L": "V"}.get(letter, letter)
    return table[wanted, experience][place]


def unloaded_range(exercise: Exercise, experience: Experience) -> tuple[int, int] | None:
    """The range of an exercise whose load cannot be chosen, or None when it can (design 10, 3.3)."""
    if exercise.load_kind is LoadKind.BAND:
        return _BAND_RANGE
    if exercise.load_kind is not LoadKind.BODYWEIGHT:
        return None
    if exercise.slug in NEEDS_STRENGTH or "pull_up" in exercise.slug:
        return _HARD_BODYWEIGHT[experience] if exercise.rep_max <= _HARD_REP_MAX else _HANGING[experience]
    return _BODYWEIGHT[experience]
