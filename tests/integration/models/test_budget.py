"""The budget in the database: reservations, caps, what becomes of a call whose worker died, and parallel jobs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from evals.adversarial import CAPS, costs_of_jobs
from evals.fault_run import CHAIN, PARAMS, claim_again, claimed_job, job_of, ledger_of
from storage.engine import DatabaseSettings, build_engine
from storage.errors import LostLease
from storage.jobs import Cap, Caps, JobStore, ModelCall, budget
from tools.workspace import Workspace

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CLAUDE = CHAIN[0]


def expire_lease(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIJob" SET "leaseUntil" = "leaseUntil" - interval \'1 hour\''))


def call_of(workspace: Workspace, usd: float | None, **changes: Any) -> ModelCall:
    return ModelCall(
        job_id=workspace.job_id,
        user_id=workspace.user_id,
        fence=workspace.fence,
        step="test",
        model_asked=CLAUDE,
        cost_usd=usd,
        **changes,
    )


def test_fifty_parallel_jobs_of_one_user_never_pass_the_day_cap(database_url: str) -> None:
    engine = build_engine(DatabaseSettings(url=database_url, pool_size=12))
    workspaces = [claimed_job(engine, PARAMS) for _ in range(50)]
    caps = Caps(job_usd=0.5, user_day_usd=1.0, day_usd=100.0)

    def spend(workspace: Workspace) -> int:
        granted = 0
        for _ in range(4):
            call = call_of(workspace, 0.09)
            if workspace.store.reserve_model_call(call, caps) is None:
                granted += 1
                # it cost as much as it could
                workspace.store.record_model_call(replace(call, cause="answered"))
        return granted

    with ThreadPoolExecutor(10) as threads:
        granted = sum(threads.map(spend, workspaces))
    assert granted == 11
    assert JobStore(engine).spend_of_user("user-1").usd == pytest.approx(0.99)
    engine.dispose()


@pytest.mark.parametrize(
    ("other_user", "caps", "cap"),
    [
        ("user-1", Caps(user_day_usd=0.15), Cap.USER_DAY),
        ("user-2", Caps(day_usd=0.15), Cap.DAY),
    ],
)
def test_who_reserves_at_the_same_time_waits_and_then_sees_what_the_first_one_took(
    database_url: str, other_user: str, caps: Caps, cap: Cap
) -> None:
    engine = build_engine(DatabaseSettings(url=database_url, pool_size=4))
    first, second = claimed_job(engine, PARAMS), claimed_job(engine, PARAMS, other_user)
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with ThreadPoolExecutor(1) as thread, engine.connect() as watcher, engine.connect() as connection:
        connection.begin()
        assert budget.reserve(connection, call_of(first, 0.1), caps) is None
        answer = thread.submit(second.store.reserve_model_call, call_of(second, 0.1), caps)
        while not answer.done() and watcher.execute(waiting).scalar_one() == 0:
            pass
        assert not answer.done()
        connection.commit()
        assert answer.result() is cap
    engine.dispose()


def test_each_cap_is_named_and_a_cheaper_outcome_frees_what_was_reserved(engine: Engine) -> None:
    workspace, other = claimed_job(engine, PARAMS), claimed_job(engine, PARAMS, "user-2")
    caps = Caps(job_usd=0.2, user_day_usd=0.3, day_usd=0.4)
    first = call_of(workspace, 0.15)
    assert workspace.store.reserve_model_call(first, caps) is None
    assert workspace.store.reserve_model_call(call_of(workspace, 0.15), caps) is Cap.JOB
    workspace.store.record_model_call(replace(first, cost_usd=0.01))
    assert workspace.store.reserve_model_call(call_of(workspace, 0.15), caps) is None
    second = claimed_job(engine, PARAMS)
    assert second.store.reserve_model_call(call_of(second, 0.15), caps) is Cap.USER_DAY
    assert other.store.reserve_model_call(call_of(other, 0.2), caps) is None
    third = claimed_job(engine, PARAMS, "user-3")
    assert third.store.reserve_model_call(call_of(third, 0.05), caps) is Cap.DAY


def test_what_was_spent_a_day_ago_counts_for_the_job_and_not_for_the_day(engine: Engine) -> None:
    workspace = claimed_job(engine, PARAMS)
    caps = Caps(job_usd=0.2, user_day_usd=0.2, day_usd=0.2)
    workspace.store.record_model_call(call_of(workspace, 0.2))
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIModelCall" SET "createdAt" = "createdAt" - interval \'25 hours\''))
    assert workspace.store.reserve_model_call(call_of(workspace, 0.1), caps) is Cap.JOB
    other = claimed_job(engine, PARAMS)
    assert other.store.reserve_model_call(call_of(other, 0.1), caps) is None


def test_a_reservation_whose_worker_died_is_booked_as_abandoned(engine: Engine) -> None:
    workspace = claimed_job(engine, PARAMS)
    lost = call_of(workspace, 0.1)
    assert workspace.store.reserve_model_call(lost, Caps()) is None
    expire_lease(engine)
    again = claim_again(engine, workspace.job_id)
    assert again.store.reserve_model_call(call_of(again, 0.1), Caps()) is None
    causes = [(call["cause"], call["isEstimated"], call["costUsd"]) for call in ledger_of(engine, workspace.job_id)]
    assert causes == [("abandoned", True, 0.1), ("reserved", True, 0.1)]
    # the zombie wakes up and knows better
    assert workspace.store.record_model_call(replace(lost, cause="answered", cost_usd=0.02))
    assert ledger_of(engine, workspace.job_id)[0]["costUsd"] == 0.02


def test_an_old_reservation_of_any_job_of_the_user_is_given_up(engine: Engine) -> None:
    dead, alive = claimed_job(engine, PARAMS), claimed_job(engine, PARAMS)
    assert dead.store.reserve_model_call(call_of(dead, 0.1), Caps()) is None
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIModelCall" SET "createdAt" = "createdAt" - interval \'31 minutes\''))
    assert alive.store.reserve_model_call(call_of(alive, 0.1), Caps()) is None
    assert [call["cause"] for call in ledger_of(engine, dead.job_id)] == ["abandoned"]


def test_a_zombies_answer_is_booked_and_not_kept(engine: Engine) -> None:
    workspace = claimed_job(engine, PARAMS)
    call = call_of(workspace, 0.1, prompt_version="p")
    assert workspace.store.reserve_model_call(call, Caps()) is None
    expire_lease(engine)
    again = claim_again(engine, workspace.job_id)
    with pytest.raises(LostLease):
        workspace.store.book_reply(replace(call, cost_usd=0.03), step="s", input_hash="h", reply={"text": "x"})
    assert again.store.journal_get(again.job_id, "s", "h", "p") is None
    assert job_of(again).cost == pytest.approx(0.03)


def test_no_adversarial_job_costs_more_than_its_cap(engine: Engine) -> None:
    costs, stopped = costs_of_jobs(engine, 60)
    assert max(costs) <= CAPS.job_usd + 1e-9
    # most would have gone on asking
    assert stopped >= 50


def complete(workspace: Workspace) -> None:
    workspace.store.complete(workspace.job_id, workspace.fence, result={})


def fail(workspace: Workspace) -> None:
    workspace.store.fail(workspace.job_id, workspace.fence, "x", "y")


def cancel(workspace: Workspace) -> None:
    workspace.store.cancel(workspace.job_id, workspace.user_id)
    workspace.store.finish_cancelled(workspace.job_id, workspace.fence)


def give_back(workspace: Workspace) -> None:
    workspace.store.retry_later(workspace.job_id, workspace.fence, 60.0)


def give_back_cancelled(workspace: Workspace) -> None:
    workspace.store.cancel(workspace.job_id, workspace.user_id)
    workspace.store.retry_later(workspace.job_id, workspace.fence, 60.0)


def die(workspace: Workspace, attempts_left: int = 2) -> None:
    """Let the worker of this job be dead."""
    dead = text(
        'UPDATE "AIJob" SET "leaseUntil" = "leaseUntil" - interval \'1 hour\', "maxAttempts" = "attempt" + :left '
        'WHERE "id" = :job_id'
    )
    with workspace.engine.begin() as connection:
        connection.execute(dead, {"left": attempts_left, "job_id": workspace.job_id})


def claim_anew(workspace: Workspace) -> None:
    die(workspace)
    claim_again(workspace.engine, workspace.job_id)


def sweep(workspace: Workspace) -> None:
    die(workspace)
    assert workspace.store.sweep().requeued == 1


def sweep_for_good(workspace: Workspace) -> None:
    die(workspace, attempts_left=0)
    assert workspace.store.sweep().failed == 1


@pytest.mark.parametrize(
    "end", [complete, fail, cancel, give_back, give_back_cancelled, claim_anew, sweep, sweep_for_good]
)
def test_a_claim_that_ends_leaves_nothing_reserved_and_the_job_costs_what_its_ledger_says(
    engine: Engine, end: Callable[[Workspace], None]
) -> None:
    workspace, other = claimed_job(engine, PARAMS), claimed_job(engine, PARAMS)
    answered, lost = call_of(workspace, 0.02), call_of(workspace, 0.1, input_tokens=700, output_tokens=300)
    for call in (answered, lost, call_of(other, 0.1)):
        assert workspace.store.reserve_model_call(call, Caps()) is None
    workspace.store.record_model_call(replace(answered, cost_usd=0.007, input_tokens=70))
    end(workspace)
    booked = [(call["cause"], call["isEstimated"], call["costUsd"]) for call in ledger_of(engine, workspace.job_id)]
    assert booked == [("answered", False, 0.007), ("abandoned", True, 0.1)]
    job = job_of(workspace)
    assert (job.cost, job.input_tokens, job.output_tokens) == (pytest.approx(0.107), 770, 300)
    # a call of somebody else is still under way
    assert [call["cause"] for call in ledger_of(engine, other.job_id)] == ["reserved"]
    # what was lost is found: the truth replaces the estimate, although the job has ended
    workspace.store.record_model_call(replace(lost, cause="answered", cost_usd=0.003))
    assert job_of(workspace).cost == pytest.approx(0.010)
