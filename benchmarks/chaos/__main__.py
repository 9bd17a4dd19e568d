"""`python -m benchmarks.chaos --jobs 10000 --seed 1`: crash chaos (design 06, C1); the figures go to `out/chaos-SEED.json`.

Real processes of the roles `api` and `worker` that are killed and stopped at random, a Postgres that is crashed, a queue
that delivers twice, in disorder, late or not at all. When all is at rest, the database is audited by another client. The
exit code is 1 when anything is lost, stuck, doubled, halved or booked wrong.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.chaos.progress import counting
from benchmarks.chaos.storm import Weather, brew

OUT = Path("out")
_USUAL = Weather()


def main() -> int:
    """Let the storm pass, and say what it left."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=_USUAL.jobs)
    parser.add_argument("--seed", type=int, default=_USUAL.seed)
    parser.add_argument("--workers", type=int, default=_USUAL.workers)
    parser.add_argument("--apis", type=int, default=_USUAL.apis)
    parser.add_argument("--kills", type=float, default=_USUAL.kills_per_s, help="SIGKILLs a second")
    parser.add_argument("--crash", type=float, default=_USUAL.crash_every_s, help="seconds between database crashes")
    parser.add_argument("--stall", type=float, default=_USUAL.stall_every_s, help="seconds between stopped workers")
    parser.add_argument("--lease", type=float, default=_USUAL.lease_s, help="seconds of a claim")
    parser.add_argument("--coach", type=float, default=_USUAL.coach_share, help="share of the jobs for the true agents")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    weather = Weather(
        jobs=asked.jobs, seed=asked.seed, workers=asked.workers, apis=asked.apis, kills_per_s=asked.kills,
        crash_every_s=asked.crash, stall_every_s=asked.stall, lease_s=asked.lease, coach_share=asked.coach,
    )  # fmt: skip
    with counting(f"chaos, seed {weather.seed}", weather.jobs) as tell:
        damage = brew(weather, tell)
    figures = damage.figures
    OUT.mkdir(exist_ok=True)
    table = json.dumps(damage.to_json(), indent=1)
    (OUT / f"chaos-{weather.seed}.json").write_text(table + "\n", encoding="utf-8")
    if asked.json:
        print(table)
    else:
        for name, figure in figures.items():
            print(f"{name:>22}  {figure}")
    for fault in damage.faults:
        print(f"FAULT  {fault}")
    print(
        f"chaos: {figures['jobs']} jobs, {len(damage.faults)} fault(s), {figures['kills']} kills, "
        f"{figures['database_crashes']} database crashes, {damage.seconds:.0f} s (seed {weather.seed})"
    )
    return 1 if damage.faults else 0


if __name__ == "__main__":
    sys.exit(main())
