"""Kit variants: the same exercise done with another kit, loaded as that kit is: a face pull with a band is a band's."""

from dataclasses import replace

from strength.catalog import LOAD_POTENTIAL, TRAP_BAR_POTENTIAL
from strength.equipment import Equipment
from strength.exercise import Exercise, ExerciseKit, LoadKind
from strength.names import match_key
from strength.spoken_name import row_name, spoken_name

_KIND_OF_TOKEN: tuple[tuple[Equipment, LoadKind], ...] = (
    (Equipment.TRAP_BAR, LoadKind.BARBELL),
    (Equipment.BARBELL, LoadKind.BARBELL),
    (Equipment.EZ_BAR, LoadKind.BARBELL),
    (Equipment.SMITH_MACHINE, LoadKind.SMITH),
    (Equipment.MACHINE, LoadKind.MACHINE),
    (Equipment.CABLE, LoadKind.CABLE),
    (Equipment.KETTLEBELL, LoadKind.KETTLEBELL),
    (Equipment.DUMBBELL, LoadKind.DUMBBELL),
    (Equipment.RESISTANCE_BAND, LoadKind.BAND),
    (Equipment.DIP_BARS, LoadKind.BODYWEIGHT),
    (Equipment.PULL_UP_BAR, LoadKind.BODYWEIGHT),
    (Equipment.SUSPENSION_TRAINER, LoadKind.BODYWEIGHT),
)
"""What a kit is loaded with, the first token that is in it: a bench or a box beside a dumbbell carries no load."""

_HELD = frozenset({LoadKind.DUMBBELL, LoadKind.KETTLEBELL})
"""What is held in the hand loads an exercise of one's own weight; a bar to hang from or to roll on does not."""

_SELF_LOADED = frozenset({LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})


def variant_name(exercise: Exercise, owned: frozenset[Equipment]) -> str:
    """The exercise's name with the first kit that is owned: 'Kettlebell Split Squat', 'Face Pull (Band)'."""
    for kit in exercise.kits:
        if kit.tokens <= owned:
            return spoken_name(exercise, kit)
    return exercise.name


def variant_read(exercise: Exercise, name: str) -> str:
    """The name that a lifter reads for a row of this name: a kit's stored name becomes its spoken one."""
    if not name.endswith(")"):
        return name
    key = match_key(name)
    kit = next((item for item in exercise.kits if item.label and match_key(row_name(exercise, item)) == key), None)
    return name if kit is None or spoken_name(exercise, kit) == row_name(exercise, kit) else spoken_name(exercise, kit)


def variant_named(exercise: Exercise, name: str) -> Exercise:
    """The exercise as the labelled kit in this name loads it, stored or spoken; as it is when no kit has this name."""
    key = match_key(name)
    kit = next((item for item in exercise.kits if item.label and key in _keys(exercise, item)), None)
    kind = None if kit is None else next((kind for token, kind in _KIND_OF_TOKEN if token in kit.tokens), None)
    if kit is None or kind is None or (exercise.load_kind in _SELF_LOADED and kind not in _HELD):
        return exercise
    potential = TRAP_BAR_POTENTIAL if Equipment.TRAP_BAR in kit.tokens else LOAD_POTENTIAL[kind]
    return replace(exercise, load_kind=kind, load_potential=potential)


def _keys(exercise: Exercise, kit: ExerciseKit) -> tuple[str, str]:
    return match_key(row_name(exercise, kit)), match_key(spoken_name(exercise, kit))
