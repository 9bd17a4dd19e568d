"""How often each of the coach's assertions holds: `python -m evals.assertions` prints JSON, `--table` a table.

The sample is a spread one of the grid, and a second one whose requests also state maxima, a focus, weekdays, other lengths
and pounds. SEL15, which compares seeds, is measured by `evals.seeds`. Exit code 1 when an assertion that rejects or
repairs does not hold in every program.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypedDict

from evals import seeds
from evals.grid import grid, label
from strength.assertions import ASSERTIONS, Subject, subject_of
from strength.assertions.assertion import Severity
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest

PROCESSES = 2
CHUNK = 20
STRIDE, VARIED_STRIDE = 29, 31
"""Every 29th request of the grid, and every 31st varied: 373 and 349; both coprime to every axis, so that each value of
each axis occurs."""

EXAMPLES = 2
_MAXIMA = {"squat": 140.0, "bench": 100.0, "deadlift": 180.0, "press": 62.5}
_FOCI: tuple[tuple[str, ...], ...] = ((), ("glutes",), ("chest", "side-delts"), ("biceps",), ("quads", "calves"))
_LENGTHS = (4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)
_SHORT_WEEKS: dict[int, tuple[int, ...]] = {2: (6, 7), 3: (1, 3, 6), 4: (1, 2, 4, 6), 5: (1, 2, 3, 5, 6)}

DOCUMENT = Path(__file__).parent.parent / "docs" / "coaching-assertions.md"


class Share(TypedDict):
    """One row of the table: what the assertion says, where it is, how often it holds and where it does not."""

    severity: Severity
    rule: str
    function: str
    holds: float
    examples: list[str]


def planned(request: ProgramRequest) -> Subject:
    """The subject of the program that the planner makes for a request."""
    catalog = load_catalog()
    pool = catalog_pool(request, catalog.exercises)
    return subject_of(expand(plan(request, pool), request, pool), request, pool, catalog)


def sample() -> list[ProgramRequest]:
    """The requests of the table."""
    varied_ones = enumerate(islice(grid(), 0, None, VARIED_STRIDE))
    return [*islice(grid(), 0, None, STRIDE), *(varied(request, number) for number, request in varied_ones)]


def varied(request: ProgramRequest, number: int) -> ProgramRequest:
    """The request with what the grid leaves out: maxima, focus, weekdays, length and unit, by turns."""
    pounds = number % 4 == 1
    terms = request.model_dump(mode="json") | {
        "focus_muscles": _FOCI[number % len(_FOCI)],
        "weeks": _LENGTHS[number % len(_LENGTHS)],
        "units": "lbs" if pounds else "kg",
        "seed": number,
    }
    if number % 3:
        terms["one_rep_maxes"] = {lift: load * 2.25 if pounds else load for lift, load in _MAXIMA.items()}
    if number % 6 == 1:
        terms["days"] = _SHORT_WEEKS.get(request.frequency, ())
    return ProgramRequest.model_validate(terms)


def flaws(request: ProgramRequest) -> dict[str, str]:
    """By id, the first place where an assertion does not hold for the request's program."""
    subject = planned(request)
    found = {item.id: next(item.check(subject), None) for item in ASSERTIONS}
    return {key: f"{label(request)}: {flaw.path} {flaw.message}" for key, flaw in found.items() if flaw is not None}


def shares(requests: Iterable[ProgramRequest], processes: int = 1) -> dict[str, Share]:
    """By id: severity, share of programs in which the assertion holds, and examples of where it does not."""
    listed = list(requests)
    if processes == 1:
        results = [flaws(request) for request in listed]
    else:
        with ProcessPoolExecutor(max_workers=processes) as pool:
            results = list(pool.map(flaws, listed, chunksize=CHUNK))
    rows: dict[str, Share] = {}
    for item in ASSERTIONS:
        failed = [result[item.id] for result in results if item.id in result]
        rows[item.id] = Share(
            severity=item.severity,
            rule=item.rule,
            function=f"{item.flaws.__module__}.{item.flaws.__qualname__}",
            holds=round(1.0 - len(failed) / max(1, len(listed)), 4),
            examples=failed[:EXAMPLES],
        )
    return rows


def seed_share() -> Share:
    """The row of SEL15, measured over its own requests."""
    results = seeds.measure_all()
    failed = [f"{label(item.request)}: {', '.join(item.flaws)}" for item in results if item.flaws]
    return Share(
        severity="reject",
        rule=seeds.RULE,
        function=f"{seeds.measure.__module__}.{seeds.measure.__qualname__}",
        holds=round(1.0 - len(failed) / len(results), 4),
        examples=failed[:EXAMPLES],
    )


def whole_table(requests: Iterable[ProgramRequest], processes: int = PROCESSES) -> dict[str, Share]:
    """Every id of the design, in its order: SEL15 stands after SEL14."""
    rows = shares(requests, processes)
    rows["SEL15"] = seed_share()
    order = [item.id for item in ASSERTIONS]
    order.insert(order.index("SEL14") + 1, "SEL15")
    return {key: rows[key] for key in order}


def misses(rows: dict[str, Share]) -> list[str]:
    """Ids that reject or repair and do not hold everywhere."""
    return [key for key, row in rows.items() if row["severity"] != "warn" and row["holds"] < 1.0]


def table(rows: dict[str, Share]) -> str:
    """The table as text: what fails first, with an example each."""
    lines = [f"{'id':6} {'severity':8} {'holds':>7}  {'rule':58} function"]
    lines += [
        f"{key:6} {row['severity']:8} {row['holds']:7.1%}  {row['rule']:58} {row['function']}"
        for key, row in rows.items()
    ]
    for key in [key for key, row in rows.items() if row["holds"] < 1.0]:
        lines += [
            "",
            f"{key} {rows[key]['rule']} ({rows[key]['severity']})",
            *(f"  {at}" for at in rows[key]["examples"]),
        ]
    failed = misses(rows)
    lines += ["", f"MISS {', '.join(failed)}" if failed else "ok   every assertion that rejects or repairs holds"]
    return "\n".join(lines) + "\n"


def document() -> str:
    """The table without shares, as a page: what each assertion says, what a failure means, and where it is."""
    lines = [
        "# The coach's assertions",
        "",
        "Written by `python -m evals.assertions --document`. A program that breaks one of these would make a coach laugh.",
        "",
        "- reject: the program does not ship.",
        "- repair: it is mended and checked again.",
        "- warn: it ships, and the finding is listed.",
        "",
        "`python -m evals.assertions --table` measures how often each holds.",
        "",
        "| id | severity | rule | function |",
        "|---|---|---|---|",
    ]
    rows = [
        (item.id, item.severity, item.rule, f"{item.flaws.__module__}.{item.flaws.__qualname__}") for item in ASSERTIONS
    ]
    at = [row[0] for row in rows].index("SEL14") + 1
    rows.insert(at, ("SEL15", "reject", seeds.RULE, f"{seeds.measure.__module__}.{seeds.measure.__qualname__}"))
    return (
        "\n".join([*lines, *(f"| {key} | {severity} | {rule} | `{at}` |" for key, severity, rule, at in rows)]) + "\n"
    )


def main() -> int:
    """Prints the table; exit code 1 when an assertion that rejects or repairs fails somewhere."""
    parser = argparse.ArgumentParser(prog="python -m evals.assertions", description="The coach's assertions.")
    parser.add_argument("--table", action="store_true", help="print a table instead of JSON")
    parser.add_argument("--document", action="store_true", help=f"write docs/{DOCUMENT.name} and measure nothing")
    asked = parser.parse_args()
    if asked.document:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(document(), encoding="utf-8")
        return 0
    rows = whole_table(sample())
    sys.stdout.write(table(rows) if asked.table else json.dumps(rows, indent=2) + "\n")
    return 1 if misses(rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
