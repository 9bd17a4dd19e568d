"""The rows as a table for a person."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from benchmarks.bench.row import Row


def table(rows: Sequence[Row], machine: dict[str, str | int | float]) -> RenderableType:
    """Every row with its baseline, and the machine below."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("", "what", "median", "baseline", "ratio", "target", ""):
        grid.add_column(name, justify="right" if name in ("median", "baseline", "ratio") else "left", overflow="fold")
    for row in rows:
        verdict = "" if row.holds is None else "holds" if row.holds else "missed"
        against = "" if row.baseline is None else f"{number(row.baseline)} {row.unit} ({row.against})"
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}x"
        style = "red" if row.holds is False else ""
        grid.add_row(
            row.section, row.name, f"{number(row.figure)} {row.unit}", against, ratio, row.target,
            Text(verdict, style=style),
        )  # fmt: skip
    line = ", ".join(f"{name} {value}" for name, value in machine.items())
    return Group(grid, Text(line, style="dim"))


def markdown(rows: Sequence[Row], day: str, machine: Mapping[str, str | int | float], *, is_quick: bool = False) -> str:
    """The machine and the rows as a table for a document; each row tells the command that repeats it alone."""
    told = ", ".join(f"{name} {value}" for name, value in machine.items())
    verdicts = [row.holds for row in rows if row.holds is not None]
    lines = [
        f"Machine at the start: {told}. {sum(verdicts)} of {len(verdicts)} targets hold.",
        "",
        "| | what | median of | figure | baseline | ratio | target | | limited now by | floor | further "
        "| command (`python -m …`) | day |",
        "|---|---|--:|--:|---|--:|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        verdict = "" if row.holds is None else "holds" if row.holds else "**missed**"
        against = "" if row.baseline is None else f"{number(row.baseline)} {row.unit}, {row.against}"
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        figure = f"{number(row.figure)} {row.unit}"
        further = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.notes.items())
        command = f"`benchmarks.bench{' --quick' if is_quick else ''} --only {row.section}`"
        cells = (
            row.section, row.name, str(row.samples), figure, against, ratio, row.target, verdict, row.limit, row.floor,
            further, command, day,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """Three digits that matter, without an exponent."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"
