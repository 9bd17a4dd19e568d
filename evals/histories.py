"""What a log does to programs: `python -m evals.histories [requests]` over a sample of the grid, as JSON.

Nine lifters who logged different things, tidy and messy, ask for each request of the sample, beside one who logged
nothing. Counted are broken hard rules (by `strength.validation` and by the grid's own oracle, which share no code), what
a log costs in score, and how close the first week comes to the log. Exit code 1 when a rule breaks, when a log costs
more than `MOST_LOST` in the median, or when too few muscles are `near` or held where they are by a rule.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from math import gcd
from statistics import median

from evals.first_week import UNEXPLAINED, Place, places
from evals.grid import grid, judge, label
from evals.logged_lift import LoggedLift, history_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest, Units
from strength.scoring import score
from strength.validation import validate
from strength.violation import Gravity

REQUESTS = 216
PROCESSES = 2
MOST_LOST = 1.0
"""Points that a log may cost in the median: what it says about the start is worth that (calibration)."""

LEAST_EXPLAINED = 0.85
"""Share of muscles whose first week is near the log, or held by something that goes before it (calibration)."""

LIFTS = ("back_squat", "bench_press", "barbell_row", "romanian_deadlift", "leg_curl", "lateral_raise", "db_curl")


def training(
    *slugs: str,
    sets: int = 3,
    weeks: int = 7,
    days: Sequence[int] = (3, 5),
    weight: float = 60.0,
    rise: float = 0.0,
    unit: Units = Units.KG,
    weeks_off: int = 0,
) -> tuple[LoggedLift, ...]:
    """Weeks of the same training.

    Args:
        slugs: what was done.
        sets: of each, on each day.
        weeks: how long.
        days: how many days ago its last week's workouts were.
        weight: of the first week.
        rise: share by which it grows each week.
        unit: of the weight.
        weeks_off: weeks since without any.
    """
    weights = tuple(weight * (1.0 + rise) ** week for week in range(weeks))
    return tuple(
        LoggedLift(exercise=slug, weights=weights, days_ago=day + 7 * weeks_off, sets=sets, reps=8, unit=unit)
        for day in days
        for slug in slugs
    )


HISTORIES: Mapping[str, RecentTraining] = {
    name: RecentTraining.of(history_of(lifts))
    for name, lifts in {
        "novice": training(*LIFTS[:3], sets=2, days=(3,)),
        "high volume": training(*LIFTS, sets=9),
        "one-sided": training("bench_press", "db_curl", sets=6, rise=0.01),
        "mixed units": training(*LIFTS[:4]) + training(*LIFTS[4:], weight=132.0, unit=Units.LBS),
        "zeros": training(*LIFTS, weight=0.0),
        "outliers": training(*LIFTS) + training("bench_press", weight=9000.0, weeks=1),
        "huge": 6 * training(*LIFTS, sets=10),
        "after a break": training(*LIFTS, weeks=4, weeks_off=3),
        "stalled": training(*LIFTS, "pull_up", "deadlift", rise=-0.002),
    }.items()
}
"""Who logged what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one log did to one program.

    Attributes:
        name: whose log.
        faults: broken hard rules.
        lost: points that the log cost; negative where the program got better.
        places: how many muscles stand where.
    """

    name: str
    faults: tuple[str, ...]
    lost: float
    places: Mapping[Place, int]


def told(request: ProgramRequest) -> list[Told]:
    """Every log with one request."""
    catalog = load_catalog()
    plain = designed(request, NOTHING_LOGGED)
    before = score(plain, request, catalog).total
    found: list[Told] = []
    for name, recent in HISTORIES.items():
        program = designed(request, recent)
        hard = [one.code for one in validate(program, request, catalog) if one.severity is Gravity.HARD]
        faults = (*hard, *judge(program, request))
        found.append(
            Told(
                name=name,
                faults=tuple(f"{label(request)}, {name}: {fault}" for fault in faults),
                lost=before - score(program, request, catalog).total,
                places=Counter(places(request, recent, plain, program).values()),
            )
        )
    return found


def designed(request: ProgramRequest, recent: RecentTraining) -> Program:
    """The coach's program for who logged this."""
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool, history=recent), request, pool)


def sample(requests: int) -> Iterator[ProgramRequest]:
    """As many requests, spread over the grid."""
    every = list(grid())
    step = max(1, len(every) // requests)
    # a step that shares no factor with the grid's axes meets every value of each of them
    while gcd(step, 30) > 1:
        step -= 1
    return islice(iter(every), step // 2, None, step)


def summary(results: Iterable[Told]) -> dict[str, object]:
    """What all of them come to, by log."""
    by_name: dict[str, list[Told]] = {}
    for one in results:
        by_name.setdefault(one.name, []).append(one)
    faults = [fault for found in by_name.values() for one in found for fault in one.faults]
    return {
        "programs": sum(len(found) for found in by_name.values()),
        "with_violations": sum(1 for found in by_name.values() for one in found if one.faults),
        "examples": faults[:20],
        "logs": {name: _figures(found) for name, found in by_name.items()},
    }


def _figures(found: Sequence[Told]) -> dict[str, object]:
    counts: Counter[Place] = Counter()
    for one in found:
        counts.update(one.places)
    total = sum(counts.values())
    return {
        "programs": len(found),
        "lost_median": round(median(one.lost for one in found), 2),
        "lost_worst": round(max(one.lost for one in found), 2),
        "near": round(counts[Place.NEAR] / total, 3),
        "explained": round(1.0 - sum(counts[place] for place in UNEXPLAINED) / total, 3),
        "places": {place.value: round(counts[place] / total, 3) for place in Place if counts[place]},
    }


def is_broken(results: Iterable[Told], *, least_explained: float = LEAST_EXPLAINED) -> bool:
    """Whether a rule is broken, a log costs too much, or a start cannot be explained too often.

    Args:
        results: what came of the programs.
        least_explained: share of muscles; a handful of programs may fall short of that of many.
    """
    by_name: dict[str, list[Told]] = {}
    for one in results:
        by_name.setdefault(one.name, []).append(one)
    for found in by_name.values():
        every = sum(sum(one.places.values()) for one in found)
        unexplained = sum(one.places.get(place, 0) for one in found for place in UNEXPLAINED)
        if any(one.faults for one in found) or median(one.lost for one in found) > MOST_LOST:
            return True
        if unexplained > (1.0 - least_explained) * every:
            return True
    return False


def main() -> int:
    """Print the figures."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with ProcessPoolExecutor(max_workers=PROCESSES) as pool:
        results = [one for found in pool.map(told, list(sample(requests)), chunksize=4) for one in found]
    sys.stdout.write(json.dumps(summary(results), indent=2) + "\n")
    return 1 if is_broken(results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
