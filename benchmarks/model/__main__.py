"""`python -m benchmarks.model [EXAMPLES]`: walks of the state machine on a real Postgres, by default 20,000, in `out/model.json`.

Parts of 250 walks have a database and a seed of their own, so a run repeats, whichever of the two processes takes a
part. The exit code is 1 when the database once did something else than the model; hypothesis then prints the walk that
shows it.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chaos.progress import counting
from benchmarks.model.walk import STEPS, walk
from storage.embedded import EmbeddedPostgres

EXAMPLES = 20_000
PART = 250
PROCESSES = 2
OUT = Path("out/model.json")


def main() -> int:
    """Walk, and say how far."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("examples", type=int, nargs="?", default=EXAMPLES)
    parser.add_argument("--seed", type=int, default=0, help="number of the first part")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON over several lines")
    asked = parser.parse_args()
    begun = time.monotonic()
    parts = [min(PART, asked.examples - start) for start in range(0, asked.examples, PART)]
    checks = walked = 0
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-model-", dir=_memory()) as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
        multiprocessing.get_context("spawn").Pool(PROCESSES) as pool,
        counting("walks", asked.examples) as tell,
    ):
        work = [(server.url, asked.seed + number, part) for number, part in enumerate(parts)]
        for part, done in pool.imap_unordered(walk, work):
            checks, walked = checks + done, walked + part
            tell(walked)
    seconds = time.monotonic() - begun
    summary = {
        "examples": walked,
        "steps_at_most": STEPS,
        "comparisons": checks,
        "divergences": 0,
        "seconds": round(seconds, 1),
        "walks_per_s": round(walked / seconds, 1),
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(summary) + "\n", encoding="utf-8")
    print(json.dumps(summary, indent=1 if asked.json else None))
    return 0


def _memory() -> Path | None:
    """A file system in memory where there is one: the walks ask the rules, not the disk."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
