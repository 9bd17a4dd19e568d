"""How good planned programs are over the whole grid: `python -m evals.distribution [--stride N] [--json]`.

Each of the 10,800 requests is planned, expanded and scored. Requests whose equipment allows the goal
(`strength.planner.sufficiency`) are judged against the targets; the others are reported apart. Repair is left out: it is
kept only where the total rises, so that what a lifter gets scores at least as much.
"""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TypedDict

from evals.grid import grid, label
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.planner.sufficiency import equipment_allows
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from strength.scoring import WEIGHTS, score

PROCESSES = 2
CHUNK = 40
LOWEST = 10
PULLING = 3
"""How many dimensions are named for a low program."""
MEDIAN_TARGET, LEAST_TARGET = 90.0, 80.0
"""What issue 4 asks of programs whose equipment allows the goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one request came to.

    Attributes:
        request: which one.
        allows: whether equipment and limitations allow the goal.
        total: 0-100.
        lost: by dimension, the share of the whole weight that its score leaves on the table, in points of 100.
    """

    request: ProgramRequest
    allows: bool
    total: float
    lost: dict[str, float]

    @property
    def pulled_down_by(self) -> list[str]:
        """The dimensions that cost most, "volume 4.1"."""
        worst = sorted(self.lost.items(), key=lambda item: -item[1])[:PULLING]
        return [f"{name} {points:.1f}" for name, points in worst if points > 0]


class Spread(TypedDict):
    """The figures of one group of programs."""

    count: int
    min: float
    p05: float
    median: float


Axis = Callable[[ProgramRequest], str]
AXES: dict[str, Axis] = {
    "goal": lambda request: request.goal.value,
    "level": lambda request: request.experience.value,
    "kit": lambda request: "+".join(request.equipment),
    "days": lambda request: str(request.frequency),
    "minutes": lambda request: str(request.session_minutes),
    "limit": lambda request: request.limitations[0].area.value if request.limitations else "none",
}
CROSSED = ("goal", "level", "kit")


def measure(request: ProgramRequest) -> Measured:
    """Plans, expands and scores one request."""
    catalog = load_catalog()
    pool = catalog_pool(request, catalog.exercises)
    card = score(expand(plan(request, pool), request, pool), request, catalog)
    return Measured(request=request, allows=equipment_allows(request, pool), total=card.total, lost=lost(card))


def lost(card: Scorecard) -> dict[str, float]:
    """What each dimension leaves on the table, in points of 100 of the plain weighted mean."""
    whole = sum(WEIGHTS.values())
    return {name: round(100 * item.weight * (1 - item.score) / whole, 2) for name, item in card.dimensions.items()}


def measure_all(requests: Iterable[ProgramRequest], processes: int = PROCESSES) -> list[Measured]:
    """Every request, in order."""
    if processes == 1:
        return [measure(request) for request in requests]
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(measure, requests, chunksize=CHUNK))


def spread(totals: Sequence[float]) -> Spread:
    """Least, fifth percentile (nearest rank) and median."""
    ordered = sorted(totals)
    return Spread(
        count=len(ordered),
        min=round(ordered[0], 1),
        p05=round(ordered[round(0.05 * (len(ordered) - 1))], 1),
        median=round(statistics.median(ordered), 1),
    )


def grouped(results: Sequence[Measured], *axes: str) -> dict[str, Spread]:
    """The spread of each group by name; groups of several axes are named "strength / beginner"."""
    groups: dict[str, list[float]] = defaultdict(list)
    for item in results:
        groups[" / ".join(AXES[axis](item.request) for axis in axes)].append(item.total)
    return {name: spread(groups[name]) for name in sorted(groups)}


class Low(TypedDict):
    """A low program and the dimensions that cost most."""

    request: str
    total: float
    pulled_down_by: list[str]


class Side(TypedDict):
    """One half of the report: programs whose equipment allows the goal, or the others."""

    all: Spread
    by: dict[str, dict[str, Spread]]
    crossed: dict[str, Spread]
    lost: dict[str, float]
    lowest: list[Low]


def side(results: Sequence[Measured]) -> Side | None:
    """The figures of one half; None where nothing is in it."""
    if not results:
        return None
    lowest = sorted(results, key=lambda item: item.total)[:LOWEST]
    return Side(
        all=spread([item.total for item in results]),
        by={axis: grouped(results, axis) for axis in AXES},
        crossed=grouped(results, *CROSSED),
        lost={name: round(statistics.mean(item.lost[name] for item in results), 2) for name in WEIGHTS},
        lowest=[
            Low(request=label(item.request), total=round(item.total, 1), pulled_down_by=item.pulled_down_by)
            for item in lowest
        ],
    )


class Report(TypedDict):
    """The whole report."""

    programs: int
    seconds: float
    allowed: Side | None
    not_allowed: Side | None


def report(results: Sequence[Measured], seconds: float = 0.0) -> Report:
    """Both halves of the results."""
    return Report(
        programs=len(results),
        seconds=round(seconds, 1),
        allowed=side([item for item in results if item.allows]),
        not_allowed=side([item for item in results if not item.allows]),
    )


def misses(figures: Report) -> list[str]:
    """What falls short of the targets, in sentences; empty when nothing does."""
    allowed = figures["allowed"]
    if allowed is None:
        return ["no program's equipment allows its goal"]
    found: list[str] = []
    if allowed["all"]["median"] < MEDIAN_TARGET:
        found.append(
            f"median {allowed['all']['median']:.1f} where equipment allows; at least {MEDIAN_TARGET:g} is asked"
        )
    if allowed["all"]["min"] < LEAST_TARGET:
        found.append(f"least {allowed['all']['min']:.1f} where equipment allows; at least {LEAST_TARGET:g} is asked")
    return found


def _line(name: str, figures: Spread) -> str:
    return f"  {name:64} {figures['count']:6} {figures['min']:6.1f} {figures['p05']:6.1f} {figures['median']:6.1f}"


def _side_table(title: str, figures: Side | None) -> list[str]:
    if figures is None:
        return [f"{title}: none", ""]
    lines = [title, f"  {'':64} {'count':>6} {'min':>6} {'p5':>6} {'median':>6}", _line("all", figures["all"])]
    for axis, groups in figures["by"].items():
        lines += ["", f" by {axis}", *(_line(name, group) for name, group in groups.items())]
    lines += ["", f" {' / '.join(CROSSED)}", *(_line(name, group) for name, group in figures["crossed"].items())]
    costly = sorted(figures["lost"].items(), key=lambda item: -item[1])
    lines += ["", " points lost on average: " + ", ".join(f"{name} {points:.2f}" for name, points in costly)]
    lines += ["", f" the {len(figures['lowest'])} lowest, and what pulls them down (points)"]
    for item in figures["lowest"]:
        lines.append(f"  {item['total']:>5}  {item['request']}: {', '.join(item['pulled_down_by'])}")
    return [*lines, ""]


def table(figures: Report) -> str:
    """The report as text."""
    lines = [
        f"{figures['programs']} programs in {figures['seconds']:.0f} s",
        "",
        *_side_table("Equipment allows the goal", figures["allowed"]),
        *_side_table("Equipment does not allow the goal", figures["not_allowed"]),
    ]
    found = misses(figures)
    lines += [f"MISS {sentence}" for sentence in found] or ["ok   median and least meet their targets"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measures and prints; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.distribution", description="Scores over the grid.")
    parser.add_argument(
        "--stride", type=int, default=1, help="every Nth request of the grid (take one coprime to 2, 3 and 5)"
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON instead of tables")
    asked = parser.parse_args()
    start = perf_counter()
    results = measure_all(islice(grid(), 0, None, asked.stride))
    figures = report(results, perf_counter() - start)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if asked.json else table(figures))
    return 1 if misses(figures) else 0


if __name__ == "__main__":
    raise SystemExit(main())
