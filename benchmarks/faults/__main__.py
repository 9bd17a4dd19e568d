"""`python -m benchmarks.faults [PART OF A NAME]`: every fault point x every fault x both attempts; table of all in `out/faults.json`.

The real workflow over a simulated provider, on an embedded Postgres of its own; a killed process is a process that was
killed. The exit code is 1 when a cell did not end right.
"""

import json
import logging
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.faults.matrix import Result, run_matrix

OUT = Path("out/faults.json")


def main() -> int:
    """Run the matrix and say what came of it."""
    # every connection that a cell cuts is one that SQLAlchemy would write about at length
    logging.disable(logging.CRITICAL)
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    begun = time.monotonic()

    def tell(result: Result) -> None:
        if result.problems:
            print(f"{result.cell}: {'; '.join(result.problems)}", flush=True)

    results = run_matrix(only, tell)
    bad = [result for result in results if result.problems]
    summary = {
        "cells": len(results),
        "points": len({result.cell.partition("-")[0] for result in results}),
        "bad": len(bad),
        "ended": dict(Counter(result.status for result in results)),
        "killed": sum(result.processes > 1 for result in results),
        "most_attempts": max((result.attempt for result in results), default=0),
        "seconds": round(time.monotonic() - begun, 1),
    }
    if not only:
        OUT.parent.mkdir(exist_ok=True)
        table = {"summary": summary, "cells": [result.to_json() for result in results]}
        OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(summary))
    return 1 if bad or not results else 0


if __name__ == "__main__":
    sys.exit(main())
