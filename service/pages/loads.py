"""What stands in the column of loads, in the unit of the program and in the other one."""

import re
from dataclasses import dataclass

from service.pages.figure_text import number
from service.pages.labels import SHORT_UNITS
from service.pages.look import Unit
from service.pages.plates import plates_for
from strength.exercise import Exercise, LoadKind
from strength.program import SetPrescription
from strength.request import LB_PER_KG, Units
from strength.rounding import load_step, round_load

_WEIGHT = re.compile(r"(?P<plus>\+)?(?P<load>\d+(\.\d+)?)\s*(?P<unit>kg|lbs?)", re.IGNORECASE)
_STEPS: dict[tuple[Unit, float], float] = {
    ("kg", 1.25): 2.5, ("kg", 2): 5, ("kg", 2.5): 5, ("kg", 4): 9, ("kg", 5): 10,
    ("lbs", 2.5): 1.25, ("lbs", 5): 2.5, ("lbs", 9): 4, ("lbs", 10): 5,
}  # fmt: skip
"""Steps from one load to the next, each as the step of the same plates in the other unit."""
_BIGGEST_STEP: dict[Unit, float] = {"kg": 5, "lbs": 10}
_BARS = (LoadKind.BARBELL, LoadKind.SMITH)
_BODY = (LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A load as it is read.

    Attributes:
        text: "107.5 kg", "≈ 82.5 kg", "by feel", "bodyweight", "+10 kg", "80%".
        is_firm: a figure, not a word.
        each: "per hand" where the figure is of one of two, else "".
        plates: on each side; None where there is no bar.
    """

    text: str
    is_firm: bool = False
    each: str = ""
    plates: tuple[float, ...] | None = None


def load_of(item: SetPrescription, exercise: Exercise | None, unit: Unit) -> Load:
    """The load of a set in this unit. What was rounded for one unit is rounded to what exists in the other."""
    text = (item.weight or "").strip()
    if not text or text.upper() == "BW":
        is_body = text.upper() == "BW" or (exercise is not None and exercise.load_kind in _BODY)
        return Load(text="bodyweight" if is_body else "by feel")
    found = _WEIGHT.fullmatch(text)
    if found is None:
        return Load(text=text, is_firm=text.endswith("%"))
    given: Unit = "kg" if found["unit"].lower() == "kg" else "lbs"
    load = float(found["load"])
    plus = found["plus"] or ""
    if given != unit:
        load = _converted(load, exercise, unit)
    is_bar = exercise is not None and exercise.load_kind in _BARS and not plus
    about = "≈ " if item.percent1rm is None and item.rpe is not None and not plus else ""
    each = "per hand" if exercise is not None and exercise.load_kind is LoadKind.DUMBBELL else ""
    return Load(
        text=f"{about}{plus}{number(load)} {SHORT_UNITS[unit]}",
        is_firm=True,
        each=each,
        plates=plates_for(load, unit) if is_bar else None,
    )


def text_in(text: str, exercise: Exercise | None, unit: Unit) -> str:
    """A sentence with its loads in this unit, and with the signs that a page uses: "40kg x 8" is "40 kg × 8"."""

    def said(found: re.Match[str]) -> str:
        given: Unit = "kg" if found["unit"].lower() == "kg" else "lbs"
        load = float(found["load"])
        if given != unit:
            step = load <= _BIGGEST_STEP[given]
            load = _STEPS.get((given, load), load) if step else _converted(load, exercise, unit)
        return f"{found['plus'] or ''}{number(load)} {SHORT_UNITS[unit]}"

    return _WEIGHT.sub(said, text).replace(" x ", " × ")


def _converted(load: float, exercise: Exercise | None, unit: Unit) -> float:
    """The nearest load that can be put on in the other unit."""
    raw = load / LB_PER_KG if unit == "kg" else load * LB_PER_KG
    if exercise is None:
        return round(raw * 2) / 2
    step = load_step(exercise, Units(unit), beginner=False)
    if step is None:
        return float(round(raw))
    rounded = round_load(raw + step / 2, exercise, Units(unit), beginner=False)
    return float(round(raw)) if rounded is None else rounded
