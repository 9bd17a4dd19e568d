"""Ranges of repetitions as a coach writes them: 8-12, 10-15, never 8-11 or 10-13 (coaching convention)."""

from functools import lru_cache

ROUND_ENDS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25)
WIDEST = 2.0
"""The high end over the low end at most: 10-20 still is one kind of work, 8-20 is not."""


@lru_cache(maxsize=1024)
def written_range(low: int, high: int, *, least: int, most: int, width: int = 1) -> tuple[int, int]:
    """The range with round ends that is nearest to `low`-`high`.

    Args:
        low: its low end.
        high: its high end; above `low`.
        least: fewest repetitions of the exercise.
        most: its most repetitions.
        width: least width of the result.

    Returns:
        Both ends inside `least`-`most`; the range as it was where no written one fits.
    """
    fitting = [
        (one, other)
        for one in ROUND_ENDS
        for other in ROUND_ENDS
        if least <= one and other <= most and width <= other - one and other <= WIDEST * one
    ]

    def distance(ends: tuple[int, int]) -> tuple[int, int, int]:
        one, other = ends
        return abs(one - low) + abs(other - high), abs(one + other - low - high), one

    return min(fitting, key=distance, default=(low, high))
