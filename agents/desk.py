"""Where a workflow gets its job from: handed over by the worker, or opened for a person in the dev UI."""

from abc import ABC, abstractmethod

from agents.job_request import JobRequest
from tools.workspace import Workspace


class Desk(ABC):
    """Gives a run the job that it works on. Two kinds: `JobDesk` and, in the dev UI, `agents.dev.DevDesk`."""

    @abstractmethod
    def resolve(self, request: JobRequest) -> JobRequest:
        """The request with ids in the place of a person's words for them; may block."""

    @abstractmethod
    def open(self, request: JobRequest) -> Workspace:
        """The job for a request; may block."""

    @abstractmethod
    def resume(self, job_id: str, fence: int) -> Workspace:
        """The same job again, in a later node of the run; may block."""


class JobDesk(Desk):
    """The desk of one job that a worker has claimed."""

    def __init__(self, workspace: Workspace) -> None:
        """Serve one job."""
        self._workspace = workspace

    def resolve(self, request: JobRequest) -> JobRequest:
        """The request as it is: jobs carry ids."""
        return request

    def open(self, request: JobRequest) -> Workspace:
        """The claimed job, whatever the request."""
        del request
        return self._workspace

    def resume(self, job_id: str, fence: int) -> Workspace:
        """The claimed job."""
        del job_id, fence
        return self._workspace
