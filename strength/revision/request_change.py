"""Changes put into a request: what was asked for before, with what is asked for now."""

from itertools import combinations
from typing import Any, assert_never

from pydantic import ValidationError

from strength.catalog import Catalog
from strength.equipment import Equipment, kit_of
from strength.errors import RevisionRefused
from strength.exercise import Lift
from strength.limitation import Limitation
from strength.muscle import MUSCLE_OF_FAU
from strength.pool import fits_kit, is_contraindicated
from strength.program import Program
from strength.request import LB_PER_KG, ProgramRequest, Units
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
from strength.revision.phrase import weekday_name
from strength.substitution import left_over

_RANGES = {
    "frequency": ("workouts a week", "2 to 6"),
    "weeks": ("weeks", "4 to 16"),
    "sessionMinutes": ("minutes", "20 to 180"),
}
_MOST_FOCUS = 3


def changed_request(
    request: ProgramRequest, program: Program, changes: tuple[Change, ...], catalog: Catalog
) -> ProgramRequest:
    """The request that the changes make of this one.

    Args:
        request: what the program was made for.
        program: what is to be changed: its weekdays, and how long its workouts really are.
        changes: what is to change; they contradict each other nowhere (`refuse_contradictions`).
        catalog: what the exercises of a swap need.

    Raises:
        RevisionRefused: a figure is out of its range, or the program has no such day.
    """
    fields: dict[str, Any] = request.model_dump(mode="json", by_alias=True)
    weekdays = tuple(one.weekday for one in program.weeks[0].workouts if one.weekday) if program.weeks else ()
    days = weekdays if len(weekdays) == request.frequency else ()
    if any(isinstance(change, MinutesChange) and (change.by or 0) < 0 for change in changes):
        # "shorter" than the workouts are, not than they might have been
        fields["sessionMinutes"] = min(request.session_minutes, _longest(program) or request.session_minutes)
    for change in sorted(changes, key=lambda item: isinstance(item, DayMove | DayDrop)):
        days = _put(change, fields, days, catalog)
    count = int(fields["frequency"])
    if count != len(days) and 2 <= count <= 6 and request.days:
        # named days are the lifter's own: fewer are chosen among them, more are added to them
        days = _spread(request.days, count)
    fields["days"] = list(days) if len(days) == count and _says_days(request, changes) else []
    try:
        return ProgramRequest.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=True)[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        if name in _RANGES:
            what, allowed = _RANGES[name]
            raise RevisionRefused(f"{fields[name]} {what} are not possible; say {allowed}") from error
        raise RevisionRefused(f"{name or 'The request'}: {first['msg']}") from error


def _says_days(request: ProgramRequest, changes: tuple[Change, ...]) -> bool:
    return bool(request.days) or any(isinstance(change, DaysChange | DayMove | DayDrop) for change in changes)


# the branches of one closed set
def _put(  # noqa: C901, PLR0912
    change: Change, fields: dict[str, Any], days: tuple[int, ...], catalog: Catalog
) -> tuple[int, ...]:
    """Put one change into the fields; returns the weekdays as they are then."""
    match change:
        case FrequencyChange():
            fields["frequency"] = _figure(change.to, change.by, int(fields["frequency"]))
        case WeeksChange():
            fields["weeks"] = _figure(change.to, change.by, int(fields["weeks"]))
        case MinutesChange():
            fields["sessionMinutes"] = _figure(change.to, change.by, int(fields["sessionMinutes"]))
        case DaysChange():
            fields["frequency"] = len(change.days)
            return change.days
        case DayMove():
            if len(days) != fields["frequency"]:
                return _spread(days, int(fields["frequency"]), without=change.before)
            return _moved(days, change)
        case DayDrop():
            _require_day(days, change.day)
            fields["frequency"] = int(fields["frequency"]) - 1
            return tuple(day for day in days if day != change.day)
        case EquipmentChange():
            fields["equipment"] = list(_equipment(tuple(fields["equipment"]), change))
        case Swap():
            _add_for_swap(change, fields, catalog)
        case LimitationChange():
            kept = [item for item in fields["limitations"] if item["area"] != change.area.value]
            fields["limitations"] = [
                *kept, Limitation(area=change.area, severity=change.severity).model_dump(mode="json")
            ]  # fmt: skip
        case FocusChange():
            before = [fau for fau in fields["focusMuscles"] if fau != change.muscle]
            fields["focusMuscles"] = [change.muscle, *before][:_MOST_FOCUS]
        case VolumeChange():
            if change.day is not None:
                _require_day(days, change.day)
            if change.muscle is not None and not change.is_more:
                fields["focusMuscles"] = [f for f in fields["focusMuscles"] if MUSCLE_OF_FAU[f] is not change.muscle]
        case UnitsChange():
            fields["oneRepMaxes"] = _converted(fields["oneRepMaxes"], Units(fields["units"]), change.to)
            fields["units"] = change.to.value
        case MaximumChange():
            fields["oneRepMaxes"] = {**fields["oneRepMaxes"], change.lift.value: _load(change, Units(fields["units"]))}
        case GoalChange():
            fields["goal"] = change.to.value
        case ExperienceChange():
            fields["experience"] = change.to.value
        case Drop():
            pass
        case _:
            assert_never(change)
    return days


def _longest(program: Program) -> int:
    """Minutes of the longest workout, in whole fives; 0 when none says."""
    minutes = max((one.minutes or 0 for week in program.weeks for one in week.workouts), default=0)
    return -(-minutes // 5) * 5


def _figure(to: int | None, by: int | None, before: int) -> int:
    return to if to is not None else before + (by or 0)


def _require_day(days: tuple[int, ...], day: int) -> None:
    if day not in days:
        named = ", ".join(weekday_name(one) for one in days) or "no weekdays of its own"
        raise RevisionRefused(f"Your program has no workout on {weekday_name(day)}; it has {named}")


def _moved(days: tuple[int, ...], change: DayMove) -> tuple[int, ...]:
    _require_day(days, change.before)
    if change.after is not None and change.after in days and change.after != change.before:
        name = weekday_name(change.after)
        raise RevisionRefused(f"{name} has a workout already; name a free day, or say which days to train on")
    rest = tuple(day for day in days if day != change.before)
    if change.after is not None:
        return tuple(sorted((*rest, change.after)))
    return _spread(rest, len(days), without=change.before)


def _spread(named: tuple[int, ...], count: int, *, without: int | None = None) -> tuple[int, ...]:
    """So many weekdays: of the named ones, or with them; as far apart as possible, early in the week."""
    allowed = [day for day in range(1, 8) if day != without]
    held = [day for day in named if day != without]
    choices = [
        days
        for days in combinations(allowed, count)
        if (set(days) <= set(held) if count <= len(held) else set(held) <= set(days))
    ]
    return max(choices, key=lambda days: (_gaps(days), [-day for day in days]), default=())


def _gaps(days: tuple[int, ...]) -> list[int]:
    following = (*days[1:], days[0] + 7)
    return sorted(after - day for day, after in zip(days, following, strict=True))


def _equipment(words: tuple[str, ...], change: EquipmentChange) -> tuple[str, ...]:
    tokens = tuple(item.value for item in change.equipment if item is not Equipment.BODYWEIGHT)
    match change.mode:
        case "only":
            return ("full_gym",) if change.is_full_gym else tokens
        case "add":
            return tuple(dict.fromkeys((*words, *tokens)))
        case "remove":
            owned = kit_of(words).owned
            missing = frozenset(change.equipment)
            if owned.isdisjoint(missing):
                named = ", ".join(item.value.replace("_", " ") for item in change.equipment)
                have = ", ".join(sorted(item.value.replace("_", " ") for item in owned))
                raise RevisionRefused(f"Your program counts on no {named} anyway; it counts on {have}")
            return left_over(owned, missing)
        case _:
            assert_never(change.mode)


def _add_for_swap(change: Swap, fields: dict[str, Any], catalog: Catalog) -> None:
    """Who asks for an exercise has what it needs, unless the sentence itself says otherwise (checked before)."""
    exercise = catalog.get(change.into or "")
    if exercise is None:
        return
    request = ProgramRequest.model_validate(fields)
    if not fits_kit(exercise, request.owned):
        fields["equipment"] = [*fields["equipment"], *sorted(token.value for token in exercise.kits[0].tokens)]


def refuse_impossible_swaps(changes: tuple[Change, ...], request: ProgramRequest, catalog: Catalog) -> None:
    """Refuse an exercise that this lifter cannot be given.

    Raises:
        RevisionRefused: it is too hard, hurts, or needs what the same sentence says is gone.
    """
    for change in changes:
        exercise = catalog.get(change.into or "") if isinstance(change, Swap) else None
        if exercise is None:
            continue
        if is_contraindicated(exercise, request.active_limitations):
            areas = ", ".join(
                sorted(area.value.replace("_", " ") for area in exercise.avoid_when & set(request.active_limitations))
            )
            raise RevisionRefused(f"{exercise.name} is not for a {areas} that hurts; name another exercise")
        if exercise.min_level > request.experience.level:
            raise RevisionRefused(
                f"{exercise.name} is too hard for {request.experience.value}s; name an easier exercise"
            )
        if not fits_kit(exercise, request.owned):
            needed = ", ".join(
                sorted(token.value.replace("_", " ") for token in exercise.kits[0].tokens - request.owned)
            )
            raise RevisionRefused(f"{exercise.name} needs what you say is not there: {needed}")


def _converted(maxima: dict[str, float], before: Units, after: Units) -> dict[str, float]:
    if before is after:
        return maxima
    factor = LB_PER_KG if after is Units.LBS else 1.0 / LB_PER_KG
    return {lift: round(load * factor, 1) for lift, load in maxima.items()}


def _load(change: MaximumChange, units: Units) -> float:
    if change.units is None or change.units is units:
        return change.load
    return _converted({Lift.SQUAT.value: change.load}, change.units, units)[Lift.SQUAT.value]
