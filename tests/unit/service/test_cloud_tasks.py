"""The Cloud Tasks adapter refuses what cannot work and tells transient trouble from permanent."""

import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import grpc
import pytest
from google.api_core.exceptions import from_grpc_status

from service.cloud_tasks import CloudTasksQueue, QueueRejected, QueueUnavailable, task_id

SETTINGS: dict[str, Any] = {
    "project": "p",
    "location": "l",
    "queue_by_priority": {"high": "h"},
    "worker_url": "https://worker",
    "service_account": "a@b",
    "audience": None,
    "emulator_host": None,
}
JOB: dict[str, Any] = {"job_id": "j", "generation": 0, "headers": {}}


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"service_account": None}, "CLOUD_RUN_SERVICE_ACCOUNT"),
        ({"worker_url": "worker:8080"}, "AI_WORKER_URL"),
        ({"dispatch_deadline_s": 14}, r"15\.\.1800"),
    ],
)
def test_adapter_refuses_contradicting_settings_by_name(change: dict[str, Any], setting: str) -> None:
    with pytest.raises(QueueRejected, match=setting):
        CloudTasksQueue(**{**SETTINGS, **change})


@pytest.mark.parametrize(
    ("priority", "job_type", "run_at", "message"),
    [
        ("urgent", "workout_adapter", None, "'urgent'.*'high'"),
        ("high", "poem", None, "'poem'.*program_generator"),
        ("high", "workout_adapter", datetime.now(UTC).replace(tzinfo=None), "time zone"),
    ],
)
def test_adapter_refuses_a_job_it_cannot_route(priority: str, job_type: str, run_at: Any, message: str) -> None:
    adapter = CloudTasksQueue(**SETTINGS)
    with pytest.raises(QueueRejected, match=message):
        adapter.enqueue(**JOB, priority=priority, job_type=job_type, run_at=run_at)


def test_adapter_makes_no_queues_at_google() -> None:
    with pytest.raises(QueueRejected, match="infra/"):
        CloudTasksQueue(**SETTINGS).ensure_queues()


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (grpc.StatusCode.RESOURCE_EXHAUSTED, QueueUnavailable, "quota"),
        (grpc.StatusCode.ABORTED, QueueUnavailable, "quota"),
        (grpc.StatusCode.INTERNAL, QueueUnavailable, "quota"),
        (grpc.StatusCode.PERMISSION_DENIED, QueueRejected, r"cloudtasks\.enqueuer.*serviceAccountUser on 'a@b'"),
        (grpc.StatusCode.FAILED_PRECONDITION, QueueRejected, "GCP_REGION"),
        (grpc.StatusCode.INVALID_ARGUMENT, QueueRejected, "AI_WORKER_URL"),
    ],
)
def test_adapter_tells_what_may_work_later_from_what_never_will(
    code: grpc.StatusCode, error: type[Exception], message: str
) -> None:
    class Refusing(CloudTasksQueue):
        def _connected(self) -> Any:
            return self

        def create_task(self, *, request: Any, retry: None, timeout: float) -> None:
            assert (request["parent"], timeout) == ("projects/p/locations/l/queues/h", 5.0)
            raise from_grpc_status(code, "out of quota")

    adapter = Refusing(**SETTINGS)
    with pytest.raises(error, match=message):
        adapter.enqueue(**JOB, priority="high", job_type="workout_adapter", run_at=None)


def test_task_names_are_fixed_and_spread() -> None:
    assert [task_id("job", 0), task_id("job", 12)] == ["5e8c9902207afaeb-0", "5e8c9902207afaeb-12"]


def test_google_library_is_loaded_by_warm_and_not_before() -> None:
    program = """
import sys
from service.cloud_tasks import CloudTasksQueue
queue = CloudTasksQueue(project="p", location="l", queue_by_priority={}, worker_url="http://w", service_account=None,
                        audience=None, emulator_host="127.0.0.1:1")
loaded = [name in sys.modules for name in ("grpc", "google.cloud.tasks_v2", "google.auth")]
queue.warm()
assert "google.cloud.tasks_v2" in sys.modules
queue.close()
sys.exit(any(loaded))
"""
    subprocess.run([sys.executable, "-W", "error::ResourceWarning", "-c", program], check=True)
