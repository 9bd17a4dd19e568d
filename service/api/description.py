"""What the interface description says beyond what FastAPI finds in the routes: bodies, errors, and the edge's answers."""

from http import HTTPStatus
from typing import Any, cast

from pydantic import BaseModel

from service.api.job_json import ProblemJson
from service.api.problem import MEDIA_TYPE

# Any below: OpenAPI is open JSON by its definition
_SCHEMAS = "#/components/schemas/"

_OF_THE_EDGE = (400, 413, 414, 415, 431, 500)
"""What any request can be answered before a route sees it, or when one fails."""

NOT_CHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What the caller has is what there is."}}
"""Of a route that compares `If-None-Match`."""


def problem_answer(description: str) -> dict[str, Any]:
    """One error, as the description has it."""
    schema = {"$ref": f"{_SCHEMAS}{ProblemJson.__name__}"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Errors of a route, for its `responses`."""
    return {status: problem_answer(HTTPStatus(status).phrase) for status in statuses}


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """The body that a route reads by itself, for its `requestBody`."""
    schema = model.model_json_schema(by_alias=True, ref_template=_SCHEMAS + "{model}")
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def complete(document: dict[str, Any]) -> None:
    """Put every schema that is referred to where the references look for it, and add the answers of the edge.

    Raises:
        ValueError: two different schemas have one name.
    """
    schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemJson.model_json_schema(by_alias=True, ref_template=_SCHEMAS + "{model}")
    _add(schemas, {**problem.pop("$defs", {}), ProblemJson.__name__: problem})
    for operations in document["paths"].values():
        for operation in cast("dict[str, dict[str, Any]]", operations).values():
            for body in operation.get("requestBody", {}).get("content", {}).values():
                _add(schemas, body["schema"].pop("$defs", {}))
            answers = operation.setdefault("responses", {})
            for status in _OF_THE_EDGE:
                answers.setdefault(str(status), problem_answer(HTTPStatus(status).phrase))


def _add(schemas: dict[str, Any], more: dict[str, Any]) -> None:
    for name, schema in more.items():
        if schemas.setdefault(name, schema) != schema:
            raise ValueError(f"two different schemas of the interface description are called {name!r}; rename one")
