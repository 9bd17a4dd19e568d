"""Jobs are made once, claimed by one, and written only under the newest fence."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from storage.errors import BadCursor, IdempotencyConflict, LostLease, StorageError, TooManyOpenJobs
from storage.jobs import (
    CancelOutcome,
    Claimed,
    Created,
    JobRow,
    JobStore,
    NewJob,
    Refusal,
    Refused,
    RetryOutcome,
)
from strength.program import Program

Sql = Callable[..., list[tuple[object, ...]]]
NewJobs = Callable[..., NewJob]

EXPIRE = """UPDATE "AIJob" SET "leaseUntil" = '2001-01-01' WHERE "id" = :id"""


def together(count: int, work: Callable[[], object]) -> list[object]:
    """Run the same work in threads that start at once; errors of storage are answers, too."""
    barrier = threading.Barrier(count)

    def run(_: int) -> object:
        barrier.wait()
        try:
            return work()
        except StorageError as error:
            return error

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def test_a_new_job_is_queued_and_due(store: JobStore, new_job: NewJobs) -> None:
    created = store.create(new_job(priority="high", traceparent="00-1", warnings=["kettle is no equipment"]))
    assert created.is_new
    job = created.job
    assert (job.status, job.attempt, job.fence, job.is_enqueue_due) == ("queued", 0, 0, True)
    assert (job.params, job.priority, job.warnings) == ({"goal": "strength"}, "high", ("kettle is no equipment",))
    assert store.get(job.job_id, "user-1") == job == store.load(job.job_id)
    assert store.get(job.job_id, "somebody else") is None


def test_a_row_of_the_web_app_is_a_complete_job(store: JobStore, sql: Sql) -> None:
    sql(
        """INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt") """
        """VALUES ('web', 'user-1', 'program_generator', 'queued', '{"goal": "strength"}', CURRENT_TIMESTAMP)"""
    )
    answer = store.claim("web", types=["program_generator"])
    assert isinstance(answer, Claimed)
    assert (answer.job.attempt, answer.job.fence, answer.job.warnings) == (1, 1, ())
    assert not store.heartbeat("web", 1, progress={"stage": "design", "percent": 40})
    assert store.fail("web", 1, "invalid_output", "Sorry.").status == "failed"


def test_a_processing_row_of_the_web_app_without_a_lease_is_rescued(store: JobStore, sql: Sql) -> None:
    sql(
        """INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "createdAt", "startedAt") VALUES """
        """('old', 'u', 'x', 'processing', '{}', '2001-01-01', '2001-01-01'), """
        """('young', 'u', 'x', 'processing', '{}', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')"""
    )
    assert isinstance(store.claim("young"), Refused)
    assert isinstance(store.claim("old"), Claimed)


def test_text_that_postgres_cannot_hold_is_cleaned(store: JobStore, new_job: NewJobs) -> None:
    job = store.create(new_job(params={"notes": "a\x00b\ud800c"}, warnings=["x\x00y"])).job
    assert (job.params, job.warnings) == ({"notes": "abc"}, ("xy",))


def test_the_same_request_makes_one_job(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    answers = together(16, lambda: store.create(new_job(idempotency_key="k", body_hash="h")))
    created = [answer for answer in answers if isinstance(answer, Created)]
    assert len(created) == 16
    assert sum(answer.is_new for answer in created) == 1
    assert len({answer.job.job_id for answer in created}) == 1
    assert sql('SELECT count(*) FROM "AIJob"') == [(1,)]
    with pytest.raises(IdempotencyConflict):
        store.create(new_job(idempotency_key="k", body_hash="other"))
    assert store.create(new_job(user_id="user-2", idempotency_key="k", body_hash="other")).is_new


def test_the_cap_on_open_jobs_holds_in_a_race(store: JobStore, new_job: NewJobs) -> None:
    answers = together(16, lambda: store.create(new_job(max_open_jobs=3)))
    assert sum(isinstance(answer, Created) for answer in answers) == 3
    assert sum(isinstance(answer, TooManyOpenJobs) for answer in answers) == 13
    first = next(answer for answer in answers if isinstance(answer, Created))
    store.cancel(first.job.job_id, "user-1")
    assert store.create(new_job(max_open_jobs=3)).is_new


def test_a_replay_is_answered_although_the_cap_is_reached(store: JobStore, new_job: NewJobs) -> None:
    first = store.create(new_job(max_open_jobs=1, idempotency_key="k", body_hash="h"))
    again = store.create(new_job(max_open_jobs=1, idempotency_key="k", body_hash="h"))
    assert again.job.job_id == first.job.job_id


def test_of_many_claims_one_wins(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    job_id = store.create(new_job()).job.job_id
    answers = together(16, lambda: store.claim(job_id))
    assert sum(isinstance(answer, Claimed) for answer in answers) == 1
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert {answer.reason for answer in refused} == {Refusal.BUSY}
    assert sql('SELECT "fence", "attempt" FROM "AIJobAttempt"') == [(1, 1)]


def test_refusals_say_why(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    def reason(answer: Claimed | Refused) -> Refusal:
        assert isinstance(answer, Refused)
        return answer.reason

    assert reason(store.claim("nothing")) is Refusal.MISSING
    job_id = store.create(new_job(max_attempts=1)).job.job_id
    assert reason(store.claim(job_id, types=["workout_adapter"])) is Refusal.WRONG_TYPE
    sql("""UPDATE "AIJob" SET "runAt" = '2999-01-01' WHERE "id" = :id""", id=job_id)
    not_yet = store.claim(job_id)
    assert reason(not_yet) is Refusal.NOT_YET
    assert isinstance(not_yet, Refused)
    assert not_yet.run_at is not None
    assert not_yet.run_at.year == 2999
    sql("""UPDATE "AIJob" SET "runAt" = NULL WHERE "id" = :id""", id=job_id)
    store.claim(job_id)
    assert reason(store.claim(job_id)) is Refusal.BUSY
    sql(EXPIRE, id=job_id)
    assert reason(store.claim(job_id)) is Refusal.EXHAUSTED
    store.cancel(job_id, "user-1")
    assert reason(store.claim(job_id)) is Refusal.CANCELLED
    store.sweep()
    assert reason(store.claim(job_id)) is Refusal.TERMINAL


def test_an_expired_lease_is_stolen_and_the_old_attempt_is_lost(store: JobStore, claimed: JobRow, sql: Sql) -> None:
    sql(EXPIRE, id=claimed.job_id)
    answer = store.claim(claimed.job_id)
    assert isinstance(answer, Claimed)
    assert (answer.job.fence, answer.job.attempt) == (2, 2)
    assert answer.job.started_at == claimed.started_at
    attempts = sql('SELECT "fence", "outcome", "endedAt" IS NULL FROM "AIJobAttempt" ORDER BY "fence"')
    assert attempts == [(1, "lost", False), (2, None, True)]


def test_an_old_fence_changes_nothing(store: JobStore, claimed: JobRow, program: Program, sql: Sql) -> None:
    sql(EXPIRE, id=claimed.job_id)
    store.claim(claimed.job_id)
    zombie: list[Callable[[], object]] = [
        lambda: store.heartbeat(claimed.job_id, 1),
        lambda: store.set_progress(claimed.job_id, 1, {"stage": "zombie"}),
        lambda: store.complete_program(claimed.job_id, 1, program=program),
        lambda: store.complete(claimed.job_id, 1, result={}),
        lambda: store.fail(claimed.job_id, 1, "x", "x"),
        lambda: store.retry_later(claimed.job_id, 1, 0),
        lambda: store.finish_cancelled(claimed.job_id, 1),
        lambda: store.journal_put(claimed.job_id, 1, step="s", input_hash="h", prompt_version="1", reply={}),
    ]
    before = store.load(claimed.job_id)
    for write in zombie:
        with pytest.raises(LostLease):
            write()
    assert store.load(claimed.job_id) == before
    assert sql('SELECT count(*) FROM "Program"') == sql('SELECT count(*) FROM "AIJobStep"') == [(0,)]


def test_a_heartbeat_prolongs_the_lease_and_tells_of_a_cancellation(store: JobStore, claimed: JobRow) -> None:
    assert store.heartbeat(claimed.job_id, 1, 3600, {"stage": "a"}) is False
    job = store.load(claimed.job_id)
    assert job is not None
    assert job.lease_until is not None
    assert claimed.lease_until is not None
    assert (job.lease_until - claimed.lease_until).total_seconds() > 3000
    assert job.progress == {"stage": "a"}
    assert store.cancel(claimed.job_id, "user-1") is CancelOutcome.REQUESTED
    assert store.heartbeat(claimed.job_id, 1) is True
    assert store.finish_cancelled(claimed.job_id, 1).status == "cancelled"


def test_cancelling(store: JobStore, new_job: NewJobs) -> None:
    job_id = store.create(new_job()).job.job_id
    assert store.cancel(job_id, "somebody else") is CancelOutcome.MISSING
    assert store.cancel("nothing", "user-1") is CancelOutcome.MISSING
    assert store.cancel(job_id, "user-1") is CancelOutcome.CANCELLED
    assert store.cancel(job_id, "user-1") is CancelOutcome.ALREADY_ENDED
    job = store.load(job_id)
    assert job is not None
    assert (job.status, job.is_enqueue_due) == ("cancelled", False)
    assert job.completed_at is not None


def test_a_retry_counts_and_a_snooze_does_not_until_its_cap(store: JobStore, new_job: NewJobs) -> None:
    job_id = store.create(new_job(max_attempts=2)).job.job_id

    def turn(max_refunds: int, code: str = "interrupted") -> tuple[RetryOutcome, int]:
        answer = store.claim(job_id)
        assert isinstance(answer, Claimed)
        outcome = store.retry_later(job_id, answer.job.fence, 0, max_refunds=max_refunds, code=code)
        job = store.load(job_id)
        assert job is not None
        return outcome, job.attempt

    assert turn(1) == (RetryOutcome.QUEUED, 0)
    # another cause has refunds of its own
    assert turn(1, "model_unavailable") == (RetryOutcome.QUEUED, 0)
    assert turn(1) == (RetryOutcome.QUEUED, 1)
    assert turn(0) == (RetryOutcome.EXHAUSTED, 2)
    job = store.load(job_id)
    assert job is not None
    assert (job.status, job.fence, job.snoozes, job.enqueue_generation) == ("processing", 4, 2, 3)


def test_a_job_that_waits_is_enqueued_and_claimed_only_then(store: JobStore, claimed: JobRow) -> None:
    assert store.retry_later(claimed.job_id, 1, 3600) is RetryOutcome.QUEUED
    answer = store.claim(claimed.job_id)
    assert isinstance(answer, Refused)
    assert answer.reason is Refusal.NOT_YET
    assert 3500 < answer.retry_after_s <= 3600
    assert store.take_due() == ()


def test_giving_back_a_job_that_is_to_be_cancelled_ends_it(store: JobStore, claimed: JobRow) -> None:
    store.cancel(claimed.job_id, "user-1")
    assert store.retry_later(claimed.job_id, 1, 0) is RetryOutcome.CANCELLED
    job = store.load(claimed.job_id)
    assert job is not None
    assert job.status == "cancelled"


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_a_job_that_ended_never_changes_its_status(store: JobStore, claimed: JobRow, sql: Sql, status: str) -> None:
    sql('UPDATE "AIJob" SET "status" = :status WHERE "id" = :id', id=claimed.job_id, status=status)
    with pytest.raises(Exception, match="terminal_is_final"):
        sql("""UPDATE "AIJob" SET "status" = 'queued' WHERE "id" = :id""", id=claimed.job_id)
    with pytest.raises(LostLease):
        store.heartbeat(claimed.job_id, 1)


def test_the_fence_never_decreases(claimed: JobRow, sql: Sql) -> None:
    with pytest.raises(Exception, match="fence_never_decreases"):
        sql('UPDATE "AIJob" SET "attempt" = 0, "fence" = 0 WHERE "id" = :id', id=claimed.job_id)


def test_a_lease_without_work_is_refused(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    job_id = store.create(new_job()).job.job_id
    with pytest.raises(Exception, match="AIJob_lease_check"):
        sql(
            """INSERT INTO "AIJob" ("id", "userId", "type", "status", "params", "leaseUntil") """
            """SELECT 'x', "userId", "type", 'queued', '{}', '2999-01-01' FROM "AIJob" WHERE "id" = :id""",
            id=job_id,
        )


def test_pages_are_newest_first_and_complete(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    made = [store.create(new_job(job_id=f"job-{number}")).job.job_id for number in range(7)]
    # all at the same moment: the id decides
    sql("""UPDATE "AIJob" SET "createdAt" = '2026-01-01'""")
    store.create(new_job(user_id="user-2"))
    seen: list[str] = []
    cursor = None
    while True:
        page = store.list("user-1", limit=3, cursor=cursor)
        seen += [job.job_id for job in page.jobs]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == made[::-1]
    store.cancel(made[0], "user-1")
    assert [job.job_id for job in store.list("user-1", status="cancelled").jobs] == [made[0]]
    assert store.list("user-1", job_type="workout_adapter").jobs == ()
    assert len(store.list(None).jobs) == 8
    for bad in ["x", "!!", "e30", "W10", "WzEsMl0", "\udc00"]:
        with pytest.raises(BadCursor):
            store.list("user-1", cursor=bad)


def test_the_journal_answers_only_for_the_same_input_and_prompt(store: JobStore, claimed: JobRow) -> None:
    key = {"step": "blueprint", "input_hash": "h", "prompt_version": "1"}
    assert store.journal_get(claimed.job_id, **key) is None
    store.journal_put(claimed.job_id, 1, **key, reply={"text": "nul\x00"})
    store.journal_put(claimed.job_id, 1, **key, reply={"text": "newer"})
    assert store.journal_get(claimed.job_id, **key) == {"text": "newer"}
    assert store.journal_get(claimed.job_id, **{**key, "input_hash": "other"}) is None
    assert store.journal_get(claimed.job_id, **{**key, "prompt_version": "2"}) is None


def test_no_connection_is_held_between_operations(engine: Engine, store: JobStore, claimed: JobRow) -> None:
    store.heartbeat(claimed.job_id, 1)
    assert engine.pool.checkedout() == 0  # pyright: ignore[reportAttributeAccessIssue] - a QueuePool has it
