"""Equipment: one vocabulary (FitCSV's, design 03, 3.4), many spellings, and what owning one thing implies."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Equipment(StrEnum):
    """Canonical tokens. `bodyweight` is always owned."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    MACHINE = "machine"
    BODYWEIGHT = "bodyweight"
    BENCH = "bench"
    PULL_UP_BAR = "pull_up_bar"
    SMITH_MACHINE = "smith_machine"
    RESISTANCE_BAND = "resistance_band"
    EZ_BAR = "ez_bar"
    DIP_BARS = "dip_bars"
    INCLINE_BENCH = "incline_bench"
    DECLINE_BENCH = "decline_bench"
    PREACHER_BENCH = "preacher_bench"
    AB_WHEEL = "ab_wheel"
    FOAM_ROLLER = "foam_roller"
    WEIGHT_BELT = "weight_belt"
    PARALLEL_BARS = "parallel_bars"
    ROMAN_CHAIR = "roman_chair"
    TRAP_BAR = "trap_bar"
    SAFETY_SQUAT_BAR = "safety_squat_bar"
    SWISS_BAR = "swiss_bar"
    CHAINS = "chains"
    SLED = "sled"
    SUSPENSION_TRAINER = "suspension_trainer"
    PLYO_BOX = "plyo_box"
    MEDICINE_BALL = "medicine_ball"
    FUNCTIONAL_TRAINER = "functional_trainer"
    ASSISTED_PULLUP_DIP = "assisted_pullup_dip"
    RACK = "rack"
    OTHER = "other"


NO_RACK = "no_rack"
"""Said beside `barbell` by a lifter who has no rack: the one token that takes something away."""

NEVER_GATES = frozenset(
    {
        Equipment.BODYWEIGHT,
        Equipment.BENCH,
        Equipment.INCLINE_BENCH,
        Equipment.DECLINE_BENCH,
        Equipment.FOAM_ROLLER,
        Equipment.WEIGHT_BELT,
    }
)
"""Tokens that do not gate an exercise in FitCSV's own rows (design 03, 3.4). Our catalog's kits are stricter."""

_ALIASES: dict[str, Equipment] = {
    "dumbbells": Equipment.DUMBBELL,
    "db": Equipment.DUMBBELL,
    "barbells": Equipment.BARBELL,
    "bar": Equipment.BARBELL,
    "olympic_barbell": Equipment.BARBELL,
    "kettlebells": Equipment.KETTLEBELL,
    "kb": Equipment.KETTLEBELL,
    "cables": Equipment.CABLE,
    "cable_machine": Equipment.CABLE,
    "cable_station": Equipment.CABLE,
    "machines": Equipment.MACHINE,
    "leg_press": Equipment.MACHINE,
    "body_only": Equipment.BODYWEIGHT,
    "body_weight": Equipment.BODYWEIGHT,
    "none": Equipment.BODYWEIGHT,
    "flat_bench": Equipment.BENCH,
    "adjustable_bench": Equipment.BENCH,
    "weight_bench": Equipment.BENCH,
    "pullup_bar": Equipment.PULL_UP_BAR,
    "pull_up": Equipment.PULL_UP_BAR,
    "pullupbar": Equipment.PULL_UP_BAR,
    "chin_up_bar": Equipment.PULL_UP_BAR,
    "smith": Equipment.SMITH_MACHINE,
    "band": Equipment.RESISTANCE_BAND,
    "bands": Equipment.RESISTANCE_BAND,
    "resistance_bands": Equipment.RESISTANCE_BAND,
    "ez_curl_bar": Equipment.EZ_BAR,
    "e_z_curl_bar": Equipment.EZ_BAR,
    "dip_bar": Equipment.DIP_BARS,
    "dip_station": Equipment.DIP_BARS,
    "dipbars": Equipment.DIP_BARS,
    "foam_roll": Equipment.FOAM_ROLLER,
    "hex_bar": Equipment.TRAP_BAR,
    "trapbar": Equipment.TRAP_BAR,
    "squat_rack": Equipment.RACK,
    "power_rack": Equipment.RACK,
    "half_rack": Equipment.RACK,
    "hyperextension_bench": Equipment.ROMAN_CHAIR,
    "trx": Equipment.SUSPENSION_TRAINER,
    "rings": Equipment.SUSPENSION_TRAINER,
    "box": Equipment.PLYO_BOX,
}

_IMPLIES: dict[Equipment, frozenset[Equipment]] = {
    Equipment.FUNCTIONAL_TRAINER: frozenset({Equipment.CABLE}),
    Equipment.PARALLEL_BARS: frozenset({Equipment.DIP_BARS}),
    Equipment.ASSISTED_PULLUP_DIP: frozenset({Equipment.PULL_UP_BAR, Equipment.DIP_BARS}),
    Equipment.INCLINE_BENCH: frozenset({Equipment.BENCH}),
    Equipment.DECLINE_BENCH: frozenset({Equipment.BENCH}),
}

FULL_GYM = frozenset(
    {
        Equipment.BARBELL,
        Equipment.RACK,
        Equipment.BENCH,
        Equipment.INCLINE_BENCH,
        Equipment.PREACHER_BENCH,
        Equipment.DUMBBELL,
        Equipment.KETTLEBELL,
        Equipment.RESISTANCE_BAND,
        Equipment.CABLE,
        Equipment.MACHINE,
        Equipment.SMITH_MACHINE,
        Equipment.PULL_UP_BAR,
        Equipment.DIP_BARS,
        Equipment.TRAP_BAR,
        Equipment.EZ_BAR,
        Equipment.ROMAN_CHAIR,
        Equipment.AB_WHEEL,
        Equipment.PLYO_BOX,
    }
)
"""What `full_gym` stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What a lifter owns, and the words of the request that mean nothing to us.

    Attributes:
        owned: canonical tokens with everything they imply; always holds `bodyweight`.
        unknown: words that name no equipment, as they were written, in order.
    """

    owned: frozenset[Equipment]
    unknown: tuple[str, ...]


def normalise(word: str) -> str:
    """A word in the shape of a token: lower case, trimmed, runs of spaces and hyphens as one underscore."""
    return "_".join(word.strip().lower().replace("-", " ").replace("_", " ").split())


def equipment_of(word: str) -> Equipment | None:
    """The token a word means, or None."""
    key = normalise(word)
    if key in _ALIASES:
        return _ALIASES[key]
    try:
        return Equipment(key)
    except ValueError:
        return None


def kit_of(words: Iterable[str]) -> Kit:
    """The kit a list of words means. A rack is implied by a barbell unless `no_rack` is said (design 03, 3.4)."""
    owned: set[Equipment] = {Equipment.BODYWEIGHT}
    unknown: list[str] = []
    without_rack = False
    for word in words:
        key = normalise(word)
        token = equipment_of(word)
        if key == NO_RACK:
            without_rack = True
        elif key in {"full_gym", "gym", "commercial_gym"}:
            owned |= FULL_GYM
        elif token is not None:
            owned.add(token)
        else:
            unknown.append(word)
    for token in tuple(owned):
        owned |= _IMPLIES.get(token, frozenset())
    if without_rack:
        owned.discard(Equipment.RACK)
    elif Equipment.BARBELL in owned:
        owned.add(Equipment.RACK)
    return Kit(owned=frozenset(owned), unknown=tuple(unknown))
