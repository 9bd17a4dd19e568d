"""The step that substitutes: rules find and rank, a model recommends one of them, the lifter's own choice is written."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.workflow import FunctionNode

from agents import state as kept
from agents.chooser import choose
from agents.desk import Desk
from agents.errors import ChoiceInvalid, TargetGone
from agents.menu import Menu, Option, Pick, Slot
from agents.model_chain import ModelChain
from agents.outcome import SubstituteOutcome
from agents.progress import Progress
from agents.step_result import said
from strength.substitution import Substitute, SubstituteRequest
from tools.errors import ChoiceNotOffered, TargetMissing
from tools.substitute_search import Search, find_substitutes, save_search
from tools.workspace import Workspace

STEP = "exercise_substitution"


def substitute_step(desk: Desk, model: ModelChain, progress: Progress) -> FunctionNode:
    """The node that substitutes. Its input holds the request; its output is the outcome of the run."""

    async def substitute(ctx: Context, node_input: dict[str, Any]) -> Event:
        request = SubstituteRequest.model_validate(node_input["request"])
        workspace = await asyncio.to_thread(desk.resume, ctx.state[kept.JOB_ID], ctx.state[kept.FENCE])
        await progress(ctx.state, "searching", 10, "Looking for what may stand in")
        try:
            search = await asyncio.to_thread(find_substitutes, workspace, request)
            await progress(ctx.state, "choosing", 40, "Choosing among what was found")
            picks = await choose(
                ctx, menu_of(search), step=STEP, instructions=prompt(), model=model, workspace=workspace
            )
            await progress(ctx.state, "saving", 85, "Writing the answer")
            outcome = await asyncio.to_thread(_finish, workspace, search, picks, ctx.state)
        except TargetMissing as error:
            raise TargetGone(str(error)) from error
        except ChoiceNotOffered as error:
            raise ChoiceInvalid(str(error)) from error
        return said(outcome.model_dump(mode="json"), outcome.sentence)

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=substitute, name="substitute", rerun_on_resume=True)


def prompt() -> str:
    """The instructions, the same for every job."""
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


def menu_of(search: Search) -> Menu:
    """What there is to choose from; nothing where the lifter has chosen already, or one was found at most."""
    offered = search.found[: search.request.count]
    slots: tuple[Slot, ...] = ()
    if search.request.choice is None and len(offered) > 1:
        options = tuple(
            Option(slug=item.entry.exercise.slug, name=item.entry.name, reasons=item.reasons) for item in offered
        )
        slots = (Slot(exercise=search.name, why="the lifter asks for another exercise", options=options),)
    lifter = search.request.model_dump(
        mode="json", by_alias=True, include={"reason", "equipment", "limitations"}, exclude_none=True
    )
    return Menu(slots=slots, lifter=lifter)


def _finish(workspace: Workspace, search: Search, picks: Sequence[Pick], state: Any) -> SubstituteOutcome:
    chosen = search.chosen
    applied = chosen if search.request.apply else None
    offered = _ordered(search, chosen, picks)
    explanation = _explained(search, offered, picks)
    warnings = list(dict.fromkeys([*kept.read_warnings(state), *search.warnings]))
    result: dict[str, Any] = {
        "original": {
            "exerciseId": search.request.exercise_id,
            "exerciseDefinitionId": search.definition_id,
            "slug": None if search.exercise is None else search.exercise.slug,
            "name": search.name,
        },
        "substitutes": [search.to_json(item) for item in offered],
        "recommended": offered[0].entry.definition_id if offered else None,
        "explanation": explanation,
        "warnings": warnings,
    }
    save_search(workspace, search, result=result, applied=applied, model=state[kept.MODEL])
    return SubstituteOutcome(
        original=search.name,
        substitutes=tuple(item.entry.name for item in offered),
        applied=applied is not None,
        explanation=explanation,
        model=state[kept.MODEL],
        warnings=tuple(warnings),
    )


def _ordered(search: Search, chosen: Substitute | None, picks: Sequence[Pick]) -> tuple[Substitute, ...]:
    """As many as were asked for, the chosen or recommended one first, the others as the rules rank them."""
    offered = list(search.found[: search.request.count])
    wanted = {pick.option.slug for pick in picks} if chosen is None else {chosen.entry.exercise.slug}
    first = [item for item in search.found if item.entry.exercise.slug in wanted]
    rest = [item for item in offered if item not in first]
    return tuple([*first, *rest][: search.request.count])


def _explained(search: Search, offered: Sequence[Substitute], picks: Sequence[Pick]) -> str:
    if not offered:
        return f"Nothing was found that trains what {search.name} trains."
    reasons = picks[0].reasons if picks else offered[0].reasons[:1]
    return f"{offered[0].entry.name} instead of {search.name}: {' '.join(reasons)}"
