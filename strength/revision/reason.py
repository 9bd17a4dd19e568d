"""Why two programs differ: first what the lifter asked for, then what follows from the other differences."""

from dataclasses import dataclass

from strength.catalog import Catalog
from strength.equipment import Equipment, kit_of
from strength.exercise import Exercise
from strength.muscle import MUSCLE_OF_FAU, Muscle
from strength.pool import fits_kit, is_contraindicated
from strength.program import Prescription, Program, Workout
from strength.revision.change import (
    Change,
    DayDrop,
    DayMove,
    DaysChange,
    Drop,
    EquipmentChange,
    FocusChange,
    FrequencyChange,
    LimitationChange,
    MaximumChange,
    Swap,
    UnitsChange,
    VolumeChange,
)
from strength.revision.phrase import weekday_name

_KIND_OF_FIGURE = {
    "goal": "goal",
    "experience": "experience",
    "weeks": "weeks",
    "workouts a week": "frequency",
    "weekdays": "days",
    "minutes at most": "minutes",
    "equipment": "equipment",
    "units": "units",
}
_AFTER_ALL = "The rest of the design follows from the other differences."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Says why, for two programs and what was asked for between them.

    Attributes:
        before: the older program.
        after: the newer one.
        catalog: knows every exercise.
        changes: what was asked for; empty when nobody knows.
    """

    before: Program
    after: Program
    catalog: Catalog
    changes: tuple[Change, ...]

    def of_figure(self, what: str) -> str:
        """Why a figure of the whole program is another one."""
        kind = _KIND_OF_FIGURE[what]
        if any(change.kind == kind for change in self.changes):
            return "You asked for it."
        if kind in ("days", "frequency") and any(
            isinstance(change, FrequencyChange | DaysChange | DayMove | DayDrop) for change in self.changes
        ):
            return "You asked for other days."
        if kind == "equipment" and any(isinstance(change, Swap) for change in self.changes):
            return "The exercise that you asked for needs it."
        if kind == "minutes":
            return "The workouts fit into it."
        return "The two programs were asked for with different wishes." if not self.changes else _AFTER_ALL

    def of_day(self, old: Workout | None, new: Workout | None) -> str:
        """Why a workout came, went or changed."""
        if old is None or new is None:
            if self.before.frequency != self.after.frequency:
                return f"There are {self.after.frequency} workouts a week instead of {self.before.frequency}."
            return "The week is divided in another way."
        if old.weekday != new.weekday and old.weekday and new.weekday:
            return f"It went from {weekday_name(old.weekday)} to {weekday_name(new.weekday)}."
        for change in self.changes:
            if isinstance(change, VolumeChange) and change.day == new.weekday and change.day is not None:
                return f"You asked for {_amount(change)} on {weekday_name(change.day)}s."
        return self._general()

    def of_going(self, item: Prescription) -> str:
        """Why an exercise is not there any more."""
        exercise = self._exercise(item)
        for change in self.changes:
            if isinstance(change, Swap | Drop) and exercise is not None and exercise.slug in change.out:
                return "You asked for another exercise." if isinstance(change, Swap) else "You asked to leave it out."
        if exercise is not None:
            missing = self._missing(exercise)
            if missing:
                return f"It needs what you have not: {missing}."
            hurt = self._hurt(exercise)
            if hurt:
                return f"It is not for a {hurt} that hurts."
            less = self._asked(exercise, is_more=False)
            if less is not None:
                return f"You asked for {_amount(less)}."
        return self._general()

    def of_coming(self, item: Prescription) -> str:
        """Why an exercise is there now."""
        exercise = self._exercise(item)
        if exercise is not None:
            for change in self.changes:
                if isinstance(change, Swap) and (change.into is None or exercise.slug == change.into):
                    out = [found.name for slug in change.out if (found := self.catalog.get(slug)) is not None]
                    return f"It takes the place of {', '.join(out)}, as you asked."
                if isinstance(change, FocusChange) and MUSCLE_OF_FAU[change.muscle] in exercise.primary:
                    return f"You asked for more {change.muscle}."
            if any(isinstance(change, EquipmentChange) and _uses(exercise, change) for change in self.changes):
                return "You have what it needs now."
        if any(isinstance(change, Swap | Drop | EquipmentChange | LimitationChange) for change in self.changes):
            return "It does the work of what had to go."
        return self._general()

    def of_other_sets(self, old: Prescription, new: Prescription) -> str:
        """Why an exercise is done otherwise."""
        exercise = self._exercise(new)
        change = None if exercise is None else self._asked(exercise, is_more=len(new.sets) > len(old.sets))
        if len(new.sets) != len(old.sets) and change is not None:
            return f"You asked for {_amount(change)}."
        if any(isinstance(change, MaximumChange | UnitsChange) for change in self.changes):
            return self.of_load(new.name)
        return self._general()

    def of_muscle(self, muscle: Muscle, *, is_more: bool) -> str:
        """Why a muscle gets more or less."""
        for change in self.changes:
            if isinstance(change, FocusChange) and MUSCLE_OF_FAU[change.muscle] is muscle and is_more:
                return f"You asked for more {change.muscle}."
            if isinstance(change, VolumeChange) and change.is_more == is_more and change.muscle in (muscle, None):
                return f"You asked for {_amount(change)}."
        return self._general()

    def of_load(self, name: str) -> str:
        """Why loads are others."""
        if any(isinstance(change, UnitsChange) for change in self.changes) or self.before.units is not self.after.units:
            return "The loads are written in another unit and rounded to its plates."
        if any(isinstance(change, MaximumChange) for change in self.changes):
            return f"The one-rep maximum behind {name} is another one now."
        return self._general()

    def _exercise(self, item: Prescription) -> Exercise | None:
        return self.catalog.find(item.slug or item.name)

    def _missing(self, exercise: Exercise) -> str:
        """Equipment that the exercise needs and the newer program does not count on; empty when it has all."""
        owned = kit_of(self.after.equipment).owned
        if fits_kit(exercise, owned) or not fits_kit(exercise, kit_of(self.before.equipment).owned):
            return ""
        needed: frozenset[Equipment] = exercise.kits[0].tokens - owned
        return ", ".join(sorted(token.value.replace("_", " ") for token in needed))

    def _hurt(self, exercise: Exercise) -> str:
        for change in self.changes:
            if isinstance(change, LimitationChange):
                limits = {change.area: change.severity}
                if is_contraindicated(exercise, limits) or change.area in exercise.caution_when:
                    return change.area.value.replace("_", " ")
        return ""

    def _asked(self, exercise: Exercise, *, is_more: bool) -> VolumeChange | None:
        for change in self.changes:
            if isinstance(change, VolumeChange) and change.is_more == is_more:
                if change.muscle is None or change.muscle in exercise.primary:
                    return change
            elif isinstance(change, FocusChange) and is_more and MUSCLE_OF_FAU[change.muscle] in exercise.primary:
                return VolumeChange(is_more=True, muscle=MUSCLE_OF_FAU[change.muscle])
        return None

    def _general(self) -> str:
        """What follows from the biggest difference between the two."""
        one, two = self.before, self.after
        if one.frequency != two.frequency:
            return f"The work of the week is spread over {two.frequency} workouts instead of {one.frequency}."
        if len(one.weeks) != len(two.weeks):
            return f"The program is {len(two.weeks)} weeks long instead of {len(one.weeks)}."
        if one.session_minutes != two.session_minutes and one.session_minutes and two.session_minutes:
            return f"A workout takes at most {two.session_minutes} minutes instead of {one.session_minutes}."
        if one.goal is not two.goal:
            return f"The goal is {two.goal.value} instead of {one.goal.value}."
        if one.experience is not two.experience:
            return f"It is made for {two.experience.value} lifters instead of {one.experience.value} ones."
        if one.equipment != two.equipment:
            return "There is other equipment at hand."
        if any(isinstance(change, Swap | Drop | LimitationChange) for change in self.changes):
            return "It follows from the exercises that were exchanged."
        return "It keeps muscles, movements and minutes in balance after the other changes."


def _amount(change: VolumeChange) -> str:
    kind = "more" if change.is_more else "less"
    muscle = change.muscle.value.replace("_", " ") if change.muscle is not None else "work"
    return f"{kind} {muscle}"


def _uses(exercise: Exercise, change: EquipmentChange) -> bool:
    return change.mode != "remove" and (
        change.is_full_gym or any(token in kit.tokens for kit in exercise.kits for token in change.equipment)
    )
