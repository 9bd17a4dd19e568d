"""The step that checks: expand, repair by rule, score; pass it on, or say what is wrong with it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.sessions.state import State
from google.adk.workflow import FunctionNode
from pydantic import BaseModel, ConfigDict

from agents import state as kept
from agents.errors import ProgramImpossible
from agents.models import is_offline
from agents.periodization.designer import prompt
from agents.progress import Progress
from agents.screen import screened
from agents.step_result import routed, said
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from strength.violation import Violation
from tools.program_check import CheckReport, check_program

REDESIGNS = 2
"""How often a design is sent back before the rule-based coach steps in (design 05, 5.1)."""

PASSED = "passed"
REDESIGN = "redesign"
COACH = "coach"

_SHOWN = 3


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


def _check(state: State, wire: dict[str, Any]) -> CheckReport:
    blueprint = Blueprint.model_validate(wire)
    if not is_offline(state[kept.MODEL]):
        blueprint = screened(blueprint, notes=kept.read_request(state).notes, instructions=prompt())
    return check_program(blueprint, kept.read_request(state), kept.read_pool(state), load_catalog())


def _impossible(findings: tuple[Violation, ...]) -> str:
    """One text for the lifter: it quotes only what our own rules say about our own design."""
    reasons = "; ".join(finding.message for finding in findings[:_SHOWN])
    return f"No program that keeps the rules fits this request: {reasons}. Give more time, days or equipment."


class CheckInput(BaseModel):
    """What the validator takes on its own: a design and what it was made for.

    Attributes:
        request: the body of `generate`.
        blueprint: long or short form.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: ProgramRequest
    blueprint: Blueprint


async def report_step(ctx: Context, node_input: str) -> Event:
    """The node that checks a blueprint on its own and says what it found."""
    del ctx
    given = CheckInput.model_validate_json(node_input)
    catalog = load_catalog()
    pool = catalog_pool(given.request, catalog.exercises)
    report = await asyncio.to_thread(check_program, given.blueprint, given.request, pool, catalog)
    output = report.model_dump(mode="json", exclude={"program", "blueprint"}) | {
        "passed": report.passed,
        "blueprint": to_wire(report.blueprint),
    }
    score = f"{report.scorecard.total:g} of 100" if report.scorecard else "none"
    verdict = "passed" if report.passed else "did not pass"
    return said(output, f"The blueprint {verdict}: score {score}, {len(report.hard)} hard findings.")
