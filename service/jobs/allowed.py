"""Says what a field allows, from the model's own JSON schema, so that no message can drift from the rule."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

# Any throughout: a JSON schema is a tree of plain values whose shape depends on its own keys.
Schema = Mapping[str, Any]


def allowed_at(schema: Schema, path: Sequence[str | int]) -> str:
    """What is allowed at a place, in words that follow "it must be".

    Args:
        schema: of the whole body.
        path: names and list positions, as pydantic reports them.
    """
    here = _resolve(schema, schema)
    for step in path:
        inner = _step(schema, here, step)
        if inner is None:
            break
        here = inner
    return _words(schema, here)


def fields_of(schema: Schema, path: Sequence[str | int]) -> tuple[str, ...]:
    """The names an object at this place may have."""
    here = _resolve(schema, schema)
    for step in path:
        here = _step(schema, here, step) or here
    return tuple(here.get("properties", ())) or tuple(_keys(schema, here))


def _resolve(schema: Schema, node: Schema) -> Schema:
    while "$ref" in node:
        node = cast("Schema", schema["$defs"][node["$ref"].rpartition("/")[2]])
    # what may be left out may be null, which nobody has to be told
    branches = [branch for branch in cast("list[Schema]", node.get("anyOf", [])) if branch.get("type") != "null"]
    return _resolve(schema, branches[0]) if len(branches) == 1 else node


def _step(schema: Schema, node: Schema, step: str | int) -> Schema | None:
    inner: object = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
    if inner is None and isinstance(step, str):
        inner = node.get("additionalProperties")
    return _resolve(schema, cast("Schema", inner)) if isinstance(inner, Mapping) else None


def _keys(schema: Schema, node: Schema) -> list[str]:
    names = _resolve(schema, node.get("propertyNames", {}))
    return list(names.get("enum", ()))


def _words(schema: Schema, node: Schema) -> str:
    if "enum" in node:
        return f"one of {', '.join(str(value) for value in node['enum'])}"
    if "const" in node:
        return str(node["const"])
    match node.get("type"):
        case "integer":
            return f"a whole number{_range(node)}"
        case "number":
            return f"a number{_range(node)}"
        case "boolean":
            return "true or false"
        case "string":
            limit = node.get("maxLength")
            return f"text of at most {limit} characters" if limit else "text"
        case "array":
            limit = node.get("maxItems")
            head = f"a list of at most {limit}" if limit else "a list"
            items = _words(schema, _resolve(schema, node.get("items", {})))
            return f"{head}, each {items}"
        case "object":
            names = (
                fields_of(schema, ()) if node is schema else tuple(node.get("properties", ())) or _keys(schema, node)
            )
            return f"an object with {', '.join(names)}" if names else "an object"
        case _:
            return "a valid value"


def _range(node: Schema) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is None or high is None:
        return ""
    return f" from {low} to {high}"
