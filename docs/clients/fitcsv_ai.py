"""FitCSV AI service, from Python 3.11 and later. No dependency: copy this file into your project.

client = FitcsvAi("http://127.0.0.1:8080")
job = client.finished(client.generate_program({"goal": "strength", "frequency": 3, "experience": "beginner",
                                               "equipment": ["dumbbell", "bench"]}))
program = client.program(job["result"]["programId"])
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any

ENDED = frozenset({"completed", "failed", "cancelled"})

_PAUSE_S = 3.0

# Any: JSON, whose shapes /openapi.json describes
Json = dict[str, Any]


class Refused(Exception):
    """The service said no (RFC 9457).

    Attributes:
        status: HTTP status.
        code: stable, for programs.
        errors: which field of the request is wrong, with its value and what is allowed.
        retry_after: seconds to wait, or None.
    """

    def __init__(self, status: int, problem: Json, retry_after: float | None) -> None:
        """Keep the answer."""
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")
        self.status = status
        self.code = str(problem.get("code", "unknown"))
        self.errors: list[dict[str, str]] = problem.get("errors", [])
        self.retry_after = retry_after


class FitcsvAi:
    """One service."""

    def __init__(self, url: str, *, headers: Callable[[], Mapping[str, str]] = dict, timeout_s: float = 60.0) -> None:
        """Talk to the service at this address.

        Args:
            url: its address.
            headers: sent with every request, `{"authorization": "Bearer ..."}` for one; asked for each time.
            timeout_s: how long to wait for an answer, or for the next word of a stream.
        """
        self._url = url.rstrip("/")
        self._headers = headers
        self._timeout_s = timeout_s

    def generate_program(self, request: Mapping[str, object], *, idempotency_key: str | None = None) -> str:
        """Ask for a program; returns the job's id. The same key and body return the same job again."""
        return self._create("/api/ai/generate-program", request, idempotency_key)

    def adapt_workout(self, request: Mapping[str, object], *, idempotency_key: str | None = None) -> str:
        """Ask for a workout to be fitted to the day."""
        return self._create("/api/ai/adapt-workout", request, idempotency_key)

    def substitute_exercise(self, request: Mapping[str, object], *, idempotency_key: str | None = None) -> str:
        """Ask for exercises that can stand in for another one."""
        return self._create("/api/ai/substitute-exercise", request, idempotency_key)

    def revise_program(self, program_id: str, sentence: str) -> str:
        """Ask for a new program that differs from an old one as a sentence says: "make it three days"."""
        return self._create(f"/api/programs/{_quoted(program_id)}/revise", {"sentence": sentence}, None)

    def job(self, job_id: str) -> Json:
        """A job as it is now."""
        return self._json("GET", f"/api/ai/jobs/{_quoted(job_id)}")

    def jobs(self, **filters: str | int) -> Json:
        """One page of jobs, newest first: `jobs` and `nextCursor`. Filters: status, type, limit, cursor."""
        return self._json("GET", f"/api/ai/jobs?{urllib.parse.urlencode(filters)}")

    def cancel(self, job_id: str) -> bool:
        """Cancel it; False when its worker has yet to notice.

        Raises:
            Refused: with status 409 when it had ended before.
        """
        with self._send("POST", f"/api/ai/jobs/{_quoted(job_id)}/cancel") as answer:
            return answer.status == 200

    def program(self, program_id: str) -> Json:
        """A program."""
        return self._json("GET", f"/api/programs/{_quoted(program_id)}")

    def export_program(self, program_id: str, file_format: str) -> bytes:
        """A program as csv, xlsx, json, html or ics."""
        with self._send("GET", f"/api/programs/{_quoted(program_id)}/export.{file_format}") as answer:
            return answer.read()

    def watch(self, job_id: str) -> Iterator[Json]:
        """The job each time it changes, the last time when it has ended. A broken stream is taken up where it was."""
        last = ""
        while True:
            try:
                headers = {"last-event-id": last} if last else {}
                with self._send("GET", f"/api/ai/jobs/{_quoted(job_id)}/events", headers=headers) as stream:
                    for last, job in _events(stream):  # noqa: B007 - where to go on
                        yield job
                        if job["status"] in ENDED:
                            return
            except Refused as error:
                if error.status != 429 and error.status < 500:
                    raise
            except (OSError, HTTPException):
                pass
            time.sleep(_PAUSE_S)
            job = self.job(job_id)
            yield job
            if job["status"] in ENDED:
                return

    def finished(self, job_id: str) -> Json:
        """The job once it has ended."""
        for job in self.watch(job_id):
            if job["status"] in ENDED:
                return job
        raise ConnectionError("the stream ended before the job did")

    def _create(self, path: str, body: Mapping[str, object], key: str | None) -> str:
        headers = {"content-type": "application/json"} | ({} if key is None else {"idempotency-key": key})
        return self._json("POST", path, headers=headers, body=json.dumps(body).encode())["jobId"]

    def _json(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Json:
        with self._send(method, path, headers=headers, body=body) as answer:
            return json.load(answer)

    def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HTTPResponse:
        request = urllib.request.Request(
            self._url + path, data=body, method=method, headers={**self._headers(), **(headers or {})}
        )
        try:
            return urllib.request.urlopen(request, timeout=self._timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(error.code, _problem(error.read()), _seconds(error.headers.get("retry-after"))) from None


def _events(stream: HTTPResponse) -> Iterator[tuple[str, Json]]:
    fields: dict[str, str] = {}
    for raw in stream:
        line = raw.decode().rstrip("\r\n")
        if line and not line.startswith(":"):
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        elif not line and "data" in fields:
            yield fields.get("id", ""), json.loads(fields["data"])
            fields = {}


def _problem(body: bytes) -> Json:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdigit() else None


def _quoted(part: str) -> str:
    return urllib.parse.quote(part, safe="")
