"""Where a workflow gets its job from: handed over by the worker, or opened for a person in the dev UI."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from agents.job_request import JobRequest
from tools.workspace import Workspace


class Desk(ABC):
    """Gives a run the job that it works on. Two kinds: `WorkerDesk` and, in the dev UI, `agents.dev.DevDesk`."""

    @abstractmethod
    def resolve(self, request: JobRequest) -> JobRequest:
        """The request with ids in the place of a person's words for them; may block."""

    @abstractmethod
    def open(self, request: JobRequest) -> Workspace:
        """The job for a request; may block."""

    @abstractmethod
    def resume(self, job_id: str, fence: int) -> Workspace:
        """The same job again, in a later node of the run; may block."""


class WorkerDesk(Desk):
    """The desk of a worker: one workflow does all jobs of a process, each run the one that it was handed."""

    def __init__(self) -> None:
        """Nobody runs yet."""
        self._served: ContextVar[Workspace] = ContextVar("served")

    @contextmanager
    def serving(self, workspace: Workspace) -> Generator[None]:
        """Hand the runs inside the block this job; their tasks and threads inherit it."""
        token = self._served.set(workspace)
        try:
            yield
        finally:
            self._served.reset(token)

    def resolve(self, request: JobRequest) -> JobRequest:
        """The request as it is: jobs carry ids."""
        return request

    def open(self, request: JobRequest) -> Workspace:
        """The claimed job, whatever the request."""
        del request
        return self._served.get()

    def resume(self, job_id: str, fence: int) -> Workspace:
        """The claimed job.

        Raises:
            ValueError: the run has got hold of another one.
        """
        workspace = self._served.get()
        if (workspace.job_id, workspace.fence) != (job_id, fence):
            msg = f"the run of job {job_id!r} under fence {fence} was handed job {workspace.job_id!r}"
            raise ValueError(msg)
        return workspace
