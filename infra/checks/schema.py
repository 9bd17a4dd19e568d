"""Terraform's resources against the provider's schema: names of attributes and blocks, what is required, what is read.

`terraform validate` does this, too, but needs the provider, which an offline machine lacks.
"""

import re
from pathlib import Path

import hcl
from finding import NotHere, Tree
from provider_schema import PACKAGE, Shape, shape, version
from references import attributes

_META = {"count", "for_each", "depends_on", "provider", "lifecycle", "timeouts"}
_WANTED = re.compile(r"google\s*=\s*\{[^}]*version\s*=\s*\"~> ([\d.]+)\"", re.DOTALL)


def check(tree: Tree) -> list[str]:
    """What the provider would refuse.

    Raises:
        NotHere: the typings are not installed.
    """
    package = tree.cache / "npm" / "node_modules" / PACKAGE
    if not package.is_dir():
        raise NotHere(f"the typings {PACKAGE} are not here; run infra/checks/install.py")
    found = _versions(tree, version(package))
    for folder in tree.modules():
        for path in sorted(folder.glob("*.tf")):
            for block in hcl.read(path).blocks:
                found += _block(block, package, str(path.relative_to(tree.root)))
    return found


def _versions(tree: Tree, there: str) -> list[str]:
    found: list[str] = []
    for folder in tree.modules():
        path = folder / "versions.tf"
        wanted = _WANTED.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if wanted is None:
            found.append(f"{folder.relative_to(tree.root)}/versions.tf: the provider's version is not set")
        elif not there.startswith(wanted[1] + "."):
            found.append(f"{path.relative_to(tree.root)}: wants google {wanted[1]}, the schema here is of {there}")
    return found


def _block(block: hcl.Block, package: Path, file: str) -> list[str]:
    found: list[str] = []
    if block.kind in ("resource", "data") and block.labels[0].startswith("google_"):
        kind = block.labels[0] if block.kind == "resource" else f"data.{block.labels[0]}"
        known = shape(package, kind)
        if known is None:
            return [f"{file}:{block.line}: the provider has no {kind}"]
        found += _body(block.body, known, f"{file}:{block.line}", ".".join(block.labels))
    for attribute in attributes(block.body):
        found += _reads(attribute, package, file)
    return found


def _body(body: hcl.Body, known: Shape, where: str, name: str) -> list[str]:
    found: list[str] = []
    given: set[str] = set()
    for attribute in body.attributes:
        given.add(attribute)
        if attribute in known.blocks:
            found.append(f"{where}: {name}.{attribute} is a block, not an attribute")
        elif attribute not in known.attributes | _META:
            found.append(f"{where}: {name} has no attribute {attribute}")
    for block in body.blocks:
        inner, kind = block.body, block.kind
        if kind == "dynamic":
            kind = block.labels[0]
            contents = [one.body for one in inner.blocks if one.kind == "content"]
            if len(contents) != 1 or "for_each" not in inner.attributes:
                found.append(f"{where}: dynamic {kind} of {name} needs for_each and one content")
                continue
            inner = contents[0]
        given.add(kind)
        if kind in _META:
            continue
        if kind not in known.blocks:
            found.append(f"{where}: {name} has no block {kind}")
        else:
            found += _body(inner, known.blocks[kind], f"{where.rpartition(':')[0]}:{block.line}", f"{name}.{kind}")
    found += [f"{where}: {name} needs {missing}" for missing in sorted(known.required - given)]
    return found


def _reads(attribute: hcl.Attribute, package: Path, file: str) -> list[str]:
    """Attributes of other resources that are read."""
    found: list[str] = []
    for reference in attribute.references():
        words = re.sub(r"\[[^\]]*\]", "", reference).split(".")
        kind = f"data.{words[1]}" if words[0] == "data" else words[0]
        rest = words[3:] if words[0] == "data" else words[2:]
        if not kind.removeprefix("data.").startswith("google_") or not rest:
            continue
        known = shape(package, kind)
        if known is not None and rest[0] not in known.readable | known.attributes | set(known.blocks):
            found.append(f"{file}:{attribute.line}: {'.'.join(words)}: {kind} lets nobody read {rest[0]}")
    return found
