"""The edge of a service that users reach: limits, headers on every answer, pages of other origins, local mode."""

import contextlib
import json
import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from benchmarks.access.wire import Wire
from service.api.edge import MAX_HEADER_BYTES, MAX_TARGET_BYTES
from service.auth.auth_settings import AuthSettings
from service.cli.stack import Stack
from service.settings import Secret, Settings

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
ORIGIN = "https://fitcsv.example"


@pytest.mark.parametrize(
    ("method", "target", "signed", "status"),
    [
        ("GET", "/health/live", False, 200),
        ("GET", "/openapi.json", False, 200),
        ("GET", "/static/style.css", False, 200),
        ("GET", "/static/nothing.css", False, 404),
        ("GET", "/", True, 200),
        ("GET", "/jobs/nothing", True, 404),
        ("GET", "/api/ai/jobs", True, 200),
        ("GET", "/api/ai/jobs", False, 401),
        ("GET", "/nowhere", True, 404),
        ("DELETE", "/api/ai/jobs", True, 405),
        ("POST", "/api/ai/generate-program", True, 422),
        ("GET", "/api/ai/jobs?" + "x" * MAX_TARGET_BYTES, True, 414),
    ],
)
def test_every_answer_has_the_security_headers(guarded, method, target, signed, status) -> None:
    headers = guarded.as_user("edgar") if signed else ()
    answer = guarded.wire.send(method, target, headers, b"{}" if method == "POST" else None)
    assert answer.status == status
    found = dict(answer.headers)
    assert ALWAYS.items() <= found.items()
    assert found["content-security-policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in found["content-security-policy"]
    assert found["strict-transport-security"].startswith("max-age=31536000")
    assert len(found["x-request-id"]) == 25
    assert not {"server", "x-powered-by", "access-control-allow-origin"} & found.keys()
    # nothing that belongs to one user is kept by a proxy between
    assert target.startswith("/static/") or found["cache-control"] in ("no-store", "private, no-cache")


def test_headers_above_the_limit_are_refused(guarded) -> None:
    headers = (*guarded.as_user("edgar"), (b"x-padding", b"x" * MAX_HEADER_BYTES))
    answer = guarded.wire.send("GET", "/api/ai/jobs", headers)
    assert (answer.status, json.loads(answer.body)["code"]) == (431, "headers_too_large")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 422),
        ("application/json; charset=utf-8", 422),
        ("Application/JSON", 422),
        ("application/vnd.fitcsv+json", 422),
        # what curl and urllib say when nobody said anything
        ("application/x-www-form-urlencoded", 422),
        ("text/plain", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/xml", 415),
        ("application/jsonp", 415),
        ("json", 415),
    ],
)
def test_a_body_must_say_that_it_is_json_or_nothing(guarded, kind, status) -> None:
    headers = (*guarded.as_user("edgar"), (b"content-type", kind.encode()))
    assert guarded.wire.send("POST", "/api/ai/generate-program", headers, b"{}").status == status


def test_a_caller_is_refused_before_the_body_is_read(guarded) -> None:
    # the length is a promise that is never kept: whoever waited for the body would never answer
    headers = ((b"content-length", b"60000"), (b"content-type", b"application/json"))
    with Wire(guarded.url) as wire:
        assert wire.send("POST", "/api/ai/generate-program", headers).status == 401


@pytest.mark.parametrize("signed", [False, True], ids=["unsigned", "signed"])
@pytest.mark.parametrize("path", ["/api/ai/generate-program", "/api/ai/jobs/nothing/cancel", "/tasks/sweep"])
def test_an_endless_body_is_hung_up_on(guarded, path, signed) -> None:
    address = urlsplit(guarded.url)
    caller = b"Authorization: %b\r\n" % guarded.as_user("edgar")[0][1] if signed else b""
    head = b"POST %b HTTP/1.1\r\nHost: x\r\n%bTransfer-Encoding: chunked\r\n\r\n" % (path.encode(), caller)
    chunk, sent = b"10000\r\n" + b" " * 65_536 + b"\r\n", 0
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(head)
        with contextlib.suppress(ConnectionError):
            while sent < 2**28:
                connection.sendall(chunk)
                sent += len(chunk)
    # what fits into the buffers of both ends, not the 256 MiB that were on offer
    assert sent < 2**26


def test_a_stray_slash_names_no_host(guarded) -> None:
    answer = guarded.wire.send("GET", "/api/ai/jobs/", guarded.as_user("edgar"))
    assert answer.status == 404
    assert answer.header("location") is None


def test_scripts_of_our_own_pages_may_call_and_of_no_others(start_guarded) -> None:
    service = start_guarded(cors_origins=(ORIGIN,))
    asks = ((b"access-control-request-method", b"POST"), (b"access-control-request-headers", b"authorization"))
    ours = service.wire.send("OPTIONS", "/api/ai/generate-program", ((b"origin", ORIGIN.encode()), *asks))
    assert (ours.status, ours.header("access-control-allow-origin")) == (200, ORIGIN)
    assert "authorization" in (ours.header("access-control-allow-headers") or "").lower()
    assert ours.header("access-control-allow-credentials") is None
    refused = service.wire.send("GET", "/api/ai/jobs", ((b"origin", ORIGIN.encode()),))
    # a script must be able to see that it has to sign in
    assert (refused.status, refused.header("access-control-allow-origin")) == (401, ORIGIN)
    for origin in (b"https://evil.example", b"null", b"https://fitcsv.example.evil.example", b"http://fitcsv.example"):
        for headers in (((b"origin", origin), *asks), ((b"origin", origin), *service.as_user("edgar"))):
            method = "OPTIONS" if headers[1:] == asks else "GET"
            answer = service.wire.send(method, "/api/ai/jobs", headers)
            assert answer.header("access-control-allow-origin") is None


def test_the_description_says_who_may_call_what(guarded) -> None:
    document = json.loads(guarded.wire.send("GET", "/openapi.json").body)
    wanted = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            wanted[f"{method} {path}"] = [next(iter(scheme)) for scheme in operation.get("security", [])]
            answers = operation["responses"]
            assert "security" not in operation or {"401", "403"} <= answers.keys()
            assert "HTTPValidationError" not in json.dumps(operation)
    assert wanted["get /health/live"] == []
    assert wanted["get /api/ai/jobs"] == ["user"]
    assert wanted["post /tasks/sweep"] == ["task"]
    assert {"user", "task"} == document["components"]["securitySchemes"].keys()


@pytest.fixture
def with_local_queue(database_url: str, tmp_path: Path, issuer):
    """A service in the mode `jwt` beside the queue of its own process, as a developer starts it."""
    auth = AuthSettings(mode="jwt", jwks_url=issuer.url, issuer=issuer.name, audience="https://api.fitcsv.example")
    settings = Settings(database_url=Secret(value=database_url), auth=auth)
    with ExitStack() as stack:
        running = stack.enter_context(Stack(settings, data_dir=tmp_path, port=0))
        token = issuer.sign(issuer.user_claims("frida", auth.audience))
        headers = {"Authorization": f"Bearer {token}"}
        yield stack.enter_context(httpx.Client(base_url=running.url, headers=headers, timeout=60, trust_env=False))


def test_the_queue_of_a_developers_machine_is_known_by_its_key(with_local_queue) -> None:
    body = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": [], "weeks": 4}
    made = with_local_queue.post("/api/ai/generate-program", json=body)
    assert made.status_code == 202
    events = with_local_queue.get(f"/api/ai/jobs/{made.json()['jobId']}/events").text
    assert '"status":"completed"' in events
    assert with_local_queue.post("/tasks/sweep").status_code == 401


def test_local_mode_asks_for_no_token(database_url: str, tmp_path: Path) -> None:
    settings = Settings(database_url=Secret(value=database_url))
    with Stack(settings, data_dir=tmp_path, port=0) as running, Wire(running.url) as wire:
        assert wire.send("GET", "/api/ai/jobs").status == 200
        assert wire.send("POST", "/tasks/sweep").status == 200
        assert wire.send("GET", "/health/live").header("strict-transport-security") is None
