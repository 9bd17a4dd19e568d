"""The one-rep maxima behind a program's loads, read back from the loads themselves.

A program names loads and percentages, not the maximum that joins them. Each set says between which two figures that
maximum lies: a load is the percentage of it, rounded down to what can be put on (`strength.rounding.round_load`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from strength.catalog import Catalog
from strength.kit_variant import variant_named
from strength.program import Prescription, Program, SetPrescription
from strength.request import Experience, Units
from strength.rounding import lightest_load, load_step, round_load

_SLACK = 1e-9
_ROUND_FIGURES = (5.0, 2.5, 1.0, 0.5, 0.1, 0.01)
"""What a lifter would rather read than a long fraction, the roundest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRule:
    """How one exercise's loads follow from its one-rep maximum; every load in the program's unit.

    Attributes:
        exercise: its name in the program.
        maximum: the one-rep maximum; None where the program names percentages only.
        step: what loads are rounded down to.
        lightest: no load is below it.
    """

    exercise: str
    maximum: float | None
    step: float
    lightest: float

    def explains(self, item: SetPrescription, units: Units) -> bool:
        """Whether the set's load is what this rule makes of its percentage."""
        if item.percent1rm is None:
            return False
        if self.maximum is None:
            return item.weight == f"{item.percent1rm:g}%"
        load = load_of(item, units)
        wanted = item.percent1rm / 100.0 * self.maximum
        made = max(self.lightest, int(wanted / self.step + _SLACK) * self.step)
        return load is not None and abs(load - made) < _SLACK


def load_of(item: SetPrescription, units: Units) -> float | None:
    """The load of a set as a number in this unit; None when it is a percentage, a word or not said."""
    text = (item.weight or "").strip()
    if not text.endswith(units.value):
        return None
    try:
        return float(text.removesuffix(units.value))
    except ValueError:
        return None


def load_rules(program: Program, catalog: Catalog) -> tuple[LoadRule, ...]:
    """A rule for each exercise whose loads are percentages, in order of appearance.

    An exercise is left out when no maximum explains any of its loads.
    """
    units = program.units or Units.LBS
    rules: dict[str, LoadRule] = {}
    for prescription in _prescriptions(program):
        if prescription.name in rules:
            continue
        sets = [item for one in _prescriptions(program) if one.name == prescription.name for item in one.sets]
        rule = _rule(prescription, sets, units, catalog, beginner=program.experience is Experience.BEGINNER)
        if rule is not None:
            rules[rule.exercise] = rule
    return tuple(rules.values())


def _prescriptions(program: Program) -> Iterator[Prescription]:
    return (item for week in program.weeks for workout in week.workouts for item in workout.exercises)


def _rule(
    prescription: Prescription, sets: list[SetPrescription], units: Units, catalog: Catalog, *, beginner: bool
) -> LoadRule | None:
    known = catalog.find(prescription.slug or prescription.name)
    if known is None:
        return None
    exercise = variant_named(known, prescription.name)
    step, lightest = load_step(exercise, units, beginner=beginner), lightest_load(exercise, units)
    # bells do not lie one step apart, so no formula rounds to them
    if step is None or lightest is None or round_load(lightest + step, exercise, units, beginner=beginner) is None:
        return None
    if round_load(lightest + 2.5 * step, exercise, units, beginner=beginner) != lightest + 2 * step:
        return None
    pairs = [(item.percent1rm / 100.0, load_of(item, units)) for item in sets if item.percent1rm]
    known_loads = [(share, load) for share, load in pairs if load is not None]
    if not pairs:
        return None
    maximum = _maximum(known_loads, step, lightest) if known_loads else None
    if known_loads and maximum is None:
        return None
    return LoadRule(exercise=prescription.name, maximum=maximum, step=step, lightest=lightest)


def _maximum(loads: list[tuple[float, float]], step: float, lightest: float) -> float | None:
    """The roundest maximum that explains as many of the loads (share of the maximum, load) as any does."""
    spans = [
        ((0.0 if load <= lightest else load / share), (load + step) / share) for share, load in dict.fromkeys(loads)
    ]
    best: list[tuple[float, float]] = []
    for low, _ in spans:
        held = [span for span in spans if span[0] <= low + _SLACK < span[1]]
        if len(held) > len(best):
            best = held
    low, high = max(span[0] for span in best), min(span[1] for span in best)
    for figure in _ROUND_FIGURES:
        candidate = round(ceil(low / figure - _SLACK) * figure, 2)
        if low - _SLACK <= candidate < high - _SLACK and candidate > 0:
            return candidate
    return None
