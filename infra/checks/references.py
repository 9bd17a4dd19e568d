"""Every reference in Terraform names something that is there: a variable, a local, a resource, a module's output."""

import re
from pathlib import Path

import hcl
from finding import Tree

_KEYWORDS = ("each", "path", "terraform", "count", "self", "env", "vpc_access", "labels")


def check(tree: Tree) -> list[str]:
    """What is referred to and not there, and variables that nobody reads."""
    found: list[str] = []
    for folder in tree.modules():
        found += _module(folder, tree)
    return found


def _module(folder: Path, tree: Tree) -> list[str]:
    body = hcl.read_folder(folder)
    there, calls = _declared(body, folder)
    found: list[str] = []
    used: set[str] = set()
    for block in body.blocks:
        for attribute in attributes(block.body):
            if attribute.name == "ignore_changes":
                # names of the resource's own attributes; the schema's check looks at them
                continue
            bound = set(re.findall(r"\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in", attribute.expression))
            names = {name for pair in bound for name in pair if name}
            for reference in attribute.references():
                head = _head(reference)
                used.add(head)
                if head.split(".")[0] in {*_KEYWORDS, *names} or head in there:
                    continue
                found.append(f"{_where(block.body.path, tree)}:{attribute.line}: {reference} is not there")
    unused = {name for name in there if name.startswith(("var.", "local."))} - used
    found += [f"{_where(folder, tree)}: {name} is read nowhere" for name in sorted(unused)]
    return found + _calls(body, calls, tree)


def _declared(body: hcl.Body, folder: Path) -> tuple[set[str], dict[str, Path]]:
    """What a module declares, as it is referred to, and the folders of the modules that it calls."""
    there: set[str] = set()
    calls: dict[str, Path] = {}
    for block in body.blocks:
        match block.kind, block.labels:
            case "resource", (kind, name):
                there.add(f"{kind}.{name}")
            case "data", (kind, name):
                there.add(f"data.{kind}.{name}")
            case "ephemeral", (kind, name):
                there.add(f"ephemeral.{kind}.{name}")
            case "variable", (name,):
                there.add(f"var.{name}")
            case "locals", ():
                there |= {f"local.{name}" for name in block.body.attributes}
            case "module", (name,):
                there.add(f"module.{name}")
                calls[name] = (folder / block.body.attributes["source"].expression.strip('"')).resolve()
            case _:
                pass
    return there, calls


def attributes(body: hcl.Body) -> list[hcl.Attribute]:
    """All attributes of a body and of the blocks in it."""
    return [*body.attributes.values(), *(one for block in body.blocks for one in attributes(block.body))]


def _head(reference: str) -> str:
    words = re.sub(r"\[[^\]]*\]", "", reference).split(".")
    return ".".join(words[:3] if words[0] in ("data", "ephemeral") else words[:2])


def _calls(body: hcl.Body, calls: dict[str, Path], tree: Tree) -> list[str]:
    """Arguments of modules against their variables, and outputs that are read."""
    found: list[str] = []
    for block in body.blocks:
        if block.kind != "module":
            continue
        callee = hcl.read_folder(calls[block.labels[0]])
        wanted = {one.labels[0]: "default" in one.body.attributes for one in callee.blocks if one.kind == "variable"}
        given = set(block.body.attributes) - {"source", "depends_on", "for_each", "count", "providers"}
        where = f"{_where(block.body.path, tree)}:{block.line}"
        found += [f"{where}: module {block.labels[0]} has no variable {name}" for name in sorted(given - set(wanted))]
        missing = sorted(name for name, has_default in wanted.items() if not has_default and name not in given)
        found += [f"{where}: module {block.labels[0]} needs {name}" for name in missing]
    outputs = {
        name: {one.labels[0] for one in hcl.read_folder(path).blocks if one.kind == "output"}
        for name, path in calls.items()
    }
    for block in body.blocks:
        for attribute in attributes(block.body):
            for reference in attribute.references():
                words = reference.split(".")
                if words[0] == "module" and len(words) > 2 and words[2] not in outputs.get(words[1], set()):
                    found.append(f"{_where(block.body.path, tree)}:{attribute.line}: {reference} is no output")
    return found


def _where(path: Path, tree: Tree) -> str:
    return str(path.relative_to(tree.root))
