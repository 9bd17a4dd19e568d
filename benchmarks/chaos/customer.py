"""Asks for jobs over HTTP as FitCSV's backend does, again and again with the same key until each is accepted."""

import http.client
import json
import queue
import threading
import time
from dataclasses import dataclass, field

from benchmarks.access.wire import Wire

_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 1.0
_JOBS_OF_A_USER = 2
_BODY = json.dumps(
    {
        "goal": "strength",
        "frequency": 2,
        "experience": "beginner",
        "equipment": ["barbell", "rack", "bench"],
        "weeks": 4,
    }
).encode()


@dataclass(slots=True, kw_only=True)
class Customer:
    """Many users' requests through some connections.

    Attributes:
        url: of the API.
        token: of FitCSV's backend.
        max_waiting: while more tasks wait in the queue than this, nothing is asked for.
        accepted: id by number of the request.
        posts: requests sent, repetitions included.
        ended: how many jobs have ended, as the storm counts them.
        waiting: how many tasks wait in the queue, likewise.
        changed_ids: repeated requests that found another job than the first one.
    """

    url: str
    token: str
    max_waiting: int
    accepted: dict[int, str] = field(default_factory=dict[int, str])
    posts: int = 0
    ended: int = 0
    waiting: int = 0
    changed_ids: list[str] = field(default_factory=list[str])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask_for(self, jobs: int, threads: int, stop: threading.Event) -> None:
        """Ask for so many jobs and return when all are accepted, or somebody wants it to stop."""
        numbers: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(jobs):
            numbers.put(number)
        askers = [threading.Thread(target=self._ask, args=(numbers, stop)) for _ in range(threads)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()

    def _ask(self, numbers: "queue.SimpleQueue[int]", stop: threading.Event) -> None:
        with Wire(self.url) as wire:
            while not stop.is_set():
                while self.waiting > self.max_waiting and not stop.wait(_PAUSE_S):
                    pass
                try:
                    number = numbers.get_nowait()
                except queue.Empty:
                    return
                self._insist(wire, number, stop)

    def _insist(self, wire: Wire, number: int, stop: threading.Event) -> None:
        headers = (
            (b"authorization", f"Bearer {self.token}".encode()),
            (b"x-user-id", f"user-{number // _JOBS_OF_A_USER}".encode()),
            (b"idempotency-key", f"chaos-{number}".encode()),
        )
        while not stop.is_set():
            with self._lock:
                self.posts += 1
            try:
                answer = wire.send("POST", "/api/ai/generate-program", headers, _BODY)
            except (OSError, http.client.HTTPException):
                time.sleep(_PAUSE_S)
                continue
            if answer.status == 202:
                job_id = str(json.loads(answer.body)["jobId"])
                with self._lock:
                    self.accepted[number] = job_id
                # a part of the answers is lost on its way: the same key must find the same job
                if number % 50 == 0:
                    again = self._again(wire, headers)
                    if again not in (None, job_id):
                        self.changed_ids.append(f"{job_id} became {again}")
                return
            if answer.status not in (429, 503):
                raise RuntimeError(f"the API answered {answer.status}: {answer.body.decode()}")
            time.sleep(min(float(answer.header("retry-after") or 1.0), _LONGEST_PAUSE_S))

    def _again(self, wire: Wire, headers: tuple[tuple[bytes, bytes], ...]) -> str | None:
        try:
            answer = wire.send("POST", "/api/ai/generate-program", headers, _BODY)
        except (OSError, http.client.HTTPException):
            return None
        return str(json.loads(answer.body)["jobId"]) if answer.status == 202 else None
