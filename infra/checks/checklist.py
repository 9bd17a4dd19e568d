"""The checklist of infra/README.md: each item names a resource, and the file and line where it really stands.

`run.py --write-checklist` corrects the lines after a change.
"""

import re
from pathlib import Path

import hcl
from finding import Tree

ITEMS = (
    "APIs", "Cloud SQL", "backups", "secrets", "Artifact Registry", "queue", "rate limits", "priorities", "Cloud Run",
    "probes", "IAM", "private IP", "Scheduler", "monitoring", "alerts", "dashboards", "uptime", "budget", "federation",
    "triggers", "migration",
)  # fmt: skip
"""What the table has to speak of, in any case."""

ROW = re.compile(r"^\| ([^|]+) \| `([\w.]+)` \| `([\w./-]+\.tf):(\d+)` \|$", re.MULTILINE)


def check(tree: Tree) -> list[str]:
    """Rows that are not true any more, and items without a row."""
    text = (tree.infra / "README.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    said = " ".join(row[0].lower() for row in rows)
    found = [f"infra/README.md: the checklist has no row for {item}" for item in ITEMS if item.lower() not in said]
    for _, resource, file, line in rows:
        there = place(tree.infra / file, resource)
        if there is None:
            found.append(f"infra/README.md: {resource} is not in infra/{file}")
        elif there != int(line):
            found.append(f"infra/README.md: line {line} of infra/{file} does not hold {resource}, line {there} does")
    return found


def place(path: Path, address: str) -> int | None:
    """The line of `kind.name`, or of what `kind.name.inner` names within it; None when it is not there."""
    kind, name, *inner = address.split(".")
    if not path.is_file():
        return None
    for block in hcl.read(path).blocks:
        if block.labels in ((kind, name), (name,)) and (block.kind == kind or len(block.labels) == 2):
            if not inner:
                return block.line
            lines = path.read_text(encoding="utf-8").splitlines()
            word = re.compile(rf"^\s*(dynamic \")?{re.escape(inner[0])}\b")
            return next((n for n in range(block.line + 1, len(lines) + 1) if word.match(lines[n - 1])), None)
    return None


def corrected(tree: Tree) -> str:
    """The README with the lines as they are now."""

    def correct(match: re.Match[str]) -> str:
        there = place(tree.infra / match[3], match[2])
        return f"| {match[1]} | `{match[2]}` | `{match[3]}:{there or match[4]}` |"

    return ROW.sub(correct, (tree.infra / "README.md").read_text(encoding="utf-8"))
