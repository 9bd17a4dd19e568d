"""Checkov's policies over the Terraform files; what is left out has its reason in checkov.yaml."""

import json
import subprocess
from pathlib import Path
from typing import Any

from finding import NotHere, Tree

TOOLS = Path(__file__).resolve().parents[2] / ".venv-infra" / "bin"


def tool(name: str) -> str:
    """Path of a tool.

    Raises:
        NotHere: it is not installed.
    """
    path = TOOLS / name
    if not path.is_file():
        raise NotHere(f"{name} is not here; run infra/checks/install.py")
    return str(path)


def check(tree: Tree) -> list[str]:
    """Policies that fail.

    Raises:
        NotHere: checkov is not installed.
    """
    command = [tool("checkov"), "-d", str(tree.infra), "--framework", "terraform", "--compact", "-o", "json"]
    command += [
        "--config-file",
        str(tree.infra / "checks" / "checkov.yaml"),
        "--skip-download",
        "--skip-path",
        ".terraform",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tree.root)
    try:
        report: Any = json.loads(done.stdout)
    except json.JSONDecodeError:
        return [f"checkov did not run: {(done.stderr or done.stdout).strip()[-300:]}"]
    reports: list[Any] = report if isinstance(report, list) else [report]
    found: list[str] = []
    for one in reports:
        # a file that cannot be read would pass every policy
        found += [f"{path}: checkov cannot read it" for path in one.get("results", {}).get("parsing_errors", [])]
        for failed in one.get("results", {}).get("failed_checks", []):
            where = f"infra{failed['file_path']}:{failed['file_line_range'][0]}"
            found.append(f"{where}: {failed['check_id']} {failed['resource']}: {failed['check_name']}")
    if not any(one.get("summary", {}).get("passed", 0) for one in reports):
        found.append("checkov: no policy was evaluated")
    return sorted(set(found))
