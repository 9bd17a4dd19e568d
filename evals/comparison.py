"""Two runs side by side: what changed in each case."""

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.baseline import Baseline
from evals.figures import CaseFigures, mean_total
from evals.result import Figure

SMALLEST_DIMENSION = 0.005
"""Smaller changes of a dimension are not listed."""


class CaseChange(Figure):
    """What changed in a case.

    Attributes:
        id: the case.
        before: score in the first run; None without one.
        after: score in the second.
        dimensions: by how much each dimension changed; those that hardly did are left out.
        lost: expectations that held and no longer hold.
        gained: expectations that hold now.
        rules_lost: rules of the coach's that held.
        rules_gained: rules that hold now.
        tokens: change of the tokens of a design, in and out.
        is_other_design: workouts or exercises differ.
    """

    id: str
    before: float | None
    after: float | None
    dimensions: dict[str, float]
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    rules_lost: tuple[str, ...]
    rules_gained: tuple[str, ...]
    tokens: int
    is_other_design: bool

    @property
    def change(self) -> float:
        """By how much the score changed; 0 where one of the runs has none."""
        return 0.0 if self.before is None or self.after is None else self.after - self.before

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changed that anybody would see."""
        return not (
            self.before != self.after
            or self.dimensions
            or self.lost
            or self.gained
            or self.rules_lost
            or self.rules_gained
            or self.is_other_design
        )


class Comparison(Figure):
    """What changed between two runs.

    Attributes:
        before: mean score of the shared cases in the first run.
        after: and in the second.
        changes: of the shared cases, the biggest fall first; unchanged ones are left out.
        only_before: cases of the first run alone.
        only_after: cases of the second run alone.
    """

    before: float | None
    after: float | None
    changes: tuple[CaseChange, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare(before: Baseline, after: Baseline) -> Comparison:
    """The second run against the first."""
    shared = [name for name in after.cases if name in before.cases]
    changes = [_change(name, before.cases[name], after.cases[name]) for name in shared]
    return Comparison(
        before=mean_total(before.cases[name] for name in shared),
        after=mean_total(after.cases[name] for name in shared),
        changes=tuple(sorted((one for one in changes if not one.is_nothing), key=lambda one: (one.change, one.id))),
        only_before=tuple(name for name in before.cases if name not in after.cases),
        only_after=tuple(name for name in after.cases if name not in before.cases),
    )


def show_comparison(console: Console, comparison: Comparison) -> None:
    """Print it: a row for each case that changed, then the means."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("case", "before", "after", "change", "what"):
        table.add_column(name, no_wrap=name != "what", justify="left" if name in {"case", "what"} else "right")
    for one in comparison.changes:
        table.add_row(
            *(Text(cell) for cell in (one.id, _score(one.before), _score(one.after), _signed(one), _what(one)))
        )
    console.print(table)
    for words, names in (("only in the first", comparison.only_before), ("only in the second", comparison.only_after)):
        if names:
            console.print(Text(f"{words}: {', '.join(names)}"))
    if comparison.before is not None and comparison.after is not None:
        difference = comparison.after - comparison.before
        console.print(Text(f"mean {comparison.before:.2f} -> {comparison.after:.2f} ({difference:+.2f})"))


def _change(name: str, before: CaseFigures, after: CaseFigures) -> CaseChange:
    moved = {key: round(value - before.dimensions.get(key, 0.0), 3) for key, value in after.dimensions.items()}
    return CaseChange(
        id=name,
        before=before.total,
        after=after.total,
        dimensions={
            key: value for key, value in moved.items() if before.dimensions and abs(value) >= SMALLEST_DIMENSION
        },
        lost=_without(after.unmet, before.unmet),
        gained=_without(before.unmet, after.unmet),
        rules_lost=_without(after.failing, before.failing),
        rules_gained=_without(before.failing, after.failing),
        tokens=(after.prompt or 0) + (after.answer or 0) - (before.prompt or 0) - (before.answer or 0),
        is_other_design=bool(before.fingerprint and after.fingerprint) and before.fingerprint != after.fingerprint,
    )


def _without(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in one if item not in other)


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _signed(one: CaseChange) -> str:
    return "" if one.before is None or one.after is None else f"{one.change:+.1f}"


def _what(one: CaseChange) -> str:
    return "; ".join(_parts(one))


def _parts(one: CaseChange) -> Iterator[str]:
    moved = sorted(one.dimensions.items(), key=lambda item: item[1])
    if moved:
        yield ", ".join(f"{name} {value:+.2f}" for name, value in moved)
    if one.lost:
        yield f"no longer: {', '.join(one.lost)}"
    if one.gained:
        yield f"now: {', '.join(one.gained)}"
    if one.rules_lost:
        yield f"rules lost: {', '.join(one.rules_lost)}"
    if one.rules_gained:
        yield f"rules gained: {', '.join(one.rules_gained)}"
    if one.tokens:
        yield f"{one.tokens:+d} tokens"
    if one.is_other_design:
        yield "other exercises"
