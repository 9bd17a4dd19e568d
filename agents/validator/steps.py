"""The step that checks: expand, repair by rule, score; pass it on, or say what is wrong with it."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode

from agents import state as kept
from agents.errors import ProgramImpossible
from agents.models import is_offline
from agents.periodization.designer import prompt
from agents.progress import Progress
from agents.screen import screened
from agents.step_result import routed
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.violation import Violation
from tools.program_check import CheckReport, check_program
from tools.recent_training import with_start_told

REDESIGNS = 2
"""How often a design is sent back before the rule-based coach steps in (design 05, 5.1)."""

PASSED = "passed"
REDESIGN = "redesign"
COACH = "coach"

_SHOWN = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where a blueprint goes.

    Attributes:
        route: the next node.
        output: what that node needs.
    """

    route: str
    output: dict[str, Any]


def check_step(progress: Progress) -> FunctionNode:
    """The node that checks a blueprint. Its output is what the next node needs; its route says which one that is."""

    async def validator(ctx: Context, node_input: dict[str, Any]) -> Event:
        await progress(ctx.state, "checking", 60, "Checking every set against your request")
        verdict = await asyncio.to_thread(verdict_on, ctx.state, node_input)
        if verdict.route == REDESIGN:
            await progress(ctx.state, "repairing", 60, "Improving the design")
        return routed(verdict.output, verdict.route)

    return FunctionNode(func=validator, name="validator")


def verdict_on(state: State, wire: dict[str, Any]) -> Verdict:
    """Check a blueprint of this run and decide where it goes; what passes is kept in the state.

    Raises:
        ProgramImpossible: even the rule-based coach's design breaks rules.
    """
    if kept.is_aside(state):
        return _better(state, wire)
    report = _check(state, wire)
    # a coach that goes by rules would design the same again, so its design is judged by the rules alone
    is_final = is_offline(state[kept.MODEL])
    if report.passed and (is_final or not report.weak):
        kept.keep_report(state, report)
        return Verdict(route=PASSED, output=to_wire(report.blueprint))
    if is_final:
        raise ProgramImpossible(_impossible(report.hard), report.hard)
    done = state[kept.REDESIGNS]
    if done >= REDESIGNS:
        return Verdict(route=COACH, output={})
    state[kept.REDESIGNS] = done + 1
    findings = [finding.model_dump(mode="json") for finding in (*report.hard, *report.weak)]
    return Verdict(route=REDESIGN, output={"previous": to_wire(report.blueprint), "findings": findings})


def _better(state: State, wire: dict[str, Any]) -> Verdict:
    """The second design where it passes and scores no lower than the one that a review had improved, else that one.

    Args:
        state: has the first one aside.
        wire: the second one; empty when no model made any.
    """
    first = kept.read_report(state)
    second = None if not wire or is_offline(state[kept.MODEL]) else _check(state, wire)
    is_better = second is not None and second.passed and not second.weak and _total(second) >= _total(first)
    logger.info("design_after_review", extra={"is_kept": is_better})
    if second is None or not is_better:
        kept.take_back(state)
        return Verdict(route=PASSED, output=to_wire(first.blueprint))
    kept.keep_report(state, second)
    kept.forget_aside(state)
    return Verdict(route=PASSED, output=to_wire(second.blueprint))


def _total(report: CheckReport) -> float:
    return 0.0 if report.scorecard is None else report.scorecard.total


def _check(state: State, wire: dict[str, Any]) -> CheckReport:
    blueprint = Blueprint.model_validate(wire)
    if not is_offline(state[kept.MODEL]):
        blueprint = screened(blueprint, notes=kept.read_request(state).notes, instructions=prompt())
    request, pool = kept.read_request(state), kept.read_pool(state)
    report = check_program(blueprint, request, pool, load_catalog())
    return with_start_told(report, kept.read_recent(state), request, pool)


def _impossible(findings: tuple[Violation, ...]) -> str:
    """One text for the lifter: it quotes only what our own rules say about our own design."""
    reasons = "; ".join(finding.message for finding in findings[:_SHOWN])
    return f"No program that keeps the rules fits this request: {reasons}. Give more time, days or equipment."
