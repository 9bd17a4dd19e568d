"""A model's pace in front of the provider simulator: an answer comes when a model would have written it."""

import json
import threading
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from evals.prompt_size import tokens

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(slots=True, kw_only=True)
class PacedWire:
    """An address that passes calls on to a provider and holds each answer back.

    Attributes:
        port: of 127.0.0.1, where it listens.
        input_tokens: of each call so far, JSON and all, counted by cl100k.
        output_tokens: of each answer.
        model_s: how long each answer was held back, before `hurry` shortened it.
    """

    port: int = 0
    input_tokens: list[int] = field(default_factory=list[int])
    output_tokens: list[int] = field(default_factory=list[int])
    model_s: list[float] = field(default_factory=list[float])

    def moved(self, url: str) -> str:
        """The same address of the provider, by this way."""
        scheme, _, rest = url.partition("://")
        path = rest.partition("/")[2]
        return f"{scheme}://127.0.0.1:{self.port}" + (f"/{path}" if path else "")


@contextmanager
def paced_wire(provider: str, *, tokens_per_s: float, first_token_s: float, hurry: float = 1.0) -> Generator[PacedWire]:
    """Run until the block ends.

    Args:
        provider: the simulator's address, like "http://127.0.0.1:8080".
        tokens_per_s: how quickly a model writes.
        first_token_s: how long it reads and thinks before.
        hurry: clocks run so many times as quickly; for an answer of eight minutes.
    """
    wire = PacedWire()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Ask the provider, wait as long as a model writes, and hand the answer on whole."""
            began = time.perf_counter()
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept = {name: value for name, value in self.headers.items() if name.lower() not in _OF_THE_HOP}
            with _OPENER.open(urllib.request.Request(provider + self.path, body, kept), timeout=120) as answer:
                payload, status = answer.read(), answer.status
            written = tokens(_text_of(payload))
            model_s = first_token_s + written / tokens_per_s
            wire.input_tokens.append(tokens(body.decode()))
            wire.output_tokens.append(written)
            wire.model_s.append(model_s)
            time.sleep(max(0.0, model_s / hurry - (time.perf_counter() - began)))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    wire.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_OF_THE_HOP = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding"})


def _text_of(payload: bytes) -> str:
    body = json.loads(payload)
    if "content" in body:
        return "".join(part.get("text", "") for part in body["content"])
    return "".join(choice["message"]["content"] or "" for choice in body.get("choices", ()))
