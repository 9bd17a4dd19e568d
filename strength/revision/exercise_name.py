"""Which exercises a lifter's words mean: first those of the program, then those that exist at all."""

import re
from collections.abc import Iterable

from strength.catalog import Catalog
from strength.equipment import equipment_of
from strength.exercise import Exercise
from strength.names import match_key
from strength.program import Program
from strength.similarity import similarity

_LIKE = 0.35
"""Below this likeness what somebody asks for is no way to do what he has (calibration)."""


def singular(words: str) -> str:
    """The words with the last one in the singular, as names are written: "bench presses" -> "bench press"."""
    for ending, short in (("presses", "press"), ("flies", "fly"), ("flyes", "fly"), ("lunges", "lunge")):
        if words.endswith(ending):
            return words.removesuffix(ending) + short
    return words if words.endswith("ss") else words.removesuffix("s")


def in_program(words: str, program: Program, catalog: Catalog) -> tuple[str, ...]:
    """Slugs of the program's exercises that the words mean: the one so called, else all whose name holds every word."""
    used: dict[str, Exercise] = {}
    for item in prescribed_slugs(program):
        exercise = catalog.get(item)
        if exercise is not None:
            used[item] = exercise
    for name in (words, singular(words)):
        exact = catalog.find(name)
        if exact is not None and exact.slug in used:
            return (exact.slug,)
    wanted = [singular(word) for word in re.findall(r"[a-z0-9]+", words)]
    if not wanted:
        return ()
    return tuple(
        slug
        for slug, exercise in used.items()
        if all(any(_holds(name, word) for name in _names(exercise)) for word in wanted)
    )


def family_word(words: str) -> str | None:
    """The word of a bare plural, such as "squat" for "squats", which means a whole family; None for other words."""
    return None if " " in words or singular(words) == words else singular(words)


def family(word: str, members: Iterable[str], slugs: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """Those of `slugs` that are of a movement of the members and are called by this word; the members come first."""
    known = tuple(members)
    patterns = {exercise.pattern for slug in known if (exercise := catalog.get(slug)) is not None}
    alike = (
        slug
        for slug in slugs
        if (exercise := catalog.get(slug)) is not None
        and exercise.pattern in patterns
        and any(_holds(name, word) for name in _names(exercise))
    )
    return tuple(dict.fromkeys((*known, *alike)))


def prescribed_slugs(program: Program) -> tuple[str, ...]:
    """Slugs of the program's exercises, in order of appearance."""
    slugs = (item.slug for week in program.weeks for workout in week.workouts for item in workout.exercises)
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def anywhere(words: str, like: Iterable[Exercise], catalog: Catalog) -> str | None:
    """Slug of the exercise that the words mean in the place of others; None when they mean none.

    A name means its exercise; a word of a name, or equipment ("trap bar"), the exercise most like what is replaced.
    """
    for name in (words, singular(words)):
        exact = catalog.find(name)
        if exact is not None:
            return exact.slug
    replaced = tuple(like)
    token = equipment_of(words) or equipment_of(singular(words))
    wanted = [singular(word) for word in re.findall(r"[a-z0-9]+", words)]
    if not wanted or not replaced:
        return None
    candidates = [
        exercise
        for exercise in catalog.exercises
        if exercise not in replaced
        and (
            any(token in kit.tokens for kit in exercise.kits[:1])
            if token is not None
            else all(any(_holds(name, word) for name in _names(exercise)) for word in wanted)
        )
    ]
    ranked = sorted(candidates, key=lambda one: (-max(similarity(one, other) for other in replaced), one.slug))
    best = ranked[0] if ranked else None
    if best is None or max(similarity(best, other) for other in replaced) < _LIKE:
        return None
    return best.slug


def _names(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.name, *exercise.aliases)


def _holds(name: str, word: str) -> bool:
    """Whether a name holds a word: whole words, so that no "row" is found in "narrow"."""
    key = match_key(word)
    return any(match_key(singular(part.lower())) == key for part in re.split(r"[\s-]+", name)) or (
        len(key) > len("curl") and key in match_key(name)
    )
