"""Whether different lifters get different programs: `python -m evals.diversity [--json]`.

Sixty lifters: no two programs may share more than 60 % of their (workout, exercise) rows, unless goal, level, days and
kit are the same. Then one lifter with ten seeds, ten lists of focus muscles and ten logs: how many different
programs there are, and how far their scores lie apart. Exit code 1 when two programs are too much alike.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean
from typing import TypedDict

from evals.lifters import lifters
from evals.seeds import rows_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.muscle import Muscle
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest
from strength.scoring import score

MOST_SHARED = 0.6
WORST = 10
BINS = 10
_ONE_LIFTER = {"goal": "hypertrophy", "experience": "intermediate", "frequency": 4, "equipment": ("full_gym",)}
_FOCI: tuple[tuple[str, ...], ...] = (
    (),
    ("chest",),
    ("mid-back",),
    ("quads",),
    ("hamstrings",),
    ("glutes",),
    ("side-delts",),
    ("biceps", "triceps"),
    ("calves",),
    ("chest", "glutes", "biceps"),
)
_GYM_SETS = {Muscle.CHEST: 12, Muscle.BACK: 14, Muscle.QUADS: 10, Muscle.HAMSTRINGS: 8, Muscle.GLUTES: 10}
HISTORIES: tuple[RecentTraining, ...] = (
    NOTHING_LOGGED,
    RecentTraining(weeks=8, weekly_sets=_GYM_SETS),
    RecentTraining(weeks=8, weekly_sets=dict.fromkeys(_GYM_SETS, 4)),
    RecentTraining(weeks=8, weekly_sets=dict.fromkeys(_GYM_SETS, 20)),
    RecentTraining(weeks=8, weekly_sets=_GYM_SETS, rising=("leg_press", "db_bench")),
    RecentTraining(weeks=8, weekly_sets=_GYM_SETS, stalled=("bench_press", "hack_squat")),
    RecentTraining(weeks=8, weekly_sets=_GYM_SETS, familiar=("cable_row", "lat_pulldown", "romanian_deadlift")),
    RecentTraining(weeks=8, weekly_sets={Muscle.CHEST: 18, Muscle.BACK: 8}, familiar=("incline_bench",)),
    RecentTraining(weeks=6, break_weeks=3, weekly_sets=_GYM_SETS, familiar=("back_squat", "barbell_row")),
    RecentTraining(weeks=8, break_weeks=6),
)
"""Logs of one lifter: none, usual, little and much work, lifts that rise or stall, habits, and breaks."""
VARIANTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two lifters and what their programs share, 0-1 of the rows of both."""

    one: str
    other: str
    shared: float
    may_be_alike: bool

    @property
    def is_too_alike(self) -> bool:
        """Whether different lifters got nearly the same program."""
        return self.shared > MOST_SHARED and not self.may_be_alike


class Variation(TypedDict):
    """What varying one thing of one lifter came to."""

    asked: int
    distinct: int
    most_shared: float
    lowest: float
    highest: float


class Report(TypedDict):
    """Every figure."""

    lifters: int
    pairs: int
    max: float
    mean: float
    histogram: list[int]
    too_alike: list[str]
    worst: list[str]
    varied: dict[str, Variation]


def made(request: ProgramRequest, history: RecentTraining = NOTHING_LOGGED) -> Program:
    """The planner's program."""
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool, history=history), request, pool)


def shared(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """The share of both programs' rows that they have in common, on the same day: 1 where they are the same."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def pairs(requests: Mapping[str, ProgramRequest]) -> list[Pair]:
    """Every two of the lifters, the most alike first."""
    rows = {name: rows_of(made(request)) for name, request in requests.items()}
    found = [
        Pair(
            one=one,
            other=other,
            shared=shared(rows[one], rows[other]),
            may_be_alike=_terms(requests[one]) == _terms(requests[other]),
        )
        for one, other in combinations(requests, 2)
    ]
    return sorted(found, key=lambda pair: (-pair.shared, pair.one, pair.other))


def _terms(request: ProgramRequest) -> tuple[object, ...]:
    return (request.goal, request.experience, request.frequency, request.owned)


def variation(requests: Sequence[ProgramRequest], histories: Sequence[RecentTraining] = ()) -> Variation:
    """How much the programs of one lifter differ, and how far their scores lie apart.

    Args:
        requests: the lifter, asked in different ways.
        histories: what each of them has logged; empty where none has.
    """
    catalog = load_catalog()
    logs = histories or [NOTHING_LOGGED] * len(requests)
    programs = [(request, made(request, log)) for request, log in zip(requests, logs, strict=True)]
    rows = [rows_of(program) for _, program in programs]
    totals = [score(program, request, catalog).total for request, program in programs]
    return Variation(
        asked=len(requests),
        distinct=len({program.model_dump_json(exclude={"blueprint"}) for _, program in programs}),
        most_shared=round(max((shared(one, other) for one, other in combinations(rows, 2)), default=0.0), 3),
        lowest=round(min(totals), 1),
        highest=round(max(totals), 1),
    )


def report(requests: Mapping[str, ProgramRequest], variants: int = VARIANTS) -> Report:
    """Every figure, for these lifters and for one lifter varied."""
    found = pairs(requests)
    histogram = [0] * BINS
    for pair in found:
        histogram[min(BINS - 1, int(pair.shared * BINS))] += 1
    one = ProgramRequest.model_validate(_ONE_LIFTER)
    return Report(
        lifters=len(requests),
        pairs=len(found),
        max=round(max((pair.shared for pair in found if not pair.may_be_alike), default=0.0), 3),
        mean=round(mean(pair.shared for pair in found), 3),
        histogram=histogram,
        too_alike=[_line(pair) for pair in found if pair.is_too_alike],
        worst=[_line(pair) for pair in found[:WORST]],
        varied={
            "seeds": variation([one.model_copy(update={"seed": seed}) for seed in range(variants)]),
            "focus": variation(
                [ProgramRequest.model_validate(_ONE_LIFTER | {"focus_muscles": focus}) for focus in _FOCI[:variants]]
            ),
            "histories": variation([one] * len(HISTORIES[:variants]), HISTORIES[:variants]),
        },
    )


def _line(pair: Pair) -> str:
    return f"{pair.shared:.0%} {pair.one} | {pair.other}{' (same terms)' if pair.may_be_alike else ''}"


def table(figures: Report) -> str:
    """The report as text."""
    lines = [
        f"{figures['lifters']} lifters, {figures['pairs']} pairs: share of rows in common "
        f"mean {figures['mean']:.1%}, max {figures['max']:.1%}",
        "",
        *(f"  {at / BINS:4.0%} {count:5} {'#' * -(-count // 20)}" for at, count in enumerate(figures["histogram"])),
        "",
        "most alike",
        *(f"  {line}" for line in figures["worst"]),
        "",
    ]
    for name, varied in figures["varied"].items():
        lines.append(
            f"one lifter, {varied['asked']} {name}: {varied['distinct']} programs, at most {varied['most_shared']:.0%} "
            f"in common, scores {varied['lowest']:.1f}-{varied['highest']:.1f}"
        )
    alike = figures["too_alike"]
    lines += (
        ["", *(f"MISS {line}" for line in alike)] if alike else ["", f"ok   no two share more than {MOST_SHARED:.0%}"]
    )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measures and prints; 1 when two programs are too much alike."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.diversity", description="Different lifters, different programs."
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    figures = report(lifters())
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if parser.parse_args().json else table(figures))
    return 1 if figures["too_alike"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
