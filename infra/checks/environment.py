"""Every environment variable that Terraform sets is one of the settings, and every setting is set or left alone."""

import ast
import json
import re
from pathlib import Path

import hcl
from finding import Tree

_SETTINGS = ("service/settings.py", "service/auth/auth_settings.py", "service/model_choice.py", "service/spending.py")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|HOST|PORT")
_MAPS = {"shared_environment", "api_environment", "worker_environment", "job_environment"}


def check(tree: Tree) -> list[str]:
    """What only one side knows."""
    left_alone: dict[str, dict[str, str]] = json.loads((tree.infra / "environment.json").read_text(encoding="utf-8"))
    settings = known_settings()
    set_here = _terraform(tree)
    found: list[str] = []
    waiting = left_alone["waiting"]
    for name, place in sorted(set_here.items()):
        if name not in settings and name not in left_alone["jobs"] and name not in waiting:
            found.append(f"{place}: {name} is none of the settings")
    for name in sorted(settings - set(set_here) - set(left_alone["not_set"])):
        found.append(f"infra/run_environment.tf: {name} is a setting that is neither set nor in environment.json")
    for name in sorted(set(left_alone["not_set"]) - settings):
        found.append(f"infra/environment.json: not_set names {name}, which is no setting")
    for name in sorted(set(left_alone["not_set"]) & set(set_here)):
        found.append(f"infra/environment.json: not_set names {name}, which {set_here[name]} sets")
    for name in sorted(set(waiting) & settings):
        found.append(f"infra/environment.json: {name} waits no longer, the settings read it: take it out")
    for path in sorted(tree.infra.glob("envs/*/*.tfvars")) if "CLOUD_SQL_PRIVATE_IP" in waiting else ():
        if re.search(r"has_private_database\s*=\s*true", path.read_text(encoding="utf-8")):
            where = path.relative_to(tree.root)
            found.append(
                f"{where}: has_private_database needs CLOUD_SQL_PRIVATE_IP, which the settings do not read yet"
            )
    return found


def known_settings() -> set[str]:
    """Names in the files that read the environment: their texts in capitals, apart from prose."""
    import service

    root = Path(service.__file__).resolve().parents[1]
    names: set[str] = set()
    for file in _SETTINGS:
        tree = ast.parse((root / file).read_text(encoding="utf-8"))
        names |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value)
        }
    return names


def _terraform(tree: Tree) -> dict[str, str]:
    """Name of each variable that a container gets, and where it is set."""
    found: dict[str, str] = {}
    for path in sorted(tree.infra.glob("*.tf")):
        for block in hcl.read(path).blocks:
            for name, line in _of(block):
                found.setdefault(name, f"infra/{path.name}:{line}")
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY"):
        if name in (tree.infra / "variables.tf").read_text(encoding="utf-8"):
            found.setdefault(name, "infra/variables.tf")
    return found


def _of(block: hcl.Block) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    if block.kind == "locals":
        for name in _MAPS & set(block.body.attributes):
            attribute = block.body.attributes[name]
            found += [(key, attribute.line) for key in attribute.names()]
    if block.kind == "env" and "name" in block.body.attributes:
        found.append((block.body.attributes["name"].expression.strip('"'), block.line))
    if block.kind == "dynamic" and block.labels == ("env",):
        attribute = block.body.attributes["for_each"]
        found += [(key, attribute.line) for key in attribute.names() if _NAME.fullmatch(key)]
        found += [(key, attribute.line) for key in re.findall(r"[{,]\s*([A-Z_]{3,})\s*=", attribute.expression)]
    for inner in block.body.blocks:
        found += _of(inner)
    return found
