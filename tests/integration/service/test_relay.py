"""The relay: what the queue refuses comes again, what can never be routed ends, and chance sweeps for everybody."""

import asyncio

import pytest
from sqlalchemy import text

from service.api.relay import SWEEP_SHARE, Relay, TaskRefused
from service.api.threads import Threads
from service.bootstrap import TaskClient, task_queue
from service.cloud_tasks import CloudTasksQueue, QueueRejected, task_id
from service.local_queue import LocalQueue
from service.settings import Tasks
from storage.errors import DatabaseDown
from storage.jobs import DueTask, JobStore
from storage.jobs.creation import NewJob


class Queue:
    """A queue that keeps the names of its tasks, and refuses so many times before."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.names: list[str] = []

    def create(self, task: DueTask) -> None:
        if self.refusals:
            self.refusals -= 1
            raise TaskRefused("the queue does not answer")
        self.names.append(f"{task.job_id}-{task.generation}")


@pytest.fixture
def jobs(engine) -> JobStore:
    return JobStore(engine)


def make(jobs: JobStore, job_id: str, **changes: object) -> None:
    values = {"user_id": f"user of {job_id}", "type": "program_generator", "params": {}, "job_id": job_id, **changes}
    jobs.create(NewJob(**values))


def due_in_s(engine, job_id: str) -> float:
    statement = text(
        """SELECT extract(epoch FROM "enqueueDue" - clock_timestamp() AT TIME ZONE 'UTC') FROM "AIJob" WHERE "id" = :id"""
    )
    with engine.connect() as connection:
        return float(connection.execute(statement, {"id": job_id}).scalar_one())


def make_due(engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("""UPDATE "AIJob" SET "enqueueDue" = '2001-01-01' WHERE "enqueueDue" IS NOT NULL"""))


def test_what_the_queue_refuses_waits_longer_each_time_and_is_made_in_the_end(jobs, engine) -> None:
    queue = Queue(refusals=4)
    relay = Relay(jobs, queue, Threads(1), spread=lambda: 1.0)
    make(jobs, "a")
    waits: list[float] = []

    async def main() -> int:
        for _ in range(4):
            assert await relay.drain() == 0
            waits.append(due_in_s(engine, "a"))
            make_due(engine)
        return await relay.drain()

    assert asyncio.run(main()) == 1
    assert [round(wait) for wait in waits] == [2, 4, 8, 16]
    assert queue.names == ["a-0"]


def test_processes_do_not_come_back_at_the_same_moment(jobs, engine) -> None:
    make(jobs, "a")
    asyncio.run(Relay(jobs, Queue(refusals=1), Threads(1), spread=lambda: 0.0).drain())
    assert due_in_s(engine, "a") < 1.1


def test_a_job_that_nobody_can_route_ends_and_stands_in_nobodys_way(jobs) -> None:
    make(jobs, "odd", type="horoscope")
    make(jobs, "urgent", priority="yesterday")
    make(jobs, "good")
    made: list[DueTask] = []

    class Routed(TaskClient):
        """The real client up to the point where it would call the queue."""

        def create(self, task: DueTask) -> None:
            try:
                super().create(task)
            except TaskRefused as error:
                if error.is_final:
                    raise
                made.append(task)

    queue = CloudTasksQueue(
        project="local", location="local", queue_by_priority={"normal": "normal"}, worker_url="http://127.0.0.1:1",
        service_account=None, audience=None, emulator_host="127.0.0.1:1",
    )  # fmt: skip
    assert asyncio.run(Relay(jobs, Routed(queue), Threads(1)).drain()) == 1
    queue.close()
    assert [task.job_id for task in made] == ["good"]
    for job_id in ("odd", "urgent"):
        job = jobs.load(job_id)
        assert job is not None
        assert (job.status, job.error_code, job.is_enqueue_due) == ("failed", "bad_task", False)


def test_each_priority_has_a_queue_of_its_own(jobs) -> None:
    local = LocalQueue()
    client = task_queue(Tasks(emulator_host=local.start()), worker_url="http://127.0.0.1:1", dispatch_s=900)
    for priority in ("high", "normal", "low"):
        make(jobs, f"a job of {priority}", priority=priority)
    assert asyncio.run(Relay(jobs, TaskClient(client), Threads(1)).drain()) == 3
    waiting = {name.rpartition("/")[2]: list(queue.tasks) for name, queue in local._store.queues.items()}
    client.close()
    local.stop(grace_s=0.1)
    assert waiting == {name: [task_id(f"a job of {name}", 0)] for name in ("high", "normal", "low")}


def test_a_setting_that_is_wrong_ends_no_job(jobs) -> None:
    class Misconfigured:
        def enqueue(self, **_: object) -> None:
            raise QueueRejected("create the queue with infra/")

    make(jobs, "a")
    assert asyncio.run(Relay(jobs, TaskClient(Misconfigured()), Threads(1)).drain()) == 0
    job = jobs.load("a")
    assert job is not None
    assert (job.status, job.is_enqueue_due) == ("queued", True)


@pytest.mark.parametrize(("chance", "is_swept"), [(SWEEP_SHARE / 2, True), (SWEEP_SHARE, False)])
def test_one_in_a_hundred_wake_ups_sweeps(jobs, engine, chance: float, is_swept: bool) -> None:
    make(jobs, "deserted")
    jobs.claim("deserted")
    with engine.begin() as connection:
        connection.execute(text("""UPDATE "AIJob" SET "leaseUntil" = '2001-01-01'"""))

    async def main() -> None:
        relay = Relay(jobs, Queue(), Threads(1), spread=lambda: chance)
        relay.start()
        make(jobs, "new")
        relay.wake()
        while (job := await asyncio.to_thread(jobs.load, "new")) is None or job.is_enqueue_due:
            relay.wake()
        # the first look was at the start; a wake-up after it sweeps or does not
        for number in range(3):
            await asyncio.to_thread(make, jobs, f"later-{number}")
            relay.wake()
            while (job := await asyncio.to_thread(jobs.load, f"later-{number}")) is None or job.is_enqueue_due:
                relay.wake()
        await relay.stop()

    asyncio.run(main())
    job = jobs.load("deserted")
    assert job is not None
    assert (job.status == "queued") is is_swept


def test_the_relay_outlives_an_error_that_nobody_expects(jobs) -> None:
    class Odd(Queue):
        def create(self, task: DueTask) -> None:
            if not self.names:
                self.names.append("odd")
                raise ValueError("a library has a defect")
            super().create(task)

    queue = Odd()
    make(jobs, "a")

    async def main() -> None:
        relay = Relay(jobs, queue, Threads(1), spread=lambda: 0.0, idle_s=0.01)
        relay.start()
        while len(queue.names) < 2:
            assert relay._loop is not None
            assert not relay._loop.done()
            await asyncio.to_thread(make_due_again)
            relay.wake()
        await relay.stop()

    def make_due_again() -> None:
        jobs.postpone_enqueue("a", 0, 0)

    asyncio.run(main())
    assert queue.names == ["odd", "a-0"]


def test_one_refusal_holds_up_no_other_task_and_a_second_one_in_a_row_does(jobs) -> None:
    """One lost answer in a hundred would otherwise hide the rest of each batch from every relay for seconds."""
    for job_id in ("a", "b", "c", "d"):
        make(jobs, job_id)
    accident, wall = Queue(refusals=1), Queue(refusals=2)
    assert asyncio.run(Relay(jobs, accident, Threads(1)).drain()) == 3
    assert len(set(accident.names)) == 3
    for job_id in ("e", "f", "g"):
        make(jobs, job_id)
    assert asyncio.run(Relay(jobs, wall, Threads(1)).drain()) == 0
    assert wall.names == []


def test_after_an_outage_of_the_database_the_relay_looks_as_often_as_before(jobs) -> None:
    """An idle relay has no success that would end its pauses; they must not outlast the outage all the same."""
    looks: list[float] = []
    relay = Relay(jobs, Queue(), Threads(1), spread=lambda: 1.0, idle_s=0.002)

    class Away(JobStore):
        def take_due(self, limit: int = 100, visibility_s: float = 2.0) -> tuple[DueTask, ...]:
            looks.append(relay._pause_s())
            if len(looks) < 5:
                raise DatabaseDown("it is away")
            if len(looks) == 7:
                relay._stopping.set()
            return ()

    relay._jobs = Away(jobs._engine)

    async def main() -> None:
        relay.start()
        assert relay._loop is not None
        await relay._loop

    asyncio.run(main())
    assert [round(pause / 0.002) for pause in looks] == [1, 2, 4, 8, 16, 1, 1]
