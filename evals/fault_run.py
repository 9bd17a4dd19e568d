"""One program job over a simulated provider with one fault, and what came of it (design 05, 5.5)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, text

from agents.errors import AgentError, ModelUnavailable
from agents.models import ANTHROPIC_DEFAULT, OPENAI_DEFAULT, ModelSettings
from agents.offline import OFFLINE_COACH
from agents.outcome import ProgramOutcome
from agents.provider_client import close_clients
from agents.run import run_program_job
from agents.runtime import ModelRuntime
from evals.provider_simulator import Fault, Provider, Simulator, instant, simulate
from storage.jobs import Caps, Claimed, JobRow, JobStore, ModelCall, NewJob
from tools.workspace import Workspace

PARAMS: dict[str, Any] = {
    "goal": "strength",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["full_gym"],
    "weeks": 6,
}
"""A small request; which one does not matter here."""

CHAIN = (ANTHROPIC_DEFAULT, OPENAI_DEFAULT, OFFLINE_COACH)
_KEYS = {"anthropic": "sk-simulated", "openai": "sk-simulated"}
_PATIENCE_S = 30.0
_IMPATIENCE_S = 0.3


class Faulty(StrEnum):
    """Which provider has the fault; the other one is well."""

    CLAUDE = "Claude"
    GPT = "GPT"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRun:
    """What came of a job.

    Attributes:
        answered_by: id of the model that designed what was stored; None when nothing was.
        claude_calls: requests that Claude's provider got.
        gpt_calls: requests that GPT's provider got.
        cost_usd: the job's cost; None when unknown.
        is_estimated: whether any of it is an estimate of ours.
        end: `completed`, `completed, degraded`, or what its error means for the job.
        causes: the ledger, as `model: cause`, in order.
        pauses: seconds that were waited before trying again.
    """

    answered_by: str | None
    claude_calls: int
    gpt_calls: int
    cost_usd: float | None
    is_estimated: bool
    end: str
    causes: tuple[str, ...]
    pauses: tuple[float, ...]


def run_with_fault(engine: Engine, fault: Fault, faulty: Faulty, chain: Sequence[str] = CHAIN) -> FaultRun:
    """Run one job with this fault.

    Args:
        engine: a migrated and seeded database.
        fault: what is wrong, at every call.
        faulty: with whom; when it is GPT alone, GPT is asked first, because Claude would answer.
        chain: two models of providers, Claude's first, and what comes after them.
    """
    claude = fault if faulty in (Faulty.CLAUDE, Faulty.BOTH) else Fault.GOOD
    gpt = fault if faulty in (Faulty.GPT, Faulty.BOTH) else Fault.GOOD
    if faulty is Faulty.GPT:
        chain = (*reversed(chain[:2]), *chain[2:])
    waiting = instant()
    with simulate((claude,), (gpt,)) as simulator:
        timeout_s = _IMPATIENCE_S if fault is Fault.TIMEOUT else _PATIENCE_S
        settings = simulated_settings(simulator, chain=tuple(chain), timeout_s=timeout_s)
        workspace = claimed_job(engine, PARAMS, f"user-{fault.value}-{faulty.value}")
        end = run_job(workspace, settings, waiting.runtime)
        claude_calls, gpt_calls = simulator.calls_of(Provider.ANTHROPIC), simulator.calls_of(Provider.OPENAI)
    job = job_of(workspace)
    calls = ledger_of(engine, job.job_id)
    return FaultRun(
        answered_by=job.model,
        claude_calls=claude_calls,
        gpt_calls=gpt_calls,
        cost_usd=job.cost,
        is_estimated=any(call["isEstimated"] for call in calls),
        end=end,
        causes=tuple(f"{call['modelAsked']}: {call['cause']}" for call in calls),
        pauses=tuple(waiting.pauses),
    )


def simulated_settings(
    simulator: Simulator, *, chain: tuple[str, ...] = CHAIN, timeout_s: float = _PATIENCE_S, caps: Caps | None = None
) -> ModelSettings:
    """Settings that lead to the simulator."""
    return ModelSettings(
        chain=chain, api_keys=_KEYS, base_urls=simulator.base_urls, timeout_s=timeout_s, caps=caps or Caps()
    )


def claimed_job(
    engine: Engine, params: dict[str, Any], user_id: str = "user-1", job_type: str = "program_generator"
) -> Workspace:
    """A new job, claimed."""
    store = JobStore(engine)
    job = store.create(NewJob(user_id=user_id, type=job_type, params=params)).job
    return claim_again(engine, job.job_id)


def claim_again(engine: Engine, job_id: str) -> Workspace:
    """A job that can be claimed, claimed.

    Raises:
        RuntimeError: it cannot.
    """
    store = JobStore(engine)
    answer = store.claim(job_id)
    if not isinstance(answer, Claimed):
        raise RuntimeError(f"job {job_id!r} cannot be claimed: {answer.reason.value}")
    job = answer.job

    def tell(stage: str, percent: int, message: str) -> None:
        store.set_progress(job_id, job.fence, {"stage": stage, "percent": percent, "message": message})

    def book(call: ModelCall) -> None:
        store.record_model_call(call)

    return Workspace(
        engine=engine,
        store=store,
        job_id=job_id,
        user_id=job.user_id,
        fence=job.fence,
        on_progress=tell,
        on_model_call=book,
    )


def run_job(workspace: Workspace, settings: ModelSettings, runtime: ModelRuntime) -> str:
    """Do a claimed job and say how it ended."""

    async def run() -> ProgramOutcome:
        try:
            return await run_program_job(workspace, job_of(workspace).params, settings, runtime)
        finally:
            await close_clients()

    try:
        outcome = asyncio.run(run())
    except ModelUnavailable as error:
        return f"back to the queue for {error.wait_s:g} s"
    except AgentError as error:
        return f"failed: {error.code}"
    return "completed, degraded" if outcome.degraded else "completed"


def job_of(workspace: Workspace) -> JobRow:
    """The job's row as it is now.

    Raises:
        LookupError: there is none.
    """
    job = workspace.store.load(workspace.job_id)
    if job is None:
        raise LookupError(f"there is no job {workspace.job_id!r}")
    return job


def ledger_of(engine: Engine, job_id: str) -> list[dict[str, Any]]:
    """The calls that a job has booked, in order."""
    query = text('SELECT * FROM "AIModelCall" WHERE "jobId" = :job_id ORDER BY "createdAt", "id"')
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query, {"job_id": job_id}).mappings()]
