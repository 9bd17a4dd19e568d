"""`python -m benchmarks.model [EXAMPLES]`: walks of the state machine on a real Postgres, by default 20,000, in `out/model.json`.

Parts of 500 walks have a database and a seed of their own, so a run repeats. The exit code is 1 when the database once
did something else than the model; hypothesis then prints the walk that shows it.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.model.walk import STEPS, walk
from storage.embedded import EmbeddedPostgres

EXAMPLES = 20_000
PART = 500
PROCESSES = 2
OUT = Path("out/model.json")


def main() -> int:
    """Walk, and say how far."""
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    begun = time.monotonic()
    parts = [min(PART, examples - start) for start in range(0, examples, PART)]
    checks = walked = 0
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-model-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
        multiprocessing.get_context("spawn").Pool(PROCESSES) as pool,
    ):
        work = [(server.url, number, part) for number, part in enumerate(parts)]
        for number, done in enumerate(pool.imap(walk, work)):
            checks, walked = checks + done, walked + parts[number]
            print(f"{walked} walks, {checks} comparisons, {time.monotonic() - begun:.0f} s", flush=True)
    summary = {
        "examples": walked,
        "steps_at_most": STEPS,
        "comparisons": checks,
        "divergences": 0,
        "seconds": round(time.monotonic() - begun, 1),
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(summary) + "\n", encoding="utf-8")
    print(json.dumps(summary))
    return 0


if __name__ == "__main__":
    sys.exit(main())
