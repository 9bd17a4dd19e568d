"""Wishes that contradict each other: said so, instead of obeying the last one."""

from itertools import combinations

from strength.errors import RevisionRefused
from strength.muscle import MUSCLE_OF_FAU, Muscle
from strength.revision.change import (
    Change,
    DayDrop,
    DayMove,
    DaysChange,
    Drop,
    EquipmentChange,
    ExperienceChange,
    FocusChange,
    FrequencyChange,
    GoalChange,
    LimitationChange,
    MaximumChange,
    MinutesChange,
    Swap,
    UnitsChange,
    VolumeChange,
    WeeksChange,
)


def settled(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes without those that a more exact one says better: "shorter sessions, 45 minutes".

    Raises:
        RevisionRefused: two of them contradict each other.
    """
    exact = {type(change) for change in changes if _is_exact(change)}
    kept = tuple(change for change in changes if type(change) not in exact or _is_exact(change))
    for first, second in combinations(kept, 2):
        for said in (_conflict(first, second), _conflict(second, first)):
            if said:
                raise RevisionRefused(f"{said}; say which of the two you want")
    return kept


def _is_exact(change: Change) -> bool:
    return isinstance(change, FrequencyChange | WeeksChange | MinutesChange) and change.to is not None


def _conflict(first: Change, second: Change) -> str:  # noqa: C901, PLR0911 - a table of contradictions
    """What is contradictory, as one clause; empty when nothing is."""
    match first, second:
        case FrequencyChange(to=int() as count), DaysChange(days=days) if count != len(days):
            return f"You ask for {count} days a week and name {len(days)} weekdays"
        case (
            (FrequencyChange(), FrequencyChange()) | (WeeksChange(), WeeksChange()) | (MinutesChange(), MinutesChange())
        ):
            return f"You ask for two different numbers of {_THINGS[first.kind]}"
        case (GoalChange(), GoalChange()) | (UnitsChange(), UnitsChange()) | (ExperienceChange(), ExperienceChange()):
            return f"You name two different {_THINGS[first.kind]}"
        case MaximumChange(lift=lift), MaximumChange(lift=other) if lift is other:
            return f"You name two maxima for the {lift.value}"
        case LimitationChange(area=area), LimitationChange(area=other) if area is other:
            return f"You say two things about your {area.value.replace('_', ' ')}"
        case VolumeChange(is_more=more, day=day, muscle=muscle), VolumeChange(is_more=other) if more != other and (
            day,
            muscle,
        ) == (getattr(second, "day", None), getattr(second, "muscle", None)):
            return "You ask for more and for less of the same"
        case FocusChange(muscle=fau), VolumeChange(is_more=False, muscle=Muscle() as muscle) if (
            MUSCLE_OF_FAU[fau] is muscle
        ):
            return f"You ask for more and for less {fau}"
        case EquipmentChange(mode="remove", equipment=gone), EquipmentChange(mode="add" | "only", equipment=had) if set(
            gone
        ) & set(had):
            return f"You say that {_named(gone)} is there and is not"
        case EquipmentChange(mode="only"), EquipmentChange(mode="only"):
            return "You say twice, and differently, what is all you have"
        case Swap(out=out), Drop(out=dropped) if set(out) & set(dropped):
            return "You swap an exercise and drop it"
        case Swap(into=into), Drop(out=dropped) if into in dropped:
            return "You drop the exercise that you want in the place of another"
        case Swap(out=out, into=into), Swap(out=others, into=other) if set(out) & set(others) and into != other:
            return "You swap one exercise for two"
        case (DayDrop(day=day), DaysChange(days=days)) | (DayMove(before=day), DaysChange(days=days)) if day in days:
            return "You name a weekday to train on and take it away"
        case _:
            return ""


_THINGS = {
    "frequency": "days a week", "weeks": "weeks", "minutes": "minutes", "goal": "goals", "units": "units",
    "experience": "levels",
}  # fmt: skip


def _named(equipment: tuple[object, ...]) -> str:
    return ", ".join(str(item).replace("_", " ") for item in equipment)
