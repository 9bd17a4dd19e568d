"""A program read for judging: every set with its repetitions, its share of the current 1RM and its effort.

Percentages of a starting 1RM are turned into percentages of the current one by letting the lifter grow no faster than
lifters do, so that a novice who adds weight each week does not seem to lift the impossible (design 04, G cause 3, H.1).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from strength.catalog import Catalog
from strength.exercise import Exercise, LoadKind, Pattern
from strength.loading import percent_for, rpe_for
from strength.pool import fits_kit
from strength.program import Prescription, Program, SetPrescription, Workout
from strength.request import LB_PER_KG
from strength.scoring.brief import Brief
from strength.scoring.curves import up

_GROWTH = {1: 0.04, 2: 0.02, 3: 0.01}
"""Most that a lift's 1RM is believed to grow in a week, by level (design 04, H.1)."""

_SECONDS_PER_REP = 3.5
_LOAD = re.compile(r"([\d.]+)\s*(%|kgs?|lbs?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSet:
    """One set as judged.

    Attributes:
        reps: counted repetitions (the middle of a range; seconds / 3.5 for held sets).
        low: low end of the range.
        high: high end of the range.
        is_amrap: to the limit.
        is_timed: held for seconds.
        percent: share of the current 1RM in percent, or None.
        bar: load on the bar on one scale within the program (percent of starting 1RM, or pounds), or None.
        maximum: pounds of the 1RM that a printed load and a printed percentage imply together, or None.
        rough_maximum: the same from a printed load and what its repetitions usually mean, or None.
        stated: effort as printed, or None.
        implied: effort that repetitions and percent imply, or None.
        effort: effort that is believed: printed, else implied, else usual.
        believed: effort credited: a light load with an inflated RPE earns no more than a point above what it implies.
        beyond: percent points above what the repetition table allows to the limit; 0 for nearly every set.
        credit: how much of a hard set it is, 0-1.
        rest: seconds, or None.
    """

    reps: float
    low: int
    high: int
    is_amrap: bool
    is_timed: bool
    percent: float | None
    bar: float | None
    maximum: float | None
    rough_maximum: float | None
    stated: float | None
    implied: float | None
    effort: float
    believed: float
    beyond: float
    credit: float
    rest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One exercise in a workout. `exercise` is None when the catalog does not know it."""

    name: str
    exercise: Exercise | None
    sets: tuple[WorkSet, ...]
    group: str | None

    @property
    def key(self) -> str:
        """What tells its stream of weeks apart."""
        return self.exercise.slug if self.exercise else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def all_sets(self) -> Iterator[tuple[int, Item, WorkSet]]:
        """Every set with its 0-based week and item."""
        for week in range(len(self.weeks)):
            for _, item, work in self.sets(week):
                yield week, item, work


_MAIN_PATTERNS = frozenset({Pattern.SQUAT, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH})
_MAIN_KINDS = frozenset({LoadKind.BARBELL, LoadKind.MACHINE, LoadKind.SMITH})


def is_main(exercise: Exercise | None, brief: Brief) -> bool:
    """Whether an exercise is judged as a main lift: a compound on bar or machine; without either, any compound."""
    if exercise is None or not exercise.is_compound:
        return False
    if brief.has_loadable_bar:
        return exercise.pattern in _MAIN_PATTERNS and exercise.load_kind in _MAIN_KINDS
    return exercise.pattern in _MAIN_PATTERNS or exercise.pattern is Pattern.LUNGE


def _reps(text: str) -> tuple[float, int, int, bool, bool]:
    """(counted, low, high, is_amrap, is_timed) of a repetition text."""
    text = text.strip()
    if text.upper() == "AMRAP":
        return 8.0, 8, 8, True, False
    numbers = [int(part) for part in re.findall(r"\d+", text)] or [8]
    low, high = numbers[0], numbers[-1]
    if text.lower().endswith("s"):
        held = max(1.0, low / _SECONDS_PER_REP)
        return held, round(held), round(held), False, True
    return (low + high) / 2, low, high, text.endswith("+"), False


def _usual_effort(reps: float, level: int, *, is_amrap: bool) -> float:
    """What lifters do when nothing is printed (design 04, H.1)."""
    usual = (7.5 if reps <= 5 else 8.0 if reps <= 12 else 8.5) - (0.5 if level == 1 else 0.0)
    return max(usual, 8.0 if level == 1 else 8.5) if is_amrap else usual


def _credit(reps: float, percent: float | None, believed: float, *, is_strength: bool) -> float:
    """How much of a hard set a set is, 0-1: by effort, for strength also by load, less for very few repetitions.

    Effort counts from RPE 4.5 (nothing) to 7 (a whole set); a load counts for strength from 40 % to 70 % of the 1RM,
    because submaximal sets are work (Prilepin starts at 55 %). Prilepin's sets hold three repetitions or more below
    80 %, two below 90 %; sets of one to four build less muscle a set (Schoenfeld 2017; design 04, 0.1, 0.6).
    """
    by_effort = up(believed, 4.5, 7.0)
    if not is_strength:
        return by_effort * (0.4 + 0.6 * up(reps, 1, 5))
    if percent is None:
        return by_effort * (0.5 + 0.5 * up(reps, 0, 3))
    wanted = 3.0 - 2.0 * up(percent, 80, 92)
    return max(by_effort, up(percent, 40, 70)) * (0.1 + 0.9 * up(reps, 0, wanted))


class _Reader:
    """Reads sets in order of weeks while it remembers how far each lift has grown."""

    def __init__(self, program: Program, brief: Brief, catalog: Catalog) -> None:
        self._program = program
        self._brief = brief
        self._catalog = catalog
        self._is_current = program.load_basis == "current1rm"
        self._growth: dict[str, float] = {}
        references: Mapping[str, float] = program.reference1rmlbs or {}
        self._references = {self._key(None, name): pounds for name, pounds in references.items()}

    def _key(self, slug: str | None, name: str) -> str:
        exercise = self._find(slug, name)
        return exercise.slug if exercise else name

    def _find(self, slug: str | None, name: str) -> Exercise | None:
        return (self._catalog.get(slug) if slug else None) or self._catalog.find(name)

    def exercise(self, prescription: Prescription) -> Exercise | None:
        """The catalog's row; the bodyweight sibling when it is prescribed at bodyweight without its kit."""
        found = self._find(prescription.slug, prescription.name)
        if found is None or fits_kit(found, self._brief.owned):
            return found
        if not all((item.weight or "").upper() == "BW" for item in prescription.sets):
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

    def _percent_and_bar(
        self, key: str, item: SetPrescription, week: int, low: int
    ) -> tuple[float | None, float | None, float | None, float | None]:
        """(percent of current 1RM, load on the bar, 1RM in pounds that both imply, pounds) of a set."""
        percent = item.percent1rm
        pounds: float | None = None
        match = _LOAD.search(item.weight or "")
        if match:
            value, unit = float(match.group(1)), match.group(2).lower()
            if unit == "%":
                percent = value if percent is None else percent
            else:
                pounds = value * (LB_PER_KG if unit.startswith("kg") else 1.0)
        maximum = 100.0 * pounds / percent if percent and pounds else None
        if percent is None and pounds is not None and key in self._references:
            percent = 100.0 * pounds / self._references[key]
        if percent is None:
            return None, pounds, None, pounds
        if self._is_current:
            return percent, percent, maximum, pounds
        limit = 1.0 + _GROWTH[self._brief.level] * week
        grown = max(self._growth.get(key, 1.0), min(limit, percent / percent_for(low, 9)))
        self._growth[key] = grown
        return percent / grown, percent, maximum, pounds

    def work_set(self, key: str, item: SetPrescription, week: int) -> WorkSet:
        """One set as judged."""
        reps, low, high, is_amrap, is_timed = _reps(item.reps)
        percent, bar, maximum, pounds = self._percent_and_bar(key, item, week, low)
        stated = item.rpe if item.rpe is not None else (10 - item.rir if item.rir is not None else None)
        implied = rpe_for(reps, percent) if percent is not None else None
        usual = _usual_effort(reps, self._brief.level, is_amrap=is_amrap)
        effort = stated if stated is not None else implied if implied is not None else usual
        effort = max(effort, usual) if is_amrap else effort
        believed = effort if is_amrap or implied is None else min(effort, implied + 1.0)
        return WorkSet(
            reps=reps,
            low=low,
            high=high,
            is_amrap=is_amrap,
            is_timed=is_timed,
            percent=percent,
            bar=bar,
            maximum=maximum,
            rough_maximum=100.0 * pounds / percent_for(reps, usual) if pounds and maximum is None else None,
            stated=stated,
            implied=implied,
            effort=effort,
            believed=believed,
            beyond=max(0.0, percent - percent_for(low, 10)) if percent is not None else 0.0,
            credit=_credit(reps, percent, believed, is_strength=self._brief.is_strength),
            rest=item.rest_seconds,
        )

    def session(self, workout: Workout, week: int) -> Session:
        """One workout as judged."""
        items: list[Item] = []
        for prescription in workout.exercises:
            exercise = self.exercise(prescription)
            key = exercise.slug if exercise else prescription.name
            sets = tuple(self.work_set(key, item, week) for item in prescription.sets)
            items.append(Item(name=prescription.name, exercise=exercise, sets=sets, group=prescription.group))
        return Session(weekday=workout.weekday, items=tuple(items))


def read(program: Program, brief: Brief, catalog: Catalog) -> Reading:
    """The program as judged for the brief."""
    reader = _Reader(program, brief, catalog)
    weeks = tuple(
        tuple(reader.session(workout, index) for workout in week.workouts) for index, week in enumerate(program.weeks)
    )
    return Reading(brief=brief, weeks=weeks)
