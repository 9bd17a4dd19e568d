"""The subject of a validation: a program, resolved and counted once, so that every rule stays a few lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from strength.catalog import Catalog
from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.program import Prescription, Program, Week, Workout
from strength.request import ProgramRequest
from strength.validation.implied_request import implied_request
from strength.validation.set_fact import SetFact, SetReader
from strength.volume import fractional_sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An exercise in a workout; `exercise` is None when the catalog does not know it."""

    path: str
    week_index: int
    prescription: Prescription
    exercise: Exercise | None
    sets: tuple[SetFact, ...]

    @property
    def name(self) -> str:
        """What the lifter reads."""
        return self.prescription.name or self.prescription.slug or "unnamed exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkoutFact:
    """A workout with its items.

    Attributes:
        path: where it is.
        workout: the workout, every known exercise under its catalog slug.
        items: in order.
        muscle_sets: fractional sets by muscle, whatever their effort.
    """

    path: str
    workout: Workout
    items: tuple[Item, ...]
    muscle_sets: Mapping[Muscle, float]

    @property
    def known(self) -> Iterator[tuple[Item, Exercise]]:
        """Items whose exercise is known, with it."""
        return ((item, item.exercise) for item in self.items if item.exercise is not None)

    @property
    def working_sets(self) -> int:
        """Sets of any effort."""
        return sum(len(item.sets) for item in self.items)


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
    def items(self) -> Iterator[Item]:
        """All items, in order."""
        return (item for workout in self.workouts for item in workout.items)

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
    """

    program: Program
    request: ProgramRequest
    is_asked: bool
    catalog: Catalog
    weeks: tuple[WeekFact, ...]

    @property
    def workouts(self) -> Iterator[WorkoutFact]:
        """All workouts, in order."""
        return (workout for week in self.weeks for workout in week.workouts)

    @property
    def items(self) -> Iterator[Item]:
        """All items, in order."""
        return (item for workout in self.workouts for item in workout.items)

    @property
    def known(self) -> Iterator[tuple[Item, Exercise]]:
        """Items whose exercise is known, with it."""
        return (pair for workout in self.workouts for pair in workout.known)

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
    for index, week in enumerate(program.weeks):
        reader = SetReader(program, asked, index)
        workouts = tuple(
            _workout_fact(workout, f"weeks[{index + 1}].workouts[{number}]", index, catalog, reader)
            for number, workout in enumerate(week.workouts, start=1)
        )
        sets = [fact for workout in workouts for item in workout.items for fact in item.sets]
        weeks.append(
            WeekFact(
                path=f"weeks[{index + 1}]",
                week=week,
                workouts=workouts,
                working_sets=len(sets),
                hard_sets=sum(fact.hardness for fact in sets),
            )
        )
    return Subject(program=program, request=asked, is_asked=request is not None, catalog=catalog, weeks=tuple(weeks))


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
        sets = tuple(
            reader.read(item, f"{item_path}.sets[{number}]", prescription.name, exercise)
            for number, item in enumerate(prescription.sets, start=1)
        )
        items.append(Item(path=item_path, week_index=index, prescription=prescription, exercise=exercise, sets=sets))
    resolved = workout.model_copy(update={"exercises": tuple(_under_slug(item) for item in items)})
    return WorkoutFact(
        path=path,
        workout=resolved,
        items=tuple(items),
        muscle_sets=fractional_sets(resolved, catalog.by_slug),
    )


def _under_slug(item: Item) -> Prescription:
    if item.exercise is None or item.prescription.slug == item.exercise.slug:
        return item.prescription
    return item.prescription.model_copy(update={"slug": item.exercise.slug})
