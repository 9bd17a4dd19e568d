"""Weights as text: what "102.5kg", "225lbs", "80%" and "BW" say (design 03, 3.2)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from strength.request import LB_PER_KG, Units

_FORM = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,3})?) ?(?P<unit>kg|lbs?|%)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightText:
    """What a set is loaded with; both None for bodyweight.

    Attributes:
        load: number in `units`.
        units: unit of `load`.
        percent: percent of the exercise's one-rep maximum.
    """

    load: float | None = None
    units: Units | None = None
    percent: float | None = None

    @property
    def load_kg(self) -> float | None:
        """The load in kilograms, or None when no load is printed."""
        if self.load is None:
            return None
        return self.load if self.units is Units.KG else self.load / LB_PER_KG


BODYWEIGHT = WeightText()
"""What "BW" says."""


@lru_cache(maxsize=1024)
def read_weight(text: str) -> WeightText | None:
    """What the text says, or None when it has no form that the lifter's app shows sensibly."""
    if text.strip().upper() in {"BW", "BODYWEIGHT"}:
        return BODYWEIGHT
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    number = float(found["number"])
    if found["unit"] == "%":
        return WeightText(percent=number)
    return WeightText(load=number, units=Units.KG if found["unit"].lower() == "kg" else Units.LBS)
