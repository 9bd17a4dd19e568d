"""Why an exercise stands in for another, in a lifter's words."""

from collections.abc import Iterable

from strength.equipment import Equipment
from strength.exercise import Exercise, ExerciseKit, LoadKind, Pattern
from strength.muscle import Muscle

_MUSCLES: dict[Muscle, str] = {
    Muscle.FRONT_DELT: "front delts",
    Muscle.SIDE_DELT: "side delts",
    Muscle.REAR_DELT: "rear delts",
    Muscle.LOWER_BACK: "lower back",
}

_IMPLEMENT: dict[LoadKind, str] = {
    LoadKind.BARBELL: "a barbell",
    LoadKind.MACHINE: "a machine",
    LoadKind.SMITH: "a Smith machine",
    LoadKind.DUMBBELL: "dumbbells",
    LoadKind.CABLE: "a cable",
    LoadKind.KETTLEBELL: "a kettlebell",
    LoadKind.BAND: "a band",
    LoadKind.BODYWEIGHT: "bodyweight",
    LoadKind.ISOMETRIC: "a hold",
}

_BARS: dict[Equipment, str] = {
    Equipment.TRAP_BAR: "a trap bar",
    Equipment.EZ_BAR: "an EZ bar",
    Equipment.SAFETY_SQUAT_BAR: "a safety squat bar",
    Equipment.SWISS_BAR: "a Swiss bar",
}
"""Loaded as a barbell is, and yet not the barbell that a lifter may have to do without."""

_MOVEMENT: dict[Pattern, str] = {
    Pattern.SQUAT: "squat",
    Pattern.LUNGE: "lunge",
    Pattern.KNEE_EXT: "knee extension",
    Pattern.HINGE: "hip hinge",
    Pattern.BRIDGE: "hip bridge",
    Pattern.KNEE_FLEX: "leg curl",
    Pattern.H_PUSH: "horizontal press",
    Pattern.FLY: "chest fly",
    Pattern.V_PUSH: "overhead press",
    Pattern.H_PULL: "row",
    Pattern.V_PULL: "vertical pull",
    Pattern.SIDE_RAISE: "side raise",
    Pattern.REAR: "rear delt",
    Pattern.CURL: "curl",
    Pattern.TRI: "triceps extension",
    Pattern.CALF: "calf raise",
    Pattern.CORE: "trunk",
    Pattern.CARRY: "carry",
    Pattern.SHRUG: "shrug",
}

MUCH_HARDER_TO_LOAD = 0.3
LESS_SPINE = 1


def reasons_for(original: Exercise, substitute: Exercise, *, name: str, with_care: bool) -> tuple[str, ...]:
    """Sentences, the one that matters most first: what stays the same, then what differs.

    Args:
        original: what is replaced.
        substitute: what replaces it.
        name: what the lifter reads for it; it tells which of its kits is meant ("Shrug (Trap Bar)").
        with_care: whether a limitation allows it only lightly.
    """
    sentences = [f"{_sameness(original, substitute)}; {_means(original, substitute, name)}."]
    if substitute.is_unilateral and not original.is_unilateral:
        sentences.append("One side at a time, so a set takes twice as long.")
    if original.is_unilateral and not substitute.is_unilateral:
        sentences.append("Both sides at once, so it takes less time.")
    if original.axial_load - substitute.axial_load > LESS_SPINE:
        sentences.append("Easier on the spine.")
    if original.load_potential - substitute.load_potential > MUCH_HARDER_TO_LOAD:
        sentences.append("Cannot be loaded as heavily, so do more reps, closer to the limit.")
    if substitute.min_level < original.min_level:
        sentences.append("Easier to learn.")
    if with_care:
        sentences.append("Keep it light: RPE 7 at most, 8 or more reps, and stop if it hurts.")
    return tuple(sentences)


def warning_for(original: Exercise, substitute: Exercise) -> str:
    """What is given up with a substitute that is not very much like the original."""
    lost = [muscle for muscle in original.primary if muscle not in {*substitute.primary, *substitute.secondary}]
    if lost:
        return f"Only a partial replacement for {original.name}: it does not train {_listed(lost)}."
    if original.pattern is not substitute.pattern:
        return (
            f"Only a partial replacement for {original.name}: a {_MOVEMENT[substitute.pattern]} movement "
            f"instead of a {_MOVEMENT[original.pattern]} movement."
        )
    return f"Only a partial replacement for {original.name}: it trains the same muscles less directly."


def _sameness(original: Exercise, substitute: Exercise) -> str:
    shared = [muscle for muscle in original.primary if muscle in substitute.primary]
    if set(original.primary) == set(substitute.primary):
        muscles = "same muscles"
    elif shared:
        muscles = f"trains the {_listed(shared)} as well"
    else:
        muscles = f"trains mainly the {_listed(substitute.primary)}"
    if original.pattern is substitute.pattern:
        return f"Same movement, {muscles}"
    return f"A related movement ({_MOVEMENT[substitute.pattern]}), {muscles}"


def _means(original: Exercise, substitute: Exercise, name: str) -> str:
    usual, other = _implement(original, original.name), _implement(substitute, name)
    return f"also with {other}" if other == usual else f"{other} instead of {usual}"


def _implement(exercise: Exercise, name: str) -> str:
    """What is lifted, under the name that the lifter reads."""
    if exercise.load_kind is not LoadKind.BARBELL:
        return _IMPLEMENT[exercise.load_kind]
    words = name.lower().replace("-", " ")
    meant = (kit for kit in exercise.kits if kit.label and kit.label.lower() in words)
    kit = next(meant, exercise.kits[0] if exercise.kits else ExerciseKit(tokens=frozenset()))
    return next((called for bar, called in _BARS.items() if bar in kit.tokens), _IMPLEMENT[LoadKind.BARBELL])


def _listed(muscles: Iterable[Muscle]) -> str:
    names = [_MUSCLES.get(muscle, muscle.value) for muscle in muscles]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
