"""What a run keeps reads back as it was, whether its session holds the values or only names for them."""

import asyncio
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from google.adk.sessions.state import State

from agents import state as kept
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.recent_training import NOTHING_LOGGED
from strength.request import ProgramRequest
from tools.program_check import CheckReport, check_program

REQUEST = ProgramRequest.model_validate(
    {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["full_gym"], "weeks": 4}
)


@pytest.fixture(params=["in the session", "aside"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    with kept.values_aside() if request.param == "aside" else nullcontext():
        yield request.param


def begun() -> State:
    state = State(value={}, delta={})
    kept.begin(state, REQUEST, job_id="job", fence=1)
    return state


def a_pool(request: ProgramRequest = REQUEST) -> Pool:
    return catalog_pool(request, load_catalog().exercises)


@pytest.fixture(scope="module")
def report() -> CheckReport:
    return check_program(plan(REQUEST, a_pool()), REQUEST, a_pool(), load_catalog())


def test_what_is_kept_reads_back(place: str, report: CheckReport) -> None:
    state, pool = begun(), a_pool()
    kept.keep_pool(state, pool)
    kept.keep_recent(state, NOTHING_LOGGED)
    kept.keep_report(state, report)
    assert kept.read_request(state) == REQUEST
    assert kept.read_pool(state) == pool
    assert kept.read_recent(state) == NOTHING_LOGGED
    assert kept.read_report(state) == report
    # whatever holds the values, the state itself is plain JSON
    size = len(str(state.to_dict()))
    assert size < 2_000 if place == "aside" else size > 20_000


def test_a_pool_holds_only_what_the_request_allows_and_its_warnings_move(place: str) -> None:
    narrow = ProgramRequest.model_validate({**REQUEST.model_dump(mode="json", by_alias=True), "equipment": ["barbell"]})
    state = State(value={}, delta={})
    kept.begin(state, narrow, job_id="job", fence=1)
    whole = a_pool()
    kept.keep_pool(state, Pool(entries=whole.entries, warnings=("Left out: one.",)))
    read = kept.read_pool(state)
    assert set(read.entries) == set(a_pool(narrow).entries) < set(whole.entries)
    assert (read.warnings, kept.read_warnings(state)) == ((), ("Left out: one.",))


@pytest.mark.usefixtures("place")
def test_a_design_that_was_set_aside_comes_back_after_another_one(report: CheckReport) -> None:
    state = begun()
    other = report.model_copy(update={"changes": ("something else",)})
    kept.keep_report(state, report)
    kept.set_aside(state)
    kept.keep_report(state, other)
    assert kept.read_report(state) == other
    kept.take_back(state)
    assert kept.read_report(state) == report


def test_two_runs_at_a_time_do_not_see_each_others_values() -> None:
    async def run(weeks: int, met: asyncio.Barrier) -> int:
        with kept.values_aside():
            state = State(value={}, delta={})
            request = REQUEST.model_copy(update={"weeks": weeks})
            kept.begin(state, request, job_id=f"job {weeks}", fence=1)
            await met.wait()
            # in a task and a thread of its own, as a node's function is
            read = await asyncio.create_task(asyncio.to_thread(kept.read_request, state))
            return read.weeks

    async def both() -> list[int]:
        met = asyncio.Barrier(2)
        return list(await asyncio.gather(run(4, met), run(8, met)))

    assert asyncio.run(both()) == [4, 8]
