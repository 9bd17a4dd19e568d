"""A body becomes a request, or a list of what is wrong with it."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.jobs.allowed import allowed_at, fields_of
from service.jobs.body import FieldFault, InvalidBody, parse_json, printable, shown
from strength.request import ProgramRequest

Model = TypeVar("Model", bound=BaseModel)

_MAX_FAULTS = 20


def parse_program_request(text: bytes) -> ProgramRequest:
    """Read the body of `generate`.

    Raises:
        MalformedJson: it is not JSON.
        InvalidBody: a field is wrong.
    """
    return validated(ProgramRequest, parse_json(text))


def validated(model: type[Model], value: object) -> Model:
    """A value of JSON as a model, by the contract's names only.

    Raises:
        InvalidBody: a field is wrong.
    """
    if not isinstance(value, Mapping):
        message = f"is not {allowed_at(_schema(model), ())}"
        raise InvalidBody([FieldFault(field="", value=shown(value), message=message)])
    try:
        return model.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        body = cast("Mapping[str, object]", value)
        faults = [_fault(model, body, detail) for detail in error.errors(include_url=False)]
        raise InvalidBody(faults[:_MAX_FAULTS]) from error


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _fault(model: type[BaseModel], body: object, detail: ErrorDetails) -> FieldFault:
    schema = _schema(model)
    # pydantic marks the wrong key of a mapping with a last step "[key]"
    is_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
    path = detail["loc"][:-1] if is_key else detail["loc"]
    field = _spelled(path)
    if is_key or detail["type"] == "extra_forbidden":
        names = ", ".join(fields_of(schema, path[:-1]))
        value = shown(_at(body, path)) if not is_key else shown(path[-1])
        return FieldFault(field=field, value=value, message=f"is given for an unknown field; allowed fields: {names}")
    if detail["type"] == "missing":
        return FieldFault(field=field, value="", message=f"is missing; it must be {allowed_at(schema, path)}")
    value = shown(_at(body, path)) if path else ""
    if detail["type"] == "value_error":
        return _own_words(field, value, str(detail.get("ctx", {}).get("error", "is not allowed")), schema)
    return FieldFault(field=field, value=value, message=f"is not allowed; it must be {allowed_at(schema, path)}")


def _own_words(field: str, value: str, message: str, schema: Mapping[str, Any]) -> FieldFault:
    """A fault in the words of the request's own rules; a rule over several fields begins with the one it blames."""
    blamed, _, rest = message.partition(" ")
    if not field and blamed in schema.get("properties", {}):
        return FieldFault(field=blamed, value="", message=rest)
    return FieldFault(field=field, value=value, message=message)


def _at(body: Any, path: tuple[int | str, ...]) -> object:
    for step in path:
        try:
            body = body[step]
        except (KeyError, IndexError, TypeError):
            break
    return body


def _spelled(path: tuple[int | str, ...]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{printable(step)}"
    return text
