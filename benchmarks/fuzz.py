"""Sends odd requests over plain sockets and looks at every answer.

`python -m benchmarks.fuzz --requests 50000 --seed 1`. Three in four are HTTP with odd values in the right places, as
the interface description names them; one in four is broken on the way: bytes exchanged, lengths that lie, two requests in
one, other protocols. No answer may be a fault of ours (5xx, but 503 with Retry-After), show anything of the inside or of
another user, or lack the security headers. Exits 1 otherwise.
"""

import asyncio
import json
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.access import command
from benchmarks.access.command import Answered
from benchmarks.access.estate import CANARY, make_estate
from benchmarks.access.guarded import BACKEND, QUEUE, Guarded, whole_service
from benchmarks.access.odd_request import OddRequests
from benchmarks.access.operations import every_operation
from benchmarks.access.wire import Answer

OWNER, STRANGER = "user-who-was-there-before", "user-who-fuzzes"
_AT_ONCE = 8
_NEXT_S, _WHOLE_S = 0.05, 20.0
_SECURITY_HEADERS = (
    "x-content-type-options", "referrer-policy", "x-frame-options", "content-security-policy", "x-request-id",
    "strict-transport-security",
)  # fmt: skip
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_INSIDE = re.compile(
    rb'Traceback|File "|\.py\b|site-packages|/usr/|/lib/|/tmp/|SELECT |INSERT |UPDATE "|WHERE |pg8000|sqlalchemy|psycopg'
    rb"|starlette|fastapi|uvicorn|pydantic|Exception|Error\(|postgresql:|0x[0-9a-f]{8,}|<object|" + CANARY.encode()
)


@dataclass(slots=True)
class Findings:
    """What came of it.

    Attributes:
        requests: sent.
        by_status: answers by status; 0 is a closed connection without one.
        faults: one sentence for each thing that should not be; at most twenty are kept.
    """

    requests: int = 0
    by_status: Counter[int] = field(default_factory=Counter[int])
    faults: list[str] = field(default_factory=list[str])

    def add(self, sentence: str, raw: bytes) -> None:
        """Keep a fault with the beginning of what caused it."""
        if len(self.faults) < 20:
            self.faults.append(f"{sentence}: {raw[:300]!r}")


def fuzz(
    service: Guarded,
    *,
    requests: int,
    seed: int,
    patience_s: float = 0.3,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Findings:
    """Send odd requests.

    Args:
        service: to send them to.
        requests: how many.
        seed: of chance.
        patience_s: how long a request may go without an answer before we end it; half of one never gets any.
        on_progress: is told how many requests were sent.
    """
    findings = Findings()
    estate = make_estate(service, OWNER)
    ids = [*estate.ids, service.post(STRANGER, "generate-program", _REQUEST), "cmissing00000000000000000"]
    user, backend, queue = (
        headers[0][1] for headers in (service.as_user(STRANGER), service.as_account(BACKEND), service.as_account(QUEUE))
    )
    document = service.wire.send("GET", "/openapi.json").body
    # a delivered job would run: what the fuzzer delivers is never one that exists
    makers = [
        OddRequests(
            [one for one in every_operation(document) if "/tasks/" not in one.path], ids, [user] * 9 + [backend], seed
        ),
        OddRequests(
            [one for one in every_operation(document) if "/tasks/" in one.path], ["x"], [queue] * 9 + [user], seed + 1
        ),
    ]
    raws = (makers[number % 10 == 9].next() for number in range(requests))
    asyncio.run(_send_all(service.url, raws, findings, patience_s, on_progress))
    if service.wire.send("GET", "/health/ready").status != 200:
        findings.add("the service is not ready any more", b"")
    return findings


_REQUEST = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell"], "weeks": 4}


async def _send_all(
    url: str, raws: Iterator[bytes], findings: Findings, patience_s: float, on_progress: Callable[[int], None]
) -> None:
    address = urlsplit(url)

    async def sender() -> None:
        # one generator for all: each takes the next one
        for raw in raws:
            stream = await _exchange(address.hostname or "", address.port or 0, raw, patience_s)
            findings.requests += 1
            on_progress(findings.requests)
            answers = list(_answers(stream))
            if not answers:
                findings.by_status[0] += 1
            if stream and not _STATUS.match(stream):
                findings.add("an answer that is not HTTP", raw)
            for answer in answers:
                findings.by_status[answer.status] += 1
                _look(answer, raw, findings)

    await asyncio.gather(*(sender() for _ in range(_AT_ONCE)))


async def _exchange(host: str, port: int, raw: bytes, patience_s: float) -> bytes:
    """Send bytes and read what comes until the server closes; half a request is ended by us."""
    reader, writer = await asyncio.open_connection(host, port)
    answer = b""
    try:
        writer.write(raw)
        try:
            answer = await asyncio.wait_for(reader.read(65_536), patience_s)
        except TimeoutError:
            # it waits for more: that is an end as well, unless it is only slow
            writer.write_eof()
        async with asyncio.timeout(_WHOLE_S):
            while True:
                # a second answer to two requests in one comes at once; without one the server would wait for more
                more = await asyncio.wait_for(reader.read(65_536), _NEXT_S if _is_whole(answer) else _WHOLE_S)
                if not more:
                    break
                answer += more
    except (ConnectionError, TimeoutError):
        # it hung up while we were still talking, as it may when the head alone is enough to refuse
        answer += b""
    finally:
        writer.close()
    return answer


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: (\d+)", head)
    return bool(found) and length is not None and len(body) >= int(length[1]) and b"\r\nconnection: close" not in head


def _answers(stream: bytes) -> Iterator[Answer]:
    """What came over one connection: two requests in one get two answers; the one that says `go on` is none."""
    while match := _STATUS.match(stream):
        head, _, stream = stream.partition(b"\r\n\r\n")
        status = int(match[1])
        if status < 200:
            continue
        lines = [line.decode("latin-1").partition(":") for line in head.split(b"\r\n")[1:]]
        headers = tuple((name.lower(), value.strip()) for name, _, value in lines)
        length = dict(headers).get("content-length")
        # an answer without a length lasts until the end; one to HEAD has a length and no body
        size = len(stream) if length is None else 0 if _STATUS.match(stream) else int(length)
        yield Answer(status=status, headers=headers, body=stream[:size])
        stream = stream[size:]


def _look(answer: Answer, raw: bytes, findings: Findings) -> None:
    status, body = answer.status, answer.body
    names = {name for name, _ in answer.headers}
    if status >= 500 and not (status == 503 and "retry-after" in names):
        findings.add(f"a fault of ours ({status}) {body[:200]!r}", raw)
    if names & {"server", "x-powered-by"}:
        findings.add("the answer names the server", raw)
    # what was sent may be told back to the sender, and the pages and the description speak of themselves
    is_own = (answer.header("content-type") or "").startswith(("text/html", "text/css", "text/javascript")) or (
        b'"openapi"' in body
    )
    inside = [found[0] for found in _INSIDE.finditer(body) if found[0] not in raw]
    if CANARY.encode() in body or (inside and not is_own):
        findings.add(f"the inside shows ({inside!r}, {status})", raw)
    # bytes that are no request never get as far as an id, or to the one who knows whether there is TLS
    wanted = _SECURITY_HEADERS[:4] if b"not_http" in body else _SECURITY_HEADERS
    missing = [name for name in wanted if name not in names]
    if missing:
        findings.add(f"an answer of {status} without {', '.join(missing)}", raw)
    if body and answer.header("content-type") == "application/problem+json":
        _look_at_problem(status, body, raw, findings)
    elif status >= 400 and not is_own and body:
        findings.add(f"an answer of {status} that is no problem: {body[:100]!r}", raw)


def _look_at_problem(status: int, body: bytes, raw: bytes, findings: Findings) -> None:
    try:
        problem = json.loads(body)
    except ValueError:
        findings.add(f"a problem that is not JSON ({body[:100]!r})", raw)
        return
    if problem.get("status") != status or not {"type", "title", "code", "detail"} <= problem.keys():
        findings.add(f"a problem that lacks something ({body[:200]!r})", raw)


def _ask(requests: int, seed: int, tell: Callable[[int], None]) -> Answered:
    with whole_service(max_open_jobs=20) as service:
        before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        findings = fuzz(service, requests=requests, seed=seed, on_progress=tell)
        grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib) / 1024
    counts = {str(status or "closed without an answer"): count for status, count in sorted(findings.by_status.items())}
    figures = {"memory_grown_mib": round(grown_mib)}
    return Answered(asked=findings.requests, counts=counts, faults=findings.faults, figures=figures)


def main() -> int:
    """Fuzz and print."""
    return command.run("fuzz", "requests", 50_000, str(__doc__).partition("\n")[0], _ask)


if __name__ == "__main__":
    sys.exit(main())
