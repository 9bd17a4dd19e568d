"""The HTTP API as the command line uses it."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from service.cli.entry import CommandError
from service.jobs.state import Status

# Any: answers in the contract's JSON
JobJson = dict[str, Any]

LONGEST_WAIT_S = 150.0
"""A lease of 60 s, the sweep a minute later, and the job itself."""

_FINAL = frozenset(status.value for status in Status if status.is_final)


class Refused(CommandError):
    """The service answered with a problem.

    Attributes:
        status: HTTP status.
        retry_after_s: how long to wait before asking again, or None.
    """

    def __init__(self, status: int, message: str, retry_after_s: float | None) -> None:
        """Keep the answer."""
        super().__init__(message)
        self.status = status
        self.retry_after_s = retry_after_s


class ApiClient:
    """Talks to one service; a problem becomes an error with its sentence."""

    def __init__(self, url: str) -> None:
        """Talk to the service at this address."""
        # a proxy variable of the developer's shell must not catch calls to 127.0.0.1
        self._http = httpx.Client(base_url=url, timeout=httpx.Timeout(30.0, read=60.0), trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def generate(self, body: bytes, on_wait: Callable[[str], None] = lambda _: None) -> str:
        """Ask for a program; returns the job's id."""
        return self.ask("generate-program", body, on_wait)

    def ask(self, kind: str, body: bytes, on_wait: Callable[[str], None] = lambda _: None) -> str:
        """Ask for a job about programs or workouts; returns its id.

        Args:
            kind: last part of the route: generate-program, adapt-workout, substitute-exercise.
            body: the request.
            on_wait: is told why it takes longer.
        """
        return self.post(f"/api/ai/{kind}", body, on_wait)

    def post(self, route: str, body: bytes, on_wait: Callable[[str], None] = lambda _: None) -> str:
        """Ask for a job; returns its id.

        A service that is busy with earlier jobs is asked again for as long as it takes to give up a dead worker.

        Args:
            route: path of the route that makes the job.
            body: the request.
            on_wait: is told why it takes longer.
        """
        headers = {"Content-Type": "application/json"}
        deadline = time.monotonic() + LONGEST_WAIT_S
        while True:
            try:
                return str(self._json("POST", route, content=body, headers=headers)["jobId"])
            except Refused as error:
                if error.retry_after_s is None or error.status != 429 or time.monotonic() > deadline:  # noqa: PLR2004
                    raise
                on_wait(str(error))
                time.sleep(error.retry_after_s)

    def job(self, job_id: str) -> JobJson:
        """One job."""
        return self._json("GET", f"/api/ai/jobs/{job_id}")

    def cancel(self, job_id: str) -> None:
        """Ask for a cancellation; a job that has ended stays as it is."""
        try:
            self._json("POST", f"/api/ai/jobs/{job_id}/cancel")
        except Refused as error:
            if error.status != 409:  # noqa: PLR2004
                raise

    def program(self, program_id: str) -> JobJson:
        """One program."""
        return self._json("GET", f"/api/programs/{program_id}")

    def follow(self, job_id: str) -> Iterator[JobJson]:
        """The job as it changes, its end last."""
        last_id = ""
        while True:
            headers = {"Last-Event-ID": last_id} if last_id else {}
            try:
                with self._http.stream("GET", f"/api/ai/jobs/{job_id}/events", headers=headers) as answer:
                    if answer.status_code != 200:  # noqa: PLR2004
                        answer.read()
                        raise _refused(answer)
                    for line in answer.iter_lines():
                        if line.startswith("id: "):
                            last_id = line[4:]
                        elif line.startswith("data: "):
                            job: JobJson = json.loads(line[6:])
                            yield job
                            if job["status"] in _FINAL:
                                return
            except httpx.TransportError as error:
                raise _unreachable(error) from error

    def _json(
        self, method: str, path: str, *, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> JobJson:
        try:
            answer = self._http.request(method, path, content=content, headers=dict(headers or {}))
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        if answer.is_error:
            raise _refused(answer)
        return answer.json()


def _unreachable(error: Exception) -> CommandError:
    return CommandError(f"the service does not answer ({type(error).__name__}); run the command again")


def _refused(answer: httpx.Response) -> Refused:
    try:
        detail = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        detail = f"the service answered {answer.status_code}"
    wait = answer.headers.get("retry-after", "")
    return Refused(answer.status_code, detail, float(wait) if wait.isdigit() else None)
