"""The requests of the three types of jobs: which type a request is of, and how one is read from parameters."""

from collections.abc import Mapping
from typing import Any, assert_never

from pydantic import ValidationError

from agents.errors import RequestInvalid
from strength.adaptation import AdaptRequest
from strength.request import ProgramRequest
from strength.revision import RevisionOrder
from strength.substitution import SubstituteRequest

PROGRAM_GENERATOR = "program_generator"
WORKOUT_ADAPTER = "workout_adapter"
EXERCISE_SUBSTITUTION = "exercise_substitution"

JobRequest = ProgramRequest | AdaptRequest | SubstituteRequest

REVISE = "revise"
"""Beside the fields of a request for a program: the program that it is to be made of, and what is to change."""

REQUESTS: Mapping[str, type[JobRequest]] = {
    PROGRAM_GENERATOR: ProgramRequest,
    WORKOUT_ADAPTER: AdaptRequest,
    EXERCISE_SUBSTITUTION: SubstituteRequest,
}
_OWN_FIELDS = {
    "workoutId": WORKOUT_ADAPTER,
    "exerciseId": EXERCISE_SUBSTITUTION,
    "exerciseDefinitionId": EXERCISE_SUBSTITUTION,
}


def job_type_of(request: JobRequest) -> str:
    """The type of the job that a request asks for."""
    match request:
        case ProgramRequest():
            return PROGRAM_GENERATOR
        case AdaptRequest():
            return WORKOUT_ADAPTER
        case SubstituteRequest():
            return EXERCISE_SUBSTITUTION
        case _:
            assert_never(request)


def type_by_fields(params: Mapping[str, Any]) -> str:
    """The type of job that parameters without a type are for, by the fields that only one of them has."""
    return next((_OWN_FIELDS[name] for name in params if name in _OWN_FIELDS), PROGRAM_GENERATOR)


def read_params(job_type: str, params: Mapping[str, Any]) -> JobRequest:
    """The request that a job's parameters are.

    Raises:
        RequestInvalid: they are none; the message names each field.
    """
    try:
        return REQUESTS[job_type].model_validate(params)
    except ValidationError as error:
        problems = problems_in(error)
    raise RequestInvalid(f"The request is not valid: {problems}.")


def split_order(job_type: str, params: Mapping[str, Any]) -> tuple[Mapping[str, Any], RevisionOrder | None]:
    """The parameters of a request, and what is to be changed of which program, where a job says so.

    Raises:
        RequestInvalid: what is to be changed is not said as it has to be; the message names each field.
    """
    if job_type != PROGRAM_GENERATOR or REVISE not in params:
        return params, None
    rest = {name: value for name, value in params.items() if name != REVISE}
    try:
        return rest, RevisionOrder.model_validate(params[REVISE])
    except ValidationError as error:
        problems = problems_in(error)
    raise RequestInvalid(f"The request is not valid: {problems}.")


def problems_in(error: ValidationError) -> str:
    """What is wrong, field by field, without what was written there."""
    items = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(str(part) for part in item['loc']) or 'body'}: {item['msg']}" for item in items[:5])
