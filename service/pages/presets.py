"""Usual kits: one press instead of a dozen ticks."""

from dataclasses import dataclass

from strength.equipment import FULL_GYM, Equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A kit with a name.

    Attributes:
        key: for the form.
        name: what the button says.
        kit: the tokens it ticks, and no others.
    """

    key: str
    name: str
    kit: frozenset[str]


def _kit(*items: Equipment) -> frozenset[str]:
    return frozenset(item.value for item in items)


PRESETS: tuple[Preset, ...] = (
    Preset(key="gym", name="Full gym", kit=_kit(*FULL_GYM)),
    Preset(
        key="barbell",
        name="Barbell at home",
        kit=_kit(Equipment.BARBELL, Equipment.RACK, Equipment.BENCH, Equipment.PULL_UP_BAR),
    ),
    Preset(key="dumbbells", name="Dumbbells", kit=_kit(Equipment.DUMBBELL, Equipment.BENCH)),
    Preset(key="bands", name="Bands", kit=_kit(Equipment.RESISTANCE_BAND)),
    Preset(key="none", name="Bodyweight only", kit=frozenset()),
)
