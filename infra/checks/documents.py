"""Cloud Build's files against their schema, the scripts with shellcheck, the Dockerfile with hadolint."""

import json
import subprocess
from pathlib import Path

from finding import NotHere, Tree
from policies import tool


def check(tree: Tree) -> list[str]:
    """What the tools complain about.

    Raises:
        NotHere: a tool is not installed, or there is no Dockerfile.
    """
    builds = [tree.root / "cloudbuild.yaml", tree.infra / "release" / "pull-request.yaml"]
    found = _run([tool("check-jsonschema"), "--builtin-schema", "vendor.cloudbuild", *map(str, builds)], tree.root)
    scripts = [*tree.infra.glob("*.sh"), *tree.infra.glob("release/*.sh")]
    found += _run([tool("shellcheck"), "--format=gcc", "--external-sources", *map(str, sorted(scripts))], tree.root)
    tiles = json.loads((tree.infra / "monitoring" / "dashboard.json").read_text(encoding="utf-8"))["mosaicLayout"]
    for tile in tiles["tiles"]:
        if tile["xPos"] + tile["width"] > tiles["columns"]:
            found.append(f"infra/monitoring/dashboard.json: {tile['widget']['title']} stands outside of the columns")
    dockerfile = tree.root / "Dockerfile"
    if not dockerfile.is_file():
        raise NotHere("Dockerfile is not there, so hadolint had nothing to check")
    return found + _run([tool("hadolint"), "--failure-threshold", "warning", str(dockerfile)], tree.root)


def _run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
