"""The name of a program that its blueprint leaves unnamed: "12-Week Strength - Squat Bench Deadlift Press (4 days)"."""

from strength.blueprint import Blueprint
from strength.pool import Pool
from strength.request import ProgramRequest

MOST_LIFTS = 4
_WORDS = (
    ("Push Pull Legs", ("push", "pull", "leg")),
    ("Upper Lower", ("upper", "lower")),
    ("Full Body", ("full body",)),
)


def program_name(blueprint: Blueprint, request: ProgramRequest, pool: Pool) -> str:
    """The blueprint's name, or one made of weeks, goal, split and days."""
    if blueprint.name:
        return blueprint.name
    return (
        f"{blueprint.weeks}-Week {request.goal.value.title()} - {_split(blueprint, pool)} ({len(blueprint.days)} days)"
    )


def _split(blueprint: Blueprint, pool: Pool) -> str:
    names = " ".join(day.name.lower() for day in blueprint.days)
    for word, parts in _WORDS:
        if all(part in names for part in parts):
            return word
    lifts: list[str] = []
    for day in blueprint.days:
        for slot in day.slots:
            exercise = pool.get(slot.exercises[0])
            if exercise is not None and blueprint.scheme(slot.scheme).slot_role == "main":
                lifts.append(exercise.pattern.value)
    patterns = {"squat": "Squat", "h_push": "Bench", "hinge": "Deadlift", "v_push": "Press"}
    shown = [word for pattern, word in patterns.items() if pattern in lifts]
    return " ".join(shown[:MOST_LIFTS]) or "Whole Body"
