"""The step that stores: the program and the end of its job in one transaction, under the job's fence."""

import asyncio
import logging
from typing import Any

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode

from agents import state as kept
from agents.desk import Desk
from agents.outcome import ProgramOutcome
from agents.progress import Progress
from agents.step_result import said
from strength.catalog import load_catalog
from strength.program import Program
from strength.scoring import score
from strength.violation import Violation
from tools.exercise_search import find_exercises
from tools.program_revision import report_revision
from tools.program_saving import save_program

from .program import everything, request_of, with_rows

logger = logging.getLogger(__name__)

GIVEN = "given"
"""Stands for the model's id where a program comes from outside."""


def save_step(desk: Desk, progress: Progress) -> FunctionNode:
    """The node that stores what the validator let pass; its output is the outcome of the run."""

    async def persister(ctx: Context, node_input: dict[str, Any]) -> Event:
        del node_input
        await progress(ctx.state, "saving", 85, "Writing your program")
        outcome = await asyncio.to_thread(_save, desk, ctx.state)
        return said(outcome.model_dump(mode="json"), sentence(outcome))

    return FunctionNode(func=persister, name="persister")


def _save(desk: Desk, state: State) -> ProgramOutcome:
    workspace = desk.resume(state[kept.JOB_ID], state[kept.FENCE])
    report = kept.read_report(state)
    if report.program is None or report.scorecard is None or not report.passed:
        msg = "only a program that passed is stored"
        raise ValueError(msg)
    order = kept.read_order(state)
    revision = None if order is None else report_revision(workspace, order, report.program)
    unmet = () if revision is None else revision.unmet
    warnings = tuple(dict.fromkeys([*unmet, *kept.read_warnings(state), *report.program.warnings]))
    program = report.program.model_copy(update={"warnings": warnings})
    outcome = ProgramOutcome(
        program_id="",
        name=program.name,
        weeks=len(program.weeks),
        score=round(report.scorecard.total, 1),
        degraded=state[kept.DEGRADED],
        warnings=warnings,
        model=state[kept.MODEL],
        findings=tuple(_line(item) for item in report.soft),
    )
    program_id = save_program(
        workspace,
        program,
        request=kept.read_request(state),
        scorecard=report.scorecard,
        is_degraded=outcome.degraded,
        model=outcome.model,
        revision=revision,
    )
    logger.info(
        "program_stored",
        extra={"score": outcome.score, "repairs": len(report.changes), "is_degraded": outcome.degraded},
    )
    return outcome.model_copy(update={"program_id": program_id})


def sentence(outcome: ProgramOutcome) -> str:
    """What the dev UI shows."""
    return f"Stored {outcome.name!r}: {outcome.weeks} weeks, score {outcome.score:g} of 100, id {outcome.program_id}."


def _line(finding: Violation) -> str:
    return f"{finding.code}: {finding.message}"


def store_step(desk: Desk) -> FunctionNode:
    """The node that takes a program's JSON on its own and stores it under a job of its own."""

    async def store(ctx: Context, node_input: str) -> Event:
        del ctx
        outcome = await asyncio.to_thread(_store, desk, Program.model_validate_json(node_input))
        return said(outcome.model_dump(mode="json"), sentence(outcome))

    return FunctionNode(func=store, name="store")


def _store(desk: Desk, given: Program) -> ProgramOutcome:
    request = request_of(given)
    workspace = desk.open(request)
    program = with_rows(given, find_exercises(workspace.engine, workspace.user_id, everything()))
    scorecard = score(program, request, load_catalog())
    program_id = save_program(workspace, program, request=request, scorecard=scorecard, is_degraded=False, model=GIVEN)
    return ProgramOutcome(
        program_id=program_id,
        name=program.name,
        weeks=len(program.weeks),
        score=round(scorecard.total, 1),
        degraded=False,
        warnings=program.warnings,
        model=GIVEN,
    )
