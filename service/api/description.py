"""What the interface description says beyond what FastAPI finds in the routes: bodies, errors, and the edge's answers."""

import json
from http import HTTPStatus
from importlib import resources
from typing import Any, cast

from pydantic import BaseModel

from service.api.job_json import ProblemJson
from service.api.problem import MEDIA_TYPE

# Any below: OpenAPI is open JSON by its definition
_SCHEMAS = "#/components/schemas/"

_OF_THE_EDGE = (400, 413, 414, 415, 431, 500)
"""What any request can be answered before a route sees it, or when one fails."""

EXAMPLES: dict[str, Any] = json.loads(resources.files("service.api").joinpath("examples.json").read_text("utf-8"))
"""Requests and answers by operation and status, and problems by status alone; a test holds each beside the real one."""

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
    for path, operations in document["paths"].items():
        for method, operation in cast("dict[str, dict[str, Any]]", operations).items():
            for body in operation.get("requestBody", {}).get("content", {}).values():
                _add(schemas, body["schema"].pop("$defs", {}))
            answers = operation.setdefault("responses", {})
            for status in _OF_THE_EDGE:
                answers.setdefault(str(status), problem_answer(HTTPStatus(status).phrase))
            _show(operation, EXAMPLES["operations"].get(f"{method.upper()} {path}", {}))


def _show(operation: dict[str, Any], own: dict[str, Any]) -> None:
    """Put the examples of an operation beside their schemas; a problem that it shows none of has the usual one."""
    body: dict[str, Any] | None = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None and "request" in own:
        body["example"] = own["request"]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in EXAMPLES["parameters"]:
            parameter["example"] = EXAMPLES["parameters"][parameter["name"]]
    for status, answer in operation["responses"].items():
        for media, content in answer.get("content", {}).items():
            mine = own.get("responses", {}).get(status)
            is_problem = media == MEDIA_TYPE
            shown = mine if mine is not None and ("code" in mine) == is_problem else None
            if is_problem and shown is None:
                shown = EXAMPLES["problems"].get(status)
            if shown is not None:
                content["example"] = shown


def _add(schemas: dict[str, Any], more: dict[str, Any]) -> None:
    for name, schema in more.items():
        if schemas.setdefault(name, schema) != schema:
            raise ValueError(f"two different schemas of the interface description are called {name!r}; rename one")
