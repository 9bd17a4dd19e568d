"""Effort, repetitions and percent of one-rep maximum: each computed from the other two; and maxima from a set done.

The curve is Tuchscherer's RTS chart as one line of half-steps (design 04, 0.5): a repetition more or one point of RPE
less is two half-steps down. Its published part covers 1-10 repetitions at RPE 6.5-10; the rest is extrapolated.
"""

from bisect import bisect_left
from math import floor

CURVE = (
    100.0,
    97.8,
    95.5,
    93.9,
    92.2,
    90.7,
    89.2,
    87.8,
    86.3,
    85.0,
    83.7,
    82.4,
    81.1,
    79.9,
    78.6,
    77.4,
    76.2,
    75.1,
    73.9,
    72.3,
    70.7,
    69.4,
    68.0,
    66.7,
    65.3,
    64.0,
    62.6,
    61.3,
    59.9,
    58.6,
    57.4,
)
"""Percent of one-rep maximum by half-steps below a single at RPE 10 (RTS chart, Tuchscherer; design 04, 0.5)."""

TAIL_SLOPE = 1.25
"""Percent points per half-step beyond the chart (coaching convention, design 04, 0.5)."""

FLOOR_PERCENT = 35.0
"""The curve never goes below this (coaching convention, design 04, 0.5)."""

RPE_LOW = 4.0
"""Below this nobody can tell one effort from another (coaching convention, design 04, H.2)."""

RPE_HIGH = 10.0
LONGEST_SET_FOR_ESTIMATE = 10.0
"""Formulas for the one-rep maximum drift apart above ten repetitions (Nuzzo 2024; design 04, 0.5)."""

_LAST = len(CURVE) - 1
_RISING = tuple(reversed(CURVE))


def percent_for(reps: float, rpe: float) -> float:
    """Percent of one-rep maximum (0-100) that a set of `reps` at `rpe` weighs; linear between half-steps."""
    steps = max(0.0, 2.0 * (reps - 1.0) + 2.0 * (RPE_HIGH - rpe))
    if steps >= _LAST:
        return max(FLOOR_PERCENT, CURVE[_LAST] - TAIL_SLOPE * (steps - _LAST))
    below = floor(steps)
    return CURVE[below] + (CURVE[below + 1] - CURVE[below]) * (steps - below)


def rpe_for(reps: float, percent: float) -> float:
    """The RPE of `reps` at `percent` of one-rep maximum (0-100), held inside 4-10: the inverse of `percent_for`."""
    rpe = RPE_HIGH + (reps - 1.0) - _half_steps(percent) / 2.0
    return min(RPE_HIGH, max(RPE_LOW, rpe))


def _half_steps(percent: float) -> float:
    """How many half-steps below the single at RPE 10 a percentage lies."""
    if percent >= CURVE[0]:
        return 0.0
    if percent <= CURVE[_LAST]:
        return _LAST + (CURVE[_LAST] - max(percent, FLOOR_PERCENT)) / TAIL_SLOPE
    # the curve falls, bisect wants it rising
    above = _LAST - bisect_left(_RISING, percent)
    upper, lower = CURVE[above], CURVE[above + 1]
    return above + (upper - percent) / (upper - lower)


def epley(load: float, reps: float) -> float:
    """One-rep maximum by Epley (1985), in the unit of `load`; `reps` were the most that were possible."""
    return load * (1.0 + reps / 30.0)


def brzycki(load: float, reps: float) -> float:
    """One-rep maximum by Brzycki (1993), in the unit of `load`; means something below 37 repetitions only."""
    return load * 36.0 / (37.0 - reps)


def estimate_one_rep_max(load: float, reps: float, rir: float = 0.0) -> float | None:
    """One-rep maximum from one set: the mean of Epley and Brzycki over `reps` + `rir` (design 04, 0.5).

    Returns:
        The estimate in the unit of `load`; the load itself for a single to the limit; None for a set too long, or
        without a load or a repetition, to say anything.
    """
    possible = reps + rir
    if load <= 0 or reps < 1 or possible > LONGEST_SET_FOR_ESTIMATE:
        return None
    if possible <= 1:
        return load
    return (epley(load, possible) + brzycki(load, possible)) / 2.0
