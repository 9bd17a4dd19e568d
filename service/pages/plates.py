"""Plates on one side of a bar, so that nobody has to reckon between sets."""

from service.pages.look import Unit
from strength.request import Units
from strength.rounding import EMPTY_BAR

_PLATES: dict[Unit, tuple[float, ...]] = {
    "kg": (25, 20, 15, 10, 5, 2.5, 1.25, 0.625),
    "lbs": (45, 35, 25, 10, 5, 2.5, 1.25),
}
"""As gyms have them; the smallest is what a beginner's smallest step needs."""

_COLOURS: dict[Unit, dict[float, str]] = {
    "kg": {25: "p25", 20: "p20", 15: "p15", 10: "p10"},
    "lbs": {45: "p20", 35: "p15"},
}
_SLACK = 1e-6


def plates_for(load: float, unit: Unit) -> tuple[float, ...] | None:
    """Plates on each side, heaviest first; empty for the empty bar, None when no plates make this load."""
    side = (load - EMPTY_BAR[Units(unit)]) / 2
    if side < -_SLACK:
        return None
    found: list[float] = []
    for plate in _PLATES[unit]:
        while side >= plate - _SLACK:
            found.append(plate)
            side -= plate
    return tuple(found) if side < _SLACK else None


def colour_of(plate: float, unit: Unit) -> str:
    """The class that colours a plate's edge; "" for the small ones."""
    return _COLOURS[unit].get(plate, "")
