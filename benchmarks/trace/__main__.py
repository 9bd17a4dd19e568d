"""`python -m benchmarks.trace`: do one job with OTLP on, write its spans to `out/trace.txt`, print them as a tree."""

import sys
import tempfile
from pathlib import Path

from benchmarks.trace.walk import CALLER, walk

OUT = Path("out/trace.txt")


def main() -> int:
    """Do it; 1 when the trace is torn."""
    with tempfile.TemporaryDirectory(prefix="fitcsv-trace-") as folder:
        done = walk(None, Path(folder))
    trace_id = CALLER.split("-")[1]
    tree = done.collector.tree(trace_id)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(span.whole for span in done.collector.spans), encoding="utf-8")
    print(tree)
    print("metrics:", ", ".join(sorted(done.collector.metrics)))
    print(f"{len(done.collector.spans)} spans: {OUT}")
    return 0 if done.job["status"] == "completed" and "program-generator" in tree else 1


if __name__ == "__main__":
    sys.exit(main())
