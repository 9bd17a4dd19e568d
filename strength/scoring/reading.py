"""A program read for judging: every exercise with what its catalog row says, every set with what it amounts to.

Read once, in one pass; what the dimensions need more than once (whether an exercise is a main lift, how far it can be
loaded, the hard sets of an item) is worked out here, once for each different row and each different set.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from strength.catalog import Catalog
from strength.exercise import Exercise, Lift, LoadKind, Pattern
from strength.pool import fits_kit, is_contraindicated
from strength.program import Prescription, Program, Workout
from strength.scoring.brief import Brief
from strength.scoring.work_set import SetReader, WorkSet

__all__ = ["Item", "Reading", "Row", "Session", "WorkSet", "is_main", "read"]

Runs = tuple[tuple[WorkSet, int], ...]
"""Equal sets in a row, and how many."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """An exercise of the program as judged for one lifter.

    Attributes:
        exercise: the catalog's row; None when the catalog does not know it.
        key: what tells its stream of weeks apart: the slug, or the name of an unknown exercise.
        is_main: whether it is judged as a main lift.
        is_compound: whether more than one joint works; unknown exercises are taken for neither kind.
        is_isolation: whether one joint works.
        is_unfit: unknown, not owned, or ruled out by a limitation.
        loadability: 0-1, how far it can be loaded for this lifter.
        order: where it belongs in a workout, see `order_class`.
    """

    exercise: Exercise | None
    key: str
    is_main: bool
    is_compound: bool
    is_isolation: bool
    is_unfit: bool
    loadability: float
    order: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One exercise in a workout.

    Attributes:
        row: what is trained.
        exercise: the catalog's row of it, or None.
        sets: in order.
        runs: the same, equal sets in a row counted together.
        group: letter shared by exercises that alternate, or None.
        credit: hard sets.
        strain: hard sets by effort alone, easy ones a quarter at least: what is held against ceilings.
    """

    row: Row
    exercise: Exercise | None
    sets: tuple[WorkSet, ...]
    runs: Runs
    group: str | None
    credit: float
    strain: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Session:
    """One workout."""

    weekday: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The whole program as judged: weeks of sessions."""

    brief: Brief
    weeks: tuple[tuple[Session, ...], ...]

    def sets(self, week: int) -> Iterator[tuple[Session, Item, WorkSet]]:
        """Every set of a 0-based week with its item and session."""
        for session in self.weeks[week]:
            for item in session.items:
                for work in item.sets:
                    yield session, item, work


_MAIN_PATTERNS = frozenset({Pattern.SQUAT, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH})
_MAIN_KINDS = frozenset({LoadKind.BARBELL, LoadKind.MACHINE, LoadKind.SMITH})


def is_main(exercise: Exercise | None, brief: Brief) -> bool:
    """Whether an exercise is judged as a main lift: a compound on bar or machine; without either, any compound."""
    if exercise is None or not exercise.is_compound:
        return False
    if brief.has_loadable_bar:
        return exercise.pattern in _MAIN_PATTERNS and exercise.load_kind in _MAIN_KINDS
    return exercise.pattern in _MAIN_PATTERNS or exercise.pattern is Pattern.LUNGE


def order_class(exercise: Exercise | None) -> float:
    """Where an exercise belongs: 0 competition lift, 0.25 near variant, 1 compound, 2 isolation, 3 trunk and calves."""
    if exercise is None:
        return 1.0
    if exercise.competition_lift in (Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT) and exercise.competition_similarity >= 0.7:
        return 0.0 if exercise.competition_similarity >= 0.99 else 0.25
    if exercise.pattern in {Pattern.CORE, Pattern.CARRY, Pattern.CALF}:
        return 3.0
    return 1.0 if exercise.is_compound else 2.0


class _Reader:
    """Reads workouts in order of weeks; rows and sets that come back are looked up."""

    def __init__(self, program: Program, brief: Brief, catalog: Catalog) -> None:
        self._brief = brief
        self._catalog = catalog
        self._rows: dict[tuple[str | None, str, bool], Row] = {}
        self._sets = SetReader(
            {self._key(name): pounds for name, pounds in (program.reference1rmlbs or {}).items()},
            brief.level,
            is_current=program.load_basis == "current1rm",
            is_strength=brief.is_strength,
        )

    def _key(self, name: str) -> str:
        exercise = self._catalog.find(name)
        return exercise.slug if exercise else name

    def _row(self, prescription: Prescription) -> Row:
        slug, name = prescription.slug, prescription.name
        # only an exercise that does not fit is read as its bodyweight sibling where it is prescribed at bodyweight
        found = self._rows.get((slug, name, False))
        if found is None:
            found = self._rows[slug, name, False] = self._row_of(self._exercise(slug, name), name)
        if found.is_unfit and all((item.weight or "").upper() == "BW" for item in prescription.sets):
            unloaded = self._rows.get((slug, name, True))
            if unloaded is None:
                unloaded = self._rows[slug, name, True] = self._row_of(self._unloaded(found.exercise), name)
            return unloaded
        return found

    def _exercise(self, slug: str | None, name: str) -> Exercise | None:
        return (self._catalog.get(slug) if slug else None) or self._catalog.find(name)

    def _unloaded(self, found: Exercise | None) -> Exercise | None:
        """The bodyweight sibling of an exercise whose kit is lacking."""
        if found is None or fits_kit(found, self._brief.owned):
            return found
        siblings = [
            other
            for other in self._catalog.exercises
            if other.pattern is found.pattern
            and other.load_kind is LoadKind.BODYWEIGHT
            and fits_kit(other, self._brief.owned)
        ]
        wanted = set(found.primary)
        return max(
            siblings,
            key=lambda other: len(wanted & set(other.primary)) / len(wanted | set(other.primary)),
            default=found,
        )

    def _row_of(self, exercise: Exercise | None, name: str) -> Row:
        brief = self._brief
        return Row(
            exercise=exercise,
            key=exercise.slug if exercise else name,
            is_main=is_main(exercise, brief),
            is_compound=exercise is not None and exercise.is_compound,
            is_isolation=exercise is not None and not exercise.is_compound,
            is_unfit=exercise is None
            or not fits_kit(exercise, brief.owned)
            or is_contraindicated(exercise, brief.limitations),
            loadability=brief.loadability(exercise) if exercise else 0.0,
            order=order_class(exercise),
        )

    def _item(self, prescription: Prescription, week: int) -> Item:
        row = self._row(prescription)
        sets: list[WorkSet] = []
        runs: list[tuple[WorkSet, int]] = []
        credit = strain = 0.0
        last, work, count = None, None, 0
        for item in prescription.sets:
            text = (item.reps, item.weight, item.percent1rm, item.rpe, item.rir, item.rest_seconds)
            if work is None or text != last:
                if work is not None:
                    runs.append((work, count))
                work, last, count = self._sets.read(row.key, text, week), text, 0
            count += 1
            sets.append(work)
            credit += work.credit
            strain += work.hardness if work.hardness > 0.25 else 0.25
        if work is not None:
            runs.append((work, count))
        return Item(
            row=row,
            exercise=row.exercise,
            sets=tuple(sets),
            runs=tuple(runs),
            group=prescription.group,
            credit=credit,
            strain=strain,
        )

    def session(self, workout: Workout, week: int) -> Session:
        """One workout as judged."""
        return Session(
            weekday=workout.weekday,
            items=tuple([self._item(prescription, week) for prescription in workout.exercises]),
        )


def read(program: Program, brief: Brief, catalog: Catalog) -> Reading:
    """The program as judged for the brief."""
    reader = _Reader(program, brief, catalog)
    weeks = tuple(
        tuple([reader.session(workout, index) for workout in week.workouts]) for index, week in enumerate(program.weeks)
    )
    return Reading(brief=brief, weeks=weeks)
