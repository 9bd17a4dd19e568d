"""Routes that change a program in words, and tell two programs apart; owner only."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse, Response

from service.api.description import problems
from service.api.job_json import Accepted
from service.api.job_routes import accept_job, accepted, body_of, idempotency_key, traceparent_of
from service.api.owned_program import owned_row
from service.api.parts import Parts
from service.api.problem import Problem
from service.api.program_json import program_of
from service.api.revision_order import asked_between, revision_params
from service.jobs.body import FieldFault, parse_json, shown
from service.jobs.request_body import validated
from service.jobs.state import JobType
from storage.program_reader import StoredProgram
from strength.catalog import load_catalog
from strength.errors import RevisionRefused
from strength.revision import Difference, RevisionRequest, difference


class DifferenceAnswer(BaseModel):
    """What differs between two programs.

    Attributes:
        before: id of the first program.
        after: id of the second one.
        asked: the sentence that made the second of the first; null when none did.
        difference: figures, days, muscles and loads, each with a sentence why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    before: str
    after: str
    asked: str | None
    difference: Difference


def add_revision_routes(router: APIRouter, parts: Parts) -> None:
    """Put the routes on the router of programs."""

    @router.post(
        "/{program_id}/revise",
        status_code=202,
        response_model=Accepted,
        responses=problems(400, 404, 413, 422, 429, 503),
        openapi_extra=body_of(RevisionRequest),
    )
    async def revise_program(request: Request, program_id: str) -> Response:
        """Ask for a program with something changed; the program itself stays as it is."""
        user_id = parts.identify(request)
        wanted = validated(RevisionRequest, parse_json(await request.body()))
        key = idempotency_key(request)
        stored = await owned_row(parts, request, program_id)
        try:
            params = await parts.threads.run(revision_params, parts.jobs, stored, wanted.sentence, wanted.units)
        except RevisionRefused as error:
            fault = FieldFault(field="sentence", value=shown(wanted.sentence), message="cannot be done as it is")
            raise Problem(422, "revision_refused", f"{error}.", errors=(fault,)) from error
        job = await accept_job(
            parts, user_id, JobType.PROGRAM_GENERATOR, params, key=key, traceparent=traceparent_of(request)
        )
        return accepted(job)

    @router.get("/{program_id}/diff/{other_id}", response_model=DifferenceAnswer)
    async def compare_programs(request: Request, program_id: str, other_id: str) -> Response:
        """Show what differs between two programs, and why."""
        before = await owned_row(parts, request, program_id)
        after = await owned_row(parts, request, other_id)
        answer = await parts.threads.run(compared, parts, before, after)
        return JSONResponse(
            answer.model_dump(mode="json", by_alias=True), headers={"Cache-Control": "private, no-cache"}
        )


def compared(parts: Parts, before: StoredProgram, after: StoredProgram) -> DifferenceAnswer:
    """What differs between two stored programs; may block."""
    asked, changes = asked_between(parts.jobs, before, after)
    told = difference(program_of(before), program_of(after), load_catalog(), changes=changes)
    return DifferenceAnswer(before=before.program_id, after=after.program_id, asked=asked, difference=told)
