"""Odd requests get an answer of ours: no fault, nothing of the inside, the security headers on all of them."""

import socket
from urllib.parse import urlsplit

import pytest

from benchmarks.fuzz import fuzz


def test_no_odd_request_finds_a_fault(guarded) -> None:
    findings = fuzz(guarded, requests=500, seed=11, patience_s=5.0)
    assert findings.faults == []
    assert findings.requests == 500
    # the requests went deep enough to meet every layer: the server, the edge, the gate, the routes and the database
    assert {200, 202, 400, 401, 404, 405, 413, 414, 415, 422, 431} <= set(findings.by_status)


def raw(service, data: bytes) -> bytes:
    """Send bytes, read to the end."""
    address = urlsplit(service.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /api/ai/jobs\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nhello",
    ],
    ids=["tls", "http-0.9", "no-host", "two-hosts", "two-lengths", "hex-length", "te-gzip"],
)
def test_bytes_that_are_no_request_are_a_problem_too(guarded, data) -> None:
    answer = raw(guarded, data)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in answer
    assert b"content-security-policy: default-src 'none'" in answer
    assert b'"code":"not_http"' in answer


def test_two_requests_cannot_hide_in_one(guarded) -> None:
    smuggled = b"GET /api/ai/jobs HTTP/1.1\r\nHost: a\r\n\r\n"
    data = (
        b"POST /api/ai/generate-program HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Length: %d\r\n\r\n0\r\n\r\n%b" % (len(smuggled) + 5, smuggled)
    )
    answer = raw(guarded, data)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b'"code":"two_lengths"' in answer
