"""The bound on requests under way: the next one is told to come back, and every way out of a request frees its place."""

import asyncio
import itertools
import json
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from service.api.edge import Edge
from service.api.places import MAX_UNDER_WAY, Places

INFRA = Path(__file__).parents[2] / "infra"

HEAD: Message = {"type": "http.response.start", "status": 200, "headers": []}
END: Message = {"type": "http.response.body", "body": b"{}"}
BODY: Message = {"type": "http.request", "body": b"{}", "more_body": False}


class Requests:
    """An application behind an edge whose handlers wait until they are told to go on."""

    def __init__(self, size: int = 2) -> None:
        self.go_on = asyncio.Event()
        self.arrived = 0
        numbers = itertools.count()
        self._edge = Edge(self._handle, new_request_id=lambda: f"r{next(numbers)}", is_local=False, places=Places(size))

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.arrived += 1
        if scope["path"].endswith("/body"):
            await receive()
        if scope["path"].endswith("/events"):
            await send(HEAD)
        await self.go_on.wait()
        if scope["path"].endswith("/breaks"):
            raise RuntimeError("it broke")
        if not scope["path"].endswith("/events"):
            await send(HEAD)
        await send(END)

    async def ask(self, path: str, receive: Receive | None = None) -> list[Message]:
        sent: list[Message] = []

        async def at_once() -> Message:
            return BODY

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [], "server": ("127.0.0.1", 80), "scheme": "http",
        }  # fmt: skip
        await self._edge(scope, receive or at_once, send)
        return sent

    async def start(self, path: str, receive: Receive | None = None) -> asyncio.Task[list[Message]]:
        task = asyncio.create_task(self.ask(path, receive))
        await settle()
        return task


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def is_refused(requests: Requests, path: str = "/api/ai/jobs") -> bool:
    task = await requests.start(path)
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return False
    return task.result()[0]["status"] == 503


def test_the_next_request_beyond_the_bound_is_told_at_once_to_come_back() -> None:
    async def story() -> None:
        requests = Requests()
        held = [await requests.start("/api/ai/jobs") for _ in range(2)]
        refused = (await requests.start("/api/ai/jobs")).result()
        headers = dict(refused[0]["headers"])
        assert (refused[0]["status"], headers[b"retry-after"]) == (503, b"2")
        assert headers[b"content-type"] == b"application/problem+json"
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert json.loads(refused[1]["body"])["code"] == "too_busy"
        assert requests.arrived == 2
        requests.go_on.set()
        assert [(await task)[0]["status"] for task in held] == [200, 200]

    asyncio.run(story())


@pytest.mark.parametrize("way", ["ends", "breaks", "is cancelled"])
def test_a_place_is_free_again_when_a_request(way: str) -> None:
    async def story() -> None:
        requests = Requests(1)
        held = await requests.start("/breaks" if way == "breaks" else "/api/ai/jobs")
        assert await is_refused(requests)
        if way == "is cancelled":
            held.cancel()
        else:
            requests.go_on.set()
        await asyncio.gather(held, return_exceptions=True)
        requests.go_on.clear()
        # one place, not more, however often it is taken
        again = await requests.start("/api/ai/jobs")
        assert not again.done()
        assert await is_refused(requests)
        requests.go_on.set()
        await again

    asyncio.run(story())


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/tasks/jobs"])
def test_health_and_tasks_are_let_in_when_no_place_is_left(path: str) -> None:
    async def story() -> None:
        requests = Requests(1)
        others = [await requests.start("/api/ai/jobs"), await requests.start(path), await requests.start(path)]
        assert requests.arrived == 3
        requests.go_on.set()
        for task in others:
            await task
        # and they gave back none that they had not taken
        requests.go_on.clear()
        held = await requests.start("/api/ai/jobs")
        assert await is_refused(requests)
        requests.go_on.set()
        await held

    asyncio.run(story())


def test_streams_and_slow_senders_hold_no_place() -> None:
    async def story() -> None:
        requests = Requests(1)
        arrives = asyncio.Event()

        async def slowly() -> Message:
            await arrives.wait()
            return BODY

        stream = await requests.start("/api/ai/jobs/a/events")
        slow = await requests.start("/body", slowly)
        assert not await is_refused(requests)
        # whoever comes with a body when all is taken is refused as late as that
        held = await requests.start("/api/ai/jobs")
        arrives.set()
        await settle()
        assert slow.result()[0]["status"] == 503
        requests.go_on.set()
        assert [(await task)[0]["status"] for task in (stream, held)] == [200, 200]
        requests.go_on.clear()
        assert not await is_refused(requests)

    asyncio.run(story())


@pytest.mark.parametrize("place", ["dev", "prod"])
def test_cloud_runs_own_line_is_full_before_ours(place: str) -> None:
    sizes = json.loads((INFRA / "envs" / place / "sizes.auto.tfvars.json").read_text(encoding="utf-8"))["sizes"]
    assert sizes["api"]["concurrency"] < MAX_UNDER_WAY
