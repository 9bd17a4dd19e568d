"""The gate: what in a run is worse than the baseline, and by how much more than it may be.

Limits on means are the issue's. Those on a single case are wider, because a case may pay for what others gain, and are
there because one lifter's bad program hides in the mean of a hundred.
"""

from collections.abc import Callable, Iterator

from evals.baseline import Baseline
from evals.figures import CaseFigures, Figures, figures_of, mean_of, mean_total
from evals.result import Figure, Run

MEAN_TOTAL = 1.0
"""Points by which the mean score may fall."""
MEAN_DIMENSION = 0.05
"""By which the mean of a dimension may fall."""
CASE_TOTAL = 5.0
"""Points by which the score of one case may fall."""
CASE_DIMENSION = 0.2
"""By which a dimension of one case may fall."""
CASE_SETS = 0.15
"""Share of its weekly sets that a case may lose or gain; work that goes missing shows in no dimension that was full."""
GROWTH = 0.10
"""Share by which tokens and expected cost may grow, in the mean and in each case."""
CASE_GROWTH = 0.25

_SHOWN = 3
_DIMENSIONS: dict[str, str] = {
    "missing_deload": "fatigue",
    "deload": "fatigue",
    "ramp": "fatigue",
    "mrv": "volume",
    "missing_patterns": "balance",
    "missing": "balance",
    "missing_competition_lift": "specificity",
    "rpe_cap": "effort",
    "effort": "effort",
    "caution": "effort",
    "maximum": "effort",
    "beginner_max": "effort",
    "impossible_load": "intensity",
    "load_above_max": "intensity",
}


def dimension_of(code: str) -> str:
    """The dimension of the score that a hard finding belongs to: what is asked for and not given is compliance."""
    return _DIMENSIONS.get(code.removeprefix("design_").removeprefix("oracle_"), "compliance")


class Regression(Figure):
    """One thing that is worse.

    Attributes:
        case: which case; of a mean the one that fell most; empty when it concerns no single one.
        dimension: what is worse: a dimension of the score, or total, sets, tokens, cost, expectation, a hard finding.
        message: the sentence, with case, dimension and figures.
    """

    case: str
    dimension: str
    message: str


def regressions(run: Run, baseline: Baseline, *, is_whole: bool = True) -> tuple[Regression, ...]:
    """Everything that is worse than it may be, the gravest kind first.

    Args:
        run: what is judged.
        baseline: what it is held against.
        is_whole: every case was run; a chosen few are judged one by one, for their means say nothing.
    """
    now = figures_of(run)
    before = {name: baseline.cases[name] for name in now if name in baseline.cases}
    shared = {name: now[name] for name in before}
    return (
        *_hard(run),
        *_lost(run, baseline, is_whole=is_whole),
        *_expectations(run, baseline),
        *(_means(shared, before) if is_whole else ()),
        *_cases(shared, before),
    )


def _hard(run: Run) -> Iterator[Regression]:
    for result in run.cases:
        for finding in result.hard[:_SHOWN]:
            dimension = dimension_of(finding.code)
            yield _regression(result.id, dimension, f"{dimension}: hard violation {finding.code}: {finding.message}")
        for rule in result.assertions:
            if rule.severity == "reject":
                yield _regression(result.id, rule.id, f"{rule.id}, which rejects, does not hold: {rule.message}")


def _lost(run: Run, baseline: Baseline, *, is_whole: bool) -> Iterator[Regression]:
    found = {result.id for result in run.cases}
    for name in baseline.cases if is_whole else ():
        if name not in found:
            yield _regression(name, "case", "it is in the baseline and was not run")
    for result in run.cases:
        before = baseline.cases.get(result.id)
        if before is not None and before.total is None and result.total is not None:
            yield _regression(result.id, "refusal", "it was refused and is a program now")


def _expectations(run: Run, baseline: Baseline) -> Iterator[Regression]:
    for result in run.cases:
        before = baseline.cases.get(result.id)
        for claim in result.unmet:
            held = before is not None and claim.label not in before.unmet
            if not claim.known or held:
                state = "no longer holds" if held else "does not hold"
                yield _regression(result.id, "expectation", f"{claim.label} {state}: {claim.message}")


def _means(now: Figures, before: Figures) -> Iterator[Regression]:
    old, new = mean_total(before.values()), mean_total(now.values())
    if old is not None and new is not None and old - new > MEAN_TOTAL:
        yield _mean_fall("total", old, new, MEAN_TOTAL, _worst(now, before, lambda one: one.total))
    names = dict.fromkeys(name for one in before.values() for name in one.dimensions)
    for name in names:
        value = _dimension(name)
        old, new = mean_of(before.values(), value), mean_of(now.values(), value)
        if old is not None and new is not None and old - new > MEAN_DIMENSION:
            yield _mean_fall(name, old, new, MEAN_DIMENSION, _worst(now, before, value))
    for name, value in _COSTS.items():
        old, new = mean_of(before.values(), value), mean_of(now.values(), value)
        if old and new is not None and new > old * (1 + GROWTH):
            worst = _worst(now, before, value, sign=-1)
            yield Regression(
                case=worst,
                dimension=name,
                message=f"all cases: the mean of {name} grew from {old:g} to {new:g}, more than {GROWTH:.0%}; most in {worst}",
            )


def _cases(now: Figures, before: Figures) -> Iterator[Regression]:
    for name, new in now.items():
        old = before[name]
        if old.total is not None and new.total is not None and old.total - new.total > CASE_TOTAL:
            weakest = max(
                old.dimensions, key=lambda one: old.dimensions[one] - new.dimensions.get(one, 0.0), default=""
            )
            yield _fall(name, "total", old.total, new.total, limit=CASE_TOTAL, more=f"; most in {weakest}")
        for dimension, value in old.dimensions.items():
            found = new.dimensions.get(dimension, 0.0)
            if new.total is not None and value - found > CASE_DIMENSION:
                yield _fall(name, dimension, value, found, limit=CASE_DIMENSION)
        if old.sets and new.sets is not None and abs(new.sets - old.sets) > CASE_SETS * old.sets:
            change = f"{old.sets:g} to {new.sets:g} working sets a week"
            yield _regression(name, "volume", f"volume went from {change}, more than {CASE_SETS:.0%}")
        for cost, value_of in _COSTS.items():
            was, is_now = value_of(old), value_of(new)
            if was and is_now is not None and is_now > was * (1 + CASE_GROWTH):
                yield _regression(name, cost, f"{cost} grew from {was:g} to {is_now:g}, more than {CASE_GROWTH:.0%}")


def _dimension(name: str) -> Callable[[CaseFigures], float | None]:
    return lambda one: one.dimensions.get(name)


_COSTS: dict[str, Callable[[CaseFigures], float | None]] = {
    "prompt tokens": lambda one: one.prompt,
    "answer tokens": lambda one: one.answer,
    "expected cost": lambda one: one.usd,
}


def _worst(now: Figures, before: Figures, value: Callable[[CaseFigures], float | None], *, sign: int = 1) -> str:
    """The case in which a value fell most; with sign -1, grew most."""
    return max(now, key=lambda name: sign * ((value(before[name]) or 0.0) - (value(now[name]) or 0.0)), default="")


def _fall(case: str, dimension: str, old: float, new: float, *, limit: float, more: str = "") -> Regression:
    return _regression(case, dimension, f"{dimension} fell from {old:g} to {new:g}, more than {limit:g}{more}")


def _mean_fall(dimension: str, old: float, new: float, limit: float, worst: str) -> Regression:
    message = (
        f"all cases: the mean of {dimension} fell from {old:.4g} to {new:.4g}, more than {limit:g}; most in {worst}"
    )
    return Regression(case=worst, dimension=dimension, message=message)


def _regression(case: str, dimension: str, message: str) -> Regression:
    return Regression(case=case, dimension=dimension, message=f"{case}: {message}")
