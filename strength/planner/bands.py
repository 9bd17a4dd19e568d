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


WEEKLY_EFFORT = 0.5
"""Most RPE that a planned week adds: half a repetition in reserve is what a lifter can tell (design 10, 3.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Repetitions and effort of one role in one kind of mesocycle.

    Attributes:
        low: fewest repetitions.
        high: most.
        first: effort that its first week begins with, at least.
        last: effort that its last working week ends with.
    """

    low: int
    high: int
    first: float
    last: float

    def effort(self, weeks: int) -> tuple[float, float]:
        """Effort of the first week and what each of so many working weeks adds.

        The end is fixed, so that a short mesocycle is as hard as a long one when it is over; it begins as much lower as
        half a point a week allows.
        """
        if weeks < 2:
            return (self.first + self.last) / 2, 0.0
        step = min(WEEKLY_EFFORT, (self.last - self.first) / (weeks - 1))
        return round(self.last - step * (weeks - 1), 2), int(step * 100) / 100


def _bands(*cells: tuple[int, int, float, float]) -> tuple[Band, Band, Band]:
    one, two, three = (Band(low=low, high=high, first=first, last=last) for low, high, first, last in cells)
    return one, two, three


_B, _I, _A = Experience.BEGINNER, Experience.INTERMEDIATE, Experience.ADVANCED

STRENGTH_BANDS: Mapping[tuple[str, Experience], tuple[Band, Band, Band]] = MappingProxyType(
    {
        ("M", _B): _bands((8, 10, 6.5, 7.5), (6, 8, 7, 8), (6, 8, 7, 8)),
        ("M", _I): _bands((6, 8, 7, 8), (6, 8, 7.5, 8.5), (5, 7, 7.5, 9)),
        ("M", _A): _bands((6, 8, 7.5, 8.5), (5, 7, 7.5, 9), (5, 7, 7.5, 9)),
        ("V", _B): _bands((8, 10, 6, 7), (8, 10, 6.5, 7.5), (8, 10, 6.5, 7.5)),
        ("V", _I): _bands((8, 10, 7, 8), (6, 8, 7.5, 8.5), (6, 8, 7.5, 8.5)),
        ("V", _A): _bands((8, 10, 7, 8), (6, 8, 7.5, 8.5), (6, 8, 7.5, 8.5)),
        ("S", _B): _bands((6, 8, 6.5, 7.5), (6, 8, 7, 8), (6, 8, 7, 8)),
        ("S", _I): _bands((6, 8, 7, 8), (6, 8, 7, 8.5), (6, 8, 7.5, 9)),
        ("S", _A): _bands((6, 8, 7, 8), (6, 8, 7.5, 8.5), (6, 8, 7.5, 9)),
        ("A", _B): _bands((8, 12, 6.5, 7.5), (8, 12, 7, 8), (8, 12, 7, 8)),
        ("A", _I): _bands((8, 12, 7, 8), (8, 12, 7, 8.5), (8, 12, 7.5, 9)),
        ("A", _A): _bands((8, 12, 7, 8), (8, 12, 7.5, 8.5), (8, 12, 7.5, 9)),
        ("I", _B): _bands((10, 15, 7, 8), (10, 15, 7, 8.5), (10, 15, 7, 8.5)),
        ("I", _I): _bands((10, 15, 7, 8.5), (10, 15, 7.5, 9), (10, 15, 7.5, 9.5)),
        ("I", _A): _bands((10, 15, 7.5, 8.5), (10, 15, 7.5, 9), (10, 15, 8, 9.5)),
    }
)
"""Strength and powerlifting, where no percentage applies: early, middle and last mesocycles."""

SIZE_BANDS: Mapping[tuple[str, Experience], tuple[Band, Band, Band]] = MappingProxyType(
    {
        ("S", _B): _bands((8, 10, 6.5, 7.5), (8, 10, 6.5, 8), (8, 10, 6.5, 8)),
        ("S", _I): _bands((8, 10, 7, 8), (6, 8, 7, 8.5), (6, 8, 7.5, 9)),
        ("S", _A): _bands((8, 10, 6.5, 8), (6, 8, 7, 8.5), (6, 8, 7.5, 9)),
        ("A", _B): _bands((10, 12, 6.5, 7.5), (10, 12, 6.5, 8), (8, 12, 6.5, 8)),
        ("A", _I): _bands((10, 12, 7, 8), (8, 12, 7, 8.5), (8, 12, 7.5, 9)),
        ("A", _A): _bands((10, 12, 6.5, 8), (8, 12, 7, 8.5), (8, 12, 7.5, 9)),
        ("I", _B): _bands((12, 15, 7, 8), (12, 15, 7, 8.5), (10, 15, 7, 8.5)),
        ("I", _I): _bands((12, 15, 7, 8.5), (10, 15, 7.5, 9), (12, 15, 7.5, 9)),
        ("I", _A): _bands((12, 15, 7, 8.5), (10, 15, 7.5, 9), (12, 20, 7.5, 9.5)),
    }
)
"""Hypertrophy: early, middle and last mesocycles.

Design 10, 3.2 holds the effort of beginners' and intermediates' small work at one figure and lets the range alone rise.
Here every role climbs, from three or four repetitions in reserve to one or two: the sets that end a mesocycle should be
the hardest (Robinson 2024: size rises as sets end nearer failure), and a constant figure tells the lifter nothing.
"""

_CAUTION: Mapping[tuple[bool, str], tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = MappingProxyType(
    {
        (True, "S"): ((8, 10), (10, 12), (12, 15)),
        (True, "A"): ((10, 12), (12, 15), (12, 15)),
        (True, "I"): ((12, 15), (12, 15), (15, 20)),
        (False, "S"): ((10, 12), (8, 10), (8, 10)),
        (False, "A"): ((10, 12), (8, 12), (8, 12)),
        (False, "I"): ((12, 15), (10, 15), (10, 15)),
    }
)
"""Repetitions where RPE 7 is the ceiling, for size and for strength: early, middle and last mesocycles. A joint that is
sore gets used to repetitions before load; strength still needs the load, and 8 is the least (design 04, 0.9)."""

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
    wanted = {"M": "S", "V": "S", "L": "S"}.get(letter, letter) if brief_size else {"L": "V"}.get(letter, letter)
    return table[wanted, experience][_place_of(kind)]


def _place_of(kind: str) -> int:
    return 0 if kind in EARLY else 1 if kind in MIDDLE else 2


def caution_range(brief_size: bool, letter: str, kind: str) -> tuple[int, int]:
    """The range of a role in a kind of mesocycle for an exercise that a limitation caps at RPE 7.

    Args:
        brief_size: whether size is the goal.
        letter: role; everything that leads a day is treated alike, and so is what is neither lead nor accessory.
        kind: kind of the mesocycle.
    """
    role = "S" if letter in "MVLS" else "A" if letter == "A" else "I"
    return _CAUTION[brief_size, role][_place_of(kind)]


def unloaded_range(exercise: Exercise, experience: Experience) -> tuple[int, int] | None:
    """The range of an exercise whose load cannot be chosen, or None when it can (design 10, 3.3)."""
    if exercise.load_kind is LoadKind.BAND:
        return _BAND_RANGE
    if exercise.load_kind is not LoadKind.BODYWEIGHT:
        return None
    if exercise.slug in NEEDS_STRENGTH or "pull_up" in exercise.slug:
        return _HARD_BODYWEIGHT[experience] if exercise.rep_max <= _HARD_REP_MAX else _HANGING[experience]
    return _BODYWEIGHT[experience]
