"""Creates Cloud Tasks for jobs with Google's client, in the cloud and against a local queue alike.

Google's library costs half a second to a second and 64 MB; it is imported by `warm` or the first call, never with this
module.

    QueueError
    ├── QueueUnavailable   the outcome is unknown, or it may work later
    └── QueueRejected      it will never work like this
        └── JobUnroutable  for this job alone: no queue or route is for it
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from importlib import import_module

# Any: google-cloud-tasks, google-api-core and grpcio ship no usable types, and are imported late.
from typing import Any

_CALL_TIMEOUT_S = 5.0
_MIN_DEADLINE_S = 15
_MAX_DEADLINE_S = 1_800
_PATH_BY_JOB_TYPE = {
    "program_generator": "/tasks/program-generator",
    "workout_adapter": "/tasks/workout-adapter",
    "exercise_substitution": "/tasks/exercise-substitution",
}
_TRANSIENT = frozenset(
    # The last two say nothing about the outcome; the same name again is harmless either way.
    ("UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "UNKNOWN", "CANCELLED")
)
_EMULATOR_OPTIONS = (
    # A proxy variable of the developer's shell must not catch calls to 127.0.0.1.
    ("grpc.enable_http_proxy", 0),
    # One call is one attempt; the outbox decides about the next.
    ("grpc.enable_retries", 0),
    # gRPC's own pause between connection attempts grows to two minutes, long after the emulator is back.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 1_000),
)


class QueueError(Exception):
    """A task could not be created."""


class QueueUnavailable(QueueError):
    """The outcome is unknown, or it may work later; call again with the same generation."""


class QueueRejected(QueueError):
    """It will never work like this; the message says what to set."""


class JobUnroutable(QueueRejected):
    """No queue or route is for this job, whatever is set; other jobs are not concerned."""


class Enqueued(Enum):
    """What a successful `enqueue` found."""

    CREATED = "created"
    """The task is new."""
    ALREADY_EXISTS = "already_exists"
    """This job and generation has, or recently had, its task: a success as well."""


class CloudTasksQueue:
    """Makes one named task per job and generation. Thread-safe; every call blocks, at most five seconds."""

    def __init__(
        self,
        *,
        project: str,
        location: str,
        queue_by_priority: Mapping[str, str],
        worker_url: str,
        service_account: str | None,
        audience: str | None,
        emulator_host: str | None,
        dispatch_deadline_s: int = 900,
    ) -> None:
        """Check the settings; nothing is imported or connected yet.

        Args:
            project: Google Cloud project of the queues.
            location: their region.
            queue_by_priority: queue id for each priority.
            worker_url: where the worker listens, without a path.
            service_account: e-mail address whose OIDC token the tasks carry; None only with an emulator.
            audience: `aud` of that token; None is `worker_url`.
            emulator_host: `HOST:PORT` of a local queue; None is Google.
            dispatch_deadline_s: seconds the worker has for an answer, 15 to 1800.

        Raises:
            QueueRejected: the settings contradict each other.
        """
        if not worker_url.startswith(("http://", "https://")):
            raise QueueRejected(f"set AI_WORKER_URL to the worker's http(s) address, not {worker_url!r}")
        if not _MIN_DEADLINE_S <= dispatch_deadline_s <= _MAX_DEADLINE_S:
            raise QueueRejected(f"set the dispatch deadline to 15..1800 seconds, not {dispatch_deadline_s!r}")
        if emulator_host is None and not service_account:
            raise QueueRejected(
                "set CLOUD_RUN_SERVICE_ACCOUNT to the account the worker admits, "
                "or CLOUD_TASKS_EMULATOR_HOST to use a local queue"
            )
        self._location = f"projects/{project}/locations/{location}"
        self._queue_by_priority = dict(queue_by_priority)
        self._worker_url = worker_url.rstrip("/")
        self._service_account = service_account
        self._audience = audience or self._worker_url
        self._emulator_host = emulator_host
        self._dispatch_deadline_s = dispatch_deadline_s
        self._lock = threading.Lock()
        self._client: Any = None

    def warm(self) -> None:
        """Import the library and make the client, so that the first `enqueue` is quick.

        Raises:
            QueueRejected: there are no Google credentials.
        """
        self._connected()

    def enqueue(
        self,
        *,
        job_id: str,
        job_type: str,
        priority: str,
        generation: int,
        run_at: datetime | None,
        headers: Mapping[str, str],
    ) -> Enqueued:
        """Make the task of this job and generation, once however often it is called.

        Args:
            job_id: goes into the body; all else about the job is in the database.
            job_type: decides the worker's route.
            priority: decides the queue.
            generation: part of the task's name; a higher one gets past the name of an earlier task.
            run_at: not before this moment, with a time zone; None is now.
            headers: sent along with the task, `traceparent` for one.

        Raises:
            QueueUnavailable: try again later, with the same generation.
            QueueRejected: a setting is wrong.
        """
        queue_id, path = self._queue_by_priority.get(priority), _PATH_BY_JOB_TYPE.get(job_type)
        if queue_id is None:
            raise JobUnroutable(
                f"priority {priority!r} has no queue; TASKS_QUEUE has {sorted(self._queue_by_priority)}"
            )
        if path is None:
            raise JobUnroutable(f"job type {job_type!r} has no route; it must be one of {sorted(_PATH_BY_JOB_TYPE)}")
        queue = f"{self._location}/queues/{queue_id}"
        if run_at is not None and run_at.tzinfo is None:
            raise QueueRejected(f"run_at {run_at!r} needs a time zone")
        task: dict[str, Any] = {
            "name": f"{queue}/tasks/{task_id(job_id, generation)}",
            "http_request": {
                "url": f"{self._worker_url}{path}",
                "http_method": "POST",
                "headers": {**headers, "Content-Type": "application/json"},
                "body": json.dumps({"jobId": job_id}).encode(),
            },
            "dispatch_deadline": {"seconds": self._dispatch_deadline_s},
        }
        if self._service_account:
            token = {"service_account_email": self._service_account, "audience": self._audience}
            task["http_request"]["oidc_token"] = token
        if run_at is not None:
            task["schedule_time"] = run_at
        code = self._call("create_task", {"parent": queue, "task": task}, allowed="ALREADY_EXISTS")
        return Enqueued.CREATED if code is None else Enqueued.ALREADY_EXISTS

    def ensure_queues(self) -> None:
        """Make the queues that are missing in an emulator.

        Raises:
            QueueRejected: this is Google, where queues and their limits belong to infra/.
            QueueUnavailable: the emulator does not answer.
        """
        if self._emulator_host is None:
            raise QueueRejected("apply infra/ to create queues; the service does so only with an emulator")
        for queue_id in dict.fromkeys(self._queue_by_priority.values()):
            queue = {"name": f"{self._location}/queues/{queue_id}"}
            self._call("create_queue", {"parent": self._location, "queue": queue}, allowed="ALREADY_EXISTS")

    def close(self) -> None:
        """Close the connection, if there is one."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.transport.close()

    def _call(self, method: str, request: dict[str, Any], *, allowed: str) -> str | None:
        """Call once; returns None, or the status `allowed` if that was the answer."""
        client = self._connected()
        call_error: Any = import_module("google.api_core.exceptions").GoogleAPICallError
        auth_error: Any = import_module("google.auth.exceptions").GoogleAuthError
        try:
            getattr(client, method)(request=request, retry=None, timeout=_CALL_TIMEOUT_S)
        except call_error as error:
            code: str = error.grpc_status_code.name if error.grpc_status_code else "UNKNOWN"
            if code == allowed:
                return code
            if code in _TRANSIENT:
                raise QueueUnavailable(f"{method} answered {code}: {error.message}") from error
            raise QueueRejected(f"{method} answered {code}: {error.message}. {self._remedy(code)}") from error
        # A metadata server that does not answer is an outage, not a setting: credentials were found before.
        except auth_error as error:
            raise QueueUnavailable(f"{method} could not get a Google token: {error}") from error
        return None

    def _remedy(self, code: str) -> str:
        if code in ("NOT_FOUND", "FAILED_PRECONDITION"):
            return f"Create the queue with infra/, or correct TASKS_QUEUE or GCP_REGION ({self._location})."
        if code in ("PERMISSION_DENIED", "UNAUTHENTICATED"):
            roles = "roles/cloudtasks.enqueuer, and roles/iam.serviceAccountUser"
            return f"Give this service's account {roles} on {self._service_account!r}."
        return f"Check AI_WORKER_URL ({self._worker_url}) and the other task settings."

    def _connected(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = _connect(self._emulator_host)
            return self._client


def task_id(job_id: str, generation: int) -> str:
    """The id of a job's task.

    A hash comes first because Cloud Tasks slows down on names with a common or counting prefix; the generation gets
    past the names of earlier tasks, which stay blocked for hours.
    """
    return f"{hashlib.sha256(job_id.encode()).hexdigest()[:16]}-{generation}"


def _connect(emulator_host: str | None) -> Any:
    tasks_v2: Any = import_module("google.cloud.tasks_v2")
    if emulator_host is not None:
        # With api_endpoint alone the client would try TLS and hang.
        channel = import_module("grpc").insecure_channel(emulator_host, options=_EMULATOR_OPTIONS)
        transports = import_module("google.cloud.tasks_v2.services.cloud_tasks.transports")
        return tasks_v2.CloudTasksClient(transport=transports.CloudTasksGrpcTransport(channel=channel))
    try:
        return tasks_v2.CloudTasksClient()
    except import_module("google.auth.exceptions").GoogleAuthError as error:
        raise QueueRejected(
            "no Google credentials: run with a service account, or set CLOUD_TASKS_EMULATOR_HOST for a local queue"
        ) from error
