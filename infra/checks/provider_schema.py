"""The Google provider's schema, as the typings of the npm package `@cdktf/provider-google` have it.

The package is generated from the provider's own schema; its typings name each attribute, whether it is required, which
of them are blocks, and what a resource lets read.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PACKAGE = "@cdktf/provider-google"

_INTERFACE = re.compile(r"^export interface (\w+) [^\n]*\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_MEMBER = re.compile(r"/\*\*(.*?)\*/\s*readonly (\w+)(\??): (.*?);\n(?=\s*(?:/\*\*|$))", re.DOTALL)
_TERRAFORM_NAME = re.compile(r"#(\w+) \w+#\w+\}")
_GETTER = re.compile(r"^    get (\w+)\(\)", re.MULTILINE)


@dataclass
class Shape:
    """Attributes and blocks of a resource or of a block."""

    required: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    blocks: dict[str, "Shape"] = field(default_factory=dict)
    readable: set[str] = field(default_factory=set)


def version(folder: Path) -> str:
    """Of the provider that the typings describe, such as 6.50.0."""
    text = (folder / "lib" / "cloud-tasks-queue" / "index.d.ts").read_text(encoding="utf-8")
    match = re.search(r"providers/hashicorp/google/([\d.]+)/", text)
    return match[1] if match else "unknown"


@cache
def shape(folder: Path, kind: str) -> Shape | None:
    """What a resource (`google_sql_user`) or a data source (`data.google_project`) takes; None when there is none."""
    name = kind.removeprefix("data.")
    stem = f"data-{name}" if kind.startswith("data.") else name.removeprefix("google_")
    path = folder / "lib" / stem.replace("_", "-") / "index.d.ts"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    interfaces = {match[1]: match[2] for match in _INTERFACE.finditer(text)}
    first = next(name for name in interfaces if name.endswith("Config"))
    found = _shape(first, interfaces)
    found.readable = {_snake(name) for name in _GETTER.findall(text[text.rfind("export declare class ") :])}
    return found


def _shape(interface: str, interfaces: dict[str, str]) -> Shape:
    found = Shape()
    for doc, member, optional, kind in _MEMBER.findall(interfaces[interface]):
        link = _TERRAFORM_NAME.search(doc)
        name = link[1] if link else _snake(member)
        inner = re.match(r"(\w+)", kind.strip())
        if inner and inner[1] in interfaces:
            found.blocks[name] = _shape(inner[1], interfaces)
        else:
            found.attributes.add(name)
        if not optional:
            found.required.add(name)
    return found


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
