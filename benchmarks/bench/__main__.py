"""`python -m benchmarks.bench [--only a,c] [--quick] [--json | --markdown]`: measures, prints a table, writes `out/bench.json`.

It ends with 0 however the figures are: a target that is missed on a busy machine is news, not a failure. The counts that
must not grow are tests (`tests/integration/agents/test_job_round_trips.py`).
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from benchmarks.bench import host
from benchmarks.bench.cold_start import cold_start
from benchmarks.bench.ground import Ground, open_ground
from benchmarks.bench.growth import growth
from benchmarks.bench.load import load
from benchmarks.bench.one_job import one_job
from benchmarks.bench.peer import peer
from benchmarks.bench.persistence import persistence
from benchmarks.bench.pure_functions import pure_functions
from benchmarks.bench.report import markdown, number, table
from benchmarks.bench.row import Row
from benchmarks.bench.throughput import throughput
from benchmarks.bench.written_out import written_out

_OUT = Path("out/bench.json")

Section = Callable[[Ground], Iterator[Row]]


def sections() -> dict[str, Section]:
    """The sections by their letters, in the order in which they run."""
    return {
        "a": cold_start,
        "c": one_job,
        "k": pure_functions,
        "e": persistence,
        "d": throughput,
        "g": written_out,
        "f": load,
        "i": growth,
        "h": peer,
    }


def main(arguments: list[str]) -> int:
    """Run the sections asked for; 0, or 2 when there is no such section."""
    known = sections()
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bench", description="Measures, prints a table, writes out/bench.json."
    )
    parser.add_argument("--only", default=",".join(known), metavar="A,B", help=f"some of {','.join(known)}")
    parser.add_argument("--quick", action="store_true", help="three to five repetitions and small loads")
    printed = parser.add_mutually_exclusive_group()
    printed.add_argument("--json", action="store_true", help="print the JSON instead of the table")
    printed.add_argument("--markdown", action="store_true", help="print the rows for a document instead")
    asked = parser.parse_args(arguments)
    chosen = [letter.strip() for letter in asked.only.split(",")]
    if unknown := [letter for letter in chosen if letter not in known]:
        parser.error(f"there is no section {unknown[0]!r}; choose from {','.join(known)}")
    console = Console(stderr=True)
    rows: list[Row] = []
    seconds: dict[str, float] = {}
    machine = host.description()
    with open_ground(is_quick=asked.quick) as ground:
        for letter in known:
            if letter in chosen:
                began = time.perf_counter()
                console.print(f"[dim]measuring ({letter}) ...[/dim]")
                for row in known[letter](ground):
                    rows.append(row)
                    console.print(f"[dim]  {row.name}: {number(row.figure)} {row.unit}[/dim]", highlight=False)
                seconds[letter] = round(time.perf_counter() - began, 1)
                console.print(f"[dim]({letter}) took {seconds[letter]:g} s[/dim]", highlight=False)
    result = {"machine": machine, "is_quick": asked.quick, "seconds": seconds, "rows": [row.to_json() for row in rows]}
    _OUT.parent.mkdir(exist_ok=True)
    _OUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if asked.json:
        print(json.dumps(result, indent=1))
    elif asked.markdown:
        print(markdown(rows, time.strftime("%Y-%m-%d"), machine, is_quick=asked.quick), end="")
    else:
        Console().print(table(rows, machine))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
