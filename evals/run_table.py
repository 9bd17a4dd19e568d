"""A run as a table for the terminal, the worst case first."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.baseline import Baseline
from evals.figures import figures_of, mean_of, mean_total
from evals.result import CaseResult, Run

ROWS = 20


def worst_first(cases: Iterable[CaseResult]) -> list[CaseResult]:
    """Hard findings first, then failing expectations, then the lowest score; refusals that were meant come last."""
    return sorted(
        cases,
        key=lambda one: (
            not one.hard,
            one.outcome != "failed",
            not [claim for claim in one.unmet if not claim.known],
            one.total is None,
            one.total or 0.0,
            one.id,
        ),
    )


def show_run(console: Console, run: Run, baseline: Baseline | None, *, rows: int = ROWS) -> None:
    """Print the table and a line that sums it up.

    Args:
        console: where to.
        run: what was found.
        baseline: for the column of changes; None leaves it empty.
        rows: how many cases to show.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("case", "score", "change", "weakest", "hard", "unmet", "rules", "min", "tokens"):
        table.add_column(name, no_wrap=True, justify="left" if name in {"case", "weakest"} else "right")
    listed = worst_first(run.cases)
    for result in listed[:rows]:
        table.add_row(*(Text(cell) for cell in _cells(result, baseline)))
    console.print(table)
    if len(listed) > rows:
        console.print(Text(f"and {len(listed) - rows} better ones (--all shows them)", style="dim"))
    for line in summary(run, baseline):
        console.print(Text(line))


def summary(run: Run, baseline: Baseline | None) -> Sequence[str]:
    """The run in a few lines."""
    figures = figures_of(run)
    total = mean_total(figures.values())
    refused = sum(one.outcome == "refusal" for one in run.cases)
    hard = sum(bool(one.hard) for one in run.cases)
    unmet = sum(len(one.unmet) for one in run.cases)
    known = sum(bool(claim.known) for one in run.cases for claim in one.unmet)
    claims = sum(len(one.claims) for one in run.cases)
    before = None if baseline is None else mean_total(one for name, one in baseline.cases.items() if name in figures)
    change = "" if before is None or total is None else f" ({total - before:+.2f} against the baseline)"
    mean = "no score" if total is None else f"mean score {total:.2f}{change}"
    usd = mean_of(figures.values(), lambda one: one.usd)
    tokens = [one.tokens for one in run.cases if one.tokens]
    prompt = sum(one.prompt for one in tokens) / max(1, len(tokens))
    answer = sum(one.answer for one in tokens) / max(1, len(tokens))
    stale = [one.id for one in run.cases if any(claim.holds and claim.known for claim in one.claims)]
    mended = (f"known failures that hold now, take `known` out: {', '.join(stale)}",) if stale else ()
    spent = [one.spent_usd for one in run.cases]
    paid = "unknown" if None in spent else f"${sum(usd or 0.0 for usd in spent):.4f}"
    return (
        f"{len(run.cases)} cases, {refused} refused; {mean}; {hard} with hard findings; "
        f"{unmet} of {claims} expectations unmet, {known} of them known",
        f"a design: {prompt:.0f} tokens in, {answer:.0f} out, "
        f"{'price unknown' if usd is None else f'${usd:.4f}'} with a model; paid for this run: {paid}",
        *mended,
    )


def _cells(result: CaseResult, baseline: Baseline | None) -> Iterable[str]:
    before = baseline.cases.get(result.id) if baseline else None
    name = result.id if result.repeat == 1 else f"{result.id} #{result.repeat}"
    yield name
    yield "-" if result.total is None else f"{result.total:.1f}"
    has_change = before is not None and before.total is not None and result.total is not None
    yield f"{(result.total or 0.0) - (before.total or 0.0):+.1f}" if has_change and before else ""
    weakest = result.weakest
    yield f"{weakest} {result.dimensions[weakest].score:.2f}" if weakest else result.outcome
    yield str(len(result.hard) or "")
    yield str(len(result.unmet) or "")
    yield str(len(result.assertions) or "")
    yield f"{result.minutes.longest}/{result.minutes.asked}" if result.minutes else ""
    yield "" if result.tokens is None else str(result.tokens.prompt + result.tokens.answer)
