"""Curves that turn a measured figure into 0-1: continuous, so that a small change never jumps."""

import math
from collections.abc import Iterable, Sequence


def up(x: float, low: float, high: float) -> float:
    """0 at or below `low`, 1 at or above `high`, linear between."""
    # every set of a program passes here several times: two comparisons are cheaper than min and max; NaN gives 0
    if not x > low:
        return 0.0
    return (x - low) / (high - low) if x < high else 1.0


def down(x: float, low: float, high: float) -> float:
    """1 at or below `low`, 0 at or above `high`, linear between."""
    return 1.0 - up(x, low, high)


def trapezoid(x: float, a: float, b: float, c: float, d: float) -> float:
    """0 outside (a, d), 1 on [b, c], linear between."""
    if x < b:
        return up(x, a, b)
    return down(x, c, d)


def ratio_band(ratio: float, low: float, high: float) -> float:
    """1 inside [low, high]; outside it falls with the logarithm to 0 at three times the edge (design 04, 0.8)."""
    if ratio <= 0:
        return 0.0
    excess = math.log(low / ratio) if ratio < low else math.log(ratio / high) if ratio > high else 0.0
    return max(0.0, 1.0 - excess / math.log(3))


def mean(values: Iterable[float], default: float = 0.0) -> float:
    """The mean, or `default` for nothing."""
    items = values if isinstance(values, list) else list(values)
    return sum(items) / len(items) if items else default


def weighted_mean(pairs: Iterable[tuple[float, float]], default: float = 0.0) -> float:
    """Mean of (value, weight) pairs, or `default` when no weight is left."""
    items = pairs if isinstance(pairs, list) else list(pairs)
    total = sum([weight for _, weight in items])
    return sum([value * weight for value, weight in items]) / total if total > 0 else default


def spread(pairs: Iterable[tuple[float, float]]) -> float:
    """Standard deviation of (value, weight) pairs about their mean; 0 for nothing."""
    items = list(pairs)
    middle = weighted_mean(items)
    return weighted_mean([((value - middle) ** 2, weight) for value, weight in items]) ** 0.5


def median(values: Sequence[float], default: float = 0.0) -> float:
    """The middle value, or `default` for nothing."""
    if not values:
        return default
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
