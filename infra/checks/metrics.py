"""Figures: the same in service/telemetry/metrics.py and infra/monitoring/metrics.json, each with a tile.

No alert and no tile names another one.
"""

import json
import re
from dataclasses import asdict
from typing import Any

from finding import Tree

_NAMES = re.compile(r"logging_googleapis_com:user_([a-z0-9_]+)")
_SUFFIX = re.compile(r"_(sum|count|bucket)$")


def check(tree: Tree) -> list[str]:
    """What differs between code, metrics, dashboard and alerts."""
    folder = tree.infra / "monitoring"
    written: list[dict[str, Any]] = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["metrics"]
    there = {metric["name"]: metric for metric in written}
    code = {metric["name"]: metric for metric in code_metrics()}
    found: list[str] = []
    for name in sorted(set(code) | set(there)):
        if name not in there:
            found.append(f"infra/monitoring/metrics.json: {name} of service/telemetry/metrics.py is missing")
        elif name not in code:
            found.append(f"infra/monitoring/metrics.json: {name} is not in service/telemetry/metrics.py")
        elif code[name] != there[name]:
            keys = [key for key in code[name] if code[name][key] != there[name].get(key)]
            found.append(f"infra/monitoring/metrics.json: {name} differs from the code in {', '.join(keys)}")
    shown: set[str] = set()
    for file in ("alerts.json", "dashboard.json"):
        text = (folder / file).read_text(encoding="utf-8")
        named = {_base(match, there) for match in _NAMES.findall(text)}
        known = {_prometheus(name) for name in there}
        found += [f"infra/monitoring/{file}: {name} is no figure of metrics.json" for name in sorted(named - known)]
        if file == "dashboard.json":
            shown = named
    found += [
        f"infra/monitoring/dashboard.json: {name} has no tile"
        for name in sorted(there)
        if _prometheus(name) not in shown
    ]
    return found


def code_metrics() -> list[dict[str, Any]]:
    """The table of the code, as JSON has it."""
    from service.telemetry.metrics import METRICS

    return [json.loads(json.dumps(asdict(metric))) for metric in METRICS]


def _prometheus(name: str) -> str:
    return name.replace(".", "_")


def _base(name: str, there: dict[str, dict[str, Any]]) -> str:
    """The figure whose series this is: a distribution has three."""
    short = _SUFFIX.sub("", name)
    known = {_prometheus(metric["name"]): metric for metric in there.values()}
    if name not in known and short in known and known[short]["field"] is not None:
        return short
    return name
