"""A design tried out: expanded, mended by rule and scored, for the wishes that it is to fulfil."""

from dataclasses import dataclass

from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import BlueprintError
from strength.pool import Pool
from strength.program import Program
from strength.repair import repair
from strength.request import ProgramRequest
from strength.revision.change import Change
from strength.scoring import score
from strength.violation import Gravity


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a revision goes by.

    Attributes:
        before: the program that is to be changed.
        request: what is asked for now.
        pool: what the lifter can do now and wants to.
        catalog: knows every exercise, the lifter's own included.
        changes: what is to change.
    """

    before: Program
    request: ProgramRequest
    pool: Pool
    catalog: Catalog
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of a design.

    Attributes:
        blueprint: mended.
        program: what it expands to.
        total: its score, 0-100.
        is_sound: it breaks no rule that must not be broken.
    """

    blueprint: Blueprint
    program: Program
    total: float
    is_sound: bool


def attempt(blueprint: Blueprint, terms: Terms) -> Trial | None:
    """What a design comes to once it is mended; None when it cannot be expanded."""
    request, catalog = terms.request, terms.catalog

    def judge(program: Program) -> float:
        return score(program, request, catalog).total

    try:
        repaired = repair(blueprint, request, terms.pool, catalog, judge=judge)
    except BlueprintError:
        return None
    total = score(repaired.program, request, catalog, repaired.violations).total
    is_sound = all(item.severity is not Gravity.HARD for item in repaired.violations)
    return Trial(blueprint=repaired.blueprint, program=repaired.program, total=total, is_sound=is_sound)
