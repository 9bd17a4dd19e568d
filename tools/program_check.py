"""Checking a program: expand, repair by rule, score, and look for what a coach would laugh at."""

from weakref import ref

from pydantic import BaseModel, ConfigDict

from strength.assertions import REJECTING, subject_of
from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import BlueprintError
from strength.pool import Pool
from strength.program import Program
from strength.repair import Repaired, needs_regeneration, repair
from strength.repair.trial import catalog_with
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from strength.scoring import score
from strength.violation import Gravity, Violation


class CheckReport(BaseModel):
    """What checking a blueprint came to.

    Attributes:
        blueprint: the blueprint as it stands after repair.
        program: its expansion; None when it cannot be expanded.
        scorecard: how good the program is; None without a program.
        hard: broken rules that must not ship.
        soft: broken rules that ship, listed.
        weak: sides of the program that are below standard, as findings for whoever can design it better.
        changes: what repair changed, in sentences.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    blueprint: Blueprint
    program: Program | None
    scorecard: Scorecard | None
    hard: tuple[Violation, ...]
    soft: tuple[Violation, ...] = ()
    weak: tuple[Violation, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the program may be stored."""
        return self.program is not None and not self.hard


def check_program(blueprint: Blueprint, request: ProgramRequest, pool: Pool, catalog: Catalog) -> CheckReport:
    """Expand a blueprint, repair what rules can repair, and score the result.

    A blueprint that cannot be expanded is reported as a hard finding: its author can mend it.

    Args:
        blueprint: the design.
        request: what the lifter asked for.
        pool: exercises that the lifter can do.
        catalog: what is known about exercises.
    """
    # the scorer has to know the user's own exercises, too
    known = catalog_with(catalog, pool)
    # repair judges many programs and keeps one of them: its card is needed again, the others need not stay
    cards: list[tuple[ref[Program], Scorecard]] = []

    def judge(program: Program) -> float:
        card = score(program, request, known)
        cards.append((ref(program), card))
        return card.total

    try:
        repaired = repair(blueprint, request, pool, catalog, judge=judge)
    except BlueprintError as error:
        finding = Violation(
            code="blueprint_not_expandable",
            severity=Gravity.HARD,
            path="",
            message=str(error),
            hint="Use only ids of the table, and parameters that the scheme's type takes.",
        )
        return CheckReport(blueprint=blueprint, program=None, scorecard=None, hard=(finding,))
    judged = next((card for program, card in cards if program() is repaired.program), None)
    scorecard = (judged or score(repaired.program, request, known)).model_copy(
        update={"violations": repaired.violations}
    )
    return CheckReport(
        blueprint=repaired.blueprint,
        program=repaired.program,
        scorecard=scorecard,
        hard=tuple(item for item in repaired.violations if item.severity is Gravity.HARD),
        soft=tuple(item for item in repaired.violations if item.severity is Gravity.SOFT),
        weak=(*_weak(scorecard), *_laughable(repaired, request, pool, known)),
        changes=tuple(repaired.changes),
    )


def _laughable(repaired: Repaired, request: ProgramRequest, pool: Pool, known: Catalog) -> tuple[Violation, ...]:
    """Where the program breaks an assertion that rejects: a coach would not sign it, so its author designs again.

    It is a weak side and no broken rule: the rule-based coach's design, the last resort, ships in spite of it.
    """
    subject = subject_of(repaired.program, request, pool, known, repaired.facts)
    found = (next(item.check(subject), None) for item in REJECTING)
    return tuple(item.model_copy(update={"severity": Gravity.SOFT}) for item in found if item is not None)


def _weak(scorecard: Scorecard) -> tuple[Violation, ...]:
    """What keeps a program from the standard that a good design reaches, its broken rules aside."""
    reasons = needs_regeneration(scorecard.model_copy(update={"violations": ()}))
    return tuple(
        Violation(
            code="below_standard",
            severity=Gravity.SOFT,
            path="",
            message=reason,
            hint="Design this side of the program better.",
        )
        for reason in reasons
    )
