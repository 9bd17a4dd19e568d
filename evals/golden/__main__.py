"""`python -m evals.golden` compares the planner with the ten worked examples; `--record` writes down how it differs now.

After `--record` each new difference waits for its reason: the comparison fails until somebody has written one.
"""

import argparse
import json
import sys

from evals.golden import EXAMPLES, examples, findings, recorded


def main() -> int:
    """Prints what is unexplained; 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m evals.golden", description="The planner against worked examples.")
    parser.add_argument("--record", action="store_true", help="write the differences of today into the data")
    if parser.parse_args().record:
        data = [recorded(example).model_dump(mode="json") for example in examples()]
        EXAMPLES.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    problems = [(example.key, finding) for example in examples() for finding in findings(example)]
    for key, finding in problems:
        sys.stdout.write(f"{key}: {finding}\n")
    explained = sum(len(example.differences) for example in examples())
    sys.stdout.write(f"{len(problems)} unexplained, {explained} explained differences\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
