"""The bill of materials: what is locked, with hashes, licences and who needs whom, as CycloneDX 1.6."""

import importlib.metadata
import json
import tomllib
import uuid
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import UNKNOWN, installed
from lock import Locked, read
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def write(lock_path: Path, project_path: Path, out: Path) -> tuple[list[str], str]:
    """Write the file; the same lock gives the same bytes.

    Returns:
        What the schema of CycloneDX says against it, and a summary.

    Raises:
        LockError: the lock file is missing or a line of it has no hash.
    """
    locked = read(lock_path)
    project: dict[str, Any] = tomllib.loads(project_path.read_text(encoding="utf-8"))["project"]
    bill = json.dumps(_bill(locked, project), indent=1) + "\n"
    errors = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(bill, encoding="utf-8")
    return [f"{out.name}: {errors}"] if errors else [], f"{len(locked)} components in {out.name}"


def _bill(locked: list[Locked], project: dict[str, Any]) -> dict[str, Any]:
    root = f"{project['name']}@{project['version']}"
    licences = installed()
    known = {one.name: _reference(one) for one in locked}
    contents = "".join(f"{one.name}{one.version}{one.hashes}" for one in locked)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # made of what is in it, and not of chance
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, contents)}",
        "version": 1,
        "metadata": {
            "component": {
                "bom-ref": root,
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
            }
        },
        "components": [_component(one, licences.get(one.name, UNKNOWN)) for one in locked],
        "dependencies": [
            {"ref": root, "dependsOn": _references(map(Requirement, project["dependencies"]), known)},
            *({"ref": known[one.name], "dependsOn": _needs(one, known)} for one in locked),
        ],
    }


def _component(one: Locked, licence: str) -> dict[str, Any]:
    component: dict[str, Any] = {
        "bom-ref": _reference(one),
        "type": "library",
        "name": one.name,
        "version": one.version,
        "purl": _reference(one),
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
    }
    if licence != UNKNOWN:
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _reference(one: Locked) -> str:
    return f"pkg:pypi/{one.name}@{one.version}"


def _needs(one: Locked, known: dict[str, str]) -> list[str]:
    """What a package needs; nothing for one that this platform does not install."""
    if not one.is_installed_here:
        return []
    try:
        texts = importlib.metadata.requires(one.name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    needed = map(Requirement, texts)
    return _references((each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})), known)


def _references(requirements: Any, known: dict[str, str]) -> list[str]:
    names = {canonicalize_name(each.name) for each in requirements}
    return sorted(known[name] for name in names if name in known)
