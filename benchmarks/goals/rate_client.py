"""Requests at a fixed rate over raw connections, each timed from the moment at which it was due.

A client that waits for one answer before it sends the next request would not see the requests that a slow moment holds
up; here they count with their whole wait.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One request's end.

    Attributes:
        due_s: when it was due, in seconds from the start.
        seconds: from that moment to the end of the answer.
        status: HTTP status; 0 when there was no answer.
        retry_after: the header, or None.
        body: of the answer.
    """

    due_s: float
    seconds: float
    status: int
    retry_after: str | None
    body: bytes


async def fire(
    port: int, message: Callable[[int], bytes], *, per_s: float, seconds: float, connections: int
) -> list[Shot]:
    """Send so many requests a second for so long.

    Args:
        port: on 127.0.0.1.
        message: the bytes of the request of this number.
        per_s: requests a second.
        seconds: for how long.
        connections: how many may be under way at one time.
    """
    count = int(per_s * seconds)
    numbers = iter(range(count))
    shots: list[Shot] = []
    start = time.perf_counter() + 0.05

    async def shoot() -> None:
        stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        for number in numbers:
            due = start + number / per_s
            if (wait_s := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait_s)
            status, retry_after, body = 0, None, b""
            for _ in range(2):
                is_fresh = stream is None
                try:
                    async with asyncio.timeout(_PATIENCE_S):
                        stream = stream or await asyncio.open_connection("127.0.0.1", port)
                        status, retry_after, body = await exchange(*stream, message(number))
                    break
                except (OSError, EOFError, TimeoutError):
                    if stream is not None:
                        stream[1].close()
                    stream = None
                    # an idle connection that the server had closed
                    if is_fresh:
                        break
            now = time.perf_counter()
            shots.append(Shot(due_s=due - start, seconds=now - due, status=status, retry_after=retry_after, body=body))
        if stream is not None:
            stream[1].close()
            with contextlib.suppress(OSError):
                await stream[1].wait_closed()

    await asyncio.gather(*(shoot() for _ in range(connections)))
    return shots


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
) -> tuple[int, str | None, bytes]:
    """One request and its answer: status, `Retry-After`, body."""
    writer.write(message)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return int(head[0].split()[1]), headers.get("retry-after"), body


def request(method: str, target: str, headers: tuple[tuple[bytes, bytes], ...], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {target} HTTP/1.1".encode(), b"host: 127.0.0.1"]
    lines += [name + b": " + value for name, value in headers]
    if body:
        lines += [b"content-type: application/json"]
    if body or method == "POST":
        lines += [f"content-length: {len(body)}".encode()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
