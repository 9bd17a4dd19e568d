"""Whole workflows of one user at a time under a small day cap: the cap holds, and every job ends well."""

import pytest
from sqlalchemy import text

from agents.periodization.designer import STOOD_IN_BUDGET
from evals.parallel_cap import CAPS, run_parallel
from evals.provider_simulator import Fault
from storage.engine import DatabaseSettings, build_engine

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


def test_twelve_jobs_at_a_time_stop_at_the_day_cap_and_the_coach_does_the_rest(database_url: str) -> None:
    engine = build_engine(DatabaseSettings(url=database_url, pool_size=12))
    run = run_parallel(engine, 12, Fault.CUT, "user-1")
    assert run.is_fine
    # one more call would have passed it
    assert CAPS.user_day_usd - 0.11 < run.spent_usd <= CAPS.user_day_usd
    assert run.ends == {"completed, degraded": 12}
    with engine.connect() as connection:
        told = connection.execute(
            text("""SELECT count(*) FROM "AIJob" WHERE :why = ANY("warnings")"""), {"why": STOOD_IN_BUDGET}
        )
        # those whose last provider was kept from answering by the cap, and not by the lost connection
        assert told.scalar_one() >= 7
    engine.dispose()


def test_reservations_hold_the_cap_while_calls_are_under_way(database_url: str) -> None:
    engine = build_engine(DatabaseSettings(url=database_url, pool_size=12))
    run = run_parallel(engine, 12, Fault.GOOD, "user-1")
    assert run.is_fine
    assert sum(run.ends.values()) == 12
    assert run.spent_usd == pytest.approx(0.007 * run.sent)
    engine.dispose()
