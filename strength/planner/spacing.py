"""Which day of the split falls on which weekday when the lifter names the weekdays (design 10, 1.1).

Every order is tried; the week is a circle, so Sunday comes before Monday.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, permutations

from strength.planner.function import Function, nominal_muscles
from strength.planner.notation import SheetDay

HINGE_BEFORE_SQUAT = 10.0
SAME_MAIN_LIFT = 8.0
OVERHEAD_TWICE = 6.0
MUSCLE_TWICE = 4.0
THREE_IN_A_ROW = 2.0
OUT_OF_ORDER = 1.0
"""Costs of one offence each (design 10, 1.1; coaching convention)."""

HARD_DOSE = 3.0
"""Fractional sets from which a muscle needs 48 hours (design 04, 0.3)."""

_OVERHEAD = frozenset({Function.VP, Function.VP2})
_HARD_ROLES = frozenset("MVS")
_UNRESTRICTED_FREQUENCY = 5


@cache
def assign(sheet: tuple[SheetDay, ...], weekdays: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
    """The cheapest order of the sheet's days on the given weekdays, and its cost.

    Args:
        sheet: the days of the split in their usual order.
        weekdays: as many different weekdays, ascending.

    Returns:
        The cost and, for each weekday, the index of its day; among equals the first in lexicographic order.
    """
    count = len(sheet)
    after = [[_next_day_cost(sheet[a], sheet[b]) if a != b else 0.0 for b in range(count)] for a in range(count)]
    neighbours = [
        (place, (place + 1) % count)
        for place in range(count)
        if count > 1 and (weekdays[(place + 1) % count] - weekdays[place]) % 7 == 1
    ]
    fixed = THREE_IN_A_ROW * _triples(weekdays) if count < _UNRESTRICTED_FREQUENCY else 0.0
    costs = (
        (fixed + sum(after[order[a]][order[b]] for a, b in neighbours) + OUT_OF_ORDER * _inversions(order), order)
        for order in permutations(range(count))
    )
    # permutations come in lexicographic order, and a tuple of cost and order compares in that order too
    return min(costs)


def _next_day_cost(first: SheetDay, second: SheetDay) -> float:
    """What it costs to train the second day 24 hours after the first."""
    cost = 0.0
    if _has(first, Function.HI, "M") and _has(second, Function.SQ, "M"):
        cost += HINGE_BEFORE_SQUAT
    cost += SAME_MAIN_LIFT * len(_main_lifts(first) & _main_lifts(second))
    if _overhead_sets(first) and _overhead_sets(second):
        cost += OVERHEAD_TWICE
    one, other = dose(first), dose(second)
    cost += MUSCLE_TWICE * sum(1 for muscle in one if min(one[muscle], other.get(muscle, 0.0)) >= HARD_DOSE)
    return cost


def dose(day: SheetDay) -> dict[str, float]:
    """Nominal sets by muscle of a day, calves and trunk left out: they recover overnight."""
    sets: dict[str, float] = {}
    for slot in day.slots:
        if slot.role in "LCT" or slot.functions[0] is Function.CA:
            continue
        for muscle in nominal_muscles(slot.functions[0]):
            sets[muscle.value] = sets.get(muscle.value, 0.0) + slot.sets
    return sets


def _has(day: SheetDay, function: Function, role: str) -> bool:
    return any(slot.role == role and function in slot.functions for slot in day.slots)


def _main_lifts(day: SheetDay) -> frozenset[str]:
    """The lifts trained heavy: main and volume work of squat, bench, hinge and press."""
    return frozenset(slot.functions[0].value.rstrip("'") for slot in day.slots if slot.role in "MV")


def _overhead_sets(day: SheetDay) -> int:
    return sum(slot.sets for slot in day.slots if slot.functions[0] in _OVERHEAD and slot.role in _HARD_ROLES)


def _triples(weekdays: Sequence[int]) -> int:
    """How often three training days follow each other."""
    trained = set(weekdays)
    return sum(1 for day in trained if {day % 7 + 1, (day + 1) % 7 + 1} <= trained)


def _inversions(order: Sequence[int]) -> int:
    """Neighbours that stand against the usual order."""
    return sum(1 for a, b in pairwise(order) if b < a)
