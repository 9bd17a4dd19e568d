"""What a coach expects of sets, minutes, effort and loads."""

from statistics import fmean
from typing import Annotated, Literal

from pydantic import Field

from evals.evidence import Evidence, Made
from evals.expectations.expectation import Claim, ProgramClaim
from strength.assertions.subject import Row
from strength.exercise import Lift, Pattern
from strength.muscle import Muscle
from strength.request import LB_PER_KG, Units
from strength.validation.weight_text import read_weight


class MinutesWithin(ProgramClaim):
    """Every workout of full work takes between so many minutes."""

    kind: Literal["minutes_within"] = "minutes_within"
    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The workout that is furthest off."""
        days = [day for week in made.work for day in week.days]
        for day in (min(days, key=lambda one: one.minutes), max(days, key=lambda one: one.minutes)):
            if not self.low <= day.minutes <= self.high:
                return f"{day.workout.name!r} takes {day.minutes} minutes, not {self.low}-{self.high}"
        return None


class SetsOfMuscleBetween(ProgramClaim):
    """A muscle gets between so many sets in a usual full week; indirect ones count half."""

    kind: Literal["sets_of_muscle_between"] = "sets_of_muscle_between"
    muscle: Muscle
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)] = 40.0

    def flaw_of(self, made: Made) -> str | None:
        """The mean over the full weeks."""
        sets = fmean(week.fractional(self.muscle) for week in made.work)
        within = self.low <= sets <= self.high
        return None if within else f"{self.muscle.value} gets {sets:.1f} sets a week, not {self.low:g}-{self.high:g}"


class SetsAWeekBetween(ProgramClaim):
    """A usual full week holds between so many working sets."""

    kind: Literal["sets_a_week_between"] = "sets_a_week_between"
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    def flaw_of(self, made: Made) -> str | None:
        """The mean over the full weeks."""
        sets = fmean(week.sets for week in made.work)
        return None if self.low <= sets <= self.high else f"{sets:.0f} sets a week, not {self.low:g}-{self.high:g}"


class FirstWeekSetsBetween(ProgramClaim):
    """The first week holds between so many working sets: nobody is thrown into more than the body knows."""

    kind: Literal["first_week_sets_between"] = "first_week_sets_between"
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    def flaw_of(self, made: Made) -> str | None:
        """How many it holds."""
        sets = made.subject.weeks[0].sets
        return None if self.low <= sets <= self.high else f"week 1 has {sets} sets, not {self.low:g}-{self.high:g}"


class MaxRpe(ProgramClaim):
    """No set is harder; with patterns, none of those movements."""

    kind: Literal["max_rpe"] = "max_rpe"
    value: Annotated[float, Field(ge=4, le=10)]
    patterns: tuple[Pattern, ...] = ()

    def flaw_of(self, made: Made) -> str | None:
        """The hardest set."""
        rows = [row for row in made.rows() if not self.patterns or row.pattern in self.patterns]
        hardest = max(rows, key=lambda row: row.effort, default=None)
        if hardest is None or hardest.effort <= self.value:
            return None
        return f"{hardest.slug} at RPE {hardest.effort:g}, above {self.value:g} ({hardest.path})"


class RepsAtLeast(ProgramClaim):
    """No set of these movements, or none at all, asks for fewer repetitions; held sets aside."""

    kind: Literal["reps_at_least"] = "reps_at_least"
    value: Annotated[int, Field(ge=1, le=30)]
    patterns: tuple[Pattern, ...] = ()

    def flaw_of(self, made: Made) -> str | None:
        """The set with the fewest."""
        rows = [
            row
            for row in made.rows()
            if not row.exercise.is_timed and (not self.patterns or row.pattern in self.patterns)
        ]
        heaviest = min(rows, key=lambda row: row.low, default=None)
        if heaviest is None or heaviest.low >= self.value:
            return None
        return f"{heaviest.slug} for {heaviest.low}, not {self.value} or more ({heaviest.path})"


class NoPercentAbove(ProgramClaim):
    """No set is above this percent of the one-rep maximum."""

    kind: Literal["no_percent_above"] = "no_percent_above"
    value: Annotated[float, Field(ge=30, le=110)]

    def flaw_of(self, made: Made) -> str | None:
        """The heaviest set."""
        heaviest = max(made.rows(), key=lambda row: row.percent, default=None)
        if heaviest is None or heaviest.percent <= self.value:
            return None
        return f"{heaviest.slug} at {heaviest.percent:g} %, above {self.value:g} ({heaviest.path})"


class PercentReaches(ProgramClaim):
    """The heaviest set of the program reaches this percent of the one-rep maximum."""

    kind: Literal["percent_reaches"] = "percent_reaches"
    value: Annotated[float, Field(ge=30, le=110)]

    def flaw_of(self, made: Made) -> str | None:
        """The heaviest set."""
        heaviest = max((row.percent for row in made.rows()), default=0.0)
        return None if heaviest >= self.value else f"the heaviest set is at {heaviest:g} %, not {self.value:g}"


class LoadsInUnits(ProgramClaim):
    """Some loads are printed, and every one in this unit."""

    kind: Literal["loads_in_units"] = "loads_in_units"
    units: Units

    def flaw_of(self, made: Made) -> str | None:
        """The first load in the other unit, or that there is none."""
        found = [text for row in made.rows() for text in _loads(row)]
        if not found:
            return f"no load is printed in {self.units.value}"
        wrong = [text for text in found if not text.lower().endswith(self.units.value)]
        return f"{wrong[0]!r} is not in {self.units.value}" if wrong else None


class NoLoadsInvented(ProgramClaim):
    """No load is printed in kilograms or pounds: without a known maximum every number would be made up."""

    kind: Literal["no_loads_invented"] = "no_loads_invented"

    def flaw_of(self, made: Made) -> str | None:
        """The first such load."""
        found = next(((row, text) for row in made.rows() for text in _loads(row)), None)
        return None if found is None else f"{found[0].slug} is to be loaded with {found[1]!r}"


class FirstLoadBetween(ProgramClaim):
    """The heaviest set of an exercise in the first week it is done lies between these loads, in the request's unit."""

    kind: Literal["first_load_between"] = "first_load_between"
    exercise: str
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    def flaw_of(self, made: Made) -> str | None:
        """What it is loaded with."""
        for week in made.subject.weeks:
            loads = [
                load for row in week.rows if row.slug == self.exercise for load in _loads_in(row, made.request.units)
            ]
            if loads:
                top = max(loads)
                is_within = self.low <= top <= self.high
                return None if is_within else f"{self.exercise} starts at {top:g}, not {self.low:g}-{self.high:g}"
        return f"no load of {self.exercise} is printed"


class StartsFromHistory(Claim):
    """The maximum of a lift was taken from the log, about this much in the request's unit, and the lifter is told."""

    kind: Literal["starts_from_history"] = "starts_from_history"
    lift: Lift
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    def flaw(self, evidence: Evidence) -> str | None:
        """What was designed for."""
        maximum = evidence.maxima.get(self.lift.value)
        if maximum is None:
            return f"nothing was taken from the log for the {self.lift.value}"
        if not self.low <= maximum <= self.high:
            return f"the {self.lift.value} was taken as {maximum:g}, not {self.low:g}-{self.high:g}"
        return None if any("logged" in text for text in evidence.warnings) else "the lifter is not told of it"


def _loads(row: Row) -> list[str]:
    texts = (reading.text.weight for reading in row.sets)
    return [text for text in texts if text and (read := read_weight(text)) is not None and read.load is not None]


def _loads_in(row: Row, units: Units) -> list[float]:
    kilograms = [weight.load_kg for text in _loads(row) if (weight := read_weight(text)) is not None]
    return [load if units is Units.KG else load * LB_PER_KG for load in kilograms if load is not None]


DoseClaim = (
    MinutesWithin
    | SetsOfMuscleBetween
    | SetsAWeekBetween
    | FirstWeekSetsBetween
    | MaxRpe
    | RepsAtLeast
    | NoPercentAbove
    | PercentReaches
    | LoadsInUnits
    | NoLoadsInvented
    | FirstLoadBetween
    | StartsFromHistory
)
