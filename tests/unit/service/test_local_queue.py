"""The local queue's decisions and state, and the adapter's settings: without a thread, a socket or a clock."""

import contextlib
from dataclasses import replace
from typing import Any

import grpc
import jwt
import pytest
from google.cloud import tasks_v2
from google.protobuf import duration_pb2, field_mask_pb2, timestamp_pb2

from service.local_queue import Faults, QueueConfig, RateLimits, RetryPolicy
from service.local_queue.errors import Refusal
from service.local_queue.faults import Chance
from service.local_queue.queue import Settled
from service.local_queue.rate import LONGEST_PAUSE_S, Throttle, TokenBucket
from service.local_queue.retry import GiveUp, RetryIn, backoff_s, decide, parse_retry_after
from service.local_queue.rpc import CloudTasksMethods
from service.local_queue.signer import Signer
from service.local_queue.store import TaskStore
from service.local_queue.task import Answer

LOCATION = "projects/p/locations/l"
HIGH = f"{LOCATION}/queues/high"
START = 1_000_000.0
OK = Answer(status=200, reason="HTTP status code 200")
BUSY = Answer(status=503, reason="HTTP status code 503", retry_after_s=2.0)


class Bench:
    """A store with one queue, its methods as the wire would call them, and a clock that stands still."""

    def __init__(self, faults: Faults | None = None, *, rates: RateLimits | None = None, **retry: Any) -> None:
        self.now, self.pokes = START, 0
        chance = Chance(faults or Faults())
        self.store = TaskStore(chance=chance, clock=lambda: self.now, tombstone_s=60.0, min_deadline_s=15.0)
        config = QueueConfig(rates=rates or RateLimits(), retry=RetryPolicy(**retry))
        self.queue = self.store.create_queue(HIGH, config)
        self.methods = CloudTasksMethods(self.store, self._poke)

    def _poke(self) -> None:
        self.pokes += 1

    def create(self, name: str = "a", parent: str = HIGH, queue: str = HIGH, **fields: Any) -> Any:
        request = {"url": "http://worker/x", **fields.pop("request", {})}
        full_name = f"{queue}/tasks/{name}" if name else ""
        task = tasks_v2.Task(name=full_name, **{"http_request": request, **fields})
        return self.methods.create_task(
            tasks_v2.CreateTaskRequest.pb(tasks_v2.CreateTaskRequest(parent=parent, task=task))
        )

    def take(self) -> list[str]:
        """Ids of all tasks that leave now; they stay under way."""
        taken = iter(lambda: self.store.take(self.queue), None)
        return [task.name.task_id for task in taken if task]

    def attempt(self, answer: Answer) -> Settled:
        task = self.store.take(self.queue)
        assert task is not None
        return self.store.settle(self.queue, task, answer, duplicate=self.store.duplicate(self.queue, task))


def test_backoff_follows_the_example_of_googles_reference() -> None:
    policy = RetryPolicy(min_backoff_s=10, max_backoff_s=300, max_doublings=3)
    assert [backoff_s(policy, retry) for retry in range(1, 9)] == [10, 20, 40, 80, 160, 240, 300, 300]
    assert backoff_s(RetryPolicy(max_doublings=5_000), 10_000) == 3_600


@pytest.mark.parametrize(
    ("policy", "attempts", "since_first_s", "expected"),
    [
        pytest.param({"max_attempts": 3}, 2, 1e6, RetryIn(delay_s=0.2), id="attempts left"),
        pytest.param({"max_attempts": 3}, 3, 0.0, GiveUp(reason="attempts_used_up"), id="attempts used up"),
        pytest.param({"max_attempts": 3, "max_retry_duration_s": 9}, 3, 8.0, RetryIn(delay_s=0.4), id="time left"),
        pytest.param({"max_attempts": 3, "max_retry_duration_s": 9}, 2, 9.0, RetryIn(delay_s=0.2), id="time up alone"),
        pytest.param(
            {"max_attempts": 3, "max_retry_duration_s": 9}, 3, 9.0, GiveUp(reason="attempts_used_up"), id="both"
        ),
        pytest.param({"max_attempts": -1}, 9, 1e6, RetryIn(delay_s=25.6), id="unlimited"),
        pytest.param(
            {"max_attempts": -1, "max_retry_duration_s": 9}, 1, 9.0, GiveUp(reason="attempts_used_up"), id="by time"
        ),
    ],
)
def test_task_is_given_up_when_every_limit_it_has_is_reached(
    policy: dict[str, Any], attempts: int, since_first_s: float, expected: object
) -> None:
    decision = decide(
        RetryPolicy(**policy), attempts=attempts, since_first_s=since_first_s, age_s=0.0, retry_after_s=None
    )
    assert decision == expected


def test_retry_after_lengthens_the_pause_and_retention_ends_everything() -> None:
    policy = RetryPolicy(max_attempts=-1)
    asked = decide(policy, attempts=1, since_first_s=0.0, age_s=0.0, retry_after_s=7.0)
    assert asked == RetryIn(delay_s=7.0)
    old = decide(policy, attempts=1, since_first_s=0.0, age_s=31 * 86_400, retry_after_s=None)
    assert old == GiveUp(reason="retention")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("3", 3.0),
        ("99999", 3_600.0),
        ("soon", None),
        ("-1", None),
        ("Mon, 12 Jan 1970 13:46:45 GMT", 5.0),
        ("Mon, 12 Jan 1970 13:46:35 GMT", 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_date_and_never_believed_beyond_an_hour(
    header: str | None, expected: float | None
) -> None:
    assert parse_retry_after(header, now=START) == expected


def test_bucket_lets_a_burst_through_and_then_the_rate() -> None:
    bucket = TokenBucket(RateLimits(max_dispatches_per_second=2.0), now=0.0)
    assert [bucket.take(0.0) for _ in range(3)] == [True, True, False]
    assert bucket.wait_s(0.0) == pytest.approx(0.5)
    assert [bucket.take(0.5), bucket.take(0.5)] == [True, False]


def test_throttle_grows_per_burst_of_overload_and_forgets_after_a_success() -> None:
    throttle, now, pauses = Throttle(), 0.0, list[float]()
    for _ in range(8):
        throttle.overloaded(now, None)
        throttle.overloaded(now, None)
        pauses.append(throttle.wait_s(now))
        now += pauses[-1]
    assert pauses == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, LONGEST_PAUSE_S, LONGEST_PAUSE_S])
    throttle.succeeded()
    throttle.overloaded(now, None)
    assert throttle.wait_s(now) == pytest.approx(0.1)


def test_overload_holds_the_whole_queue_back_for_what_the_worker_asked() -> None:
    bench = Bench()
    bench.create("a")
    assert bench.attempt(BUSY) is Settled.RETRIED
    bench.create("b")
    assert (bench.take(), bench.queue.wait_s(bench.now)) == ([], 2.0)
    bench.now += 2
    assert sorted(bench.take()) == ["a", "b"]


def test_success_ends_the_slowness_and_other_failures_cause_none() -> None:
    bench = Bench()
    waits: list[float | None] = []
    for answer in (replace(BUSY, retry_after_s=None), OK, replace(BUSY, retry_after_s=None), replace(BUSY, status=500)):
        bench.create("")
        assert bench.attempt(answer) is (Settled.DELIVERED if answer is OK else Settled.RETRIED)
        bench.queue.purge(bench.now)
        bench.create("")
        waits.append(bench.queue.wait_s(bench.now))
        bench.queue.purge(bench.now)
        bench.now += 1
    assert waits == pytest.approx([0.1, 0.0, 0.1, 0.0])


@pytest.mark.parametrize(("status", "wait_s"), [(429, 60), (503, 60), (500, 5), (None, 5)])
def test_only_an_overloaded_worker_may_ask_for_a_later_retry(status: int | None, wait_s: float) -> None:
    bench = Bench(min_backoff_s=5)
    bench.create("a")
    bench.attempt(replace(BUSY, status=status, retry_after_s=60))
    assert bench.queue.wait_s(bench.now) == wait_s


def test_due_tasks_leave_by_schedule_time_and_within_the_rate() -> None:
    bench = Bench(rates=RateLimits(max_dispatches_per_second=2.0, max_concurrent_dispatches=3))
    for name, seconds in (("c", START + 3), ("b", START + 2), ("a", START + 1), ("late", START + 9)):
        bench.create(name, schedule_time=timestamp_pb2.Timestamp(seconds=int(seconds)))
    assert (bench.take(), bench.queue.wait_s(bench.now)) == ([], 1.0)
    bench.now += 3
    assert bench.take() == ["a", "b"]
    bench.now += 9
    assert bench.take() == ["c"]
    assert bench.queue.wait_s(bench.now) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"parent": f"{LOCATION}/queues/none", "name": ""}, "NOT_FOUND", id="no such queue"),
        pytest.param({"parent": "high"}, "INVALID_ARGUMENT", id="parent is no name"),
        pytest.param({"name": "a b"}, "INVALID_ARGUMENT", id="task id with a blank"),
        pytest.param({"queue": f"{LOCATION}/queues/low"}, "INVALID_ARGUMENT", id="another queue's task"),
        pytest.param({"http_request": None}, "INVALID_ARGUMENT", id="no request"),
        pytest.param({"request": {"url": "worker/x"}}, "INVALID_ARGUMENT", id="url without scheme"),
        pytest.param({"request": {"url": "http:///x"}}, "INVALID_ARGUMENT", id="url without host"),
        pytest.param({"request": {"url": f"http://w/{'x' * 2083}"}}, "INVALID_ARGUMENT", id="long url"),
        pytest.param({"request": {"http_method": "GET", "body": b"x"}}, "INVALID_ARGUMENT", id="body with GET"),
        pytest.param({"request": {"body": bytes(1024 * 1024)}}, "INVALID_ARGUMENT", id="large body"),
        pytest.param({"request": {"headers": {"a": "x\r\nb: y"}}}, "INVALID_ARGUMENT", id="header injection"),
        pytest.param({"request": {"headers": {"a": "x" * 81_920}}}, "INVALID_ARGUMENT", id="large headers"),
        pytest.param({"request": {"http_method": 99}}, "INVALID_ARGUMENT", id="no such method"),
        pytest.param({"request": {"oidc_token": {"audience": "x"}}}, "INVALID_ARGUMENT", id="token of nobody"),
        pytest.param({"dispatch_deadline": duration_pb2.Duration(seconds=14)}, "INVALID_ARGUMENT", id="short deadline"),
        pytest.param(
            {"dispatch_deadline": duration_pb2.Duration(seconds=1801)}, "INVALID_ARGUMENT", id="long deadline"
        ),
        pytest.param(
            {"schedule_time": timestamp_pb2.Timestamp(seconds=int(START) + 30 * 86_400 + 1)},
            "INVALID_ARGUMENT",
            id="far",
        ),
    ],
)
def test_wrong_task_is_refused_with_the_status_of_cloud_tasks(change: dict[str, Any], code: str) -> None:
    bench = Bench()
    with pytest.raises(Refusal) as caught:
        bench.create(**change)
    assert (caught.value.code.name, bench.store.stats().created) == (code, 0)


def test_deleted_task_is_not_sent_and_its_name_stays_blocked() -> None:
    bench = Bench()
    bench.create("a")
    name = tasks_v2.DeleteTaskRequest.pb()(name=f"{HIGH}/tasks/a")
    bench.methods.delete_task(name)
    assert bench.take() == []
    codes: list[str] = []
    for call in (lambda: bench.methods.delete_task(name), lambda: bench.methods.get_task(name), bench.create):
        with pytest.raises(Refusal) as caught:
            call()
        codes.append(caught.value.code.name)
    assert codes == ["NOT_FOUND", "FAILED_PRECONDITION", "ALREADY_EXISTS"]
    bench.now += 60
    bench.create("a")
    assert bench.take() == ["a"]


def test_answer_for_a_task_purged_meanwhile_changes_nothing() -> None:
    bench = Bench()
    bench.create("a")
    task = bench.store.take(bench.queue)
    assert task is not None
    bench.store.purge(HIGH)
    settled = bench.store.settle(bench.queue, task, BUSY, duplicate=False)
    assert (settled, bench.store.is_idle, bench.store.stats().in_flight) == (Settled.IGNORED, True, 0)


def test_queue_update_changes_the_masked_fields_only_and_makes_a_missing_queue() -> None:
    bench = Bench(max_attempts=7)
    limits = tasks_v2.Queue.pb()(
        name=HIGH, rate_limits={"max_dispatches_per_second": 5, "max_concurrent_dispatches": 2}
    )
    mask = field_mask_pb2.FieldMask(paths=["rate_limits.max_concurrent_dispatches"])
    bench.methods.update_queue(tasks_v2.UpdateQueueRequest.pb()(queue=limits, update_mask=mask))
    expected = QueueConfig(rates=RateLimits(max_concurrent_dispatches=2), retry=RetryPolicy(max_attempts=7))
    assert (bench.queue.config, bench.pokes) == (expected, 1)
    limits.name = f"{LOCATION}/queues/new"
    bench.methods.update_queue(tasks_v2.UpdateQueueRequest.pb()(queue=limits))
    assert bench.store.queues[limits.name].config.rates.max_dispatches_per_second == 5


def test_lists_come_in_pages_and_bodies_only_in_the_full_view() -> None:
    bench, full = Bench(), tasks_v2.Task.View.FULL
    for name in "abc":
        bench.create(name, request={"body": b"secret"})
    request = tasks_v2.ListTasksRequest.pb()(parent=HIGH, page_size=2)
    first = bench.methods.list_tasks(request)
    second = bench.methods.list_tasks(
        tasks_v2.ListTasksRequest.pb()(parent=HIGH, page_size=2, page_token=first.next_page_token, response_view=full)
    )
    assert [[task.name[-1] for task in page.tasks] for page in (first, second)] == [["a", "b"], ["c"]]
    assert (first.tasks[0].http_request.body, second.tasks[0].http_request.body) == (b"", b"secret")
    assert second.next_page_token == ""


def test_reorder_fault_shuffles_what_is_due_and_repeats_with_its_seed() -> None:
    orders: list[str] = []
    for faults in (Faults(reorder=True, seed=1), Faults(reorder=True, seed=1), Faults()):
        bench = Bench(faults)
        for name in "abcdefgh":
            bench.create(name)
        orders.append("".join(bench.take()))
    assert orders[0] == orders[1] != orders[2] == "abcdefgh"
    assert sorted(orders[0]) == list(orders[2])


def test_dropped_task_is_counted_and_leaves_its_name_blocked() -> None:
    bench = Bench(Faults(drop_share=1.0))
    bench.create("a")
    assert (bench.take(), bench.store.stats().dropped, bench.store.is_idle) == ([], 1, True)
    with pytest.raises(Refusal, match="too recently"):
        bench.create("a")


def test_duplicates_leave_beside_the_first_delivery_or_after_its_answer() -> None:
    bench = Bench(Faults(duplicate_share=1.0))
    for number in range(20):
        bench.create(f"t{number}")
    taken = [
        (task, bench.store.duplicate(bench.queue, task)) for task in iter(lambda: bench.store.take(bench.queue), None)
    ]
    assert 20 < len(taken) < 40
    for task, duplicate in taken:
        bench.store.settle(bench.queue, task, OK, duplicate=duplicate)
    assert sorted([task.name.task_id for task, _ in taken] + bench.take()) == sorted([f"t{n}" for n in range(20)] * 2)
    assert bench.store.stats().delivered == 20


def test_lost_answer_fault_hides_a_creation_that_happened() -> None:
    codes: set[grpc.StatusCode] = set()
    bench = Bench(Faults(lose_answer_share=0.5))
    for number in range(40):
        try:
            bench.create(f"t{number}")
        except Refusal as refusal:
            codes.add(refusal.code)
    stats = bench.store.stats()
    assert codes == {grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE}
    assert (stats.created, stats.waiting, bench.pokes, 5 < stats.lost_answers < 35) == (40, 40, 40, True)


def test_refusal_fault_makes_no_task_and_says_so() -> None:
    refused: list[str] = []
    bench = Bench(Faults(refuse_share=0.5))
    for number in range(40):
        with contextlib.suppress(Refusal):
            bench.create(f"t{number}")
            continue
        refused.append(f"t{number}")
    stats = bench.store.stats()
    assert 5 < len(refused) == stats.refused < 35
    assert (stats.created, stats.waiting) == (40 - len(refused), 40 - len(refused))
    assert set(bench.queue.tasks) == {f"t{number}" for number in range(40)} - set(refused)


def test_token_is_signed_anew_before_it_gets_old() -> None:
    now = [START]
    signer = Signer(clock=lambda: now[0])
    tokens: list[str] = []
    for step in (0, 299, 1):
        now[0] += step
        tokens.append(signer.token(email="e", audience="a"))
    issued = [jwt.decode(token, options={"verify_signature": False})["iat"] for token in tokens]
    assert issued == [START, START, START + 300]
