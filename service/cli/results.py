"""What a person reads at the end of `generate`: week 1, the whole program as a chart, the score, the cost, the files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.settings import OFFLINE_MODEL
from strength.program import Program
from strength.rendering.chart import mesocycle_chart
from strength.rendering.lines import workout_lines, workout_title
from strength.scorecard import Scorecard

_BAR = 20


def show_results(
    console: Console, program: Program, scorecard: Scorecard, job: Mapping[str, Any], files: Sequence[Path]
) -> None:
    """Print everything about one finished job.

    Args:
        console: where to.
        program: the program.
        scorecard: its score.
        job: the job in the contract's JSON.
        files: what was written.
    """
    console.print()
    console.print(Text(program.name, style="bold"))
    if program.rationale:
        console.print(Text(program.rationale))
    show_week(console, program, 0)
    console.print(Text("\nThe whole program", style="bold"))
    console.print(Text(mesocycle_chart(program)))
    show_score(console, scorecard)
    warnings = list(dict.fromkeys([*program.warnings, *job.get("warnings", ())]))
    if warnings:
        console.print(Text("\nWarnings", style="bold yellow"))
        for warning in warnings:
            console.print(Text(f"  ! {warning}", style="yellow"))
    console.print()
    console.print(Text(cost_line(job)))
    if files:
        # never folded: a path is there to be copied
        console.print(Text(f"Files: {', '.join(str(path) for path in files)}"), soft_wrap=True)


def show_week(console: Console, program: Program, index: int) -> None:
    """Print one week, a table for each workout."""
    week = program.weeks[index]
    console.print(Text(f"\nWeek {week.week_number}{f': {week.phase}' if week.phase else ''}", style="bold"))
    for workout in week.workouts:
        console.print(Text(f"\n{workout_title(workout)}", style="bold"))
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for name in ("Exercise", "Sets", "Load", "Effort", "Rest"):
            table.add_column(name, no_wrap=name != "Exercise")
        for line in workout_lines(workout):
            name = f"{line.group}) {line.exercise}" if line.group else line.exercise
            load = line.load or "by effort"
            table.add_row(*(Text(cell) for cell in (name, line.sets, load, line.effort, line.rest)))
        console.print(table)


def show_score(console: Console, scorecard: Scorecard) -> None:
    """Print a scorecard: weakest dimension first, because that is the one to read."""
    console.print(Text(f"\nScore {scorecard.total:.1f} of 100 ({scorecard.kind})", style="bold"))
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, dimension in sorted(scorecard.dimensions.items(), key=lambda item: item[1].score):
        bar = "#" * round(_BAR * dimension.score)
        table.add_row(
            Text(name.replace("_", " ")), Text(f"{dimension.score:.2f}"), Text(f"{bar:<{_BAR}}"), Text(dimension.reason)
        )
    console.print(table)
    for violation in scorecard.violations:
        console.print(Text(f"  {violation.severity.value} {violation.code}: {violation.message} ({violation.path})"))


def cost_line(job: Mapping[str, Any]) -> str:
    """Which coach answered, for how many tokens and dollars; unknown is said, never shown as 0."""
    cost, tokens_in, tokens_out = job.get("cost"), job.get("inputTokens"), job.get("outputTokens")
    price = "cost unknown" if cost is None else f"cost ${cost:.4f}"
    tokens = "tokens unknown" if tokens_in is None else f"{tokens_in} tokens in, {tokens_out or 0} out"
    duration = job.get("duration")
    length = "" if duration is None else f", {duration / 1000:.2f} s"
    return f"Coach: {job.get('model') or 'unknown'}, {tokens}, {price}{length}"


def coach_hint(job: Mapping[str, Any]) -> str | None:
    """Which coach answered and how to use another one; None when a provider's model did."""
    if job.get("model") not in (None, OFFLINE_MODEL):
        return None
    result: Mapping[str, Any] = job.get("result") or {}
    if result.get("degraded"):
        return (
            "The rule-based coach (offline/coach) answered, because no model gave a usable answer; "
            f"`fitcsv-ai jobs show {job['id']} --trace` says why."
        )
    return (
        "The rule-based coach (offline/coach) answered, free of charge; "
        "set ANTHROPIC_API_KEY for Claude or OPENAI_API_KEY for GPT."
    )
