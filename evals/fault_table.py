"""`python -m evals.fault_table [FILE]`: every fault with every provider, as a table; by default out/fault-table.md.

A minute, on an embedded Postgres of its own; no key and no network.
"""

import logging
import sys
import tempfile
from pathlib import Path

from evals.fault_run import FaultRun, Faulty, run_with_fault
from evals.provider_simulator import Fault
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed

HEADER = (
    "| fault | with | who answered | calls Claude + GPT | cost booked | job's end | ledger |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def row(fault: Fault, faulty: Faulty, run: FaultRun) -> str:
    """One row of the table."""
    cost = "unknown" if run.cost_usd is None else f"${run.cost_usd:.6f}{' (estimate)' if run.is_estimated else ''}"
    cells = (
        fault.value,
        faulty.value,
        run.answered_by or "nobody",
        f"{run.claude_calls} + {run.gpt_calls}",
        cost,
        run.end,
        "; ".join(run.causes),
    )
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Run every case and write the table."""
    # every fault is meant
    logging.disable(logging.WARNING)
    target = Path(arguments[0] if arguments else "out/fault-table.md")
    rows: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-faults-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
    ):
        engine = build_engine(DatabaseSettings(url=server.url))
        migrations.upgrade(engine)
        seed(engine)
        for fault in Fault:
            rows += [row(fault, faulty, run_with_fault(engine, fault, faulty)) for faulty in Faulty]
            print(rows[-1], flush=True)
        engine.dispose()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
