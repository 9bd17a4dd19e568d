"""The subject of a validation: a program, resolved and counted once, so that every rule stays a few lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from strength.catalog import Catalog
from strength.exercise import Exercise
from strength.minutes import workout_minutes
from strength.muscle import Muscle
from strength.program import Prescription, Program, Week, Workout
from strength.request import ProgramRequest
from strength.validation.implied_request import implied_request
from strength.validation.set_fact import SetFact, SetReader, SetReading
from strength.volume import fractional_sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An exercise in a workout.

    Attributes:
        path: where it is.
        week_index: its 0-based week.
        prescription: the exercise itself.
        exercise: the catalog's row; None when the catalog does not know it.
        readings: what its sets say, in order.
        different: the same without repeating the one before.
    """

    path: str
    week_index: int
    prescription: Prescription
    exercise: Exercise | None
    readings: tuple[SetReading, ...]
    different: tuple[SetReading, ...]

    @property
    def name(self) -> str:
        """What the lifter reads."""
        return self.prescription.name or self.prescription.slug or "unnamed exercise"

    @property
    def sets(self) -> tuple[SetFact, ...]:
        """Its sets with their places."""
        return tuple(self._fact(index) for index in range(len(self.readings)))

    def where(self, holds: Callable[[SetReading], bool]) -> Iterator[SetFact]:
        """The sets of which something is true, in order; most often there is none, and no set needs its place."""
        for reading in self.different:
            if holds(reading):
                break
        else:
            return
        for index, reading in enumerate(self.readings):
            if holds(reading):
                yield self._fact(index)

    def _fact(self, index: int) -> SetFact:
        reading = self.readings[index]
        return SetFact(
            path=f"{self.path}.sets[{index + 1}]",
            prescription=self.prescription.sets[index],
            text=reading.text,
            reps=reading.reps,
            weight=reading.weight,
            percent=reading.percent,
            rpe=reading.rpe,
            implied_rpe=reading.implied_rpe,
            low_reps=reading.low_reps,
            hardness=reading.hardness,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkoutFact:
    """A workout with its items.

    Attributes:
        path: where it is.
        workout: the workout, every known exercise under its catalog slug.
        items: in order.
        known: items whose exercise is known, with it.
        working_sets: sets of any effort.
        muscle_sets: fractional sets by muscle, whatever their effort.
        minutes: how long it takes, by our estimate and not by a label.
    """

    path: str
    workout: Workout
    items: tuple[Item, ...]
    known: tuple[tuple[Item, Exercise], ...]
    working_sets: int
    muscle_sets: Mapping[Muscle, float]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFact:
    """A week with its workouts and counts.

    Attributes:
        path: where it is.
        week: the week itself.
        workouts: in order.
        working_sets: sets of any effort.
        hard_sets: the same, each weighted by its hardness.
    """

    path: str
    week: Week
    workouts: tuple[WorkoutFact, ...]
    working_sets: int
    hard_sets: float

    @property
    def known(self) -> Iterator[tuple[Item, Exercise]]:
        """Items whose exercise is known, with it."""
        return (pair for workout in self.workouts for pair in workout.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What rules judge.

    Attributes:
        program: as it was given.
        request: what was asked, or what the program itself implies.
        is_asked: whether a request was given; without one, what the program does not say is not held against it.
        catalog: what exercises are resolved with.
        weeks: in order.
        workouts: of all weeks, in order.
        items: of all workouts, in order.
        known: items whose exercise is known, with it.
        different: what the sets of the program say, each once.
    """

    program: Program
    request: ProgramRequest
    is_asked: bool
    catalog: Catalog
    weeks: tuple[WeekFact, ...]
    workouts: tuple[WorkoutFact, ...]
    items: tuple[Item, ...]
    known: tuple[tuple[Item, Exercise], ...]
    different: tuple[SetReading, ...]

    def where(self, holds: Callable[[SetReading], bool]) -> Iterator[tuple[Item, SetFact]]:
        """The sets of which something is true, in order, with their items; a few different readings say whether any is."""
        if any(holds(reading) for reading in self.different):
            for item in self.items:
                for fact in item.where(holds):
                    yield item, fact

    @property
    def is_ours(self) -> bool:
        """Whether loads are planned from a current maximum, so that the weeks show all that will happen."""
        return self.is_asked or self.program.load_basis == "current1rm"

    def heaviest_before(self, index: int) -> WeekFact | None:
        """The week with most sets among the three before, None for the first week (design 04, A: ref)."""
        return max(self.weeks[max(0, index - 3) : index], key=lambda week: week.working_sets, default=None)


def prepare(program: Program, request: ProgramRequest | None, catalog: Catalog) -> Subject:
    """The subject for a program; without a request, one is derived from what the program says of itself."""
    asked = request if request is not None else implied_request(program)
    weeks: list[WeekFact] = []
    reader = SetReader(program, asked)
    for index, week in enumerate(program.weeks):
        workouts = tuple(
            _workout_fact(workout, f"weeks[{index + 1}].workouts[{number}]", index, catalog, reader)
            for number, workout in enumerate(week.workouts, start=1)
        )
        hardness = [reading.hardness for workout in workouts for item in workout.items for reading in item.readings]
        weeks.append(
            WeekFact(
                path=f"weeks[{index + 1}]",
                week=week,
                workouts=workouts,
                working_sets=len(hardness),
                hard_sets=sum(hardness),
            )
        )
    every = tuple([workout for week in weeks for workout in week.workouts])
    return Subject(
        program=program,
        request=asked,
        is_asked=request is not None,
        catalog=catalog,
        weeks=tuple(weeks),
        workouts=every,
        items=tuple([item for workout in every for item in workout.items]),
        known=tuple([pair for workout in every for pair in workout.known]),
        different=reader.different,
    )


def resolve(prescription: Prescription, catalog: Catalog) -> Exercise | None:
    """The catalog's exercise: by slug when one is stated, else by definition id, else by name or alias.

    A stated slug is binding: a right name beside a wrong slug does not heal it, for rows are written by slug.
    """
    if prescription.slug:
        return catalog.find(prescription.slug)
    by_id = catalog.find(prescription.exercise_definition_id) if prescription.exercise_definition_id else None
    return by_id or catalog.find(prescription.name)


def _workout_fact(workout: Workout, path: str, index: int, catalog: Catalog, reader: SetReader) -> WorkoutFact:
    items: list[Item] = []
    for place, prescription in enumerate(workout.exercises, start=1):
        item_path = f"{path}.exercises[{place}]"
        exercise = resolve(prescription, catalog)
        readings = reader.read(prescription, exercise, index)
        items.append(
            Item(
                path=item_path,
                week_index=index,
                prescription=prescription,
                exercise=exercise,
                readings=readings,
                different=_different(readings),
            )
        )
    resolved = workout
    if any(_is_elsewhere(item) for item in items):
        resolved = workout.model_copy(update={"exercises": tuple(_under_slug(item) for item in items)})
    return WorkoutFact(
        path=path,
        workout=resolved,
        items=tuple(items),
        known=tuple([(item, item.exercise) for item in items if item.exercise is not None]),
        working_sets=sum([len(item.readings) for item in items]),
        muscle_sets=fractional_sets(resolved, catalog.by_slug),
        minutes=workout_minutes(resolved.exercises, catalog.by_slug),
    )


def _different(readings: tuple[SetReading, ...]) -> tuple[SetReading, ...]:
    # the reader gives equal sets one object, and nearly every exercise has a single kind of set
    return tuple([one for at, one in enumerate(readings) if at == 0 or one is not readings[at - 1]])


def _is_elsewhere(item: Item) -> bool:
    """Whether the catalog keeps the exercise under another slug than the program states."""
    return item.exercise is not None and item.prescription.slug != item.exercise.slug


def _under_slug(item: Item) -> Prescription:
    if item.exercise is None or not _is_elsewhere(item):
        return item.prescription
    return item.prescription.model_copy(update={"slug": item.exercise.slug})
