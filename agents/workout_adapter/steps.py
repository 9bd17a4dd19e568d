"""The step that adapts: rules fit the workout, a model chooses among the substitutes, rules fit it again and store it."""

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
from agents.errors import TargetGone
from agents.menu import Menu, Option, Pick, Slot
from agents.model_chain import ModelChain
from agents.outcome import AdaptOutcome
from agents.progress import Progress
from agents.step_result import said
from strength.adaptation import Adaptation, AdaptRequest
from tools.day_adaptation import Day, fit, load_day, save_adaptation
from tools.errors import TargetMissing
from tools.workspace import Workspace

STEP = "workout_adapter"
NOTHING_CHANGED = "The workout fits the day as it is planned; nothing was written."


def adapt_step(desk: Desk, model: ModelChain, progress: Progress) -> FunctionNode:
    """The node that adapts. Its input holds the request; its output is the outcome of the run."""

    async def adapt(ctx: Context, node_input: dict[str, Any]) -> Event:
        request = AdaptRequest.model_validate(node_input["request"])
        workspace = await asyncio.to_thread(desk.resume, ctx.state[kept.JOB_ID], ctx.state[kept.FENCE])
        await progress(ctx.state, "reading", 10, "Reading your workout and what you logged lately")
        try:
            day = await asyncio.to_thread(load_day, workspace, request)
            draft = await asyncio.to_thread(fit, day, {})
            await progress(ctx.state, "choosing", 40, "Choosing what to do instead")
            menu = menu_of(draft, request)
            picks = await choose(ctx, menu, step=STEP, instructions=prompt(), model=model, workspace=workspace)
            await progress(ctx.state, "saving", 85, "Writing the adapted workout")
            outcome = await asyncio.to_thread(_finish, workspace, day, draft, picks, ctx.state)
        except TargetMissing as error:
            raise TargetGone(str(error)) from error
        return said(outcome.model_dump(mode="json"), outcome.sentence)

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=adapt, name="adapt", rerun_on_resume=True)


def prompt() -> str:
    """The instructions, the same for every job."""
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


def menu_of(draft: Adaptation, request: AdaptRequest) -> Menu:
    """What there is to choose from; nothing where every exercise has one substitute at most."""
    options = draft.options if any(len(option.choices) > 1 for option in draft.options) else ()
    lifter = request.model_dump(mode="json", by_alias=True, exclude={"workout_id", "apply"}, exclude_none=True)
    return Menu(
        slots=tuple(
            Slot(
                exercise=option.exercise,
                why=option.why,
                options=tuple(
                    Option(slug=choice.entry.exercise.slug, name=choice.entry.name, reasons=choice.reasons)
                    for choice in option.choices
                ),
            )
            for option in options
        ),
        lifter={**lifter, "minutesPlanned": draft.minutes_before},
    )


def _finish(workspace: Workspace, day: Day, draft: Adaptation, picks: Sequence[Pick], state: Any) -> AdaptOutcome:
    choices: dict[str, str] = {}
    # without a menu there are no picks at all; else there is one for each option of the draft
    for option, pick in zip(draft.options, picks, strict=False):
        # the first one keeps an exercise that two slots were given; the other falls back to its own first by rule
        if pick.option.slug not in choices.values():
            choices[option.exercise_id] = pick.option.slug
    adapted = fit(day, choices) if choices else draft
    warnings = [*kept.read_warnings(state), *adapted.warnings]
    is_applied = day.request.apply and adapted.is_changed
    if day.request.apply and not is_applied:
        warnings.append(NOTHING_CHANGED)
    explanation = explained(adapted, picks)
    result = {**adapted.to_json(), "explanation": explanation, "warnings": list(dict.fromkeys(warnings))}
    save_adaptation(workspace, adapted, result=result, is_applied=is_applied, model=state[kept.MODEL])
    return AdaptOutcome(
        workout_id=adapted.workout.workout_id,
        name=adapted.workout.name,
        minutes_before=adapted.minutes_before,
        minutes_after=adapted.minutes_after,
        applied=is_applied,
        explanation=explanation,
        model=state[kept.MODEL],
        warnings=tuple(result["warnings"]),
    )


def explained(adapted: Adaptation, picks: Sequence[Pick]) -> str:
    """Two sentences for the lifter: what became of the workout, and why the first substitute."""
    if not adapted.is_changed:
        return "The workout fits the day as it is planned."
    count = sum(change.kind == "dropped" for change in adapted.changes)
    left_out = f", {count} left out" if count else ""
    first = f"{adapted.minutes_before} minutes as planned, {adapted.minutes_after} today{left_out}."
    if not adapted.options:
        return first
    swap = adapted.options[0]
    taken = next(choice for choice in swap.choices if choice.entry.exercise.slug == swap.chosen)
    pick = next((pick for pick in picks if pick.option.slug == swap.chosen), None)
    reasons = taken.reasons[:1] if pick is None else pick.reasons
    return f"{first} {taken.entry.name} instead of {swap.exercise}: {' '.join(reasons)}"
