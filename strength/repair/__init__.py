"""Repair: a blueprint that breaks rules comes out mended, by rule, in a fixed order, as little changed as possible.

It edits the blueprint and expands again, so that what is stored always is what its blueprint says. A step is kept only
when fewer rules are broken afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import BlueprintError
from strength.pool import Pool
from strength.program import Program
from strength.repair.deload_steps import EASIER_WEEK
from strength.repair.gates import needs_regeneration
from strength.repair.load_steps import CARE, NO_MAXIMA, POSSIBLE_LOADS, STEADY
from strength.repair.order_steps import SORTED_DAYS
from strength.repair.pattern_steps import BALANCED, COMPETITION_LIFTS, EXPOSURES, MISSING_WORK, ONCE
from strength.repair.step import Step
from strength.repair.structure import settle
from strength.repair.time_steps import SHORTER
from strength.repair.trial import Judge, Terms, Trial, attempt, catalog_with
from strength.repair.volume_steps import FLATTER, SMALLER_WORKOUTS, UNDER_CEILING
from strength.request import ProgramRequest
from strength.validation import merged
from strength.validation.subject import Subject
from strength.violation import Violation

__all__ = ["MOST_EXPANSIONS", "Judge", "Repaired", "needs_regeneration", "repair"]

STEPS: tuple[Step, ...] = (
    STEADY,
    POSSIBLE_LOADS,
    NO_MAXIMA,
    CARE,
    FLATTER,
    UNDER_CEILING,
    SMALLER_WORKOUTS,
    EASIER_WEEK,
    MISSING_WORK,
    COMPETITION_LIFTS,
    ONCE,
    EXPOSURES,
    BALANCED,
    SORTED_DAYS,
    SHORTER,
)
"""In the order of design 04, A; exercises that the lifter cannot do are settled before, or nothing could be expanded."""

MOST_PASSES = 8
MOST_TRIES = 60
MOST_EXPANSIONS = 40
"""Bounds. Every kept edit leaves fewer findings, so a pass without one ends the repair; wild designs end here, with the
best that was found by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What came of a repair.

    Attributes:
        blueprint: the mended design; the given one when nothing had to change.
        program: what it expands to.
        facts: the program as the validator read it.
        violations: what is still wrong, as `validate` says it.
        changes: what was changed, in sentences, in order.
    """

    blueprint: Blueprint
    program: Program
    facts: Subject
    violations: tuple[Violation, ...]
    changes: tuple[str, ...]


def repair(
    blueprint: Blueprint, request: ProgramRequest, pool: Pool, catalog: Catalog, *, judge: Judge | None = None
) -> Repaired:
    """Mend a blueprint for a request.

    Args:
        blueprint: any design that has the right shape, a model's wildest included.
        request: what was asked.
        pool: what this lifter can do; every exercise of the result is one of it.
        catalog: knows what the pool does not hold, to find what is like it.
        judge: the total of a program. An edit that lowers it is not kept, except where only such edits mend something
            that must not ship.

    Returns:
        The mended design, its program, what is still wrong, and what was changed. The same arguments give the same
        result; repairing the result changes nothing.

    Raises:
        PoolTooThin: the pool has nothing to make a workout of.
    """
    terms = Terms(request=request, pool=pool, catalog=catalog_with(catalog, pool), judge=judge)
    settled, changes = settle(blueprint, terms)
    trial, later = _mended(attempt(settled, terms), terms)
    return Repaired(
        blueprint=trial.blueprint,
        program=trial.program,
        facts=trial.facts,
        violations=merged(trial.findings),
        changes=(*changes, *later),
    )


@dataclass(slots=True)
class _Budget:
    """How many expansions are left."""

    left: int = MOST_EXPANSIONS


def _mended(trial: Trial, terms: Terms) -> tuple[Trial, tuple[str, ...]]:
    changes: list[str] = []
    budget = _Budget()
    # what failed on a blueprint fails again on the same one
    fruitless: dict[frozenset[str], Trial] = {}
    for _ in range(MOST_PASSES):
        before = trial
        for step in STEPS:
            while trial.count(step.codes) and fruitless.get(step.codes) is not trial:
                kept = _best(trial, step, terms, budget)
                if kept is None:
                    fruitless[step.codes] = trial
                    break
                trial, sentence = kept
                changes.append(sentence)
        if trial is before or not budget.left:
            break
    return trial, tuple(dict.fromkeys(changes))


def _best(trial: Trial, step: Step, terms: Terms, budget: _Budget) -> tuple[Trial, str] | None:
    """The first edit that mends something and costs nothing; else the best one that mends what must not ship."""
    costly: list[tuple[float, int, Trial, str]] = []
    for number, (tried, sentence) in enumerate(_tried(trial, step, terms, budget)):
        is_milder = tried.rank[0] < trial.rank[0] or tried.count(step.codes) < trial.count(step.codes)
        if not is_milder or tried.rank >= trial.rank:
            continue
        if trial.total is None or tried.total is None or tried.total >= trial.total:
            return tried, sentence
        if tried.rank[0] < trial.rank[0]:
            costly.append((tried.total, -number, tried, sentence))
    if not costly:
        return None
    _, _, tried, sentence = max(costly, key=lambda item: item[:2])
    return tried, sentence


def _tried(trial: Trial, step: Step, terms: Terms, budget: _Budget) -> Iterator[tuple[Trial, str]]:
    for edit in islice(step.edits(trial, terms), MOST_TRIES):
        if not budget.left:
            return
        budget.left -= 1
        try:
            yield attempt(edit.blueprint, terms), edit.sentence
        except BlueprintError:
            continue
