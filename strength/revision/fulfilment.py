"""What became of each wish: told in a sentence, also when it could not be met."""

from typing import assert_never

from strength.catalog import Catalog
from strength.equipment import kit_of
from strength.muscle import MUSCLE_OF_FAU
from strength.pool import is_contraindicated
from strength.program import Program
from strength.revision.amount import amount
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
from strength.revision.exercise_name import prescribed_slugs
from strength.revision.phrase import weekday_name

_ABOUT = 1.1
"""Share of the minutes asked for up to which a workout counts as that long (estimates are no better; design 10, 5)."""


def fulfilled(change: Change, before: Program, after: Program, catalog: Catalog) -> tuple[bool, str]:  # noqa: C901, PLR0911 - one closed set
    """Whether the newer program does what was asked, and the sentence that says so, or why it does not."""
    match change:
        case FrequencyChange():
            return True, f"{after.frequency} workouts a week instead of {before.frequency}."
        case WeeksChange():
            return True, f"{len(after.weeks)} weeks instead of {len(before.weeks)}."
        case MinutesChange():
            return _minutes(before, after)
        case DaysChange() | DayMove() | DayDrop():
            return True, f"Workouts on {_weekdays(after)} instead of {_weekdays(before)}."
        case EquipmentChange():
            return True, f"Made for {_kit(after)}."
        case Swap():
            return _swap(change, after, catalog)
        case Drop():
            left = [_name(slug, catalog) for slug in change.out if slug in prescribed_slugs(after)]
            names = ", ".join(_name(slug, catalog) for slug in change.out)
            return not left, f"Without {names}." if not left else f"{', '.join(left)} could not be left out."
        case LimitationChange():
            return _limitation(change, after, catalog)
        case FocusChange():
            more = VolumeChange(is_more=True, muscle=MUSCLE_OF_FAU[change.muscle])
            return _amount(more, before, after, catalog, called=change.muscle)
        case VolumeChange():
            muscle = "work" if change.muscle is None else change.muscle.value.replace("_", " ")
            return _amount(change, before, after, catalog, called=muscle)
        case UnitsChange():
            return True, f"Loads in {change.to.value}."
        case MaximumChange():
            unit = "" if change.units is None else f" {change.units.value}"
            return True, f"Loads for a {change.lift.value} of {change.load:g}{unit}."
        case GoalChange():
            return True, f"Made for {change.to.value}."
        case ExperienceChange():
            return True, f"Made for {change.to.value} lifters."
        case _:
            assert_never(change)


def _minutes(before: Program, after: Program) -> tuple[bool, str]:
    one, two = _longest(before), _longest(after)
    limit = after.session_minutes or two
    if two > _ABOUT * limit:
        return False, f"The longest workout still takes {two} minutes, not {limit}: fewer exercises would leave gaps."
    about = "at most" if two <= limit else "about"
    return True, f"Workouts of {about} {limit} minutes: the longest takes {two} instead of {one}."


def _longest(program: Program) -> int:
    return max((one.minutes or 0 for week in program.weeks for one in week.workouts), default=0)


def _weekdays(program: Program) -> str:
    workouts = program.weeks[0].workouts if program.weeks else ()
    return ", ".join(weekday_name(one.weekday) for one in workouts if one.weekday) or "no named days"


def _kit(program: Program) -> str:
    owned = kit_of(program.equipment).owned
    if "full_gym" in program.equipment:
        return "a full gym"
    return ", ".join(sorted(token.value.replace("_", " ") for token in owned))


def _swap(change: Swap, after: Program, catalog: Catalog) -> tuple[bool, str]:
    there = prescribed_slugs(after)
    left = [slug for slug in change.out if slug in there]
    names = ", ".join(_name(slug, catalog) for slug in change.out)
    if left:
        return False, f"{', '.join(_name(slug, catalog) for slug in left)} could not be exchanged."
    if change.into is None:
        return True, f"Another exercise in the place of {names}."
    if change.into not in there:
        return False, f"{names} went, but there was no place for {_name(change.into, catalog)}."
    return True, f"{_name(change.into, catalog)} in the place of {names}."


def _limitation(change: LimitationChange, after: Program, catalog: Catalog) -> tuple[bool, str]:
    area = change.area.value.replace("_", " ")
    if change.severity.value == "recovered":
        return True, f"The {area} is no limit any more."
    limits = {change.area: change.severity}
    bad = [
        exercise.name
        for slug in prescribed_slugs(after)
        if (exercise := catalog.get(slug)) is not None and is_contraindicated(exercise, limits)
    ]
    return (
        not bad,
        f"Nothing that is bad for the {area}." if not bad else f"{', '.join(bad)} may be bad for the {area}.",
    )


def _amount(
    change: VolumeChange, before: Program, after: Program, catalog: Catalog, *, called: str
) -> tuple[bool, str]:
    one, two = amount(before, change, catalog.by_slug), amount(after, change, catalog.by_slug)
    where = f" on {weekday_name(change.day)}s" if change.day is not None else ""
    kind = "More" if change.is_more else "Less"
    if (two > one) == change.is_more and abs(two - one) >= 0.5:
        return True, f"{kind} {called}{where}: {two:.3g} sets a week instead of {one:.3g}."
    what = "there is no room for more" if change.is_more else "no less would do"
    return False, f"{kind} {called}{where} was not possible: {what} within the other wishes."


def _name(slug: str, catalog: Catalog) -> str:
    exercise = catalog.get(slug)
    return slug if exercise is None else exercise.name
