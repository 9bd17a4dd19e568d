"""How good a program is: twelve dimensions, each 0-1 with a reason, and a total of 0-100.

The published programs are the truth that the formulas have to explain (design 04, G); section H of that design is where
they start from. Labels in the program ("deload", muscle names, notes) are never read, so wording buys no points:
muscles, patterns, kits and levels come from the catalog.
"""

import math

from strength.catalog import Catalog
from strength.program import Program
from strength.request import ProgramRequest
from strength.scorecard import Dimension, Scorecard
from strength.scoring import (
    balance,
    compliance,
    consistency,
    effort,
    fails,
    fatigue,
    intensity,
    progression,
    recovery,
    selection,
    specificity,
    structure,
    volume,
)
from strength.scoring.brief import brief_of
from strength.scoring.kind import kind_of
from strength.scoring.reading import read
from strength.scoring.streams import streams_of
from strength.scoring.verdict import Verdict
from strength.scoring.work import work_of
from strength.violation import Violation

WEIGHTS: dict[str, float] = {
    "compliance": 7,
    "volume": 13,
    "intensity": 11,
    "effort": 6,
    "progression": 13,
    "fatigue": 10,
    "specificity": 8,
    "balance": 6,
    "recovery": 6,
    "structure": 11,
    "selection": 9,
    "consistency": 3,
}
"""Shares of the dimensions (design 04, H.2). Structure and selection weigh 3 more each than there, effort 2 and compliance
1 less: random exercises at 8-12 repetitions are well dosed by chance, but neither led by big lifts nor loadable (H.3)."""

_FLOOR = 0.05


def aggregate(scores: dict[str, float]) -> float:
    """100 q^2 with q = 0.6 arithmetic + 0.4 geometric weighted mean: a dead dimension cannot be bought back."""
    total = sum(WEIGHTS.values())
    arithmetic = sum(WEIGHTS[name] * score for name, score in scores.items()) / total
    logarithm = sum(WEIGHTS[name] * math.log(max(_FLOOR, score)) for name, score in scores.items()) / total
    return 100 * (0.6 * arithmetic + 0.4 * math.exp(logarithm)) ** 2


def score(
    program: Program, request: ProgramRequest | None, catalog: Catalog, violations: tuple[Violation, ...] = ()
) -> Scorecard:
    """The scorecard of a program.

    Args:
        program: ours or a published one.
        request: what was asked; None judges the program by its own goal, level, frequency and equipment.
        catalog: what the exercises are.
        violations: findings of the validator, passed through into the card.

    Returns:
        Total 0-100 and the dimensions in a fixed order.
    """
    work = work_of(read(program, brief_of(program, request, catalog), catalog))
    streams = streams_of(work)
    kind = kind_of(work, streams)
    verdicts: dict[str, Verdict] = {
        "compliance": compliance.judge(work),
        "volume": volume.judge(work),
        "intensity": intensity.judge(work),
        "effort": effort.judge(work),
        "progression": progression.judge(work, streams),
        "fatigue": fatigue.judge(work, kind),
        "specificity": specificity.judge(work),
        "balance": balance.judge(work),
        "recovery": recovery.judge(work),
        "structure": structure.judge(work),
        "selection": selection.judge(work),
        "consistency": consistency.judge(work),
    }
    total = aggregate({name: verdict.score for name, verdict in verdicts.items()}) * fails.graded(work)
    return Scorecard(
        total=round(fails.capped(total, fails.absolute(work)), 2),
        kind=kind.name,
        dimensions={
            name: Dimension(score=round(verdict.score, 4), weight=WEIGHTS[name], reason=verdict.reason)
            for name, verdict in verdicts.items()
        },
        violations=violations,
    )
