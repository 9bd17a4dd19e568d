"""SEL15: the same seed gives the same program, another seed another one, and no seed a worse one.

`python -m evals.seeds` prints a line for each request and exits 1 when the assertion fails for one of them.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from evals.grid import label
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import ProgramRequest
from strength.scoring import score

RULE = "same seed, same bytes; other seeds, other rows and as good"
SEEDS = 50
LEAST_ROWS = 2
"""So many exercises must be able to differ between two seeds."""
SCORE_RANGE = 2.0
"""Points within which the programs of all seeds must lie."""

_REQUESTS: tuple[dict[str, object], ...] = (
    {"goal": "strength", "frequency": 4, "experience": "intermediate", "equipment": ("full_gym",)},
    {
        "goal": "strength",
        "frequency": 3,
        "experience": "beginner",
        "equipment": ("barbell", "rack", "bench", "pull_up_bar"),
    },
    {"goal": "strength", "frequency": 3, "experience": "advanced", "equipment": ("machine", "cable")},
    {"goal": "hypertrophy", "frequency": 5, "experience": "intermediate", "equipment": ("full_gym",)},
    {"goal": "hypertrophy", "frequency": 3, "experience": "beginner", "equipment": ("dumbbell", "bench")},
    {"goal": "hypertrophy", "frequency": 6, "experience": "advanced", "equipment": ("full_gym",)},
    {"goal": "powerlifting", "frequency": 4, "experience": "advanced", "equipment": ("full_gym",)},
    {"goal": "powerlifting", "frequency": 3, "experience": "intermediate", "equipment": ("full_gym",)},
)
"""Kits that leave a choice; where a kit has one exercise for a place there is nothing for a seed to pick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What the seeds of one request came to.

    Attributes:
        request: the request, its seed aside.
        is_repeatable: whether each seed gave the same bytes twice.
        distinct: how many different programs there are.
        most_rows: how many (workout, exercise) rows the two most different programs do not share.
        lowest: the lowest total.
        highest: the highest total.
    """

    request: ProgramRequest
    is_repeatable: bool
    distinct: int
    most_rows: int
    lowest: float
    highest: float

    @property
    def flaws(self) -> list[str]:
        """What does not hold, in words; empty when SEL15 does."""
        found: list[str] = []
        if not self.is_repeatable:
            found.append("the same seed gave another program")
        if self.most_rows < LEAST_ROWS:
            found.append(f"seeds differ in {self.most_rows} rows; {LEAST_ROWS} at least")
        if self.highest - self.lowest > SCORE_RANGE:
            found.append(f"seeds score {self.lowest:.1f}-{self.highest:.1f}; within {SCORE_RANGE:g}")
        return found


def measure(request: ProgramRequest, seeds: int = SEEDS) -> Seeded:
    """The programs of many seeds of one request, compared (SEL15)."""
    catalog = load_catalog()
    texts: list[str] = []
    rows: set[frozenset[tuple[str, str]]] = set()
    totals: dict[str, float] = {}
    is_repeatable = True
    for seed in range(seeds):
        asked = request.model_copy(update={"seed": seed})
        program = _made(asked)
        text = program.model_dump_json(exclude={"blueprint"})
        is_repeatable = is_repeatable and (text == _made(asked).model_dump_json(exclude={"blueprint"}))
        if text not in totals:
            totals[text] = score(program, asked, catalog).total
            rows.add(rows_of(program))
        texts.append(text)
    return Seeded(
        request=request,
        is_repeatable=is_repeatable,
        distinct=len(set(texts)),
        most_rows=max((len(one - other) for one, other in combinations(rows, 2)), default=0),
        lowest=min(totals.values()),
        highest=max(totals.values()),
    )


def _made(request: ProgramRequest) -> Program:
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


def rows_of(program: Program) -> frozenset[tuple[str, str]]:
    """The (workout, exercise) rows of a program: day of the week's template and slug."""
    return frozenset(
        (str(workout.day_number), row.slug or row.name)
        for week in program.weeks
        for workout in week.workouts
        for row in workout.exercises
    )


def requests() -> list[ProgramRequest]:
    """The requests whose seeds are compared."""
    return [ProgramRequest.model_validate(fields) for fields in _REQUESTS]


def measure_all(asked: Iterable[ProgramRequest] | None = None, seeds: int = SEEDS) -> list[Seeded]:
    """Each request in turn."""
    return [measure(request, seeds) for request in (requests() if asked is None else asked)]


def main() -> int:
    """Prints a line a request; 1 when SEL15 fails."""
    results = measure_all()
    for item in results:
        figures = f"{item.distinct:3} programs, {item.most_rows:3} rows apart, {item.lowest:.1f}-{item.highest:.1f}"
        sys.stdout.write(
            f"{'MISS' if item.flaws else 'ok  '} {figures}  {label(item.request)}  {'; '.join(item.flaws)}\n"
        )
    return 1 if any(item.flaws for item in results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
