"""Does one claimed job: hands the workflow its workspace, and reads what its errors mean."""

import contextlib
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from service.api.worker import Stop
from service.jobs.retry import Cause, Fault
from service.jobs.state import JobType
from service.settings import Settings
from storage.errors import (
    CancelRequested,
    DatabaseDown,
    ExercisePoolError,
    LostLease,
    ProgramExists,
    SchemaMissing,
    UnknownExercise,
)
from storage.fault_point import NO_FAULTS, FaultPlan, FaultPoint
from storage.jobs import Caps, JobRow, JobStore, ModelCall
from tools.errors import ToolError
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.models import ModelSettings
    from agents.runtime import ModelRuntime


_STEPS = {point.value.removeprefix("step."): point for point in FaultPoint if point.value.startswith("step.")}


class ProgramJob:
    """Runs the agents' workflow for a job."""

    def __init__(self, engine: Engine, jobs: JobStore, settings: Settings, faults: FaultPlan = NO_FAULTS) -> None:
        """Run on this database, with the models of these settings; `faults` is what a test lets go wrong."""
        self._engine = engine
        self._jobs = jobs
        self._settings = settings
        self._faults = faults
        # made on first use: the agents take long to import
        self._runtime: ModelRuntime | None = None

    def warm(self) -> None:
        """Import the agents and the provider's client, a second or several, so that no lease runs meanwhile."""
        import agents.run  # noqa: F401  # pyright: ignore[reportUnusedImport]
        from agents.models import build_entries

        # a chain that cannot be built fails again, and is reported, where a job needs it
        with contextlib.suppress(ValueError):
            build_entries(model_settings(self._settings))

    def breakers(self) -> dict[str, dict[str, object]]:
        """The state of each provider's circuit breaker, for operators; empty before the first call."""
        if self._runtime is None:
            return {}
        return {
            provider: {
                "state": view.state,
                "failures": view.failures,
                "retryInSeconds": view.retry_in_s,
                "lastCause": view.last_cause,
            }
            for provider, view in self._runtime.breakers.view().items()
        }

    def hold_off_s(self, job_type: str) -> float | None:
        """For how many seconds no provider of the chain is asked; None when one is, or none is needed.

        The rule-based coach needs no provider, and where rules choose when models cannot, a job need not wait.
        """
        if self._runtime is None or job_type != JobType.PROGRAM_GENERATOR:
            return None
        from agents.models import is_offline, provider_of

        chain = self._settings.model_chain
        if any(is_offline(model_id) for model_id in chain):
            return None
        wait_s = min(self._runtime.breakers.wait_s(provider_of(model_id)) for model_id in chain)
        return wait_s if wait_s > 0 else None

    async def run(self, job: JobRow, stop: Stop) -> None:
        """Do the job; it is completed when this returns.

        Args:
            job: as it was claimed.
            stop: ends this run from any thread, for the cause given.
        """
        from agents.run import run_job

        def on_progress(stage: str, percent: int, message: str) -> None:
            point = _STEPS.get(stage)
            if point is not None:
                self._faults.reach(point)
            progress = {"stage": stage, "percent": percent, "message": message}
            if self._jobs.set_progress(job.job_id, job.fence, progress):
                stop(Cause.CANCELLED)
                msg = f"job {job.job_id!r} is to be cancelled"
                raise LostLease(msg)

        def on_model_call(call: ModelCall) -> None:
            self._jobs.record_model_call(call)

        workspace = Workspace(
            engine=self._engine,
            store=self._jobs,
            job_id=job.job_id,
            user_id=job.user_id,
            fence=job.fence,
            on_progress=on_progress,
            on_model_call=on_model_call,
            asked_at=job.created_at,
        )
        await run_job(workspace, job.type, job.params, model_settings(self._settings), self._shared())

    def _shared(self) -> "ModelRuntime":
        from agents.runtime import real_runtime

        if self._runtime is None:
            self._runtime = real_runtime()
        return self._runtime


def model_settings(settings: Settings) -> "ModelSettings":
    """What the settings say about models."""
    from agents.models import ModelSettings

    keys = {"anthropic": settings.anthropic_api_key, "openai": settings.openai_api_key}
    return ModelSettings(
        chain=settings.model_chain,
        api_keys={provider: key.value for provider, key in keys.items() if key is not None},
        base_urls=settings.model_base_urls,
        timeout_s=settings.deadlines.model_call_s,
        caps=Caps(
            job_usd=settings.spending.job_usd,
            user_day_usd=settings.spending.user_day_usd,
            day_usd=settings.spending.day_usd,
        ),
        allow_unpriced=settings.spending.allows_unpriced,
        review=settings.review_models,
    )


def diagnose(error: Exception) -> Fault:
    """What an error of a run means for its job; only words that were written for the lifter are passed on."""
    from agents.errors import AgentError, ModelUnavailable

    match error:
        case TimeoutError():
            message = "The job took longer than it may."
            return Fault(cause=Cause.TRANSIENT, code="deadline", message=message)
        case CancelRequested():
            return Fault(cause=Cause.CANCELLED)
        # written before, under another fence: whoever wrote it has also ended the job
        case LostLease() | ProgramExists():
            return Fault(cause=Cause.LOST_LEASE)
        case DatabaseDown() | SchemaMissing():
            return Fault(cause=Cause.SERVICE_DOWN)
        case ModelUnavailable():
            # the providers' trouble, not the job's: the attempt does not count
            return Fault(cause=Cause.RATE_LIMITED, code=error.code, message=str(error), wait_s=error.wait_s)
        case AgentError():
            cause = Cause.TRANSIENT if error.is_transient else Cause.PERMANENT
            return Fault(cause=cause, code=error.code, message=str(error))
        case ExercisePoolError() | ToolError():
            return Fault(cause=Cause.PERMANENT, code="program_impossible", message=str(error))
        case UnknownExercise():
            message = "The design used an exercise that is not in the database."
            return Fault(cause=Cause.TRANSIENT, code="invalid_output", message=message)
        case _:
            return Fault(cause=Cause.TRANSIENT)
