"""What a coach expects of the exercises."""

from typing import Annotated, Literal

from pydantic import Field

from evals.evidence import Made
from evals.expectations.expectation import ProgramClaim, listed
from strength.exercise import Lift, LoadKind, Pattern

Slugs = Annotated[tuple[str, ...], Field(min_length=1)]


class IncludesExercise(ProgramClaim):
    """At least one of these exercises is in the program."""

    kind: Literal["includes_exercise"] = "includes_exercise"
    any_of: Slugs

    def flaw_of(self, made: Made) -> str | None:
        """That none is."""
        used = {row.slug for row in made.rows()}
        return None if used.intersection(self.any_of) else f"there is no {listed(self.any_of)}"


class ExcludesExercise(ProgramClaim):
    """None of these exercises is in the program."""

    kind: Literal["excludes_exercise"] = "excludes_exercise"
    slugs: Slugs

    def flaw_of(self, made: Made) -> str | None:
        """Those that are."""
        found = [slug for slug in self.slugs if any(row.slug == slug for row in made.rows())]
        return f"there is {listed(found)}" if found else None


class IncludesPattern(ProgramClaim):
    """Every full week trains this movement in so many workouts."""

    kind: Literal["includes_pattern"] = "includes_pattern"
    any_of: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    a_week: Annotated[int, Field(ge=1, le=6)] = 1

    def flaw_of(self, made: Made) -> str | None:
        """The first week with fewer."""
        for week in made.work:
            count = sum(bool(day.of(self.any_of)) for day in week.days)
            if count < self.a_week:
                return f"week {week.number} has {'/'.join(self.any_of)} in {count} workouts, not {self.a_week}"
        return None


class ExcludesPattern(ProgramClaim):
    """No workout holds this movement."""

    kind: Literal["excludes_pattern"] = "excludes_pattern"
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The exercises that are of it."""
        found = sorted({row.slug for row in made.rows() if row.pattern in self.patterns})
        return f"there is {listed(found)}" if found else None


class MainLiftIs(ProgramClaim):
    """One of these exercises leads a workout of every full week: as its main lift, or else as its first exercise."""

    kind: Literal["main_lift_is"] = "main_lift_is"
    any_of: Slugs

    def flaw_of(self, made: Made) -> str | None:
        """What leads the first week in which none does."""
        for week in made.work:
            leads = [row.slug for day in week.days for at, row in enumerate(day.rows) if row.is_main or at == 0]
            if not set(leads).intersection(self.any_of):
                return f"week {week.number} is led by {listed(leads, most=6)}, not by {listed(self.any_of)}"
        return None


class TrainsLift(ProgramClaim):
    """Every full week trains a competition lift, or something close to it, in so many workouts."""

    kind: Literal["trains_lift"] = "trains_lift"
    lift: Lift
    similarity: Annotated[float, Field(ge=0, le=1)] = 0.8
    a_week: Annotated[int, Field(ge=1, le=6)] = 1

    def flaw_of(self, made: Made) -> str | None:
        """The first week with fewer."""
        for week in made.work:
            count = sum(
                any(
                    row.exercise.competition_lift is self.lift
                    and row.exercise.competition_similarity >= self.similarity
                    for row in day.rows
                )
                for day in week.days
            )
            if count < self.a_week:
                return f"week {week.number} trains the {self.lift.value} {count} times, not {self.a_week}"
        return None


class OnlyLoadKinds(ProgramClaim):
    """Every exercise is loaded in one of these ways: nothing that the lifter does not have."""

    kind: Literal["only_load_kinds"] = "only_load_kinds"
    kinds: Annotated[tuple[LoadKind, ...], Field(min_length=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The exercises that are loaded otherwise."""
        # the pool knows in which of its ways the lifter loads an exercise
        kinds = {slug: entry.exercise.load_kind for slug, entry in made.pool.entries.items()}
        found = sorted(
            {row.slug for row in made.rows() if kinds.get(row.slug, row.exercise.load_kind) not in self.kinds}
        )
        return f"{listed(found)} is loaded otherwise" if found else None


class DistinctExercisesBetween(ProgramClaim):
    """The program holds no fewer and no more different exercises."""

    kind: Literal["distinct_exercises_between"] = "distinct_exercises_between"
    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=1)]

    def flaw_of(self, made: Made) -> str | None:
        """How many there are."""
        count = len({row.slug for row in made.rows()})
        return None if self.low <= count <= self.high else f"there are {count} exercises, not {self.low}-{self.high}"


class ExercisesAWorkoutBetween(ProgramClaim):
    """Every workout of full work holds no fewer and no more exercises."""

    kind: Literal["exercises_a_workout_between"] = "exercises_a_workout_between"
    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=1)]

    def flaw_of(self, made: Made) -> str | None:
        """The first workout that does not."""
        for week in made.work:
            for day in week.days:
                if not self.low <= len(day.rows) <= self.high:
                    return f"{day.workout.name!r} of week {week.number} has {len(day.rows)}, not {self.low}-{self.high}"
        return None


class KeepsExercisesFor(ProgramClaim):
    """The first weeks hold the same exercises: nobody learns a lift that changes every week."""

    kind: Literal["keeps_exercises_for"] = "keeps_exercises_for"
    weeks: Annotated[int, Field(ge=2, le=16)]

    def flaw_of(self, made: Made) -> str | None:
        """What is new in the first week that differs."""
        first = {row.slug for row in made.subject.weeks[0].rows}
        for week in made.subject.weeks[1 : self.weeks]:
            new = sorted({row.slug for row in week.rows} - first)
            if new:
                return f"week {week.number} brings {listed(new)}"
        return None


ChoiceClaim = (
    IncludesExercise
    | ExcludesExercise
    | IncludesPattern
    | ExcludesPattern
    | MainLiftIs
    | TrainsLift
    | OnlyLoadKinds
    | DistinctExercisesBetween
    | ExercisesAWorkoutBetween
    | KeepsExercisesFor
)
