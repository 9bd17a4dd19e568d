"""What an operator works on, and how a program is edited: always a new program, the old one untouched."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from strength.catalog import Catalog
from strength.equipment import Equipment, kit_of
from strength.exercise import Exercise
from strength.limitation import Area, Severity
from strength.loading import percent_for
from strength.muscle import Muscle
from strength.pool import fits_kit, is_contraindicated
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import Goal, ProgramRequest

_USUAL_DAYS = {2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 5, 6), 6: (1, 2, 3, 4, 5, 6)}
_LOW, _LOW_SPAN, _ON = 0.72, 3, 1.25


@dataclass(frozen=True, kw_only=True)
class Base:
    """A program to be spoiled, with what it was asked for.

    Attributes:
        program: the good program.
        catalog: what its exercises are.
        request: what was asked, or None for a published program.
        strength: 0-1, how much of the program is spoiled.
    """

    program: Program
    catalog: Catalog
    request: ProgramRequest | None
    strength: float

    @property
    def goal(self) -> Goal:
        """What it is for."""
        return self.request.goal if self.request else self.program.goal

    @property
    def level(self) -> int:
        """1-3."""
        return (self.request.experience if self.request else self.program.experience).level

    @cached_property
    def owned(self) -> frozenset[Equipment]:
        """What the lifter owns."""
        return self.request.owned if self.request else kit_of(self.program.equipment).owned

    @property
    def limitations(self) -> Mapping[Area, Severity]:
        """What hurts."""
        return self.request.active_limitations if self.request else {}

    @property
    def focus(self) -> tuple[Muscle, ...]:
        """What should get more."""
        return self.request.focus if self.request else ()

    def exercise(self, item: Prescription) -> Exercise | None:
        """The catalog's row of a prescription."""
        return (self.catalog.get(item.slug) if item.slug else None) or self.catalog.find(item.name)

    def allowed(self) -> list[Exercise]:
        """Every exercise of the catalog that fits the lifter, in the catalog's order."""
        return [
            row
            for row in self.catalog.exercises
            if fits_kit(row, self.owned)
            and not is_contraindicated(row, self.limitations)
            and row.min_level <= self.level
        ]

    def is_chosen(self, index: int) -> bool:
        """Whether the index-th thing (from 0) is spoiled at this strength; evenly spread."""
        return int((index + 1) * self.strength + 1e-9) > int(index * self.strength + 1e-9)

    def with_weeks(self, weeks: Iterable[Week]) -> Program | None:
        """The program with these weeks, renumbered; None when nothing changed."""
        numbered = tuple(
            week if week.week_number == number else week.model_copy(update={"week_number": number})
            for number, week in enumerate(weeks, start=1)
        )
        if numbered == self.program.weeks:
            return None
        return self.program.model_copy(update={"weeks": numbered})

    def each_workout(self, change: Callable[[int, int, Workout], Workout | None]) -> Program | None:
        """The program with every workout changed; `change` gets week and day (from 0), None leaves a workout out."""
        weeks: list[Week] = []
        for number, week in enumerate(self.program.weeks):
            workouts = (change(number, day, workout) for day, workout in enumerate(week.workouts))
            weeks.append(week.model_copy(update={"workouts": tuple(item for item in workouts if item is not None)}))
        return self.with_weeks(weeks)

    def each_exercise(self, change: Callable[[Prescription], Prescription | None]) -> Program | None:
        """The program with a share of its exercises changed; the same ones in every week."""
        names = dict.fromkeys(
            item.name for week in self.program.weeks for day in week.workouts for item in day.exercises
        )
        affected = [name for name in names if self._would_change(name, change)]
        chosen = {name for index, name in enumerate(affected) if self.is_chosen(index)}

        def workout(_week: int, _day: int, old: Workout) -> Workout:
            new = (change(item) if item.name in chosen else item for item in old.exercises)
            return with_exercises(old, [item for item in new if item is not None])

        return self.each_workout(workout) if chosen else None

    def _would_change(self, name: str, change: Callable[[Prescription], Prescription | None]) -> bool:
        return any(
            change(item) != item
            for week in self.program.weeks
            for day in week.workouts
            for item in day.exercises
            if item.name == name
        )

    def each_set(self, change: Callable[[Exercise | None, SetPrescription], SetPrescription]) -> Program | None:
        """The program with a share of its sets changed, evenly spread over each exercise."""
        counter = 0

        def workout(_week: int, _day: int, old: Workout) -> Workout:
            nonlocal counter
            items: list[Prescription] = []
            for item in old.exercises:
                exercise = self.exercise(item)
                sets: list[SetPrescription] = []
                for entry in item.sets:
                    sets.append(change(exercise, entry) if self.is_chosen(counter) else entry)
                    counter += 1
                items.append(item.model_copy(update={"sets": tuple(sets)}))
            return with_exercises(old, items)

        return self.each_workout(workout)

    def times_sets(self, week: Week, factor: float) -> Week:
        """A week with every exercise's sets multiplied, at least one kept."""
        return week.model_copy(
            update={
                "workouts": tuple(
                    with_exercises(
                        day, [resized(item, max(1, round(len(item.sets) * factor))) for item in day.exercises]
                    )
                    for day in week.workouts
                )
            }
        )

    def hard_sets(self, week: Week) -> float:
        """Sets of a week weighed by effort, or by load where no effort is printed."""
        return sum(_hardness(entry) for day in week.workouts for item in day.exercises for entry in item.sets)

    def easier_weeks(self) -> list[int]:
        """Weeks (from 0) well below the three before, after which it goes on; a taper and a leaner block are none."""
        hard = [self.hard_sets(week) for week in self.program.weeks]
        return [
            index
            for index in range(1, len(hard) - 2)
            if hard[index] <= _LOW * max(hard[max(0, index - _LOW_SPAN) : index])
            and max(hard[index + 1 : index + 3]) >= _ON * hard[index]
        ]

    def weekdays(self, week: Week) -> list[int]:
        """Weekdays of the workouts, the usual spread when the program does not say."""
        said = [day.weekday for day in week.workouts if day.weekday is not None]
        if len(said) == len(week.workouts):
            return said
        return list(_USUAL_DAYS.get(len(week.workouts), range(1, len(week.workouts) + 1)))

    def swapped(self, item: Prescription, exercise: Exercise) -> Prescription:
        """The prescription with another exercise; a load in percent would mean nothing there, so effort replaces it."""
        sets = [
            entry
            if entry.percent1rm is None and entry.weight is None
            else entry.model_copy(update={"percent1rm": None, "weight": None, "rpe": entry.rpe or _USUAL_RPE})
            for entry in item.sets
        ]
        return item.model_copy(update={"slug": exercise.slug, "name": exercise.name, "sets": tuple(sets)})


_USUAL_RPE = 7.5


def _hardness(entry: SetPrescription) -> float:
    effort = entry.rpe if entry.rpe is not None else (10 - entry.rir if entry.rir is not None else None)
    if effort is not None:
        return min(1.0, max(0.0, (effort - 4.5) / 2.5))
    percent = percent_of(entry)
    return 1.0 if percent is None else min(1.0, max(0.0, (percent - 40) / 30))


def percent_of(entry: SetPrescription) -> float | None:
    """The percentage a set prints, in its own key or as the text of its weight."""
    if entry.percent1rm is not None:
        return entry.percent1rm
    text = (entry.weight or "").strip()
    return float(text[:-1]) if text.endswith("%") else None


def with_percent(entry: SetPrescription, percent: float) -> SetPrescription:
    """A set that prints a percentage, with another one; a weight in kilograms or pounds moves along."""
    old = percent_of(entry)
    if old is None or old <= 0:
        return entry
    text = entry.weight
    if text and text.endswith("%"):
        text = f"{percent:g}%"
    elif text:
        text = scaled_weight(text, percent / old)
    return entry.model_copy(update={"percent1rm": percent if entry.percent1rm is not None else None, "weight": text})


def scaled_weight(text: str, factor: float) -> str:
    """A weight such as "102.5kg" times a factor, its unit kept; other texts unchanged."""
    for unit in ("kgs", "kg", "lbs", "lb"):
        number = text.removesuffix(unit).strip()
        if number != text and number.replace(".", "", 1).isdigit():
            return f"{float(number) * factor:.1f}{unit}"
    return text


def counted(text: str) -> float | None:
    """The middle of a repetition text; None for seconds and for words."""
    text = text.strip().removesuffix("+")
    parts = text.split("-")
    return sum(map(float, parts)) / len(parts) if all(part.isdigit() for part in parts) else None


def agreeing(entry: SetPrescription, reps: int, effort: float) -> SetPrescription:
    """The set with other repetitions at a stated effort, its load following by the repetition table."""
    changed = entry.model_copy(update={"reps": str(reps), "rpe": effort, "rir": None})
    return with_percent(changed, round(percent_for(reps, effort), 1))


def resized(item: Prescription, sets: int) -> Prescription:
    """The exercise with this many sets: the first ones, the last one repeated."""
    kept = (*item.sets[:sets], *([item.sets[-1]] * (sets - len(item.sets)))) if item.sets else ()
    numbered = tuple(entry.model_copy(update={"set_number": number}) for number, entry in enumerate(kept, start=1))
    return item.model_copy(update={"sets": numbered})


def with_exercises(workout: Workout, items: Iterable[Prescription]) -> Workout:
    """The workout with these exercises in this order."""
    # published programs number nothing; numbering them would look like a change
    return workout.model_copy(
        update={
            "exercises": tuple(
                item.model_copy(update={"order": place}) if item.order else item
                for place, item in enumerate(items, start=1)
            )
        }
    )
