"""One program job through the whole workflow: a runner and a session of its own, gone when it ends."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from google.adk.agents.run_config import RunConfig
from google.adk.apps.app import App
from google.adk.runners import Runner
from google.adk.sessions.in_memory_session_service import InMemorySessionService
from google.adk.sessions.session import Session
from google.adk.telemetry.context import ContentCapturingMode, TelemetryConfig
from google.adk.workflow import Workflow
from google.genai import types

from agents import state as kept
from agents.coordinator.graph import coordinator_workflow
from agents.desk import WorkerDesk
from agents.errors import JobTypeUnknown, OutcomeMissing, ProgramImpossible
from agents.job_request import PROGRAM_GENERATOR
from agents.model_chain import ModelChain
from agents.models import ModelSettings
from agents.outcome import JobOutcome, ProgramOutcome, Question, Refusal, read_outcome
from agents.runtime import ModelRuntime, real_runtime
from agents.validator.review import build_reviewer
from strength.errors import PoolTooThin
from tools.workspace import Workspace

APP: Final = "fitcsv"

# what lifters write and models answer stays out of traces; ADK's default is to put it in
_NO_CONTENT = RunConfig(telemetry=TelemetryConfig(capture_message_content=ContentCapturingMode.NO_CONTENT))


async def run_program_job(
    workspace: Workspace, params: Mapping[str, object], models: ModelSettings, runtime: ModelRuntime | None = None
) -> ProgramOutcome:
    """Design, check and store the program of one claimed job.

    When it returns, the program is stored and the job completed, in one transaction.

    Args:
        workspace: the claimed job and what it may touch.
        params: the request, from the job's row.
        models: which models design, and what they may cost.
        runtime: what the models share with the whole process; by default its own.

    Raises:
        AgentError: the job cannot be done; `is_transient` says whether a later try may.
        LostLease: somebody else has the job by now; nothing was stored.
        CancelRequested: its owner wants it cancelled; nothing was stored, end it with `finish_cancelled`.
        DatabaseDown: the database cannot be reached; nothing was stored.
    """
    outcome = await run_job(workspace, PROGRAM_GENERATOR, params, models, runtime)
    if not isinstance(outcome, ProgramOutcome):
        raise OutcomeMissing("The workflow ended without a program.")
    return outcome


async def run_job(
    workspace: Workspace,
    job_type: str,
    params: Mapping[str, object],
    models: ModelSettings,
    runtime: ModelRuntime | None = None,
) -> JobOutcome:
    """Do one claimed job of any type; see `run_program_job`.

    When it returns, what came of it is stored and the job completed, in one transaction.
    """
    message = json.dumps({"type": job_type, "params": params}, ensure_ascii=False)
    try:
        output = await _output(workspace, message, models, runtime or real_runtime())
    except PoolTooThin as error:
        raise ProgramImpossible(str(error)) from error
    outcome = read_outcome(output) if output is not None else None
    match outcome:
        case Refusal():
            raise JobTypeUnknown(outcome.message)
        case Question() | None:
            # typed JSON is never asked back about, and ADK ends a run without an output as if all were well
            raise OutcomeMissing("The workflow ended without an outcome.")
        case _:
            return outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coordinator:
    """The workflow that does every job of a process, and the desk that hands it each of them."""

    desk: WorkerDesk
    workflow: Workflow


def _coordinator(models: ModelSettings, runtime: ModelRuntime) -> _Coordinator:
    desk = WorkerDesk()
    workflow = coordinator_workflow(desk, ModelChain(models, runtime), build_reviewer(models, runtime))
    return _Coordinator(desk=desk, workflow=workflow)


async def _output(workspace: Workspace, message: str, models: ModelSettings, runtime: ModelRuntime) -> object:
    """What the workflow itself put out, or None."""
    coordinator = runtime.shelf.take(models, _Coordinator)
    if coordinator is None:
        # a provider's client takes seconds to import, during which the loop has heartbeats to send
        coordinator = await asyncio.to_thread(_coordinator, models, runtime)
        runtime.shelf.put(models, coordinator)
    sessions = InMemorySessionService()
    session = await sessions.create_session(app_name=APP, user_id=workspace.user_id, session_id=workspace.job_id)
    content = types.Content(role="user", parts=[types.Part(text=message)])
    # the session is gone when the job ends, so nobody ever reads what is in it
    with kept.values_aside(), coordinator.desk.serving(workspace):
        return await _last_output(coordinator.workflow, sessions, session, content)


async def _last_output(
    workflow: Workflow, sessions: InMemorySessionService, session: Session, content: types.Content
) -> object:
    output: object = None
    async with Runner(app=App(name=APP, root_agent=workflow), session_service=sessions) as runner:
        events = runner.run_async(
            user_id=session.user_id, session_id=session.id, new_message=content, run_config=_NO_CONTENT
        )
        async with aclosing(events) as stream:
            async for event in stream:
                # every node's event looks final to ADK; the workflow's own output is the one said to be for its path
                if event.output is not None and _is_for_workflow(event.node_info.output_for, workflow.name):
                    output = event.output
    return output


def _is_for_workflow(paths: list[str] | None, name: str) -> bool:
    return any(path.partition("@")[0] == name and "/" not in path for path in paths or [])
