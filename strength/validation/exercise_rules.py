"""Rules on exercises: known, equipped, not contraindicated, within the level (section E, ids to level)."""

from collections.abc import Iterator, Sequence

from strength.exercise import Exercise
from strength.pool import fits_kit, is_contraindicated
from strength.request import Experience
from strength.validation.finding import hard, soft
from strength.validation.subject import Subject
from strength.validation.weight_text import BODYWEIGHT
from strength.violation import Violation


def unknown_exercise(subject: Subject) -> Iterator[Violation]:
    """Every exercise is one of the catalog's."""
    for item in subject.items:
        if item.exercise is None:
            stated = item.prescription.slug or item.prescription.name
            yield hard(
                "unknown_exercise",
                item.path,
                f"{stated!r} is not in the catalog",
                "use the slug, name or alias of an exercise that was offered",
            )


def equipment(subject: Subject) -> Iterator[Violation]:
    """Everything an exercise needs is owned; a program that states no equipment is not judged on it.

    A published program may name an exercise after its equipped form and prescribe it without ("BW"): only listed.
    """
    if not subject.is_asked and "equipment" not in subject.program.model_fields_set:
        return
    owned = subject.request.owned
    for item, exercise in subject.known:
        if not fits_kit(exercise, owned):
            is_unloaded = all(reading.weight == BODYWEIGHT for reading in item.readings)
            finding = soft if is_unloaded and not subject.is_ours else hard
            yield finding(
                "equipment",
                item.path,
                f"{item.name!r} needs {_needs(exercise)}; owned: {', '.join(sorted(owned))}",
                "swap it for an exercise that the equipment allows",
            )


def contraindicated(subject: Subject) -> Iterator[Violation]:
    """Nothing that a declared limitation rules out."""
    limitations = subject.request.active_limitations
    for item, exercise in subject.known:
        if is_contraindicated(exercise, limitations):
            areas = sorted(exercise.avoid_when & limitations.keys())
            yield hard(
                "contraindicated",
                item.path,
                f"{item.name!r} loads the {_words(areas)} that was declared",
                f"swap it for an exercise that spares the {_words(areas)}",
            )


def level(subject: Subject) -> Iterator[Violation]:
    """No exercise above the lifter's level (design 04, 0.8)."""
    experience = subject.request.experience
    for item, exercise in subject.known:
        if exercise.min_level > experience.level:
            yield hard(
                "level",
                item.path,
                f"{item.name!r} is of level {exercise.min_level}; {experience.value} is {experience.level}",
                _regression_hint(exercise),
            )


def duplicate_exercise(subject: Subject) -> Iterator[Violation]:
    """An exercise occurs once in a workout (FMT02)."""
    for workout in subject.workouts:
        seen: set[str] = set()
        for item, exercise in workout.known:
            if exercise.slug in seen:
                yield soft(
                    "duplicate_exercise",
                    item.path,
                    f"{item.name!r} occurs more than once in {workout.workout.name!r}",
                    "join its sets, or swap one of the two for another exercise",
                )
            seen.add(exercise.slug)


def beginner_open_sets(subject: Subject) -> Iterator[Violation]:
    """Beginners get no AMRAP sets (LVL01); published novice programs use them, so this is only listed."""
    if subject.request.experience is not Experience.BEGINNER:
        return
    for item, fact in subject.where(lambda reading: reading.reps is not None and reading.reps.is_open):
        yield soft(
            "beginner_open_set",
            fact.path,
            f"{item.name!r} asks a beginner for {fact.prescription.reps!r} repetitions",
            "name a number that leaves at least one repetition in reserve",
        )


def _needs(exercise: Exercise) -> str:
    ways = [" + ".join(sorted(kit.tokens)) or "nothing" for kit in exercise.kits]
    return " or ".join(ways)


def _words(areas: Sequence[str]) -> str:
    return " and ".join(area.replace("_", " ") for area in areas)


def _regression_hint(exercise: Exercise) -> str:
    if exercise.regression:
        return f"swap it for an easier exercise, for example {exercise.regression!r}"
    return "swap it for an easier exercise of the same pattern"
