"""What a revision needs of a stored program: what it was made for, and what was asked of it before."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from service.api.program_json import program_of
from storage.jobs import JobStore
from storage.program_reader import StoredProgram
from strength.catalog import load_catalog
from strength.request import ProgramRequest, Units
from strength.revision import Change, RevisionOrder, ordered
from strength.validation.implied_request import implied_request

REVISE = "revise"
"""Beside the fields of a job's request: the program that it is made of, and what is to change."""


def revision_params(jobs: JobStore, stored: StoredProgram, sentence: str, units: Units | None) -> dict[str, Any]:
    """The parameters of the job that does what a sentence asks of a program.

    Raises:
        strength.errors.RevisionRefused: it is not understood, contradicts itself or is not possible.
        DatabaseDown: the database cannot be reached.
    """
    params = _params(jobs, stored)
    program = program_of(stored)
    request, order = ordered(
        sentence,
        program,
        _request(params) or implied_request(program),
        load_catalog(),
        program_id=stored.program_id,
        units=units,
        avoid=() if (before := _order(params)) is None else before.avoid,
    )
    kept = order.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {**request.model_dump(mode="json", by_alias=True), REVISE: kept}


def asked_between(jobs: JobStore, before: StoredProgram, after: StoredProgram) -> tuple[str | None, tuple[Change, ...]]:
    """The sentence that made the newer program of the older one, and its changes; None and none where nothing did."""
    order = _order(_params(jobs, after))
    if order is None or order.program_id != before.program_id:
        return None, ()
    return order.sentence, order.changes


def _params(jobs: JobStore, stored: StoredProgram) -> Mapping[str, Any]:
    """What the job that wrote the program was asked; empty when the job is gone."""
    job = jobs.get(stored.job_id, stored.user_id) if stored.job_id is not None else None
    return {} if job is None else job.params


def _request(params: Mapping[str, Any]) -> ProgramRequest | None:
    try:
        return ProgramRequest.model_validate({name: value for name, value in params.items() if name != REVISE})
    except ValidationError:
        # a job of another version, or gone: the program itself says most of it
        return None


def _order(params: Mapping[str, Any]) -> RevisionOrder | None:
    try:
        return RevisionOrder.model_validate(params[REVISE]) if REVISE in params else None
    except ValidationError:
        return None
