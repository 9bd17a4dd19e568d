"""The official Cloud Tasks client and our adapter against the local queue, which sends to a real HTTP server."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import grpc
import jwt
import pytest
from google.api_core.exceptions import GoogleAPICallError
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

from service.cloud_tasks import CloudTasksQueue, Enqueued, QueueRejected, QueueUnavailable, task_id
from service.local_queue import Faults, LocalQueue, LocalQueueError, QueueConfig, RateLimits, RetryPolicy

HIGH = "projects/local/locations/local/queues/high"
FAST = QueueConfig(rates=RateLimits(max_concurrent_dispatches=3), retry=RetryPolicy(max_attempts=3, min_backoff_s=0.01))
PATIENCE_S = 10
Reply = tuple[int, dict[str, str]]


class Worker(ThreadingHTTPServer):
    """Hands each request to the test, answers what `reply` says, and counts how many it has at a time."""

    daemon_threads = False
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.arrived: queue.Queue[SimpleNamespace] = queue.Queue()
        self.reply: Callable[[SimpleNamespace], Reply] = lambda _: (200, {})
        self.lock, self.active, self.peak = threading.Lock(), 0, 0

    def next(self) -> SimpleNamespace:
        return self.arrived.get(timeout=PATIENCE_S)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        worker: Any = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with worker.lock:
            worker.active += 1
            worker.peak = max(worker.peak, worker.active)
        got = SimpleNamespace(method=self.command, path=self.path, headers=self.headers, body=body)
        worker.arrived.put(got)
        status, headers = worker.reply(got)
        with worker.lock:
            worker.active -= 1
        try:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()
        except OSError:  # the queue has given up waiting, as one of the tests wants
            self.close_connection = True

    def do_PUT(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Bench:
    """Builds local queues, clients and adapters for one test; `now` stops the clock."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.now: float | None = None
        self.closers: list[Callable[[], None]] = []

    def start(self, faults: Faults | None = None, **options: Any) -> tuple[LocalQueue, tasks_v2.CloudTasksClient]:
        clock = lambda: time.time() if self.now is None else self.now  # noqa: E731
        local = LocalQueue(faults=faults, config=FAST, clock=clock, **options)
        channel = grpc.insecure_channel(local.start())
        self.closers += [channel.close, local.stop]
        return local, tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))

    def adapter(self, host: str, **options: Any) -> CloudTasksQueue:
        account = {"service_account": "tasks@local", "audience": "worker", "worker_url": f"{self.worker.url}/"}
        settings = {"project": "local", "location": "local", "queue_by_priority": {"high": "high"}, **account}
        adapter = CloudTasksQueue(emulator_host=host, **{**settings, **options})
        self.closers.append(adapter.close)
        return adapter

    def task(self, name: str = "a", request: dict[str, Any] | None = None, **fields: Any) -> tasks_v2.Task:
        request = {"url": f"{self.worker.url}/x", "body": b"{}", **(request or {})}
        return tasks_v2.Task(name=f"{HIGH}/tasks/{name}", http_request=request, **fields)


@pytest.fixture
def bench() -> Iterator[Bench]:
    worker = Worker()
    thread = threading.Thread(target=worker.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    bench = Bench(worker)
    yield bench
    for closer in reversed(bench.closers):
        closer()
    worker.shutdown()
    worker.server_close()
    thread.join()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("local-queue")]


def enqueue(adapter: CloudTasksQueue, *, job_id: str = "j", generation: int = 0, **fields: Any) -> Enqueued:
    job: dict[str, Any] = {"job_type": "workout_adapter", "priority": "high", "run_at": None, "headers": {}, **fields}
    return adapter.enqueue(job_id=job_id, generation=generation, **job)


def test_task_is_delivered_at_once_with_the_headers_of_cloud_tasks(bench: Bench) -> None:
    bench.now = 1_000_000.25
    local, client = bench.start()
    sent = {
        "traceparent": "00-a-b-01",
        "user-agent": "me",
        "X-CloudTasks-TaskRetryReason": "forged",
        "Content-Type": "a/b",
    }
    request = {"headers": sent, "http_method": "PUT", "body": b"hello"}
    client.create_task(parent=HIGH, task=bench.task(request=request))
    got = bench.worker.next()
    assert (got.method, got.path, got.body) == ("PUT", "/x", b"hello")
    assert {name: value for name, value in got.headers.items() if name.startswith("X-CloudTasks-")} == {
        "X-CloudTasks-QueueName": "high",
        "X-CloudTasks-TaskName": "a",
        "X-CloudTasks-TaskRetryCount": "0",
        "X-CloudTasks-TaskExecutionCount": "0",
        "X-CloudTasks-TaskETA": "1000000.250000",
    }
    assert got.headers.get_all("User-Agent") == ["Google-Cloud-Tasks"]
    assert (got.headers["traceparent"], got.headers["Content-Type"]) == ("00-a-b-01", "a/b")
    assert local.wait_until_idle(PATIENCE_S)
    assert (local.stats().delivered, list(client.list_tasks(parent=HIGH))) == (1, [])


def test_task_waits_for_its_schedule_time(bench: Bench) -> None:
    bench.now = 1_000_000.0
    local, client = bench.start()
    client.create_task(parent=HIGH, task=bench.task("later", schedule_time=datetime.fromtimestamp(1_000_060, UTC)))
    client.create_task(parent=HIGH, task=bench.task("now"))
    assert bench.worker.next().headers["X-CloudTasks-TaskName"] == "now"
    bench.now += 59
    local.poke()
    assert local.stats().dispatched == 1
    bench.now += 1
    local.poke()
    assert bench.worker.next().headers["X-CloudTasks-TaskETA"] == "1000060.000000"


def test_failed_task_comes_back_by_itself_and_says_why(bench: Bench) -> None:
    local, client = bench.start(min_deadline_s=0.1)
    replies, given_up = iter([(500, {}), (302, {"Location": "/x"}), (200, {})]), threading.Event()
    bench.worker.reply = lambda _: next(replies)
    client.create_task(parent=HIGH, task=bench.task())
    seen = [bench.worker.next().headers for _ in range(3)]
    names = ("TaskRetryCount", "TaskExecutionCount", "TaskPreviousResponse", "TaskRetryReason")
    assert [[headers[f"X-CloudTasks-{name}"] for name in names] for headers in seen] == [
        ["0", "0", None, None],
        ["1", "1", "500", "HTTP status code 500"],
        ["2", "2", "302", "HTTP status code 302"],
    ]
    bench.worker.reply = lambda got: (
        200 if "1" in got.headers["X-CloudTasks-TaskRetryCount"] or given_up.wait(PATIENCE_S) else 500,
        {},
    )
    client.create_task(parent=HIGH, task=bench.task("silent", dispatch_deadline={"nanos": 100_000_000}))
    _, again = bench.worker.next(), bench.worker.next().headers
    given_up.set()
    assert (again["X-CloudTasks-TaskExecutionCount"], again["X-CloudTasks-TaskPreviousResponse"]) == ("0", None)
    assert local.wait_until_idle(PATIENCE_S)
    assert (local.stats().delivered, local.stats().failed_attempts) == (2, 3)


def test_task_vanishes_with_a_log_line_when_attempts_are_used_up(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    # other tests start services in this process, and those set their own level
    caplog.set_level(logging.INFO)
    local, client = bench.start()
    bench.worker.reply = lambda _: (500, {})
    client.create_task(parent=HIGH, task=bench.task())
    assert local.wait_until_idle(PATIENCE_S)
    assert (local.stats().dispatched, local.stats().vanished) == (3, 1)
    assert [record.message for record in caplog.records if record.name.startswith("service.")] == ["task_vanished"]


def test_name_stays_blocked_for_the_tombstone_time_and_no_longer(bench: Bench) -> None:
    bench.now = 1_000_000.0
    local, client = bench.start()
    client.create_task(parent=HIGH, task=bench.task())
    assert local.wait_until_idle(PATIENCE_S)
    bench.now += 3_599
    with pytest.raises(GoogleAPICallError, match="existed too recently") as caught:
        client.create_task(parent=HIGH, task=bench.task())
    assert caught.value.grpc_status_code is grpc.StatusCode.ALREADY_EXISTS
    bench.now += 1
    client.create_task(parent=HIGH, task=bench.task())
    assert bench.worker.next()


def test_paused_queue_sends_nothing_and_a_purged_one_never_will(bench: Bench) -> None:
    local, client = bench.start()
    client.pause_queue(name=HIGH)
    client.create_task(parent=HIGH, task=bench.task("a"))
    client.purge_queue(name=HIGH)
    client.create_task(parent=HIGH, task=bench.task("b"))
    local.poke()
    assert local.stats().dispatched == 0
    client.resume_queue(name=HIGH)
    assert local.wait_until_idle(PATIENCE_S)
    assert [bench.worker.next().headers["X-CloudTasks-TaskName"], local.stats().created] == ["b", 2]
    assert bench.worker.arrived.empty()


def test_storm_costs_no_threads_and_never_exceeds_the_concurrency_limit(bench: Bench) -> None:
    local, client = bench.start()
    before, release = threading.active_count(), threading.Event()
    bench.worker.reply = lambda _: (200 if release.wait(PATIENCE_S) else 500, {})
    for number in range(200):
        client.create_task(parent=HIGH, task=bench.task(f"t{number}"))
    for _ in range(3):
        bench.worker.next()
    assert (local.stats().in_flight, local.stats().waiting) == (3, 200)
    # Three handler threads belong to the worker, at most eight to the gRPC server.
    assert threading.active_count() - before <= 3 + 8
    release.set()
    assert local.wait_until_idle(PATIENCE_S)
    assert (local.stats().delivered, bench.worker.peak) == (200, 3)


def test_oidc_token_verifies_with_the_key_set_of_the_queue(bench: Bench) -> None:
    local, client = bench.start()
    for name, audience, expected in (("a", "worker", "worker"), ("b", "", f"{bench.worker.url}/x")):
        oidc = {"service_account_email": "tasks@local", "audience": audience}
        client.create_task(parent=HIGH, task=bench.task(name, {"oidc_token": oidc, "headers": {"authorization": "x"}}))
        [header] = bench.worker.next().headers.get_all("Authorization")
        token = header.removeprefix("Bearer ")
        key = jwt.PyJWKSet.from_dict(local.jwks())[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, ["RS256"], audience=expected, issuer="https://accounts.google.com")
        assert (claims["email"], claims["email_verified"]) == ("tasks@local", True)
        assert claims["exp"] - claims["iat"] == 3_600


@pytest.mark.parametrize("seed", range(4))
def test_duplicate_fault_delivers_twice_and_drop_fault_never(bench: Bench, seed: int) -> None:
    for faults, deliveries in ((Faults(duplicate_share=1.0, seed=seed), 2), (Faults(drop_share=1.0), 0)):
        local, client = bench.start(faults)
        client.create_task(parent=HIGH, task=bench.task())
        assert local.wait_until_idle(PATIENCE_S)
        assert [bench.worker.arrived.get_nowait().path for _ in range(deliveries)] == ["/x"] * deliveries
        assert bench.worker.arrived.empty()


def test_stop_waits_for_the_dispatch_under_way(bench: Bench) -> None:
    local, client = bench.start()
    release = threading.Event()
    bench.worker.reply = lambda _: (200 if release.wait(PATIENCE_S) else 500, {})
    client.create_task(parent=HIGH, task=bench.task())
    bench.worker.next()
    stopping = threading.Thread(target=local.stop)
    stopping.start()
    # A stop that cuts the dispatch off is over long before this; a right one never is, however slow the machine.
    stopping.join(0.3)
    assert stopping.is_alive()
    release.set()
    stopping.join()
    assert local.stats().delivered == 1
    with pytest.raises(LocalQueueError, match="make a new one"):
        local.start()


def test_second_queue_on_a_taken_port_is_refused(bench: Bench) -> None:
    local, _ = bench.start()
    with pytest.raises(LocalQueueError, match="is taken"):
        LocalQueue(port=int(local.address.rpartition(":")[2])).start()


@pytest.mark.parametrize(
    ("job_type", "path"),
    [
        ("program_generator", "/tasks/program-generator"),
        ("workout_adapter", "/tasks/workout-adapter"),
        ("exercise_substitution", "/tasks/exercise-substitution"),
    ],
)
def test_adapter_creates_the_task_of_a_job(bench: Bench, job_type: str, path: str) -> None:
    local, client = bench.start()
    client.pause_queue(name=HIGH)
    run_at = datetime.fromtimestamp(int(time.time()) + 3_600, UTC)
    adapter = bench.adapter(local.address)
    assert enqueue(adapter, job_type=job_type, run_at=run_at, headers={"traceparent": "00-a"}) is Enqueued.CREATED
    view = tasks_v2.Task.View.FULL
    task = client.get_task(request={"name": f"{HIGH}/tasks/{task_id('j', 0)}", "response_view": view})
    request = task.http_request
    assert (request.url, request.http_method.name) == (bench.worker.url + path, "POST")
    assert dict(request.headers) == {"traceparent": "00-a", "Content-Type": "application/json"}
    assert request.body == b'{"jobId": "j"}'
    assert (request.oidc_token.service_account_email, request.oidc_token.audience) == ("tasks@local", "worker")
    assert (task.schedule_time, task.dispatch_deadline) == (run_at, timedelta(seconds=900))


def test_adapter_counts_an_existing_task_as_success_and_needs_a_new_generation_for_another(bench: Bench) -> None:
    local, _ = bench.start(Faults(blocked_names=frozenset({task_id("blocked", 0)})))
    adapter = bench.adapter(local.address)
    answers = [enqueue(adapter, generation=generation) for generation in (0, 0, 1)]
    assert answers == [Enqueued.CREATED, Enqueued.ALREADY_EXISTS, Enqueued.CREATED]
    assert enqueue(adapter, job_id="blocked") is Enqueued.ALREADY_EXISTS


def test_adapter_reports_a_lost_answer_and_finds_the_task_next_time(bench: Bench) -> None:
    local, _ = bench.start(Faults(lose_answer_share=1.0))
    adapter = bench.adapter(local.address)
    with pytest.raises(QueueUnavailable, match=r"DEADLINE_EXCEEDED|UNAVAILABLE"):
        enqueue(adapter)
    assert enqueue(adapter) is Enqueued.ALREADY_EXISTS
    assert bench.worker.next().body == b'{"jobId": "j"}'
    local.stop()
    with pytest.raises(QueueUnavailable, match="UNAVAILABLE"):
        enqueue(adapter, generation=1)
    assert local.stats().created == 1


def test_adapter_names_the_missing_queue_and_can_make_it_locally(bench: Bench) -> None:
    local, _ = bench.start()
    adapter = bench.adapter(local.address, queue_by_priority={"high": "fitcsv-high"})
    with pytest.raises(QueueRejected, match=r"fitcsv-high.*TASKS_QUEUE or GCP_REGION"):
        enqueue(adapter)
    adapter.ensure_queues()
    adapter.ensure_queues()
    assert enqueue(adapter) is Enqueued.CREATED
