"""Two actors at one job, on two connections, at the same moment: each pair has one outcome for each order.

First the order is forced: the first actor stands just before its commit, the second one arrives and waits for the row (or
passes it by), then the first commits. Then both start at a barrier, and the outcome must be that of one of the orders.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, Engine, text

from storage.engine import DatabaseSettings, build_engine
from storage.errors import CancelRequested, LostLease, StorageError, TooManyOpenJobs
from storage.fault_point import FaultPlan, FaultPoint
from storage.ids import program_id_for_job
from storage.jobs import Claimed, Created, JobRow, JobStore, NewJob, Refused

USER = "user-1"
JOB = "the-job"
_LOST, _WANTED = LostLease.__name__, CancelRequested.__name__


@dataclass(slots=True)
class Gate(FaultPlan):
    """Stops whoever comes to the end of a transaction, until it is opened."""

    arrived: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def reach(self, point: FaultPoint) -> None:
        if point.value.endswith(".written"):
            self.arrived.set()
            assert self.opened.wait(10)


@dataclass(frozen=True)
class Arena:
    """A database and two ways into it."""

    engine: Engine

    def prepare(self, state: str) -> None:
        """One job, queued or running under fence 1, its lease perhaps over."""
        self.sql("""DELETE FROM "AIJob"; DELETE FROM "AIProgram" """)
        store = JobStore(self.engine)
        store.create(NewJob(user_id=USER, type="t", params={}, job_id=JOB, max_attempts=3))
        if state != "queued":
            assert isinstance(store.claim(JOB), Claimed)
        if state == "expired":
            self.sql("""UPDATE "AIJob" SET "leaseUntil" = '2001-01-01'""")

    def sql(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    def status(self) -> str:
        """The job's status; what must hold in every state is checked on the way."""
        job = JobStore(self.engine).load(JOB)
        assert job is not None
        with self.engine.connect() as connection:
            programs = connection.exec_driver_sql('SELECT count(*) FROM "AIProgram"').scalar_one()
            attempts = connection.exec_driver_sql(
                'SELECT count(*), count(*) FILTER (WHERE "endedAt" IS NULL) FROM "AIJobAttempt"'
            ).one()
        assert programs == (job.status == "completed")
        assert tuple(attempts) == (job.fence, int(job.status == "processing"))
        return job.status

    def has_a_waiter(self) -> bool:
        with self.engine.connect() as connection:
            return bool(
                connection.exec_driver_sql(
                    "SELECT count(*) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ).scalar_one()
            )


@pytest.fixture(scope="module")
def arena(new_database: Callable[[str | None], str], template: str) -> Iterator[Arena]:
    engine = build_engine(DatabaseSettings(url=new_database(template)))
    yield Arena(engine)
    engine.dispose()


def _write(connection: Connection, user: str) -> None:
    statement = 'INSERT INTO "AIProgram" ("programId", "jobId", "userId", "document") VALUES (:p, :j, :u, \'1\')'
    connection.execute(text(statement), {"p": program_id_for_job(JOB), "j": JOB, "u": user})


ACTORS: dict[str, Callable[[JobStore], object]] = {
    "complete": lambda store: store.complete(JOB, 1, result={}, write=_write),
    "fail": lambda store: store.fail(JOB, 1, "broken", "It broke."),
    "give back": lambda store: store.retry_later(JOB, 1, 0),
    "end cancelled": lambda store: store.finish_cancelled(JOB, 1),
    "beat": lambda store: store.heartbeat(JOB, 1),
    "cancel": lambda store: store.cancel(JOB, USER),
    "claim": lambda store: store.claim(JOB),
    "sweep": lambda store: store.sweep().requeued,
    "relay": lambda store: len(store.take_due()),
}


def _seen(work: Callable[[], object]) -> object:
    """An answer in one word."""
    try:
        answer = work()
    except StorageError as error:
        return type(error).__name__
    match answer:
        case JobRow():
            return answer.status
        case Claimed():
            return f"fence {answer.job.fence}"
        case Refused():
            return answer.reason.value
        case Created():
            return "new" if answer.is_new else "known"
        case _:
            return getattr(answer, "value", answer)


Outcome = tuple[object, object, str]
"""The first one's answer, the second one's, the job's status after both."""

_OWNERS = ("complete", "fail", "give back", "end cancelled", "beat")


def _after(status: str, first: object, *, cancel: object, claim: object, then: dict[str, str]) -> dict[str, Outcome]:
    """Outcomes of everybody who comes second: owners have lost; `then` says who changes the status once more."""
    answers = {**dict.fromkeys(_OWNERS, _LOST), "cancel": cancel, "claim": claim}
    return {second: (first, answer, then.get(second, status)) for second, answer in answers.items()}


_AS_IF_ALONE: dict[str, tuple[object, str]] = {
    "complete": ("completed", "completed"), "fail": ("failed", "failed"), "give back": ("queued", "queued"),
    "end cancelled": ("cancelled", "cancelled"), "beat": (False, "processing"), "cancel": ("requested", "processing"),
}  # fmt: skip

RUNNING: dict[str, dict[str, Outcome]] = {
    "complete": _after("completed", "completed", cancel="already_ended", claim="busy", then={}),
    "fail": _after("failed", "failed", cancel="already_ended", claim="busy", then={}),
    "end cancelled": _after("cancelled", "cancelled", cancel="already_ended", claim="busy", then={}),
    "give back": _after("queued", "queued", cancel="cancelled", claim="busy", then={"cancel": "cancelled"}),
    "beat": {
        **{second: (False, answer, status) for second, (answer, status) in _AS_IF_ALONE.items()},
        "claim": (False, "busy", "processing"),
    },
    "cancel": {
        "complete": ("requested", _WANTED, "processing"), "fail": ("requested", "failed", "failed"),
        "give back": ("requested", "cancelled", "cancelled"),
        "end cancelled": ("requested", "cancelled", "cancelled"),
        "beat": ("requested", True, "processing"), "cancel": ("requested", "requested", "processing"),
        "claim": ("requested", "busy", "processing"),
    },
    "claim": {
        **{second: ("busy", answer, status) for second, (answer, status) in _AS_IF_ALONE.items()},
        "claim": ("busy", "busy", "processing"),
    },
}  # fmt: skip

EXPIRED: dict[str, dict[str, Outcome]] = {
    "claim": {
        **_after("processing", "fence 2", cancel="requested", claim="busy", then={}),
        "sweep": ("fence 2", 0, "processing"),
    },
    "sweep": {
        **_after("queued", 1, cancel="cancelled", claim="fence 2", then={"cancel": "cancelled", "claim": "processing"}),
        "sweep": (1, 0, "queued"),
    },
    # nobody has taken the job over, so the one who is late may still end it
    "complete": {"claim": ("completed", "terminal", "completed"), "sweep": ("completed", 0, "completed")},
    "give back": {"claim": ("queued", "fence 2", "processing"), "sweep": ("queued", 0, "queued")},
    "beat": {"claim": (False, "busy", "processing"), "sweep": (False, 0, "processing")},
    "cancel": {"claim": ("requested", "cancelled", "processing"), "sweep": ("requested", 0, "processing")},
}

QUEUED: dict[str, dict[str, Outcome]] = {
    "claim": {
        "claim": ("fence 1", "busy", "processing"), "cancel": ("fence 1", "requested", "processing"),
        "relay": ("fence 1", 0, "processing"),
    },
    "cancel": {
        "claim": ("cancelled", "terminal", "cancelled"), "cancel": ("cancelled", "already_ended", "cancelled"),
        "relay": ("cancelled", 0, "cancelled"),
    },
    "relay": {
        "claim": (1, "fence 1", "processing"), "cancel": (1, "cancelled", "cancelled"), "relay": (1, 0, "queued"),
    },
}  # fmt: skip

# a claim does not wait for a row whose lease is alive, and the sweep waits for none: they pass by; when they come only
# a moment later, they see the end of the other one's work
LATER: dict[tuple[str, str, str], Outcome] = {
    ("running", "complete", "claim"): ("completed", "terminal", "completed"),
    ("running", "fail", "claim"): ("failed", "terminal", "failed"),
    ("running", "end cancelled", "claim"): ("cancelled", "terminal", "cancelled"),
    ("running", "give back", "claim"): ("queued", "fence 2", "processing"),
    ("expired", "cancel", "sweep"): ("requested", 0, "cancelled"),
}

TABLE = {"running": RUNNING, "expired": EXPIRED, "queued": QUEUED}
PAIRS = [(state, first, second) for state, rows in TABLE.items() for first, row in rows.items() for second in row]


def _one_after_the_other(
    arena: Arena, first: Callable[[JobStore], object], second: Callable[[JobStore], object]
) -> tuple[object, object]:
    """The second one comes while the first one has written everything and committed nothing."""
    gate = Gate()
    with ThreadPoolExecutor(2) as threads:
        ahead: Future[object] = threads.submit(_seen, lambda: first(JobStore(arena.engine, gate)))
        # an actor that is refused early never comes to the end of its transaction
        while not gate.arrived.wait(0.002) and not ahead.done():
            pass
        behind: Future[object] = threads.submit(_seen, lambda: second(JobStore(arena.engine)))
        while not wait([behind], timeout=0.002).done and not arena.has_a_waiter():
            pass
        gate.opened.set()
        return ahead.result(), behind.result()


@pytest.mark.parametrize(("state", "first", "second"), PAIRS)
def test_who_comes_second_sees_what_the_first_one_did(arena: Arena, state: str, first: str, second: str) -> None:
    arena.prepare(state)
    answers = _one_after_the_other(arena, ACTORS[first], ACTORS[second])
    assert (*answers, arena.status()) == TABLE[state][first][second]


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [(state, one, other) for state, one, other in PAIRS if one <= other and one in TABLE[state].get(other, {})],
)
def test_at_the_same_moment_the_outcome_is_that_of_one_of_the_orders(
    arena: Arena, state: str, one: str, other: str
) -> None:
    allowed = {TABLE[state][one][other], LATER.get((state, one, other))}
    for turned in (TABLE[state][other][one], LATER.get((state, other, one))):
        allowed.add(None if turned is None else (turned[1], turned[0], turned[2]))
    for _ in range(2):
        arena.prepare(state)
        barrier = threading.Barrier(2)

        def act(name: str, barrier: threading.Barrier = barrier) -> object:
            store = JobStore(arena.engine)
            barrier.wait()
            return _seen(lambda: ACTORS[name](store))

        with ThreadPoolExecutor(2) as threads:
            answers = tuple(threads.map(act, (one, other)))
        assert (*answers, arena.status()) in allowed


def _new(**changes: object) -> Callable[[JobStore], object]:
    values = {"user_id": USER, "type": "t", "params": {}, "body_hash": "h", **changes}
    return lambda store: store.create(NewJob(**values))


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        (_new(idempotency_key="k"), _new(idempotency_key="k"), ("new", "known")),
        (_new(idempotency_key="k"), _new(idempotency_key="k", body_hash="other"), ("new", "IdempotencyConflict")),
        (_new(max_open_jobs=2), _new(max_open_jobs=2), ("new", TooManyOpenJobs.__name__)),
        (_new(max_open_jobs=2), _new(max_open_jobs=2, user_id="user-2"), ("new", "new")),
        (_new(idempotency_key="k"), _new(idempotency_key="k", user_id="user-2"), ("new", "new")),
    ],
    ids=["same key", "other body", "cap", "cap of another user", "key of another user"],
)
def test_two_requests_at_once_are_one_after_the_other(
    arena: Arena, first: Callable[[JobStore], object], second: Callable[[JobStore], object], answers: tuple[str, str]
) -> None:
    arena.prepare("queued")
    assert _one_after_the_other(arena, first, second) == answers


def test_two_jobs_of_one_user_are_claimed_one_after_the_other(arena: Arena) -> None:
    arena.prepare("queued")
    JobStore(arena.engine).create(NewJob(user_id=USER, type="t", params={}, job_id="second"))
    JobStore(arena.engine).create(NewJob(user_id="user-2", type="t", params={}, job_id="another's"))
    answers = _one_after_the_other(
        arena,
        lambda store: store.claim(JOB, max_running=1),
        lambda store: store.claim("second", max_running=1),
    )
    assert answers == ("fence 1", "owner_busy")
    assert _seen(lambda: JobStore(arena.engine).claim("another's", max_running=1)) == "fence 1"
