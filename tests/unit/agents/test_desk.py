"""One workflow does all jobs of a process: each run has its own job, and nobody else's."""

import asyncio
from typing import Any, cast

import pytest

from agents.desk import WorkerDesk
from agents.runtime import Shelf
from tools.workspace import Workspace

NOTHING: Any = None


def workspace(job_id: str) -> Workspace:
    # no run here touches the database
    return Workspace(
        engine=NOTHING, store=NOTHING, job_id=job_id, user_id="user", fence=1,
        on_progress=lambda *_: None, on_model_call=lambda _: None,
    )  # fmt: skip


def test_runs_at_the_same_time_have_their_own_jobs() -> None:
    desk = WorkerDesk()

    async def run(job_id: str, met: asyncio.Barrier) -> str:
        with desk.serving(workspace(job_id)):
            await met.wait()
            opened = await asyncio.create_task(asyncio.to_thread(desk.open, cast("Any", None)))
            assert desk.resume(job_id, 1) is opened
            return opened.job_id

    async def all_of_them() -> list[str]:
        met = asyncio.Barrier(3)
        return await asyncio.gather(*(run(name, met) for name in ("a", "b", "c")))

    assert asyncio.run(all_of_them()) == ["a", "b", "c"]


@pytest.mark.parametrize(("job_id", "fence"), [("another", 1), ("mine", 2)])
def test_a_run_never_goes_on_with_another_job(job_id: str, fence: int) -> None:
    desk = WorkerDesk()
    with desk.serving(workspace("mine")), pytest.raises(ValueError, match="'mine'"):
        desk.resume(job_id, fence)


def test_after_a_run_its_job_is_gone() -> None:
    desk = WorkerDesk()
    with desk.serving(workspace("mine")):
        assert desk.resume("mine", 1).job_id == "mine"
    with pytest.raises(LookupError):
        desk.resume("mine", 1)


def test_a_shelf_gives_back_only_what_was_built_from_the_same() -> None:
    shelf = Shelf()
    assert shelf.take("settings", str) is None
    shelf.put("settings", "built")
    assert shelf.take("settings", str) == "built"
    assert shelf.take("settings", int) is None
    assert shelf.take("other settings", str) is None
