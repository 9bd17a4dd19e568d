"""Programs side by side: the figures of each, row by row, and what differs from the first one, marked by a sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from strength.catalog import Catalog
from strength.program import Program, Workout
from strength.rendering.lines import prescription_lines
from strength.revision.difference import sets_a_week
from strength.scorecard import Scorecard

_NAMED = 2
"""The first two exercises of a workout are its main lifts: they come first because they matter most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One program of a comparison.

    Attributes:
        label: what makes it different, such as `seed 2`.
        job: the job in the contract's JSON.
        program: what it made.
        scorecard: its score.
    """

    label: str
    job: Mapping[str, Any]
    program: Program
    scorecard: Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of all sides; None where a side does not have it."""

    group: str
    name: str
    values: tuple[float | str | None, ...]

    @property
    def signs(self) -> tuple[str, ...]:
        """Beside the first side: `+` more, `-` less, `=` the same, `*` other words; the first has none."""
        first, *others = self.values
        return ("", *(_sign(first, other) for other in others))


def rows_of(sides: Sequence[Side], catalog: Catalog) -> tuple[Row, ...]:
    """Everything that is compared, in the order it is shown."""
    rows = [Row(group="Score", name="total", values=tuple(round(side.scorecard.total, 1) for side in sides))]
    rows += _aligned("Score", [_dimensions(side.scorecard) for side in sides])
    rows += _aligned("Sets a week", [_sets(side.program, catalog) for side in sides])
    rows += _aligned("Minutes, week 1", [_minutes(side.program) for side in sides])
    rows += _aligned("Main lifts, week 1", [_main_lifts(side.program) for side in sides])
    rows += _aligned("Exercises, week 1", [_exercises(side.program) for side in sides])
    rows += _aligned("Coach", [_coach(side.job) for side in sides])
    return tuple(rows)


def show_comparison(console: Console, sides: Sequence[Side], rows: Sequence[Row]) -> None:
    """Print the sides beside each other."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for side in sides:
        table.add_column(Text(side.label), overflow="fold")
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            table.add_row()
            table.add_row(Text(group, style="bold"))
        cells = (Text(f"{sign} {_shown(value)}".strip()) for value, sign in zip(row.values, row.signs, strict=True))
        table.add_row(Text(f"  {row.name}"), *cells)
    console.print(table)
    console.print(Text(f"\nBeside {sides[0].label}: + more, - less, = the same, * other."))


def _aligned(group: str, columns: Sequence[Mapping[str, float | str | None]]) -> list[Row]:
    names = dict.fromkeys(name for column in columns for name in column)
    return [Row(group=group, name=name, values=tuple(column.get(name) for column in columns)) for name in names]


def _dimensions(scorecard: Scorecard) -> dict[str, float | str | None]:
    return {name.replace("_", " "): round(one.score, 2) for name, one in scorecard.dimensions.items()}


def _sets(program: Program, catalog: Catalog) -> dict[str, float | str | None]:
    weekly = {muscle.value.replace("_", " "): sets for muscle, sets in sets_a_week(program, catalog.by_slug).items()}
    return {name: round(weekly[name], 1) for name in sorted(weekly)}


def _first_week(program: Program) -> tuple[Workout, ...]:
    return program.weeks[0].workouts if program.weeks else ()


def _minutes(program: Program) -> dict[str, float | str | None]:
    return {f"day {one.day_number}": one.minutes for one in _first_week(program)}


def _main_lifts(program: Program) -> dict[str, float | str | None]:
    return {
        f"day {one.day_number}": "; ".join(
            f"{item.name} {' / '.join(line.sets for line in prescription_lines(item))}"
            for item in one.exercises[:_NAMED]
        )
        for one in _first_week(program)
    }


def _exercises(program: Program) -> dict[str, float | str | None]:
    return {f"day {one.day_number}": ", ".join(item.name for item in one.exercises) for one in _first_week(program)}


def _coach(job: Mapping[str, Any]) -> dict[str, float | str | None]:
    return {
        "model": job.get("model"),
        "tokens in": job.get("inputTokens"),
        "tokens out": job.get("outputTokens"),
        "cost in $": job.get("cost"),
        "program": job["result"]["programId"],
    }


def _sign(first: float | str | None, other: float | str | None) -> str:
    if first == other:
        return "="
    if isinstance(first, str) or isinstance(other, str) or first is None or other is None:
        return "*"
    return "+" if other > first else "-"


def _shown(value: float | str | None) -> str:
    return "-" if value is None else value if isinstance(value, str) else f"{value:g}"
