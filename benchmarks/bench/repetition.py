"""Measures again and again until the median stands still, or patience ends."""

import statistics
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_STEADY = 0.03
"""A median whose standard error is smaller than this share of it stands still."""


def repeat(measure: Callable[[], T], value: Callable[[T], float], *, least: int, most: int) -> list[T]:
    """Measure at least so often, and at most so often, until the median of `value` stands still.

    Args:
        measure: one measurement.
        value: the number that has to stand still.
        least: measurements in any case.
        most: measurements at most.
    """
    found: list[T] = []
    while len(found) < most:
        found.append(measure())
        if len(found) >= least and is_steady([value(one) for one in found]):
            break
    return found


def is_steady(values: list[float]) -> bool:
    """Whether the standard error of the median, estimated from the middle half, is small."""
    if len(values) < 3:
        return False
    low, middle, high = statistics.quantiles(values, n=4)
    # 1.35 quartile distances make a standard deviation; a median's error is 1.25 times that of a mean
    error = 1.25 * (high - low) / 1.35 / len(values) ** 0.5
    return error <= _STEADY * abs(middle)
