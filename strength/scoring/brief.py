"""What a program is judged for: the request's terms, or those that the program states of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from strength.catalog import Catalog
from strength.equipment import Equipment, kit_of
from strength.exercise import Exercise, Lift, Pattern
from strength.limitation import Area, Severity
from strength.muscle import Muscle
from strength.pool import fits_kit, is_contraindicated, is_discouraged
from strength.program import Program
from strength.request import Goal, ProgramRequest
from strength.scoring.curves import up

_LIFTS = 3
_IS_THE_LIFT = 0.95
_RESEMBLES = 0.25
"""Similarity from which an exercise counts as a stand-in for a competition lift (design 04, D.5)."""
_UNKNOWN_MINUTES = 90
_HINGE = frozenset({Pattern.HINGE})
_BODYWEIGHT = 0.4
"""Load potential of what only the body loads."""

_WHOLE_BODY = frozenset({Equipment.PULL_UP_BAR, Equipment.DIP_BARS, Equipment.ASSISTED_PULLUP_DIP})


Limits = frozenset[tuple[Area, Severity]]
"""Active limitations, as a key of what follows from them and the kit; a cache holds few kits, as a catalog is large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The terms of judgement.

    Attributes:
        goal: what the program is for.
        level: 1 beginner, 2 intermediate, 3 advanced.
        days: workouts a week.
        weeks: weeks asked for; None when only the program itself is known.
        minutes: minutes a workout.
        minutes_known: whether somebody asked for them; short workouts are no fault when nobody did.
        owned: equipment.
        limitations: active limitations by area.
        focus: muscles that should get more.
        sessions_excused: workouts that a published program leaves out on purpose, in total.
        has_competition_kit: whether all three competition lifts can be trained: the kit is there, nothing forbids one.
        trainable: competition lifts of which at least a distant variant can be trained.
        potential: by pattern, the most that an exercise could be loaded with this kit, level and these limitations.
        hips: patterns that train what a deadlift trains; bridges too where a limitation leaves no hinge to load.
    """

    goal: Goal
    level: int
    days: int
    weeks: int | None
    minutes: int
    minutes_known: bool
    owned: frozenset[Equipment]
    limitations: dict[Area, Severity]
    focus: tuple[Muscle, ...]
    sessions_excused: int
    has_competition_kit: bool
    trainable: frozenset[Lift]
    potential: Mapping[Pattern, float]
    hips: frozenset[Pattern]

    @property
    def is_strength(self) -> bool:
        """Strength and powerlifting are judged by loads, hypertrophy by work."""
        return self.goal is not Goal.HYPERTROPHY

    @property
    def has_loadable_bar(self) -> bool:
        """Whether anything can be loaded well beyond bodyweight."""
        return not self.owned.isdisjoint({Equipment.BARBELL, Equipment.MACHINE, Equipment.SMITH_MACHINE})

    def loadability(self, exercise: Exercise) -> float:
        """0-1, how far an exercise can be loaded against the best of its pattern that this lifter could do.

        A pattern that only bodyweight can train here is fully loadable by it: what the kit lacks is no fault.
        """
        best = self.potential.get(exercise.pattern, 0.0)
        return up(_potential(exercise) / best, 0.3, 0.78) if best > 0 else 1.0

    @property
    def feasible(self) -> float:
        """Kappa of design 04, 0.2: the share of the wished volume that the days and minutes can hold.

        It comes from the terms alone, so a program cannot buy the discount. A set takes about 2.6 minutes for
        hypertrophy and 3.3 for strength (time model of 0.8), a workout spends 8 minutes on arriving and warming up,
        and one set serves about 1.7 counted muscles.
        """
        per_set = 3.3 if self.is_strength else 2.6
        fitting = self.days * max(2.0, (self.minutes - 8) / per_set)
        needed = {1: 32.0, 2: 52.0, 3: 60.0}[self.level] * (0.75 if self.is_strength else 1.0)
        return min(1.0, fitting / needed)


@lru_cache(maxsize=64)
def trainable_lifts(
    catalog: Catalog, owned: frozenset[Equipment], limitations: Limits, similarity: float
) -> frozenset[Lift]:
    """Competition lifts for which this kit and these limitations leave an exercise at least that similar."""
    severities = dict(limitations)
    return frozenset(
        exercise.competition_lift
        for exercise in catalog.exercises
        if exercise.competition_lift is not None
        and exercise.competition_similarity >= similarity
        and _is_free(exercise, owned, severities)
    )


def _is_free(exercise: Exercise, owned: frozenset[Equipment], limitations: Mapping[Area, Severity]) -> bool:
    return (
        fits_kit(exercise, owned)
        and not is_contraindicated(exercise, limitations)
        and not is_discouraged(exercise, limitations)
    )


def _potential(exercise: Exercise) -> float:
    """Load potential; hanging and dipping carry the whole body and take a belt, so they count as much as dumbbells."""
    hangs = any(not kit.tokens.isdisjoint(_WHOLE_BODY) for kit in exercise.kits)
    return max(exercise.load_potential, 0.75) if hangs and exercise.is_compound else exercise.load_potential


@lru_cache(maxsize=64)
def _best_potential(
    catalog: Catalog, owned: frozenset[Equipment], areas: frozenset[Area], level: int
) -> Mapping[Pattern, float]:
    best: dict[Pattern, float] = {}
    for exercise in catalog.exercises:
        if exercise.min_level <= level and fits_kit(exercise, owned) and exercise.avoid_when.isdisjoint(areas):
            best[exercise.pattern] = max(best.get(exercise.pattern, 0.0), _potential(exercise))
    return MappingProxyType(best)


@lru_cache(maxsize=64)
def _hips(catalog: Catalog, owned: frozenset[Equipment], limitations: Limits, level: int) -> frozenset[Pattern]:
    """The hinge; and the bridge, which takes its place where a sore back or hip rules loaded hinges out (design 10, 2.5)."""
    severities = dict(limitations)
    hinges = any(
        exercise.pattern is Pattern.HINGE
        and exercise.load_potential > _BODYWEIGHT
        and exercise.min_level <= level
        and _is_free(exercise, owned, severities)
        for exercise in catalog.exercises
    )
    return _HINGE if hinges or not limitations else _HINGE | {Pattern.BRIDGE}


def brief_of(program: Program, request: ProgramRequest | None, catalog: Catalog) -> Brief:
    """The request's terms where there is one, else the program's own."""
    experience = program.experience if request is None else request.experience
    owned = kit_of(program.equipment).owned if request is None else request.owned
    areas = {} if request is None else request.active_limitations
    limits, level = frozenset(areas.items()), experience.level
    return Brief(
        goal=program.goal if request is None else request.goal,
        level=level,
        days=program.frequency if request is None else request.frequency,
        weeks=None if request is None else request.weeks,
        minutes=(program.session_minutes or _UNKNOWN_MINUTES) if request is None else request.session_minutes,
        minutes_known=request is not None or program.session_minutes is not None,
        owned=owned,
        limitations=areas,
        focus=() if request is None else request.focus,
        sessions_excused=len(program.frequency_exceptions or {}),
        has_competition_kit=len(trainable_lifts(catalog, owned, limits, _IS_THE_LIFT)) == _LIFTS,
        trainable=trainable_lifts(catalog, owned, limits, _RESEMBLES),
        potential=_best_potential(catalog, owned, frozenset(areas), level),
        hips=_hips(catalog, owned, limits, level),
    )
