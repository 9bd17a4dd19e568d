"""Runs the checks of `infra/`: `run.py` those that need no download, `run.py --all` the others, too.

Exit code 1 when something is wrong. What could not be checked on this machine is said, and with `--strict` is wrong.
"""

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OFFLINE = (
    "formatting",
    "references",
    "evaluation",
    "connections",
    "deadlines",
    "environment",
    "metrics",
    "alerts",
    "access",
    "checklist",
)
DOWNLOADED = ("schema", "policies", "documents")


def main() -> int:
    """Run them, print what they found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="also the checks that need infra/checks/install.py")
    parser.add_argument("--strict", action="store_true", help="what cannot be checked here is a failure")
    parser.add_argument("--only", help="one check, by its file's name")
    parser.add_argument("--root", type=Path, default=HERE.parents[1], help="folder that holds infra/")
    parser.add_argument("--write-metrics", action="store_true", help="write monitoring/metrics.json from the code")
    parser.add_argument("--write-checklist", action="store_true", help="correct the lines in README.md's checklist")
    given = parser.parse_args()
    for folder in (str(HERE), str(HERE.parents[1])):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    from finding import NotHere, Tree
    from hcl import HclError

    tree = Tree(root=given.root.resolve(), cache=HERE.parents[1] / ".data" / "infra")
    if given.write_metrics:
        return _write_metrics(tree.infra / "monitoring" / "metrics.json")
    if given.write_checklist:
        import checklist

        (tree.infra / "README.md").write_text(checklist.corrected(tree), encoding="utf-8")
        return 0
    wrong = 0
    for name in [given.only] if given.only else [*OFFLINE, *(DOWNLOADED if given.all else ())]:
        try:
            found = importlib.import_module(name).check(tree)
        except NotHere as missing:
            print(f"{name}: NOT CHECKED: {missing}")
            wrong += given.strict
            continue
        except HclError as error:
            found = [str(error)]
        print(f"{name}: {len(found)} finding(s)")
        for finding in found:
            print(f"  {finding}")
        wrong += len(found)
    return 1 if wrong else 0


def _write_metrics(path: Path) -> int:
    import json

    from metrics import code_metrics

    lines = ",\n".join("    " + json.dumps(metric, ensure_ascii=False) for metric in code_metrics())
    about = "The table of service/telemetry/metrics.py; infra/checks/run.py --write-metrics writes it."
    path.write_text(f'{{\n  "about": "{about}",\n  "metrics": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
