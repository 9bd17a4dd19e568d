"""Rules on loads: possible at all, not above a known maximum, made of real plates (design 04, E; 10, PRG06-07)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from strength.exercise import LoadKind
from strength.loading import percent_for
from strength.request import Units
from strength.rounding import EMPTY_BAR, KETTLEBELLS
from strength.validation.finding import hard, soft
from strength.validation.set_fact import SetFact, SetReading, known_maximum_kg
from strength.validation.subject import Subject
from strength.violation import Violation

IMPOSSIBLE_MARGIN = 4.0
"""Points of 1RM above the table at RPE 10 before a set counts as impossible (design 04, A)."""

MARGIN_PER_REP, MARGIN_FROM, MARGIN_REPS = 0.6, 5, 5
"""People differ more at moderate loads (Nuzzo et al. 2024, 952 tests), so the margin grows from 5 to 10 reps (H.2)."""

ABOVE_MAX = 1.025
"""A test may exceed the old maximum by this factor: third attempts lie at 99-102 % (coaching convention, 04, 0.7)."""

_SLACK_KG = 1e-6
"""Keeps a load of exactly the limit from failing by floating point."""

_PLATE_STEP: Mapping[LoadKind, Mapping[Units, tuple[float, ...]]] = MappingProxyType(
    {
        LoadKind.BARBELL: {Units.KG: (1.25,), Units.LBS: (2.5,)},
        LoadKind.SMITH: {Units.KG: (1.25,), Units.LBS: (2.5,)},
        LoadKind.DUMBBELL: {Units.KG: (1.0, 2.5), Units.LBS: (2.5,)},
        LoadKind.CABLE: {Units.KG: (1.25,), Units.LBS: (2.5,)},
        LoadKind.MACHINE: {Units.KG: (1.25,), Units.LBS: (2.5,)},
    }
)
"""Smallest steps that equipment is made in; a load must be a multiple of one of them (design 10, 3.3, read leniently:
gyms differ)."""


def possible_percent(reps: int) -> float:
    """The highest percent of one-rep maximum that anybody does for that many repetitions."""
    extra = MARGIN_PER_REP * min(MARGIN_REPS, max(0, reps - MARGIN_FROM))
    return percent_for(reps, 10.0) + IMPOSSIBLE_MARGIN + extra


def impossible_load(subject: Subject) -> Iterator[Violation]:
    """No load that cannot be lifted for the repetitions asked."""
    for item, fact in subject.where(_is_impossible):
        low = fact.low_reps or 0
        yield hard(
            "impossible_load",
            fact.path,
            f"{item.name!r}: {fact.prescription.reps} repetitions at {fact.percent:.1f} % of one-rep maximum; "
            f"nobody does more than {possible_percent(low):.0f} %",
            f"use about {percent_for(low, 8.5):.0f} %, or fewer repetitions",
        )


def _is_impossible(reading: SetReading) -> bool:
    low, percent = reading.low_reps, reading.percent
    return low is not None and percent is not None and percent > possible_percent(low)


def load_above_max(subject: Subject) -> Iterator[Violation]:
    """No printed load above the maximum that the lifter stated."""
    for item in subject.items:
        maximum = known_maximum_kg(item.exercise, subject.request)
        if maximum is None:
            continue
        for fact in item.where(_is_loaded):
            load = fact.weight.load_kg if fact.weight else None
            if load is not None and load > ABOVE_MAX * maximum + _SLACK_KG:
                stated = maximum * _load_per_kg(fact)
                yield hard(
                    "load_above_max",
                    fact.path,
                    f"{item.name!r} is loaded with {fact.prescription.weight}; the stated maximum is {stated:.4g}",
                    "load it by a percentage of the maximum that suits the repetitions",
                )


def _load_per_kg(fact: SetFact) -> float:
    """Units of the set's printed weight that make a kilogram."""
    if fact.weight is None or fact.weight.load is None or not fact.weight.load_kg:
        return 1.0
    return fact.weight.load / fact.weight.load_kg


def real_plates(subject: Subject) -> Iterator[Violation]:
    """Printed loads can be put on the bar, taken from the rack or pinned."""
    for item, exercise in subject.known:
        steps = _PLATE_STEP.get(exercise.load_kind)
        is_bell = exercise.load_kind is LoadKind.KETTLEBELL
        for fact in item.where(_is_loaded):
            if fact.weight is None or fact.weight.load is None or fact.weight.units is None:
                continue
            load, units = fact.weight.load, fact.weight.units
            if exercise.load_kind is LoadKind.BARBELL and load < EMPTY_BAR[units]:
                yield soft(
                    "below_empty_bar",
                    fact.path,
                    f"{item.name!r} is loaded with {fact.prescription.weight}, less than an empty bar",
                    f"use the empty bar ({EMPTY_BAR[units]:g} {units.value}) or a dumbbell exercise",
                )
            elif is_bell and load not in KETTLEBELLS[units]:
                bells = ", ".join(f"{bell:g}" for bell in KETTLEBELLS[units])
                yield soft(
                    "plates",
                    fact.path,
                    f"{item.name!r} is loaded with {fact.prescription.weight}, which no bell weighs",
                    f"use one of {bells} {units.value}",
                )
            elif steps and not any(_is_multiple(load, step) for step in steps[units]):
                yield soft(
                    "plates",
                    fact.path,
                    f"{item.name!r} is loaded with {fact.prescription.weight}, which no plates make",
                    f"round down to a multiple of {' or '.join(f'{step:g}' for step in steps[units])} {units.value}",
                )


def _is_loaded(reading: SetReading) -> bool:
    return reading.weight is not None and reading.weight.load is not None


def _is_multiple(load: float, step: float) -> bool:
    return abs(load / step - round(load / step)) < 1e-6
