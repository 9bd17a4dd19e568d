"""`python -m benchmarks.goals c9`: one goal of design 06, C; the figures go to `out/goal-c9.json`.

The exit code is 1 when the goal is missed. Latencies belong to the machine and to what else runs on it.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.goals import crashes, outage, overload, posts, reads, rows
from benchmarks.goals.outcome import Outcome, say

OUT = Path("out")

GOALS: dict[str, tuple[Callable[..., Outcome], dict[str, float]]] = {
    "c6": (crashes.c6, {"jobs": 300, "lease": 60.0}),
    "c8": (reads.c8, {"seconds": 30.0, "per_s": 300.0, "jobs_per_minute": 2_000.0, "rows": 1_000_000}),
    "flat": (rows.flat, {"rows": 1_000_000, "requests": 2_000}),
    "c9": (posts.c9, {"seconds": 30.0, "per_s": 50.0}),
    "c11": (posts.c11, {"keys": 1_000, "at_once": 20}),
    "c12": (crashes.c12, {"terms": 200}),
    "c13": (overload.c13, {"seconds": 60.0, "times": 20.0}),
    "c14": (outage.c14, {"jobs": 2_000, "seconds": 60.0}),
}
"""Each goal with its options and what it asks for by itself."""


def main() -> int:
    """Measure one goal and say whether it holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.goals", description=str(__doc__).partition("\n")[0])
    commands = parser.add_subparsers(dest="goal", required=True)
    for name, (measure, options) in GOALS.items():
        command = commands.add_parser(name, help=measure.__doc__, description=measure.__doc__)
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--json", action="store_true", help="print the figures as JSON")
        for option, usual in options.items():
            command.add_argument(f"--{option.replace('_', '-')}", type=type(usual), default=usual)
    asked = vars(parser.parse_args())
    name, as_json = asked.pop("goal"), asked.pop("json")
    # what is torn down under load is what libraries would write about at length
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    outcome = GOALS[name][0](**asked)
    seconds = round(time.monotonic() - began, 1)
    table = {"goal": outcome.goal, "options": asked, "seconds": seconds, **outcome.figures, "misses": outcome.misses}
    OUT.mkdir(exist_ok=True)
    (OUT / f"goal-{name}.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(table, indent=1))
    else:
        for key, figure in outcome.figures.items():
            print(f"{key:>20}  {figure}")
    # with --json nothing but JSON goes to stdout
    tell = say if as_json else print
    for miss in outcome.misses:
        tell(f"MISSED  {miss}")
    verdict = "missed" if outcome.misses else "holds"
    tell(f"goals: {outcome.goal} {verdict}, {seconds:.0f} s (seed {asked['seed']})")
    return 1 if outcome.misses else 0


if __name__ == "__main__":
    sys.exit(main())
