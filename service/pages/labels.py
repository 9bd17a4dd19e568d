"""What goals, levels, things and places are called on a page."""

from strength.equipment import Equipment
from strength.limitation import Area, Severity
from strength.muscle import MUSCLE_OF_FAU, Muscle
from strength.request import Experience, Goal

GOALS: dict[str, tuple[str, str]] = {
    Goal.STRENGTH.value: ("Strength", "More weight on the big lifts"),
    Goal.HYPERTROPHY.value: ("Muscle size", "Hard sets for every muscle"),
    Goal.POWERLIFTING.value: ("Powerlifting", "Squat, bench, deadlift; a test day"),
}
"""Name and one line by goal."""

LEVELS: dict[str, tuple[str, str]] = {
    Experience.BEGINNER.value: ("Beginner", "Loads still rise every week"),
    Experience.INTERMEDIATE.value: ("Intermediate", "Loads rise month by month"),
    Experience.ADVANCED.value: ("Advanced", "Progress takes planning"),
}
"""Name and one line by experience."""

LEVELS_INLINE = {name: words[0] for name, words in LEVELS.items()}

_THINGS = {
    Equipment.EZ_BAR: "EZ bar",
    Equipment.PULL_UP_BAR: "Pull-up bar",
    Equipment.ASSISTED_PULLUP_DIP: "Assisted pull-up and dip machine",
    Equipment.CABLE: "Cable station",
    Equipment.MACHINE: "Machines",
    Equipment.DUMBBELL: "Dumbbells",
    Equipment.KETTLEBELL: "Kettlebells",
    Equipment.RESISTANCE_BAND: "Bands",
    Equipment.AB_WHEEL: "Ab wheel",
}


def thing(token: str) -> str:
    """What a piece of equipment is called."""
    known = {item.value: words for item, words in _THINGS.items()}
    return known.get(token, token.replace("_", " ").capitalize())


COMMON_THINGS: tuple[str, ...] = tuple(
    item.value
    for item in (
        Equipment.BARBELL, Equipment.RACK, Equipment.BENCH, Equipment.INCLINE_BENCH, Equipment.DUMBBELL,
        Equipment.KETTLEBELL, Equipment.CABLE, Equipment.MACHINE, Equipment.SMITH_MACHINE, Equipment.PULL_UP_BAR,
        Equipment.DIP_BARS, Equipment.RESISTANCE_BAND,
    )
)  # fmt: skip
"""The twelve that the form shows at once."""

OTHER_THINGS: tuple[str, ...] = tuple(
    item.value
    for item in Equipment
    if item.value not in COMMON_THINGS and item not in (Equipment.BODYWEIGHT, Equipment.OTHER)
)

AREAS = {area.value: area.value.replace("_", " ").capitalize() for area in Area}
SEVERITIES = {
    Severity.CAUTION.value: "take care",
    Severity.AVOID_LOADING.value: "do not load it",
    Severity.RECOVERED.value: "recovered",
}
FOCUS = {fau: fau.replace("-", " ").capitalize() for fau in MUSCLE_OF_FAU}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LIFTS = {"squat": "Squat", "bench": "Bench press", "deadlift": "Deadlift", "press": "Overhead press"}
UNITS = {"kg": "kilograms", "lbs": "pounds"}
SHORT_UNITS = {"kg": "kg", "lbs": "lb"}

_MUSCLES = {
    Muscle.FRONT_DELT: "Front delts",
    Muscle.SIDE_DELT: "Side delts",
    Muscle.REAR_DELT: "Rear delts",
}


def muscle_name(muscle: Muscle) -> str:
    """What a muscle is called."""
    return _MUSCLES.get(muscle, muscle.value.replace("_", " ").capitalize())
