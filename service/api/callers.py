"""What the interface description says of callers: which routes want a token, and what they answer without one."""

from typing import Any, cast

from fastapi import FastAPI

from service.api.description import complete, problem_answer
from service.auth.admission import Door, door_of
from service.settings import Role

_SCHEMES: dict[str, dict[str, str]] = {
    "user": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The user's token, or FitCSV's backend's own with the user's id in X-User-Id.",
    },
    "task": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The OIDC token of Cloud Tasks or Cloud Scheduler.",
    },
}
_ANSWERS = {"401": "No token, or not a good one", "403": "A good token of somebody who may not do this"}
_FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
"""What FastAPI believes to answer; ours are problems."""


def describe_callers(app: FastAPI, role: Role) -> None:
    """Add the callers to the description that FastAPI makes from the routes."""
    describe = app.openapi

    # Any: OpenAPI is open JSON by its definition
    def openapi() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        document = describe()
        components = document.setdefault("components", {})
        components["securitySchemes"] = _SCHEMES
        for name in _FASTAPIS_OWN:
            components.get("schemas", {}).pop(name, None)
        for path, operations in document["paths"].items():
            door = door_of(path, has_api=role.has_api, has_worker=role.has_worker)
            for operation in cast("dict[str, dict[str, Any]]", operations).values():
                answers = operation.setdefault("responses", {})
                if _FASTAPIS_OWN[0] in str(answers.get("422")):
                    answers["422"] = problem_answer("A parameter is wrong")
                if door is not Door.PUBLIC:
                    operation["security"] = [{"user" if door is Door.USER else "task": []}]
                    for status, description in _ANSWERS.items():
                        answers.setdefault(status, problem_answer(description))
        complete(document)
        return document

    app.openapi = openapi
