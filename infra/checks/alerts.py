"""Every alert has a runbook with its three parts, and every runbook an alert; dollars and connections are filled in."""

import json
import re

from finding import Tree

_PARTS = ("## What it means", "## What to look at", "## What to do")
_SEVERITIES = ("WARNING", "ERROR", "CRITICAL")
_FILLED = ("@spend_usd_per_hour@", "@database_connections@")
_NEEDED = ("job-failures", "oldest-wait", "error-rate", "fallback-rate", "spend", "database-connections", "uptime")
_SHORTEST = 60
"""Characters of a part; shorter is a heading without help."""


def check(tree: Tree) -> list[str]:
    """What is missing."""
    alerts = json.loads((tree.infra / "monitoring" / "alerts.json").read_text(encoding="utf-8"))["alerts"]
    names = [alert["name"] for alert in alerts]
    found = [f"infra/monitoring/alerts.json: no alert {name} (design 08, 8.6)" for name in _NEEDED if name not in names]
    found += [f"infra/monitoring/alerts.json: {name} is there twice" for name in set(names) if names.count(name) > 1]
    for alert in alerts:
        name = alert["name"]
        if alert["severity"] not in _SEVERITIES:
            found.append(f"infra/monitoring/alerts.json: {name} has severity {alert['severity']!r}")
        for unknown in set(re.findall(r"@\w+@", alert["query"])) - set(_FILLED):
            found.append(f"infra/monitoring/alerts.json: nobody fills in {unknown} of {name}")
        if alert["query"].count("(") != alert["query"].count(")"):
            found.append(f"infra/monitoring/alerts.json: brackets of {name} do not match")
        path = tree.infra / "runbooks" / f"{name}.md"
        if not path.is_file():
            found.append(f"infra/monitoring/alerts.json: {name} has no infra/runbooks/{name}.md")
            continue
        text = path.read_text(encoding="utf-8")
        for part in _PARTS:
            body = text.partition(part)[2].partition("\n## ")[0].strip()
            if len(body) < _SHORTEST:
                found.append(f"infra/runbooks/{name}.md: {part[3:]!r} is missing or says nothing")
    for path in sorted((tree.infra / "runbooks").glob("*.md")):
        if path.stem not in names:
            found.append(f"infra/runbooks/{path.name}: no alert has this runbook")
    return found
