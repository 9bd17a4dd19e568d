"""The frame of a command that questions a whole service: arguments, a bar, a table or JSON, a file, the exit code."""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.chaos.progress import counting
from service import telemetry

OUT = Path("out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of the questions.

    Attributes:
        asked: how many there were.
        counts: how many of each kind, in the order of a table.
        faults: one sentence for each thing that should not be.
        figures: whatever else was measured.
    """

    asked: int
    counts: Mapping[str, int]
    faults: list[str]
    # Any: figures are whatever JSON holds
    figures: Mapping[str, Any]


def run(
    name: str, unit: str, usual: int, purpose: str, ask: Callable[[int, int, Callable[[int], None]], Answered]
) -> int:
    """Ask, print, and keep the figures in `out/NAME.json`.

    Args:
        name: of the command.
        unit: what is counted; also the name of the option that says how many.
        usual: how many without that option.
        purpose: for the help.
        ask: does it: how many, seed, and whom to tell how many are done.

    Returns:
        The exit code: 1 when there is a fault.
    """
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument(f"--{unit}", type=int, default=usual, dest="many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    telemetry.configure(level="CRITICAL", as_json=True)
    began = time.perf_counter()
    with counting(f"{name}, seed {arguments.seed}", arguments.many) as tell:
        answered = ask(arguments.many, arguments.seed, tell)
    seconds = round(time.perf_counter() - began, 1)
    summary = {
        unit: answered.asked,
        "seed": arguments.seed,
        "faults": answered.faults,
        "seconds": seconds,
        **answered.figures,
        "counts": dict(answered.counts),
    }
    OUT.mkdir(exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    if arguments.json:
        print(json.dumps(summary, indent=1))
        return 1 if answered.faults else 0
    for kind, count in answered.counts.items():
        print(f"{count:>7}  {kind}")
    for sentence in answered.faults:
        print(f"FAULT  {sentence}")
    others = "".join(f", {word.replace('_', ' ')} {figure}" for word, figure in answered.figures.items())
    print(
        f"{name}: {answered.asked} {unit}, {len(answered.faults)} fault(s), {seconds} s{others} (seed {arguments.seed})"
    )
    return 1 if answered.faults else 0
