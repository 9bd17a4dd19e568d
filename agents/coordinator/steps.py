"""The coordinator's own steps: read the request, find the exercises, ask back, refuse."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, cast

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.workflow import FunctionNode
from pydantic import ValidationError

from agents import state as kept
from agents.desk import Desk
from agents.errors import ProgramImpossible, RequestInvalid
from agents.intake import Reading, read_words
from agents.job_request import (
    PROGRAM_GENERATOR,
    REQUESTS,
    job_type_of,
    problems_in,
    read_params,
    split_order,
    type_by_fields,
)
from agents.model_chain import ModelChain
from agents.outcome import Question, Refusal
from agents.periodization.steps import coach
from agents.progress import Progress
from agents.step_result import passed_on, routed, said
from strength.history import History
from strength.pool import Pool
from strength.recent_training import RecentTraining
from strength.request import ProgramRequest
from tools.errors import NoExercises
from tools.exercise_search import find_exercises
from tools.recent_training import recent_history, with_recent_maxima

from .reader import read_by_model
from .revision_step import REVISE

ASK = "ask"
DESIGN = "design"


def intake_step(desk: Desk, model: ModelChain) -> FunctionNode:
    """The node that reads what is asked for; its route is the type of the job.

    Typed JSON is taken as it is, and that is all a worker sends. English, in the dev UI, is read by a model where one
    has a key, and by rules where none has, or where its answer is no whole request.
    """

    async def intake(ctx: Context, node_input: str) -> Event:
        job_type, params = read_message(node_input)
        if job_type not in REQUESTS:
            return routed({"job_type": job_type}, job_type)
        order = None
        if params is not None:
            fields, order = split_order(job_type, params)
            request = read_params(job_type, fields)
        else:
            words = f"{ctx.state.get(kept.PROSE) or ''} {node_input}".strip()
            request = await read_by_model(ctx, model, words)
            if request is None:
                reading = _read_english(words)
                if reading.request is None:
                    ctx.state[kept.PROSE] = words
                    return routed({"question": reading.question}, ASK)
                request = reading.request
        try:
            request = await asyncio.to_thread(desk.resolve, request)
        except RequestInvalid as error:
            # only a person's words need to be resolved, and a person can answer
            return routed({"question": str(error)}, ASK)
        workspace = await asyncio.to_thread(desk.open, request)
        if isinstance(request, ProgramRequest):
            kept.begin(ctx.state, request, job_id=workspace.job_id, fence=workspace.fence)
            if order is not None:
                kept.keep_order(ctx.state, order)
            return routed({"job_id": workspace.job_id}, PROGRAM_GENERATOR)
        kept.begin_job(ctx.state, job_id=workspace.job_id, fence=workspace.fence)
        return routed({"request": request.model_dump(mode="json", by_alias=True)}, job_type_of(request))

    # a node that runs another one has to be one that ADK may run again
    return FunctionNode(func=intake, name="intake", rerun_on_resume=True)


def select_step(desk: Desk, progress: Progress) -> FunctionNode:
    """The node that finds what this lifter can do."""

    async def select_exercises(ctx: Context, node_input: dict[str, Any]) -> Event:
        del node_input
        await progress(ctx.state, "selecting", 10, "Choosing exercises that fit your equipment and limitations")
        request = kept.read_request(ctx.state)
        pool, history = await asyncio.to_thread(_found, desk, ctx.state[kept.JOB_ID], ctx.state[kept.FENCE], request)
        kept.keep_recent(ctx.state, RecentTraining.of(history))
        request, sentence = with_recent_maxima(request, history)
        if sentence is not None:
            # the run goes on with it; the job keeps what was asked for
            kept.replace_request(ctx.state, request)
            kept.warn(ctx.state, (sentence,))
        kept.keep_pool(ctx.state, pool)
        is_revision = kept.read_order(ctx.state) is not None
        work = "Changing your program" if is_revision else f"Designing {request.weeks} weeks"
        await progress(ctx.state, "designing", 25, f"{work} from {len(pool.entries)} exercises")
        return routed({"exercises": len(pool.entries)}, REVISE if is_revision else DESIGN)

    return FunctionNode(func=select_exercises, name="select_exercises")


def _found(desk: Desk, job_id: str, fence: int, request: ProgramRequest) -> tuple[Pool, History]:
    """What the lifter can do, and has done lately.

    Raises:
        ProgramImpossible: they can do nothing.
    """
    workspace = desk.resume(job_id, fence)
    try:
        pool = find_exercises(workspace.engine, workspace.user_id, request)
    except NoExercises as error:
        raise ProgramImpossible(str(error)) from error
    return pool, recent_history(workspace)


def coach_step() -> FunctionNode:
    """The node in which the rule-based coach designs, after the model's designs did not pass."""

    async def rule_coach(ctx: Context, node_input: dict[str, Any]) -> Event:
        del node_input
        return passed_on(await asyncio.to_thread(coach, ctx.state))

    return FunctionNode(func=rule_coach, name="rule_coach")


async def ask_back(ctx: Context, node_input: dict[str, Any]) -> Event:
    """The node that asks a person for what is missing."""
    del ctx
    question = Question(message=node_input["question"])
    return said(question.model_dump(mode="json"), question.message)


async def refuse(ctx: Context, node_input: dict[str, Any]) -> Event:
    """The node for jobs that no workflow does."""
    del ctx
    job_type = str(node_input.get("job_type", ""))
    message = f"No workflow does jobs of type {job_type!r}; allowed: {', '.join(REQUESTS)}."
    refusal = Refusal(job_type=job_type, message=message)
    return said(refusal.model_dump(mode="json"), message)


def read_message(text: str) -> tuple[str, Mapping[str, Any] | None]:
    """The type of the job and its parameters; no parameters when the text is English."""
    try:
        fields = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return PROGRAM_GENERATOR, None
    if not isinstance(fields, dict):
        return PROGRAM_GENERATOR, None
    message = cast(dict[str, Any], fields)
    if "type" in message and "params" in message:
        return str(message["type"]), cast(Mapping[str, Any], message["params"])
    return type_by_fields(message), message


def _read_english(words: str) -> Reading:
    try:
        return read_words(words)
    except ValidationError as error:
        problems = problems_in(error)
    raise RequestInvalid(f"The request is not valid: {problems}.")
