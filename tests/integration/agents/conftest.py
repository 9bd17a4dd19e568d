"""Fixtures of the agents' integration tests: claimed jobs in a real database, and a provider on this machine."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine

from storage.jobs import Claimed, JobRow, JobStore
from storage.jobs.creation import NewJob
from tools.workspace import Workspace

USER = "user-1"
PROVIDER = "fitcsv_test_provider_server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A claimed job and what was told about it.

    Attributes:
        workspace: what the workflow gets.
        stages: (stage, percent) in the order in which they were told.
    """

    workspace: Workspace
    stages: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    @property
    def job(self) -> JobRow:
        """The job's row as it is now."""
        job = self.workspace.store.load(self.workspace.job_id)
        assert job is not None
        return job


@pytest.fixture
def claimed(engine: Engine) -> Callable[..., Desk]:
    """Makes a job for parameters and claims it."""
    store = JobStore(engine)

    def claim(params: dict[str, Any], user_id: str = USER, job_type: str = "program_generator") -> Desk:
        job = store.create(NewJob(user_id=user_id, type=job_type, params=params)).job
        answer = store.claim(job.job_id)
        assert isinstance(answer, Claimed)
        stages: list[tuple[str, int]] = []

        def tell(stage: str, percent: int, message: str) -> None:
            assert message
            store.set_progress(job.job_id, answer.job.fence, {"stage": stage, "percent": percent, "message": message})
            stages.append((stage, percent))

        def book(call: Any) -> None:
            store.record_model_call(call)

        workspace = Workspace(
            engine=engine,
            store=store,
            job_id=job.job_id,
            user_id=user_id,
            fence=answer.job.fence,
            on_progress=tell,
            on_model_call=book,
        )
        return Desk(workspace=workspace, stages=stages)

    return claim


@pytest.fixture(scope="session")
def provider_server() -> Iterator[ModuleType]:
    """The module `provider_server.py` beside this file; tests are no package, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location(PROVIDER, Path(__file__).with_name("provider_server.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PROVIDER] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[PROVIDER]
