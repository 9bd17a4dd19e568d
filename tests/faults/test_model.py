"""The store does what the pure model says, in walks that chance leads; 20,000 of them are `python -m benchmarks.model`."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from benchmarks.model.comparison import prepare
from benchmarks.model.machine import machine_for
from benchmarks.model.pure_job import DAY_S, STALE_S, PureJob, sweep
from storage.engine import DatabaseSettings, build_engine

EXAMPLES = 40
STEPS = 25


@pytest.fixture
def still_engine(new_database: Callable[[str | None], str], template: str) -> Iterator[Engine]:
    """An engine on a database whose clock stands still until it is told otherwise."""
    engine = build_engine(DatabaseSettings(url=new_database(template)))
    prepare(engine)
    yield engine
    engine.dispose()


def test_the_store_does_what_the_model_says(still_engine: Engine) -> None:
    checks = 0

    def count() -> None:
        nonlocal checks
        checks += 1

    run_state_machine_as_test(
        machine_for(still_engine, count),
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, derandomize=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
    assert checks > EXAMPLES * STEPS / 2


def test_the_model_itself_forgets_no_job() -> None:
    """A model in which jobs get stuck would agree with a store in which they do."""
    job = PureJob(job_id="j", user="u", kind="t", most=2, created=0, key=None, body=None, due=None)
    now = STALE_S + 1
    assert sweep([job], now)["reenqueued"] == 1
    job.claim(now)
    now += 61
    assert sweep([job], now)["requeued"] == 1
    now += DAY_S + 1
    assert sweep([job], now)["expired"] == 1
    assert (job.status, job.code, [attempt.outcome for attempt in job.attempts]) == ("failed", "expired", ["lost"])
