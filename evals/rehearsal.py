"""One case through what an offline job goes through: request, pool, design, check. No database, no clock, no chance."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from agents.brief import brief_of
from agents.errors import RequestInvalid
from agents.intake import read_prose
from agents.job_request import PROGRAM_GENERATOR, problems_in, read_params
from evals.case import Case
from evals.evidence import Evidence, Made
from evals.logged_lift import history_of
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.errors import BlueprintError, PoolTooThin
from strength.expansion import expand
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.recent_training import RecentTraining
from strength.request import ProgramRequest
from strength.validation import validate
from strength.violation import Gravity, Violation
from tools.program_check import check_program
from tools.recent_training import with_recent_maxima, with_start_told

Planner = Callable[[ProgramRequest, Pool, RecentTraining], Blueprint]
"""Designs for a request from the exercises of a pool, knowing what was logged. A function of a module: it is sent to
other processes by name."""


def coach(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    """The rule-based coach's design."""
    return plan(request, pool, history=recent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a case came to.

    Attributes:
        evidence: for whoever judges it.
        sent: what a model would have been sent beside its instructions: the table and the part of this job.
    """

    evidence: Evidence
    sent: tuple[str, ...] = ()


def rehearse(case: Case, planner: Planner = coach) -> Rehearsal:
    """Do one case as the offline workflow does it.

    Args:
        case: what is asked.
        planner: who designs.
    """
    try:
        request = read_request(case)
    except RequestInvalid as error:
        return Rehearsal(evidence=Evidence(request=None, made=None, refusal=str(error), maxima={}))
    history = history_of(case.history)
    recent = RecentTraining.of(history)
    filled, sentence = with_recent_maxima(request, history)
    added = {lift.value: load for lift, load in filled.one_rep_maxes.items() if lift not in request.one_rep_maxes}
    pool = catalog_pool(filled, load_catalog().exercises)
    sent = brief_of(filled, pool, recent=recent).parts
    told = () if sentence is None else (sentence,)
    try:
        made = _made(filled, pool, planner(filled, pool, recent), recent)
    except PoolTooThin as error:
        return Rehearsal(
            evidence=Evidence(request=request, made=None, refusal=str(error), warnings=told, maxima=added), sent=sent
        )
    if isinstance(made, str):
        return Rehearsal(
            evidence=Evidence(request=request, made=None, refusal=made, warnings=told, maxima=added), sent=sent
        )
    warnings = (*made.program.warnings, *told)
    return Rehearsal(evidence=Evidence(request=request, made=made, warnings=warnings, maxima=added), sent=sent)


def read_request(case: Case) -> ProgramRequest:
    """What the case asks for, read as the service reads it.

    Raises:
        RequestInvalid: it is no request, or the words leave a question; the message is what a person would read.
    """
    if case.request is not None:
        request = read_params(PROGRAM_GENERATOR, case.request)
        if not isinstance(request, ProgramRequest):
            raise RequestInvalid("The case asks for no program.")
        return request
    try:
        reading = read_prose(case.words or "")
    except ValidationError as error:
        raise RequestInvalid(f"The request is not valid: {problems_in(error)}.") from error
    if not isinstance(reading.request, ProgramRequest):
        raise RequestInvalid(reading.question)
    return reading.request


def _made(request: ProgramRequest, pool: Pool, blueprint: Blueprint, recent: RecentTraining) -> Made | str:
    """The checked program, or why there is none."""
    # a design reaches the check in its short form, whoever made it
    design = Blueprint.model_validate(to_wire(blueprint))
    report = with_start_told(check_program(design, request, pool, load_catalog()), recent, request, pool)
    if report.program is None or report.scorecard is None or report.hard:
        reasons = "; ".join(finding.message for finding in report.hard)
        return f"No program that keeps the rules fits this request: {reasons}"
    return Made(
        request=request,
        pool=pool,
        design=design,
        program=report.program,
        scorecard=report.scorecard,
        design_faults=design_faults(design, request, pool),
        hard=report.hard,
        soft=report.soft,
        repairs=report.changes,
    )


def design_faults(design: Blueprint, request: ProgramRequest, pool: Pool) -> tuple[Violation, ...]:
    """The hard findings in a design as it was handed in.

    Repair mends what it can, so a planner that forgets the equipment would go unnoticed in what is stored.
    """
    catalog = load_catalog()
    try:
        program = expand(design, request, pool, catalog=catalog)
    except BlueprintError as error:
        return (
            Violation(code="blueprint_not_expandable", severity=Gravity.HARD, path="", message=str(error), hint=""),
        )
    return tuple(finding for finding in validate(program, request, catalog) if finding.severity is Gravity.HARD)
