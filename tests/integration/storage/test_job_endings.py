"""A job and its program are completed together, once, with exact books; the sweep and the relay lose nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, PoolProxiedConnection

from storage.engine import DatabaseSettings, build_engine
from storage.errors import CancelRequested, DatabaseDown, LostLease, ProgramExists, UnknownExercise
from storage.features import detect_features
from storage.ids import program_id_for_job
from storage.jobs import Claimed, JobRow, JobStore, ModelCall, NewJob, SweepReport
from storage.pipeline import round_trips
from storage.program_writer import insert_program
from strength.program import Program

Sql = Callable[..., list[tuple[object, ...]]]
NewJobs = Callable[..., NewJob]

EXPIRE = """UPDATE "AIJob" SET "leaseUntil" = '2001-01-01' WHERE "status" = 'processing'"""


def call(job: JobRow, **changes: object) -> ModelCall:
    given = {"job_id": job.job_id, "user_id": job.user_id, "fence": job.fence, "step": "s", "model_asked": "m"}
    return ModelCall(**{**given, **changes})


def test_completion_writes_program_and_job_in_at_most_eight_round_trips(
    engine: Engine, store: JobStore, claimed: JobRow, program: Program, sql: Sql
) -> None:
    detect_features(engine)
    with round_trips(engine) as trips:
        job = store.complete_program(
            claimed.job_id,
            1,
            program=program,
            score={"total": 91},
            result={"name": program.name, "weeks": 12},
            warnings=["no bench"],
            model="anthropic/x",
            progress={"stage": "done", "percent": 100},
        )
    assert trips.count <= 8
    program_id = program_id_for_job(claimed.job_id)
    assert (job.status, job.program_id, job.lease_until) == ("completed", program_id, None)
    assert job.result == {"programId": program_id, "name": program.name, "weeks": 12}
    assert (job.warnings, job.model, job.cost, job.error) == (("no bench",), "anthropic/x", 0.0, None)
    assert job.duration_ms is not None
    assert job.duration_ms >= 0
    assert store.load(claimed.job_id) == job
    assert sql('SELECT "outcome", "endedAt" IS NOT NULL FROM "AIJobAttempt"') == [("completed", True)]
    assert sql('SELECT count(*) FROM "PrescribedSet"') == [(12 * 4 * 6 * 8,)]


def test_a_second_completion_finds_the_lease_lost(store: JobStore, claimed: JobRow, program: Program) -> None:
    store.complete_program(claimed.job_id, 1, program=program)
    with pytest.raises(LostLease):
        store.complete_program(claimed.job_id, 1, program=program)


def test_a_second_program_of_a_job_violates_the_primary_key(
    engine: Engine, store: JobStore, claimed: JobRow, program: Program
) -> None:
    job = store.complete_program(claimed.job_id, 1, program=program)
    assert job.program_id is not None
    with pytest.raises(ProgramExists), engine.begin() as connection:
        insert_program(
            connection,
            program_id=job.program_id,
            user_id="user-1",
            program=program,
            features=detect_features(engine),
        )


def test_a_program_that_cannot_be_written_leaves_the_job_as_it_was(
    store: JobStore, claimed: JobRow, program: Program, sql: Sql
) -> None:
    sql(
        """INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "createdBy", "updatedAt", "userId") """
        """VALUES ('theirs', 'Theirs', 'theirs', 'user-2', now(), 'user-2')"""
    )
    for definition_id in ["theirs", "nothing"]:
        document = program.to_json()
        document["weeks"][3]["workouts"][1]["exercises"][2]["exerciseDefinitionId"] = definition_id
        with pytest.raises(UnknownExercise):
            store.complete_program(claimed.job_id, 1, program=Program.model_validate(document))
    assert store.load(claimed.job_id) == claimed
    assert sql('SELECT count(*) FROM "Program"') == sql('SELECT count(*) FROM "AIProgram"') == [(0,)]


def test_a_job_that_is_to_be_cancelled_is_not_completed(
    store: JobStore, claimed: JobRow, program: Program, sql: Sql
) -> None:
    store.cancel(claimed.job_id, "user-1")
    with pytest.raises(CancelRequested):
        store.complete_program(claimed.job_id, 1, program=program)
    assert sql('SELECT count(*) FROM "Program"') == [(0,)]


def test_a_lost_answer_to_the_commit_is_looked_up(
    engine: Engine, store: JobStore, claimed: JobRow, program: Program, database_url: str
) -> None:
    """The server commits, its answer is lost: the job is read again by another connection."""
    cutting = build_engine(DatabaseSettings(url=database_url))

    commit = cutting.dialect.do_commit

    def cut(dbapi_connection: PoolProxiedConnection) -> None:
        commit(dbapi_connection)
        cutting.dialect.do_commit = commit
        raise cutting.dialect.loaded_dbapi.InterfaceError("network error")

    detect_features(cutting)
    cutting.dialect.do_commit = cut
    try:
        job = JobStore(cutting).complete_program(claimed.job_id, 1, program=program)
    finally:
        cutting.dispose()
    assert job.status == "completed"
    assert store.load(claimed.job_id) == job


def test_a_connection_lost_before_the_commit_is_reported(
    store: JobStore, claimed: JobRow, program: Program, database_url: str
) -> None:
    cutting = build_engine(DatabaseSettings(url=database_url))
    commit = cutting.dialect.do_commit

    def cut(dbapi_connection: PoolProxiedConnection) -> None:
        cutting.dialect.do_commit = commit
        raise cutting.dialect.loaded_dbapi.InterfaceError("network error")

    detect_features(cutting)
    cutting.dialect.do_commit = cut
    try:
        with pytest.raises(DatabaseDown):
            JobStore(cutting).complete_program(claimed.job_id, 1, program=program)
    finally:
        cutting.dispose()
    assert store.load(claimed.job_id) == claimed


def test_completing_without_a_program_writes_what_it_is_given(store: JobStore, claimed: JobRow, sql: Sql) -> None:
    job = store.complete(
        claimed.job_id,
        1,
        result={"substitutes": []},
        write=lambda connection, user: connection.exec_driver_sql(
            'INSERT INTO "Program" ("id", "name", "userId", "updatedAt") VALUES (%s, %s, %s, now())', ("p", "n", user)
        ),
    )
    assert job.result == {"substitutes": []}
    assert sql('SELECT "userId" FROM "Program"') == [("user-1",)]


def test_a_failure_keeps_code_and_message(store: JobStore, claimed: JobRow, sql: Sql) -> None:
    job = store.fail(claimed.job_id, 1, "invalid_output", "The coach did not make sense.\x00")
    assert (job.status, job.error_code, job.error) == ("failed", "invalid_output", "The coach did not make sense.")
    assert sql('SELECT "outcome", "errorCode" FROM "AIJobAttempt"') == [("failed", "invalid_output")]


def test_the_books_are_exact(store: JobStore, claimed: JobRow, program: Program) -> None:
    first = call(claimed, input_tokens=10, cache_read_tokens=100, cache_write_tokens=5, output_tokens=7, cost_usd=0.25)
    assert store.record_model_call(first) is True
    assert store.record_model_call(first) is False
    store.record_model_call(call(claimed, output_tokens=1, cost_usd=0.5))
    job = store.complete_program(claimed.job_id, 1, program=program)
    assert (job.input_tokens, job.output_tokens, job.cost) == (115, 8, 0.75)
    # a zombie's call comes late, and is booked all the same
    store.record_model_call(call(claimed, cost_usd=1.0))
    late = store.load(claimed.job_id)
    assert late is not None
    assert late.cost == 1.75
    assert (store.spend_of_job(job.job_id).usd, store.spend_of_user("user-1").usd) == (1.75, 1.75)


def test_an_unknown_price_makes_the_cost_unknown(store: JobStore, claimed: JobRow) -> None:
    store.record_model_call(call(claimed, cost_usd=0.5))
    store.record_model_call(call(claimed, cost_usd=None))
    job = store.fail(claimed.job_id, 1, "x", "x")
    assert job.cost is None
    spend = store.spend_of_job(job.job_id)
    assert (spend.usd, spend.calls, spend.unknown_calls) == (0.5, 2, 1)


def test_calls_booked_at_once_are_all_summed(store: JobStore, claimed: JobRow) -> None:
    calls = [call(claimed, output_tokens=1, cost_usd=0.125) for _ in range(24)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(store.record_model_call, calls))
    job = store.load(claimed.job_id)
    assert job is not None
    assert (job.output_tokens, job.cost) == (24, 3.0)


def test_a_call_for_a_deleted_job_is_booked(store: JobStore, claimed: JobRow, sql: Sql) -> None:
    sql('DELETE FROM "AIJob"')
    assert store.record_model_call(call(claimed, cost_usd=0.5)) is True
    assert store.spend_of_user("user-1").usd == 0.5


def test_the_sweep_requeues_fails_and_cancels_what_nobody_works_on(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    ids = [store.create(new_job(max_attempts=attempts)).job.job_id for attempts in (5, 1, 5)]
    for job_id in ids:
        store.claim(job_id)
    assert store.sweep() == SweepReport()
    store.cancel(ids[2], "user-1")
    sql(EXPIRE)
    assert store.sweep() == SweepReport(requeued=1, failed=1, cancelled=1, due=1)
    again, lost, cancelled = [store.load(job_id) for job_id in ids]
    assert again is not None
    assert lost is not None
    assert cancelled is not None
    assert (again.status, again.enqueue_generation, again.is_enqueue_due) == ("queued", 1, True)
    assert (lost.status, lost.error_code, cancelled.status) == ("failed", "worker_lost", "cancelled")
    assert sql('SELECT DISTINCT "outcome" FROM "AIJobAttempt"') == [("lost",)]
    assert isinstance(store.claim(ids[0]), Claimed)
    with pytest.raises(LostLease):
        store.heartbeat(ids[0], 1)


def test_the_sweep_ends_jobs_that_waited_a_day(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    job_id = store.create(new_job()).job.job_id
    sql("""UPDATE "AIJob" SET "createdAt" = '2001-01-01'""")
    assert store.sweep() == SweepReport(expired=1)
    job = store.load(job_id)
    assert job is not None
    assert (job.status, job.error_code, job.is_enqueue_due) == ("failed", "expired", False)


def test_a_job_that_was_left_for_years_is_ended_and_stops_nobody(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    """The duration in milliseconds does not fit its column after 25 days."""
    ids = [store.create(new_job(max_attempts=1)).job.job_id for _ in range(3)]
    for job_id in ids:
        store.claim(job_id)
    sql("""UPDATE "AIJob" SET "startedAt" = '2001-01-01', "createdAt" = '2001-01-01' WHERE "id" <> :id""", id=ids[2])
    sql("""UPDATE "AIJob" SET "leaseUntil" = '2001-01-01' WHERE "id" <> :id""", id=ids[1])
    assert store.sweep().failed == 2
    assert store.fail(ids[1], 1, "late", "Late.").duration_ms == 2**31 - 1
    assert {job.status for job in store.list("user-1").jobs} == {"failed"}


def test_replies_are_forgotten_after_a_month(store: JobStore, claimed: JobRow, sql: Sql) -> None:
    for step in ("old", "new"):
        store.journal_put(claimed.job_id, 1, step=step, input_hash="h", prompt_version="1", reply={})
    sql("""UPDATE "AIJobStep" SET "createdAt" = now() - interval '31 days' WHERE "step" = 'old'""")
    assert store.sweep() == SweepReport(forgotten=1)
    assert sql('SELECT "step" FROM "AIJobStep"') == [("new",)]


def test_a_lost_task_is_made_again_at_growing_intervals(store: JobStore, new_job: NewJobs, sql: Sql) -> None:
    job_id = store.create(new_job()).job.job_id
    waited = """UPDATE "AIJob" SET "enqueueDue" = NULL,
                "runAt" = clock_timestamp() AT TIME ZONE 'UTC' - :seconds * interval '1 second'"""
    for generation, seconds in enumerate([30, 60, 120, 240, 480, 960, 1920, 1920, 1920]):
        sql(waited, seconds=seconds - 5)
        assert store.sweep().reenqueued == 0
        sql(waited, seconds=seconds + 1)
        assert store.sweep() == SweepReport(reenqueued=1, due=1)
        job = store.load(job_id)
        assert job is not None
        assert job.enqueue_generation == generation + 1


def test_a_job_of_the_web_app_whose_task_was_never_made_is_found(store: JobStore, sql: Sql) -> None:
    sql(
        """INSERT INTO "AIJob" ("id", "userId", "type", "params", "createdAt") """
        """VALUES ('web', 'u', 'x', '{}', clock_timestamp() AT TIME ZONE 'UTC' - interval '31 seconds')"""
    )
    assert store.sweep().reenqueued == 1
    assert [task.job_id for task in store.take_due()] == ["web"]


def test_two_relays_never_take_the_same_entry(store: JobStore, new_job: NewJobs, database_url: str) -> None:
    made = {store.create(new_job(user_id=f"u{number}")).job.job_id for number in range(60)}
    other = build_engine(DatabaseSettings(url=database_url))
    taken: list[str] = []

    def relay(relay_store: JobStore) -> list[str]:
        mine: list[str] = []
        while tasks := relay_store.take_due(7, visibility_s=3600):
            mine += [task.job_id for task in tasks]
        return mine

    with ThreadPoolExecutor(2) as threads:
        for mine in threads.map(relay, [store, JobStore(other)]):
            taken += mine
    other.dispose()
    # an entry that one relay holds at the very moment is skipped, not waited for
    taken += relay(store)
    assert sorted(taken) == sorted(made)


def test_a_task_that_was_made_is_not_made_again(store: JobStore, new_job: NewJobs) -> None:
    store.create(new_job(traceparent="00-1"))
    (task,) = store.take_due(visibility_s=0)
    assert (task.generation, task.run_at, task.traceparent, task.priority) == (0, None, "00-1", "normal")
    store.postpone_enqueue(task.job_id, 0, 3600)
    assert store.take_due() == ()
    store.postpone_enqueue(task.job_id, 0, 0)
    assert store.mark_enqueued(task.job_id, 1) is False
    assert store.mark_enqueued(task.job_id, 0) is True
    assert store.take_due() == ()
