"""A provider on this machine: speaks the Anthropic Messages and the OpenAI Chat Completions API, answers as scripted."""

import json
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One scripted answer.

    Attributes:
        text: what the model says.
        status: HTTP status; anything but 200 is an error of the provider's.
        stop: why it stopped, in Anthropic's words: end_turn, max_tokens, refusal.
        cache_read: input tokens that came from the cache.
        cache_write: input tokens that went into the cache (Anthropic).
        model: who the provider says answered; None for who was asked.
    """

    text: str = ""
    status: int = 200
    stop: str = "end_turn"
    cache_read: int = 0
    cache_write: int = 0
    model: str | None = None


UNCACHED = 1000
OUTPUT = 500
_OPENAI_STOP = {"end_turn": "stop", "max_tokens": "length", "refusal": "content_filter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> object:
        """The instructions, in either API."""
        if "system" in self.body:
            return self.body["system"]
        return [message for message in self.body["messages"] if message["role"] in {"system", "developer"}]

    @property
    def user_texts(self) -> list[str]:
        """Every text of the user's messages, in order."""
        texts: list[str] = []
        for message in self.body["messages"]:
            if message["role"] == "user":
                content = message["content"]
                parts = [{"text": content}] if isinstance(content, str) else content
                texts += [part["text"] for part in parts]
        return texts


@dataclass(slots=True)
class Provider:
    """A running provider: where it is, and what it was asked."""

    url: str
    received: list[Received] = field(default_factory=list[Received])


@contextmanager
def provider(replies: Sequence[Reply]) -> Generator[Provider]:
    """A provider that gives these answers in order; the last one again and again."""
    handed_out = iter(range(1_000_000))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            running.received.append(Received(path=self.path, headers=headers, body=body))
            reply = replies[min(next(handed_out), len(replies) - 1)]
            answer = _anthropic(body, reply) if self.path.endswith("/messages") else _openai(body, reply)
            payload = json.dumps(answer).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Provider(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _anthropic(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    if reply.status != 200:
        return {"type": "error", "error": {"type": "api_error", "message": "scripted failure"}}
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": reply.model or body["model"],
        "content": [{"type": "text", "text": reply.text}],
        "stop_reason": reply.stop,
        "stop_sequence": None,
        "usage": {
            "input_tokens": UNCACHED,
            "cache_read_input_tokens": reply.cache_read,
            "cache_creation_input_tokens": reply.cache_write,
            "output_tokens": OUTPUT,
        },
    }


def _openai(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    if reply.status != 200:
        return {"error": {"message": "scripted failure", "type": "server_error", "code": None}}
    prompt = UNCACHED + reply.cache_read
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": reply.model or body["model"],
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": reply.text},
                "finish_reason": _OPENAI_STOP[reply.stop],
            }
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": OUTPUT,
            "total_tokens": prompt + OUTPUT,
            "prompt_tokens_details": {"cached_tokens": reply.cache_read},
        },
    }
