"""Gates: when a scored program is not good enough and has to be designed again (design 04, A)."""

from collections.abc import Mapping
from types import MappingProxyType

from strength.scorecard import Scorecard
from strength.violation import Gravity

LEAST_TOTAL = 75.0
"""Bands: 88 and more ship, 75-88 ship after repair, below is designed again (calibration, design 04, A)."""

LEAST: Mapping[str, float] = MappingProxyType(
    {
        "compliance": 1.0,
        "volume": 0.6,
        "effort": 0.7,
        "fatigue": 0.55,
        "balance": 0.5,
        "recovery": 0.6,
        "consistency": 0.8,
    }
)
"""The least of a dimension, however good the others are (calibration, design 04, A)."""

_ROUNDING = 1e-9


def needs_regeneration(scorecard: Scorecard) -> tuple[str, ...]:
    """Why the program has to be repaired or designed again, in sentences; empty when it may ship."""
    reasons = [
        f"{item.message} ({item.code}, {item.path}). {_sentence(item.hint)}"
        for item in scorecard.violations
        if item.severity is Gravity.HARD
    ]
    for name, least in LEAST.items():
        dimension = scorecard.dimensions.get(name)
        if dimension is not None and dimension.score < least - _ROUNDING:
            reasons.append(f"{name} is {dimension.score:.2f}, at least {least:g} is needed: {dimension.reason}")
    if scorecard.total < LEAST_TOTAL - _ROUNDING:
        reasons.append(f"the total is {scorecard.total:.1f}, at least {LEAST_TOTAL:g} is needed")
    return tuple(reasons)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
