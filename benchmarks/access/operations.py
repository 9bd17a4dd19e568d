"""What can be called: every operation of the interface description, and every page, whoever may call it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from service.pages.page_routes import PageSource, page_routes

# Any: OpenAPI and JSON Schema are open JSON by their definition
Json = Mapping[str, Any]

_PARAMETER = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path.

    Attributes:
        method: in capitals.
        path: with parameters in braces.
        schema: of the body; None when it takes none.
        is_page: whether it belongs to the pages, which the description leaves out.
    """

    method: str
    path: str
    schema: Json | None = None
    is_page: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters in the path."""
        return tuple(_PARAMETER.findall(self.path))

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.method} {self.path}"

    def target(self, value: str) -> str:
        """The path with this value in the place of every parameter."""
        return _PARAMETER.sub(lambda _: value, self.path)


def described(document: Json) -> list[Operation]:
    """The operations of an interface description."""
    found: list[Operation] = []
    for path, operations in cast("dict[str, dict[str, Any]]", document["paths"]).items():
        for method, operation in operations.items():
            body: Json = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            schema = body.get("schema")
            if schema is not None:
                # what it refers to, under the name that a schema alone would have it under
                schema = {**schema, "$defs": document["components"]["schemas"]}
            found.append(Operation(method=method.upper(), path=path, schema=schema))
    return found


def pages() -> list[Operation]:
    """The pages, as their own router lists them."""

    async def nobody(*_: object) -> Any:
        raise LookupError("nobody asks")

    router = page_routes(PageSource(accept=nobody, job=nobody, jobs=nobody, cancel=nobody, program=nobody))
    found: list[Operation] = []
    for route in router.routes:
        path, methods = getattr(route, "path", ""), getattr(route, "methods", None) or ()
        found += [Operation(method=method, path=path, is_page=True) for method in sorted(methods)]
    return found


def every_operation(document: bytes) -> list[Operation]:
    """All of them."""
    return [*described(json.loads(document)), *pages()]
