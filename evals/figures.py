"""The figures of a run that are kept and compared: one line for each case, no programs."""

from collections.abc import Callable, Iterable, Mapping
from statistics import fmean

from pydantic import Field

from evals.result import CaseResult, Figure, Run


class CaseFigures(Figure):
    """A case in figures; of several repeats the means, and whatever any of them has.

    Attributes:
        total: score 0-100; None for a refusal.
        dimensions: 0-1, rounded.
        failing: ids of the coach's rules that do not hold.
        unmet: labels of the expectations that do not hold.
        sets: mean working sets of a full week.
        prompt: tokens sent.
        answer: tokens of the design.
        usd: expected price of one design; None when not known.
        fingerprint: of the exercises.
    """

    total: float | None = None
    dimensions: dict[str, float] = Field(default_factory=dict[str, float])
    failing: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    sets: float | None = None
    prompt: int | None = None
    answer: int | None = None
    usd: float | None = None
    fingerprint: str = ""


Figures = Mapping[str, CaseFigures]
"""By case."""


def figures_of(run: Run) -> dict[str, CaseFigures]:
    """The figures of a run, in its order."""
    repeats: dict[str, list[CaseResult]] = {}
    for result in run.cases:
        repeats.setdefault(result.id, []).append(result)
    return {name: _figures(found) for name, found in repeats.items()}


def mean_total(figures: Iterable[CaseFigures]) -> float | None:
    """The mean score of the cases that have one."""
    return mean_of(figures, lambda one: one.total)


def mean_of(figures: Iterable[CaseFigures], value: Callable[[CaseFigures], float | None]) -> float | None:
    """The mean of a value over the cases that have it; None when none has."""
    found = [number for one in figures if (number := value(one)) is not None]
    return fmean(found) if found else None


def _figures(repeats: list[CaseResult]) -> CaseFigures:
    scored = [one for one in repeats if one.total is not None]
    names = scored[0].dimensions if scored else {}
    return CaseFigures(
        total=None if not scored else round(fmean(one.total or 0.0 for one in scored), 2),
        dimensions={name: round(fmean(one.dimensions[name].score for one in scored), 3) for name in names},
        failing=tuple(sorted({rule.id for one in repeats for rule in one.assertions})),
        unmet=tuple(sorted({claim.label for one in repeats for claim in one.unmet})),
        sets=_mean([one.sets_a_week for one in repeats], 2),
        prompt=_whole([one.tokens.prompt for one in repeats if one.tokens]),
        answer=_whole([one.tokens.answer for one in repeats if one.tokens]),
        usd=_mean([one.expected_usd for one in repeats], 6),
        fingerprint=repeats[0].fingerprint if len(repeats) == 1 else "",
    )


def _mean(values: list[float | None], digits: int) -> float | None:
    known = [value for value in values if value is not None]
    return round(fmean(known), digits) if known else None


def _whole(values: list[int]) -> int | None:
    return round(fmean(values)) if values else None
