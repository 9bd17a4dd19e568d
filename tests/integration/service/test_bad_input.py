"""Whatever is sent, the answer is a problem that names field, value and what is allowed; never a 500."""

import json
import re

import httpx
import pytest

from service.jobs.body import MAX_BYTES
from service.settings import LOCAL_USER

BASE = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell"]}

# one representative of every kind of mistake for every field; the unit test of the parser has the full table
ROWS = [
    ("goal", "fame", "goal"),
    ("frequency", 7, "frequency"),
    ("frequency", "3", "frequency"),
    ("experience", None, "experience"),
    ("equipment", "barbell", "equipment"),
    ("equipment", ["\u0000"], "equipment[0]"),
    ("weeks", 17, "weeks"),
    ("sessionMinutes", 19.5, "sessionMinutes"),
    ("limitations", [{"area": "foot"}], "limitations[0].area"),
    ("focusMuscles", ["ego"], "focusMuscles"),
    ("oneRepMaxes", {"curl": 10}, "oneRepMaxes.curl"),
    ("units", "stone", "units"),
    ("days", [1, 1, 1], "days"),
    ("notes", "x" * 501, "notes"),
    ("notes", "\ud800", "notes"),
    ("priority", "urgent", "priority"),
    ("seed", -1, "seed"),
    ("userId", "somebody", "userId"),
]


def assert_problem(answer: httpx.Response, status: int) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "code", "detail", "requestId"} <= set(body)
    assert body["status"] == status
    assert answer.headers["x-request-id"] == body["requestId"]
    return body


@pytest.mark.parametrize(("name", "value", "field"), ROWS, ids=[f"{row[0]}-{index}" for index, row in enumerate(ROWS)])
def test_a_bad_field_is_a_422_that_names_it(service, name, value, field) -> None:
    body = assert_problem(service.post({**BASE, name: value}), 422)
    assert body["errors"][0]["field"] == field
    assert body["errors"][0]["message"]


@pytest.mark.parametrize("name", list(BASE))
def test_a_missing_field_is_a_422_that_names_it(service, name) -> None:
    body = assert_problem(service.post({key: value for key, value in BASE.items() if key != name}), 422)
    assert body["errors"][0]["field"] == name


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"null", 422),
        (b"[]", 422),
        (b'{"goal":"strength","goal":"fame"}', 422),
        (b"[" * 60_000, 422),
        (b'{"a":' * 9_000 + b"1" + b"}" * 9_000, 422),
        (b'{"frequency":' + b"9" * 10_000 + b"}", 422),
        (b'{"frequency":1e400}', 422),
        (b'{"frequency":NaN}', 422),
    ],
    ids=["empty", "open", "latin", "null", "list", "twice", "deep", "deep-object", "long-number", "infinite", "nan"],
)
def test_broken_json_is_a_problem(service, content, status) -> None:
    assert_problem(service.post(content), status)


def test_a_body_above_the_limit_is_refused_whether_it_says_its_length_or_not(service) -> None:
    assert_problem(service.post(b" " * (MAX_BYTES + 1)), 413)

    def chunks():
        for _ in range(70):
            yield b" " * 1024

    answer = service.http.post("/api/ai/generate-program", content=chunks())
    assert_problem(answer, 413)
    assert_problem(service.post(b" " * MAX_BYTES), 400)


def test_a_compressed_body_is_refused(service) -> None:
    assert_problem(service.post(b"x", content_encoding="gzip"), 415)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/ai/jobs?limit=0", "limit"),
        ("/api/ai/jobs?limit=101", "limit"),
        ("/api/ai/jobs?limit=many", "limit"),
        ("/api/ai/jobs?status=lost", "status"),
        ("/api/ai/jobs?type=poem", "type"),
        ("/api/ai/jobs?cursor=never", "cursor"),
        ("/api/ai/jobs?cursor=%00%ff", "cursor"),
    ],
)
def test_a_bad_parameter_is_named(service, path, field) -> None:
    body = assert_problem(service.http.get(path), 422)
    assert body["errors"][0]["field"] == field


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_bad_idempotency_key_is_named(service, key) -> None:
    body = assert_problem(service.post(BASE, idempotency_key=key), 422)
    assert body["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    "path",
    ["/api/ai/jobs/nope", "/api/ai/jobs/%00", "/api/ai/jobs/%F0%9F%92%AA", "/api/programs/nope", "/api/programs/%00",
     "/api/ai/jobs/nope/events", "/nowhere", f"/api/ai/jobs/{'x' * 300}"],
)  # fmt: skip
def test_what_is_not_there_is_a_404(service, path) -> None:
    assert_problem(service.http.get(path), 404)


def test_a_wrong_method_is_a_405(service) -> None:
    assert_problem(service.http.delete("/api/ai/jobs"), 405)


def test_local_mode_serves_only_this_machine_and_no_other_web_page(service) -> None:
    assert_problem(service.http.get("/api/ai/jobs", headers={"Host": "evil.example"}), 403)
    assert_problem(service.post(BASE, origin="https://evil.example"), 403)


def test_bad_tasks_are_dropped_without_harm(service) -> None:
    before = service.count("AIJob")
    for content in (b"", b"{", b"[]", b'{"jobId":1}', b'{"jobId":""}', b'{"jobId":"nope"}', b'{"jobId":"x\\u0000"}'):
        answer = service.http.post("/tasks/program-generator", content=content)
        assert answer.status_code == 200
        assert answer.json()["ending"] == "unknown"
    assert service.count("AIJob") == before


def test_a_job_of_the_web_app_with_bad_params_fails_with_the_field_named(service) -> None:
    service.insert("cbadparams00000000000000", LOCAL_USER, {**BASE, "frequency": 9})
    assert service.deliver("cbadparams00000000000000").status_code == 200
    job = service.finish("cbadparams00000000000000")
    assert job["status"] == "failed"
    assert job["error"]["code"] == "invalid_request"
    assert "frequency" in job["error"]["message"]


def test_nothing_internal_shows_in_the_documented_interface(service) -> None:
    document = service.http.get("/openapi.json").json()
    text = json.dumps(document)
    for word in ("fence", "lease", "enqueueDue", "snooze", "idempotencyKey", "bodyHash"):
        # as a word: "please" is no lease
        assert not re.search(rf"\b{word}", text), word
    assert {"/api/ai/generate-program", "/api/ai/jobs/{job_id}", "/api/programs/{program_id}", "/health/ready"} <= set(
        document["paths"]
    )
