"""Errors as RFC 9457 problem details. Nothing internal leaves: no SQL, no stack, no text of an unknown error."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from service.jobs.body import FieldFault, InvalidBody, MalformedJson
from storage.errors import BadCursor, DatabaseDown, IdempotencyConflict, SchemaMissing, TooManyOpenJobs

MEDIA_TYPE = "application/problem+json"
_RETRY_S = "2"

_TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Body too large",
    414: "Address too long",
    415: "Unsupported body",
    422: "Invalid request",
    429: "Too many requests",
    431: "Headers too large",
    500: "Internal error",
    503: "Temporarily unavailable",
}


class Problem(Exception):
    """A request ends here, with an answer that says why."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldFault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the caller is told.

        Args:
            status: HTTP status.
            code: stable, snake_case.
            detail: one sentence for the caller.
            errors: wrong fields.
            headers: `Retry-After` for one.
        """
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class ProblemResponse(JSONResponse):
    """A problem on its way out."""

    media_type: ClassVar[str] = MEDIA_TYPE  # pyright: ignore[reportIncompatibleVariableOverride]


def not_found() -> Problem:
    """A thing that is missing or another user's: the caller cannot tell which."""
    return Problem(404, "not_found", "There is nothing here under this address.")


def problem_response(problem: Problem, request: Request) -> Response:
    """The answer for a problem."""
    return ProblemResponse(
        _body(problem, request.scope.get("request_id")), status_code=problem.status, headers=problem.headers
    )


def _body(problem: Problem, request_id: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": f"urn:fitcsv-ai:problem:{problem.code}",
        "title": _TITLES.get(problem.status, "Error"),
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
    }
    if request_id:
        body["requestId"] = request_id
    if problem.errors:
        body["errors"] = [
            {"field": fault.field, "value": fault.value, "message": fault.message} for fault in problem.errors
        ]
    return body


def problem_of(error: Exception) -> Problem:  # noqa: PLR0911 - a table of errors
    """What a caller is told about an error."""
    match error:
        case Problem():
            return error
        case MalformedJson():
            return Problem(400, "malformed_json", str(error))
        case InvalidBody():
            return Problem(422, "invalid_request", str(error), errors=error.faults)
        case IdempotencyConflict():
            detail = "This Idempotency-Key was used for a request with another body; use a new key."
            return Problem(422, "idempotency_conflict", detail)
        case BadCursor():
            return Problem(422, "bad_cursor", "The cursor is not one of an earlier page; leave it out to begin anew.")
        case TooManyOpenJobs():
            detail = "You have as many unfinished jobs as allowed; wait for one to end or cancel it."
            return Problem(429, "too_many_open_jobs", detail, headers={"Retry-After": _RETRY_S})
        case DatabaseDown():
            detail = "The database is not available at the moment; nothing was stored, try again shortly."
            return Problem(503, "database_unavailable", detail, headers={"Retry-After": _RETRY_S})
        case SchemaMissing():
            detail = "The database lacks tables of this version; the operator runs `fitcsv-ai db upgrade`."
            return Problem(503, "schema_missing", detail, headers={"Retry-After": "30"})
        case RequestValidationError():
            return _invalid_parameters(error)
        case HTTPException() if error.status_code == 404:  # noqa: PLR2004
            return not_found()
        case HTTPException():
            detail = _TITLES.get(error.status_code, "Error") + "."
            return Problem(error.status_code, "http_error", detail, headers=error.headers)
        case _:
            return Problem(500, "internal", "Something went wrong on our side; the request id finds it in our logs.")


def _invalid_parameters(error: RequestValidationError) -> Problem:
    faults = [
        FieldFault(
            field=".".join(str(step) for step in detail["loc"][1:]),
            value="",
            message=f"is not allowed: {detail['msg']}",
        )
        for detail in error.errors()
    ]
    return Problem(422, "invalid_request", faults[0].sentence, errors=faults)


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error of this list, and every one of Starlette's, end as a problem."""

    def handle(request: Request, error: Exception) -> Response:
        return problem_response(problem_of(error), request)

    for kind in (
        Problem, MalformedJson, InvalidBody, IdempotencyConflict, BadCursor, TooManyOpenJobs, DatabaseDown,
        SchemaMissing,         RequestValidationError, HTTPException,
    ):  # fmt: skip
        app.add_exception_handler(kind, handle)
