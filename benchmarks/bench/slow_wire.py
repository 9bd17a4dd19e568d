"""A network with a delay, in front of a server of this machine: bytes are handed on so much later, in order."""

import asyncio
import contextlib
import threading
from collections.abc import Generator

_CHUNK = 256 * 1024


@contextlib.contextmanager
def slow_wire(port: int, delay_s: float) -> Generator[int]:
    """A port of 127.0.0.1 that leads to another one; each direction takes half of `delay_s`, so a round trip all of it.

    How much fits through at a time is not limited: what is measured is waiting, not bandwidth.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="slow-wire", daemon=True)
    thread.start()

    async def serve() -> asyncio.Server:
        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            onward, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_carry(reader, back, delay_s / 2), _carry(onward, writer, delay_s / 2))

        return await asyncio.start_server(meet, "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(serve(), loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float) -> None:
    """Hand every piece on after the delay; the next one may be under way meanwhile."""
    loop = asyncio.get_running_loop()
    last: asyncio.TimerHandle | None = None
    with contextlib.suppress(OSError):
        while data := await reader.read(_CHUNK):
            if delay_s:
                last = loop.call_later(delay_s, writer.write, data)
            else:
                writer.write(data)
    del last
    loop.call_later(delay_s, writer.close)
