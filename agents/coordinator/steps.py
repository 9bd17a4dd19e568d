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
from agents.intake import Reading, read_prose
from agents.outcome import Question, Refusal
from agents.periodization.steps import coach
from agents.progress import Progress
from agents.step_result import passed_on, routed, said
from strength.request import ProgramRequest
from tools.errors import NoExercises
from tools.exercise_search import find_exercises

PROGRAM_GENERATOR = "program_generator"
ASK = "ask"


def intake_step(desk: Desk) -> FunctionNode:
    """The node that reads what is asked for: typed JSON as it is, English by rule. Its route is the type of the job."""

    async def intake(ctx: Context, node_input: str) -> Event:
        job_type, params = read_message(node_input)
        if job_type != PROGRAM_GENERATOR:
            return routed({"job_type": job_type}, job_type)
        if params is not None:
            request = parse_request(params)
        else:
            words = f"{ctx.state.get(kept.PROSE) or ''} {node_input}".strip()
            reading = _read_english(words)
            if reading.request is None:
                ctx.state[kept.PROSE] = words
                return routed({"question": reading.question}, ASK)
            request = reading.request
        workspace = await asyncio.to_thread(desk.open, request)
        kept.begin(ctx.state, request, job_id=workspace.job_id, fence=workspace.fence)
        return routed({"job_id": workspace.job_id}, PROGRAM_GENERATOR)

    return FunctionNode(func=intake, name="intake")


def select_step(desk: Desk, progress: Progress) -> FunctionNode:
    """The node that finds what this lifter can do."""

    async def select_exercises(ctx: Context, node_input: dict[str, Any]) -> Event:
        del node_input
        await progress(ctx.state, "selecting", 10, "Choosing exercises that fit your equipment and limitations")
        request = kept.read_request(ctx.state)
        workspace = await asyncio.to_thread(desk.resume, ctx.state[kept.JOB_ID], ctx.state[kept.FENCE])
        try:
            pool = await asyncio.to_thread(find_exercises, workspace.engine, workspace.user_id, request)
        except NoExercises as error:
            raise ProgramImpossible(str(error)) from error
        kept.keep_pool(ctx.state, pool)
        await progress(
            ctx.state, "designing", 25, f"Designing {request.weeks} weeks from {len(pool.entries)} exercises"
        )
        return passed_on({"exercises": len(pool.entries)})

    return FunctionNode(func=select_exercises, name="select_exercises")


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
    message = f"No workflow does jobs of type {job_type!r}; allowed: {PROGRAM_GENERATOR!r}."
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
    return PROGRAM_GENERATOR, message


def parse_request(params: Mapping[str, Any]) -> ProgramRequest:
    """The request that a job's parameters are.

    Raises:
        RequestInvalid: they are none; the message names each field.
    """
    try:
        return ProgramRequest.model_validate(params)
    except ValidationError as error:
        problems = _problems(error)
    raise RequestInvalid(f"The request is not valid: {problems}.")


def _read_english(words: str) -> Reading:
    try:
        return read_prose(words)
    except ValidationError as error:
        problems = _problems(error)
    raise RequestInvalid(f"The request is not valid: {problems}.")


def _problems(error: ValidationError) -> str:
    items = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(str(part) for part in item['loc']) or 'body'}: {item['msg']}" for item in items[:5])
