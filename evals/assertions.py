"""How often each of the coach's assertions holds over a spread sample of the grid: `python -m evals.assertions`."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from evals.grid import grid, label
from strength.assertions import ASSERTIONS, Subject, subject_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest

STRIDE = 29
"""Every 29th request of the grid: 373; coprime to every axis, so that each value of each axis occurs."""

EXAMPLES = 2


def planned(request: ProgramRequest) -> Subject:
    """The subject of the program that the planner makes for a request."""
    catalog = load_catalog()
    pool = catalog_pool(request, catalog.exercises)
    return subject_of(expand(plan(request, pool), request, pool), request, pool, catalog)


def sample() -> list[ProgramRequest]:
    """The requests of the table."""
    return list(islice(grid(), 0, None, STRIDE))


def shares(requests: Iterable[ProgramRequest]) -> dict[str, dict[str, object]]:
    """By id: severity, share of programs in which the assertion holds, and examples of where it does not."""
    failed = Counter[str]()
    examples: dict[str, list[str]] = {item.id: [] for item in ASSERTIONS}
    count = 0
    for request in requests:
        count += 1
        subject = planned(request)
        for item in ASSERTIONS:
            first = next(item.check(subject), None)
            if first is None:
                continue
            failed[item.id] += 1
            if len(examples[item.id]) < EXAMPLES:
                examples[item.id].append(f"{label(request)}: {first.path} {first.message}")
    return {
        item.id: {
            "severity": item.severity,
            "holds": round(1.0 - failed[item.id] / max(1, count), 3),
            "examples": examples[item.id],
        }
        for item in ASSERTIONS
    }


def main() -> int:
    """Prints the table; exit code 1 when an assertion that rejects fails somewhere."""
    table = shares(sample())
    sys.stdout.write(json.dumps(table, indent=2) + "\n")
    return 1 if any(row["severity"] == "reject" and row["holds"] != 1.0 for row in table.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
