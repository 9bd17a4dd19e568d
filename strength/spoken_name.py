"""What a lifter calls an exercise that is done with another tool: a kettlebell split squat, not a "Dumbbell Split Squat"."""

from collections.abc import Iterator

from strength.exercise import Exercise, ExerciseKit

_TOOLS = ("Dumbbell", "Cable", "Barbell")
"""Words of names that say which tool is held."""

_TOOL_LABELS = frozenset({"Kettlebell", "Band", *_TOOLS})
"""Labels of kits that are one such tool; "Box" or "Kettlebell and Box" say more than a word could."""


def row_name(exercise: Exercise, kit: ExerciseKit) -> str:
    """The name under which the kit's row is stored: "Dumbbell Split Squat (Kettlebell)"."""
    return f"{exercise.name} ({kit.label})" if kit.label else exercise.name


def spoken_name(exercise: Exercise, kit: ExerciseKit) -> str:
    """The name that a lifter reads: "Kettlebell Split Squat"; the stored one where no word says the tool."""
    words = exercise.name.split(" ")
    tool = next((word for word in words if word in _TOOLS), None)
    if tool is None or kit.label not in _TOOL_LABELS:
        return row_name(exercise, kit)
    return " ".join(kit.label if word == tool else word for word in words)


def kit_names(exercise: Exercise) -> Iterator[str]:
    """Both forms of the name of every labelled kit, as stored programs and people write them."""
    for kit in exercise.kits:
        if kit.label:
            stored, spoken = row_name(exercise, kit), spoken_name(exercise, kit)
            yield stored
            if spoken != stored:
                yield spoken
