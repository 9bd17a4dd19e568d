"""The simulator: starts the server, holds each provider's script, records every request."""

import functools
import json
import socket
import struct
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from evals.provider_simulator.design import good_design, with_wrong_ids
from evals.provider_simulator.fault import Fault
from evals.provider_simulator.received import Provider, Received
from evals.provider_simulator.wire import model_card, model_list, reply_to

_LONGEST_SILENCE_S = 30.0
"""How long a silent answer keeps its thread if nobody stops the simulator."""

_NO_LINGER = struct.pack("ii", 1, 0)
"""Closing then sends a reset."""

MODELS = {
    Provider.ANTHROPIC: ("claude-sonnet-5-5", "claude-haiku-5-5"),
    Provider.OPENAI: ("gpt-6.1-sol", "gpt-6-luna"),
}
"""Which models the two providers list."""


NO_FINDINGS = '{"findings":[]}'


class Simulator:
    """Two providers under one address. Safe to use from several threads.

    Attributes:
        listeners: who is told of each request that any simulator of this process receives.
    """

    listeners: ClassVar[list[Callable[[Received], None]]] = []

    def __init__(self, scripts: Mapping[Provider, Sequence[Fault | str]]) -> None:
        """Follow these scripts: what becomes of each request in turn, the last one for ever.

        A text in a script is said by the model as it is.
        """
        self._lock = threading.Lock()
        self._scripts = {provider: list(scripts.get(provider) or [Fault.GOOD]) for provider in Provider}
        self._reviews: dict[Provider, list[Fault | str]] = {provider: [Fault.GOOD] for provider in Provider}
        self._received: list[Received] = []
        self._is_down = False
        self._lists: dict[Provider, tuple[str, ...]] = dict(MODELS)
        self.released = threading.Event()
        self.arrived = threading.Event()
        self.address = ""
        self.closed_address = ""

    @property
    def base_urls(self) -> dict[str, str]:
        """What the setting MODEL_BASE_URLS says, by provider."""
        return {
            Provider.ANTHROPIC.value: self._address(Provider.ANTHROPIC),
            Provider.OPENAI.value: self._address(Provider.OPENAI) + "/v1",
        }

    @property
    def received(self) -> list[Received]:
        """The calls of models so far, in order; lists of models are not among them."""
        with self._lock:
            return [one for one in self._received if one.body]

    @property
    def reviews(self) -> list[Received]:
        """Those of the calls that asked for a review."""
        return [one for one in self.received if one.is_review]

    def calls_of(self, provider: Provider) -> int:
        """How many calls this provider got."""
        return sum(one.provider is provider for one in self.received)

    def script(self, provider: Provider, *faults: Fault | str) -> None:
        """Follow another script from now on."""
        with self._lock:
            self._scripts[provider] = list(faults)

    def script_reviews(self, provider: Provider, *faults: Fault | str) -> None:
        """Follow another script from now on where a review is asked for; by default there is nothing to remark on."""
        with self._lock:
            self._reviews[provider] = list(faults)

    def outage(self, *, is_down: bool) -> None:
        """Answer everything with 503 until told otherwise."""
        with self._lock:
            self._is_down = is_down

    def list_models(self, provider: Provider, *ids: str) -> None:
        """List these models from now on."""
        with self._lock:
            self._lists[provider] = ids

    def listed(self, provider: Provider) -> tuple[str, ...]:
        """The models that a provider lists."""
        with self._lock:
            return self._lists[provider]

    def next_fault(self, received: Received) -> Fault | str:
        """Record a request and say what becomes of it."""
        for listener in self.listeners:
            listener(received)
        with self._lock:
            self._received.append(received)
            self.arrived.set()
            if self._is_down:
                return Fault.UNAVAILABLE
            script = (self._reviews if received.is_review else self._scripts)[received.provider]
            return script.pop(0) if len(script) > 1 else script[0]

    def _address(self, provider: Provider) -> str:
        is_refused = self._scripts[provider][0] is Fault.CONNECTION_REFUSED
        return self.closed_address if is_refused else self.address


@contextmanager
def simulate(
    anthropic: Sequence[Fault | str] = (Fault.GOOD,), openai: Sequence[Fault | str] = (Fault.GOOD,)
) -> Generator[Simulator]:
    """A running simulator on a free port of 127.0.0.1; it stops when the block ends."""
    simulator = Simulator({Provider.ANTHROPIC: anthropic, Provider.OPENAI: openai})

    class Handler(_Handler):
        owner = simulator

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    # bound and never listening: connections to it are refused, and nobody else can get the port
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        simulator.address = f"http://127.0.0.1:{server.server_address[1]}"
        simulator.closed_address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        thread.start()
        try:
            yield simulator
        finally:
            simulator.released.set()
            server.shutdown()
            thread.join()
            server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: Simulator

    def do_POST(self) -> None:
        """Answer a call of a model."""
        body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        received = self._read(body)
        fault = self.owner.next_fault(received)
        if fault in (Fault.DROPPED, Fault.RESET):
            if fault is Fault.RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
                # at once, before the server says its polite goodbye
                socket.close(self.connection.detach())
            self.close_connection = True
            return
        if fault is Fault.TIMEOUT:
            self.owner.released.wait(_LONGEST_SILENCE_S)
            self.close_connection = True
            return
        text = _review(fault) if received.is_review else _text(fault, tuple(received.user_texts))
        known = fault if isinstance(fault, Fault) else Fault.GOOD
        reply = reply_to(received.provider, known, model=str(body.get("model")), text=text)
        self._send(reply.status, reply.payload, reply.headers, is_cut=fault is Fault.CUT)

    def do_GET(self) -> None:
        """Answer a question about models."""
        received = self._read({})
        fault = self.owner.next_fault(received)
        if isinstance(fault, Fault) and fault not in (Fault.GOOD, Fault.CACHED):
            reply = reply_to(received.provider, fault, model="", text="")
            self._send(reply.status, reply.payload, reply.headers)
            return
        ids = self.owner.listed(received.provider)
        path = self.path.partition("?")[0].rstrip("/")
        wanted = path.rpartition("/models")[2].strip("/")
        if not wanted:
            self._send(200, json.dumps(model_list(received.provider, ids)).encode(), {})
        elif wanted in ids:
            self._send(200, json.dumps(model_card(received.provider, wanted)).encode(), {})
        else:
            reply = reply_to(received.provider, Fault.UNKNOWN_MODEL, model=wanted, text="")
            self._send(reply.status, reply.payload, reply.headers)

    def _read(self, body: dict[str, Any]) -> Received:
        headers = {name.lower(): value for name, value in self.headers.items()}
        is_anthropic = "anthropic-version" in headers or self.path.endswith("/messages")
        provider = Provider.ANTHROPIC if is_anthropic else Provider.OPENAI
        return Received(provider=provider, path=self.path, headers=headers, body=body)

    def _send(self, status: int, payload: bytes, headers: Mapping[str, str], *, is_cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload[: len(payload) // 2] if is_cut else payload)
        self.close_connection = is_cut

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def _text(fault: Fault | str, user_texts: tuple[str, ...]) -> str:
    match fault:
        case Fault.EMPTY:
            return ""
        case Fault.REFUSAL:
            return "I would rather not."
        case Fault.NOT_JSON:
            return "Here is some advice: squat more."
        case Fault.TRUNCATED:
            design = _design(user_texts)
            return design[: len(design) // 2]
        case Fault.FENCED:
            return f"Sure!\n```json\n{_design(user_texts)}\n```\nGood luck!"
        case Fault.WRONG_IDS:
            return with_wrong_ids(_design(user_texts))
        case Fault.GOOD | Fault.CACHED | Fault.WRONG_MODEL | Fault.NO_USAGE | Fault.CUT:
            return _design(user_texts)
        case Fault():
            return ""
        case str():
            return fault


def _review(fault: Fault | str) -> str:
    """The same faults in a review; one that is well has no findings."""
    match fault:
        case Fault.TRUNCATED:
            return '{"findings":[{"code":"or'
        case Fault.FENCED:
            return f"Sure!\n```json\n{NO_FINDINGS}\n```"
        case Fault.WRONG_IDS:
            return '{"findings":[{"code":"order","severity":"weak","at":"99.1","message":"Put it first."}]}'
        case Fault.GOOD | Fault.CACHED | Fault.WRONG_MODEL | Fault.NO_USAGE | Fault.CUT:
            return NO_FINDINGS
        case _:
            return _text(fault, ())


@functools.lru_cache(maxsize=256)
def _design(user_texts: tuple[str, ...]) -> str:
    return good_design(user_texts)
