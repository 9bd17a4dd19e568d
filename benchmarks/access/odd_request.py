"""Requests that nobody would send: valid ones with values, headers and bytes exchanged for odd ones, from a seed."""

import json
import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote

from benchmarks.access.operations import Json, Operation

Pair = tuple[bytes, bytes]

_TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "💪" * 40, "x" * 501, "x" * 5_000, "' or 1=1 --", "'; drop table x; --",
    "%", "_%_", "\\", "${7*7}", "{{7*7}}", "<script>alert(1)</script>", "../../etc/hosts", "%2e%2e%2f", "\r\nX-Injected: 1",
    "null", "NaN", "-1", "1e999", "0x10", "١٢٣", "ſ", "İ", "a\u0301", "\u202e", "\ufeff", "\x7f", "\x1b[31m", "true", "[]",
    "undefined", "http://127.0.0.1:1/", "file:///etc/hosts", "A" * 64, "c" + "0" * 24,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3, 2**31, 2**63, -(2**63) - 1, 10**40, 1.5, -0.0, 1e308, 5e-324, [], {}, [[]], [None],
    {"": ""}, {"a": {"b": {}}}, [1, 2, 3], ["barbell"], {"squat": -1}, {"$ref": "#"}, {"__proto__": {}},
)  # fmt: skip
_RAW_JSON = (
    b"", b"{", b"[", b"null", b"true", b"1", b'"x"', b"[]", b"{}", b"NaN", b"Infinity", b"-", b"1e999", b"\xff\xfe{}",
    b"\xef\xbb\xbf{}", b"\xff", b'{"goal":"strength","goal":"hypertrophy"}', b'{"a":1}{"b":2}', b"{'a':1}", b'{"a":1,}',
    b"[" * 3_000, b'{"a":' * 2_000 + b"1" + b"}" * 2_000, b'{"n":' + b"9" * 6_000 + b"}", b'{"goal":"\\ud800"}',
    b'{"goal":"\\u0000"}', b"\0" * 100, b" " * 65_536, b" " * 65_537, b"x" * 70_000, b"goal=strength&frequency=3",
)  # fmt: skip
_TYPES = (
    b"application/json", b"application/json; charset=utf-16", b"text/plain", b"application/xml", b"multipart/form-data",
    b"application/x-www-form-urlencoded", b"application/vnd.api+json", b"", b";", b"application/json" * 50, b"\xff/\xfe",
)  # fmt: skip
_METHODS = (
    b"GET", b"POST", b"HEAD", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT", b"BREW", b"get", b"G-T",
)  # fmt: skip
_HEADERS: tuple[Pair, ...] = (
    (b"Content-Length", b"5"), (b"Content-Length", b"-1"), (b"Content-Length", b"99999999999999999999"),
    (b"Content-Length", b"0x10"), (b"Transfer-Encoding", b"chunked"), (b"Transfer-Encoding", b"gzip, chunked"),
    (b"Content-Encoding", b"gzip"), (b"Content-Encoding", b"br"), (b"Expect", b"100-continue"), (b"Upgrade", b"websocket"),
    (b"Upgrade", b"h2c"), (b"Connection", b"upgrade"), (b"Host", b""), (b"Host", b"evil.example"), (b"Range", b"bytes=0-"),
    (b"Range", b"bytes=5-1,0-0,-1"), (b"If-None-Match", b"*"), (b"If-None-Match", b'W/"x", ' * 200),
    (b"If-Modified-Since", b"never"), (b"Last-Event-ID", b"\xff\xfe"), (b"Idempotency-Key", b""),
    (b"Idempotency-Key", b"k" * 300), (b"Idempotency-Key", b"\xc3\xa9"), (b"traceparent", b"00-" + b"z" * 52),
    (b"traceparent", b"00-" + b"0" * 32 + b"-" + b"0" * 16 + b"-00"), (b"X-Forwarded-For", b"127.0.0.1"),
    (b"X-Forwarded-Host", b"evil.example"), (b"X-HTTP-Method-Override", b"DELETE"), (b"Accept", b"*/*;q=nan"),
    (b"Cookie", b"a=" + b"b" * 4_000), (b"X-Padding", b"p" * 20_000), (b"Authorization", b"Bearer x.y.z"),
    (b"Authorization", b"Basic " + b"A" * 100), (b"Origin", b"https://evil.example"), (b"Origin", b"null"),
    (b"Access-Control-Request-Method", b"POST"), (b"Forwarded", b"for=127.0.0.1;proto=https"), (b"TE", b"trailers"),
)  # fmt: skip


@dataclass(slots=True)
class OddRequest:
    """A request on its way to becoming odd.

    Attributes:
        method: any word.
        target: path and query.
        headers: in their order, as often as wanted.
        body: any bytes.
    """

    method: bytes = b"GET"
    target: bytes = b"/"
    headers: list[Pair] = field(default_factory=list[Pair])
    body: bytes = b""

    def rendered(self) -> bytes:
        """As it goes over the wire."""
        lines = [b"%b %b HTTP/1.1" % (self.method, self.target)]
        lines += [b"%b: %b" % pair for pair in self.headers]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


class OddRequests:
    """Makes them; the same seed makes the same ones."""

    def __init__(
        self, operations: Sequence[Operation], ids: Sequence[str], callers: Sequence[bytes], seed: int
    ) -> None:
        """Make requests.

        Args:
            operations: what can be called.
            ids: of things that exist, of the caller and of others.
            callers: values of the Authorization header.
            seed: of chance.
        """
        self._operations = operations
        self._ids = ids
        self._callers = callers
        self._chance = random.Random(seed)

    def next(self) -> bytes:
        """The bytes of one request; one in four is not HTTP any more."""
        chance = self._chance
        operation = chance.choice(self._operations)
        request = OddRequest(method=operation.method.encode(), target=self._target(operation))
        if chance.random() < 0.1:
            request.method = chance.choice(_METHODS)
        if operation.method == "POST":
            request.body = self._body(operation)
        request.headers = [(b"Host", b"127.0.0.1"), (b"Connection", b"close")]
        if chance.random() < 0.95:
            request.headers.append((b"Authorization", chance.choice(self._callers)))
        if request.body or operation.method == "POST":
            kind = b"application/json" if chance.random() < 0.8 else chance.choice(_TYPES)
            request.headers.append((b"Content-Type", kind))
            self._frame(request)
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
            request.headers.insert(chance.randrange(len(request.headers) + 1), chance.choice(_HEADERS))
        raw = request.rendered()
        return self._broken(raw) if chance.random() < 0.25 else raw

    def _target(self, operation: Operation) -> bytes:
        chance = self._chance
        path = operation.path
        for name in operation.parameters:
            text = chance.choice(self._ids) if chance.random() < 0.5 else _quoted(self._text())
            path = path.replace("{" + name + "}", text or "x")
        if chance.random() < 0.1:
            path = chance.choice(
                ("/", "//", "/..;/", "/%00", "/%ff", "/" + "a" * 5_000, "*", "http://evil.example/", path + "/")
            )
        names = ("limit", "cursor", "status", "type", "access_token", "userId", self._word())
        pairs = [f"{chance.choice(names)}={_quoted(self._text())}" for _ in range(chance.choice((0, 0, 0, 1, 2, 40)))]
        return (path + ("?" + "&".join(pairs) if pairs else "")).encode()

    def _body(self, operation: Operation) -> bytes:
        chance = self._chance
        if chance.random() < 0.15:
            return chance.choice(_RAW_JSON)
        if operation.schema is None:
            return json.dumps({"jobId": self._value()}).encode()
        properties = cast("dict[str, Any]", operation.schema.get("properties", {}))
        body: dict[str, Any] = {}
        oddness = chance.choice((0.0, 0.0, 0.1, 0.5))
        for name, schema in properties.items():
            if name in operation.schema.get("required", ()) or chance.random() < 0.3:
                is_odd = chance.random() < oddness
                body[name] = self._value() if is_odd else self._good(name, schema, operation.schema)
        if chance.random() < 0.1:
            body[self._text()] = self._value()
        return json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")

    def _good(self, name: str, schema: Json, document: Json) -> Any:
        chance = self._chance
        if "$ref" in schema:
            return self._good(name, document["$defs"][str(schema["$ref"]).rpartition("/")[2]], document)
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self._good(name, chance.choice(schema[several]), document)
        if "enum" in schema:
            return chance.choice(schema["enum"])
        match schema.get("type"):
            case "array":
                return [self._good(name, schema.get("items", {}), document) for _ in range(chance.randrange(3))]
            case "integer" | "number":
                return chance.randint(int(schema.get("minimum", 0)), int(schema.get("maximum", 10)))
            case "boolean":
                return chance.random() < 0.5
            case "object":
                inner = cast("dict[str, Any]", schema.get("properties", {}))
                return {key: self._good(key, value, document) for key, value in inner.items()}
            case "null":
                return None
            case _:
                return chance.choice(self._ids) if name.endswith("Id") else self._word()

    def _frame(self, request: OddRequest) -> None:
        """Say how long the body is, mostly truly."""
        chance = self._chance
        kind = chance.random()
        if kind < 0.75:
            request.headers.append((b"Content-Length", str(len(request.body)).encode()))
        elif kind < 0.92:
            request.headers.append((b"Transfer-Encoding", b"chunked"))
            size = chance.randint(1, 4_096)
            chunks = [request.body[at : at + size] for at in range(0, len(request.body), size)]
            request.body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
        elif kind < 0.96:
            request.headers.append((b"Content-Length", str(len(request.body) + chance.randint(-5, 5)).encode()))

    def _broken(self, raw: bytes) -> bytes:
        chance = self._chance
        at = chance.randrange(len(raw))
        change: Callable[[], bytes] = chance.choice((
            lambda: raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :],
            lambda: raw[:at] + raw[at + chance.randint(1, 20) :],
            lambda: raw[:at] + raw[max(0, at - 20) : at] + raw[at:],
            lambda: raw[:at] + chance.randbytes(chance.randint(1, 40)) + raw[at:],
            lambda: raw.replace(b"\r\n", b"\n"),
            lambda: raw.replace(b"\r\n", b"\r", 1),
            lambda: raw.replace(b"HTTP/1.1", chance.choice((b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/1.1 ", b"", b"ICY"))),
            lambda: raw.replace(b": ", chance.choice((b":", b" : ", b":\t", b"\0: ")), 1),
            lambda: raw.replace(b"Host", b" Host", 1),
            lambda: b"\r\n" + raw,
            lambda: raw + raw,
            lambda: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            lambda: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(64),
            lambda: b"GET /api/ai/jobs\r\n\r\n",
            lambda: chance.randbytes(chance.randint(1, 400)) + b"\r\n\r\n",
            lambda: raw.replace(b"Host: 127.0.0.1", b"X: " + b"y" * 70_000, 1),
        ))  # fmt: skip
        return change()

    def _text(self) -> str:
        chance = self._chance
        return chance.choice(_TEXTS) if chance.random() < 0.7 else self._word()

    def _value(self) -> Any:
        return self._chance.choice(_VALUES) if self._chance.random() < 0.5 else self._chance.choice(_TEXTS)

    def _word(self) -> str:
        return "".join(self._chance.choices(string.ascii_letters, k=self._chance.randint(1, 12)))


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
