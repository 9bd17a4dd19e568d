"""What differs between two programs: figures, days, exercises, muscles and loads, each with a sentence why."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from strength.catalog import Catalog
from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.program import Prescription, Program, Week, Workout
from strength.rendering.implied_maximum import load_of
from strength.rendering.lines import prescription_lines
from strength.request import Units
from strength.revision.change import Change
from strength.revision.phrase import weekday_name
from strength.revision.reason import Reasons
from strength.volume import fractional_sets

_LEAST_ALIKE = 0.2
"""Below, two workouts are no versions of each other (calibration)."""
_NOTABLE_SETS = 0.5
"""Half a set a week is within the counting."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class FigureDifference(_Shape):
    """A figure or word of the whole program: weeks, workouts a week, minutes, goal, equipment."""

    what: str
    before: str
    after: str
    why: str


class ExerciseDifference(_Shape):
    """An exercise of a workout that came, went or is done otherwise; `before` or `after` is null where it is not."""

    name: str
    before: str | None
    after: str | None
    why: str


class DayDifference(_Shape):
    """A workout of the week, matched with the one it came from; null where there is none."""

    before: str | None
    after: str | None
    minutes_before: int | None
    minutes_after: int | None
    sets_before: int
    sets_after: int
    exercises: tuple[ExerciseDifference, ...]
    why: str


class MuscleDifference(_Shape):
    """Working sets a week of a muscle, the mean of the weeks that are no deload; 1 direct, 0.5 indirect."""

    muscle: str
    before: float
    after: float
    why: str


class LoadDifference(_Shape):
    """The heaviest load of an exercise in the first and in the heaviest week; null where none is named."""

    exercise: str
    first_before: str | None
    first_after: str | None
    most_before: str | None
    most_after: str | None
    why: str


class Difference(_Shape):
    """Everything that differs; empty lists where nothing does."""

    figures: tuple[FigureDifference, ...]
    days: tuple[DayDifference, ...]
    muscles: tuple[MuscleDifference, ...]
    loads: tuple[LoadDifference, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same to a lifter."""
        return not (self.figures or self.days or self.muscles or self.loads)


def difference(before: Program, after: Program, catalog: Catalog, *, changes: tuple[Change, ...] = ()) -> Difference:
    """What differs between two programs.

    Args:
        before: the older one.
        after: the newer one.
        catalog: knows muscles.
        changes: what was asked for, if the newer was made from the older one; the reasons name it.
    """
    reasons = Reasons(before=before, after=after, catalog=catalog, changes=changes)
    return Difference(
        figures=tuple(_figures(before, after, reasons)),
        days=tuple(_days(before, after, reasons)),
        muscles=tuple(_muscles(before, after, catalog.by_slug, reasons)),
        loads=tuple(_loads(before, after, reasons)),
    )


def sets_a_week(program: Program, exercises: Mapping[str, Exercise]) -> dict[Muscle, float]:
    """Working sets of each muscle, the mean of the weeks that are no deload; 1 direct, 0.5 indirect.

    Args:
        program: what is counted.
        exercises: by slug; tells muscles.
    """
    weeks: tuple[Week, ...] = tuple(week for week in program.weeks if not week.is_deload) or program.weeks
    total: dict[Muscle, float] = {}
    for week in weeks:
        for muscle, sets in fractional_sets(week, exercises).items():
            total[muscle] = total.get(muscle, 0.0) + sets / len(weeks)
    return total


def _figures(before: Program, after: Program, reasons: Reasons) -> Iterator[FigureDifference]:
    for what, one, two in zip(_FIGURES, _figures_of(before), _figures_of(after), strict=True):
        if one != two:
            yield FigureDifference(what=what, before=one, after=two, why=reasons.of_figure(what))


_FIGURES = ("goal", "experience", "weeks", "workouts a week", "weekdays", "minutes at most", "equipment", "units")


def _figures_of(program: Program) -> tuple[str, ...]:
    weekdays = [weekday_name(one.weekday) for one in _first(program) if one.weekday]
    return (
        program.goal.value,
        program.experience.value,
        str(len(program.weeks)),
        str(program.frequency),
        ", ".join(weekdays) or "not said",
        str(program.session_minutes or "not said"),
        ", ".join(word.replace("_", " ") for word in program.equipment) or "none",
        "not said" if program.units is None else program.units.value,
    )


def _first(program: Program) -> tuple[Workout, ...]:
    return program.weeks[0].workouts if program.weeks else ()


def _days(before: Program, after: Program, reasons: Reasons) -> Iterator[DayDifference]:
    for old, new in _matched(before, after):
        exercises = tuple(_exercises(_of_day(before, old), _of_day(after, new), reasons))
        names = [None if one is None else _title(one) for one in (old, new)]
        if names[0] == names[1] and not exercises:
            continue
        yield DayDifference(
            before=names[0],
            after=names[1],
            minutes_before=None if old is None else old.minutes,
            minutes_after=None if new is None else new.minutes,
            sets_before=_sets(old),
            sets_after=_sets(new),
            exercises=exercises,
            why=reasons.of_day(old, new),
        )


def _title(workout: Workout) -> str:
    day = weekday_name(workout.weekday) if workout.weekday else f"Day {workout.day_number}"
    return f"{day}: {workout.name}"


def _sets(workout: Workout | None) -> int:
    return 0 if workout is None else sum(len(item.sets) for item in workout.exercises)


def _matched(before: Program, after: Program) -> list[tuple[Workout | None, Workout | None]]:
    """The workouts of the first weeks in pairs, the most alike first; what is like nothing stands alone."""
    old, new = list(_first(before)), list(_first(after))
    pairs: list[tuple[Workout | None, Workout | None]] = []
    ranked = sorted(
        ((_alike(before, one, after, two), -one.day_number, -two.day_number, one, two) for one in old for two in new),
        key=lambda row: row[:3],
        reverse=True,
    )
    for likeness, _, _, one, two in ranked:
        if likeness >= _LEAST_ALIKE and one in old and two in new:
            pairs.append((one, two))
            old.remove(one)
            new.remove(two)
    pairs += [(one, None) for one in old]
    pairs += [(None, two) for two in new]
    return sorted(pairs, key=lambda pair: next(one.day_number for one in reversed(pair) if one is not None))


def _alike(before: Program, one: Workout, after: Program, two: Workout) -> float:
    ours, theirs = set(_of_day(before, one)), set(_of_day(after, two))
    shared = len(ours & theirs) / max(1, len(ours | theirs))
    return shared + 0.25 * (one.weekday == two.weekday) + 0.15 * (one.name == two.name)


def _of_day(program: Program, workout: Workout | None) -> dict[str, Prescription]:
    """The exercises that the day has in any week, as they are first done."""
    if workout is None:
        return {}
    days = (one for week in program.weeks for one in week.workouts if one.day_number == workout.day_number)
    found: dict[str, Prescription] = {}
    for day in days:
        for item in day.exercises:
            found.setdefault(item.name, item)
    return found


def _exercises(
    old: Mapping[str, Prescription], new: Mapping[str, Prescription], reasons: Reasons
) -> Iterator[ExerciseDifference]:
    for name, item in old.items():
        if name not in new:
            yield ExerciseDifference(name=name, before=_written(item), after=None, why=reasons.of_going(item))
    for name, item in new.items():
        if name not in old:
            yield ExerciseDifference(name=name, before=None, after=_written(item), why=reasons.of_coming(item))
        elif _written(old[name]) != _written(item):
            one, two = _written(old[name]), _written(item)
            yield ExerciseDifference(name=name, before=one, after=two, why=reasons.of_other_sets(old[name], item))


def _written(item: Prescription) -> str:
    return "; ".join(
        " ".join(part for part in (line.sets, f"@ {line.load}" if line.load else "", line.effort) if part)
        for line in prescription_lines(item)
    )


def _muscles(
    before: Program, after: Program, exercises: Mapping[str, Exercise], reasons: Reasons
) -> Iterator[MuscleDifference]:
    old, new = sets_a_week(before, exercises), sets_a_week(after, exercises)
    for muscle in sorted({*old, *new}):
        one, two = old.get(muscle, 0.0), new.get(muscle, 0.0)
        if abs(one - two) > _NOTABLE_SETS:
            yield MuscleDifference(
                muscle=muscle.value.replace("_", " "),
                before=round(one, 1),
                after=round(two, 1),
                why=reasons.of_muscle(muscle, is_more=two > one),
            )


def _loads(before: Program, after: Program, reasons: Reasons) -> Iterator[LoadDifference]:
    old, new = _heaviest(before), _heaviest(after)
    for name in (one for one in old if one in new):
        if old[name] != new[name]:
            yield LoadDifference(
                exercise=name,
                first_before=old[name][0],
                first_after=new[name][0],
                most_before=old[name][1],
                most_after=new[name][1],
                why=reasons.of_load(name),
            )


def _heaviest(program: Program) -> dict[str, tuple[str | None, str | None]]:
    """By exercise: its heaviest load in the first week it is in, and in all."""
    units = program.units or Units.LBS
    loads: dict[str, list[float]] = {}
    for week in program.weeks:
        in_week: dict[str, float] = {}
        for item in (item for workout in week.workouts for item in workout.exercises):
            known = [load for one in item.sets if (load := load_of(one, units)) is not None]
            if known:
                in_week[item.name] = max(*known, in_week.get(item.name, 0.0))
        for name, load in in_week.items():
            loads.setdefault(name, []).append(load)
    return {name: (f"{held[0]:g}{units.value}", f"{max(held):g}{units.value}") for name, held in loads.items()}
