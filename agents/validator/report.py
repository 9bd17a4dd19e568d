"""The check on its own, as a person in the dev UI runs it: a design and its request in, what was found out."""

import asyncio

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.workflow import FunctionNode
from pydantic import BaseModel, ConfigDict

from agents.model_chain import ModelChain
from agents.step_result import said
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.pool import Pool, catalog_pool
from strength.request import ProgramRequest
from tools.program_check import CheckReport, check_program

from .review import ask_for_review, terms_of
from .review_finding import Review


class CheckInput(BaseModel):
    """What the validator takes on its own: a design and what it was made for.

    Attributes:
        request: the body of `generate`.
        blueprint: long or short form.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: ProgramRequest
    blueprint: Blueprint


def report_step(reviewer: ModelChain | None) -> FunctionNode:
    """The node that checks a blueprint on its own and says what it found.

    Args:
        reviewer: reviews what passed, and nobody pays for it; None for no review.
    """

    async def check(ctx: Context, node_input: str) -> Event:
        given = CheckInput.model_validate_json(node_input)
        catalog = load_catalog()
        pool = catalog_pool(given.request, catalog.exercises)
        report = await asyncio.to_thread(check_program, given.blueprint, given.request, pool, catalog)
        review = await _review(ctx, report, given.request, pool, reviewer) if reviewer and report.passed else None
        output = report.model_dump(mode="json", exclude={"program", "blueprint"}) | {
            "passed": report.passed,
            "blueprint": to_wire(report.blueprint),
            "review": None if review is None else review.model_dump(mode="json")["findings"],
        }
        return said(output, _sentence(report, review))

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=check, name="check", rerun_on_resume=True)


async def _review(
    ctx: Context, report: CheckReport, request: ProgramRequest, pool: Pool, reviewer: ModelChain
) -> Review | None:
    terms = terms_of(report, request, pool)
    return None if terms is None else await ask_for_review(ctx, terms, reviewer, None)


def _sentence(report: CheckReport, review: Review | None) -> str:
    score = f"{report.scorecard.total:g} of 100" if report.scorecard else "none"
    verdict = "passed" if report.passed else "did not pass"
    text = f"The blueprint {verdict}: score {score}, {len(report.hard)} hard findings."
    if review is None:
        return text
    remarks = "; ".join(
        f"{finding.violation.path or 'program'}: {finding.violation.message}" for finding in review.findings
    )
    return f"{text} A review {f'says: {remarks}' if remarks else 'has nothing to say.'}"
