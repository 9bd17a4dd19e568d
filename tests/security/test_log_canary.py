"""Nothing that people, models or proxies say to us is in a log: not in a body, a header, a path, a key, an error."""

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType

import pytest
import structlog
from sqlalchemy import text

from benchmarks.access.guarded import AUDIENCE, NO_QUEUE, QUEUE, WORKER
from benchmarks.access.issuer import Issuer
from benchmarks.access.token_variants import bearer
from benchmarks.access.wire import Wire
from service import telemetry
from service.auth.auth_settings import AuthSettings
from service.cli.stack import Stack
from service.settings import Secret, Settings, Tasks
from storage.engine import DatabaseSettings, build_engine

CANARY = "canary-7f3a91"
GOOD = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell"], "weeks": 4}


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def sends(issuer: Issuer, google: Issuer) -> Iterator[tuple[str, str, list[tuple[bytes, bytes]], bytes | None]]:
    """Requests that carry a canary everywhere one can be carried, and go wrong in many ways."""
    token = issuer.sign(
        issuer.user_claims(f"{CANARY}-user", AUDIENCE, name=CANARY, email=f"{CANARY}@x.example")
    ).encode()
    bad = issuer.sign(issuer.user_claims(CANARY, f"https://{CANARY}"), kid=CANARY).encode()
    signed = [(b"authorization", b"Bearer " + token)]
    noise = [
        (b"x-note", CANARY.encode()), (b"cookie", f"session={CANARY}".encode()), (b"user-agent", CANARY.encode()),
        (b"x-forwarded-for", CANARY.encode()), (b"referer", f"https://x.example/{CANARY}".encode()),
    ]  # fmt: skip
    everywhere = [*signed, *noise]
    program = "/api/ai/generate-program"
    yield "POST", program, everywhere, json.dumps({**GOOD, "notes": f"{CANARY} knee"}).encode()
    yield "POST", program, [*everywhere, (b"idempotency-key", CANARY.encode())], json.dumps(GOOD).encode()
    yield "POST", program, everywhere, json.dumps({**GOOD, "goal": CANARY, CANARY: CANARY}).encode()
    yield "POST", program, everywhere, f'{{"goal": "{CANARY}"'.encode()
    yield "POST", program, [*everywhere, (b"content-type", CANARY.encode())], b"{}"
    yield "POST", "/api/ai/adapt-workout", everywhere, json.dumps({"workoutId": CANARY}).encode()
    yield (
        "POST",
        "/api/ai/substitute-exercise",
        everywhere,
        json.dumps({"exerciseId": CANARY, "reason": CANARY}).encode(),
    )
    yield "POST", "/", everywhere, f"notes={CANARY}&goal={CANARY}".encode()
    for path in ("/api/ai/jobs", "/api/programs", "/jobs", "/programs", "/static", ""):
        yield "GET", f"{path}/{CANARY}", everywhere, None
    yield "GET", f"/api/ai/jobs?cursor={CANARY}&status={CANARY}&access_token={token.decode()}", everywhere, None
    yield "GET", f"/api/ai/jobs/{CANARY}/events", [*everywhere, (b"last-event-id", CANARY.encode())], None
    yield CANARY.upper(), "/api/ai/jobs", everywhere, None
    queue = [*bearer(google.sign(google.account_claims(QUEUE, WORKER, name=CANARY))), *noise]
    for task in ({"jobId": [CANARY]}, {"jobId": {CANARY: 1}}, {"notes": CANARY}, [CANARY], CANARY):
        yield "POST", "/tasks/program-generator", queue, json.dumps(task).encode()
    yield "POST", "/tasks/program-generator", queue, f'{{"jobId": "{CANARY}'.encode()
    yield "POST", "/tasks/program-generator", queue, f'{{"{CANARY}": 1, "{CANARY}": 2}}'.encode()
    for header in (b"Bearer " + bad, b"Bearer " + CANARY.encode(), b"Basic " + CANARY.encode(), CANARY.encode()):
        yield "GET", "/api/ai/jobs", [(b"authorization", header), *noise], None
        yield "POST", "/tasks/program-generator", [(b"authorization", header)], json.dumps({"jobId": CANARY}).encode()


def test_no_canary_and_no_token_is_ever_logged(
    database_url: str, tmp_path: Path, issuer: Issuer, google: Issuer, capsys: pytest.CaptureFixture[str]
) -> None:
    telemetry.configure(level="DEBUG", as_json=True)
    settings = Settings(
        database_url=Secret(value=database_url),
        anthropic_api_key=Secret(value=f"sk-{CANARY}"),
        model_chain=("anthropic/claude-sonnet-5-5", "offline/coach"),
        model_base_urls=MappingProxyType({"anthropic": "http://127.0.0.1:1"}),
        auth=AuthSettings(
            mode="jwt", jwks_url=issuer.url, issuer=issuer.name, audience=AUDIENCE, tasks_jwks_url=google.url
        ),
        tasks=Tasks(emulator_host=NO_QUEUE, worker_url=WORKER, service_account=QUEUE),
    )
    with ExitStack() as stack:
        running = stack.enter_context(Stack(settings, data_dir=tmp_path, port=0))
        wire = stack.enter_context(Wire(running.url))
        answers = [wire.send(*one) for one in sends(issuer, google)]
        job_id = json.loads(answers[0].body)["jobId"]
        headers = next(sends(issuer, google))[2]
        queue = bearer(google.sign(google.account_claims(QUEUE, WORKER)))
        wire.send("POST", "/tasks/program-generator", queue, json.dumps({"jobId": job_id}).encode())
        watched = wire.send("GET", f"/api/ai/jobs/{job_id}/events", headers)
        # and what nobody foresaw: the database lacks what a statement names
        engine = build_engine(DatabaseSettings(url=database_url))
        with engine.begin() as connection:
            connection.execute(text('ALTER TABLE "AIJob" RENAME COLUMN "params" TO "elsewhere"'))
        engine.dispose()
        broken = wire.send("GET", f"/api/ai/jobs/{job_id}", headers)
    lines = capsys.readouterr().err
    assert watched.body.startswith(b"event: done")
    assert broken.status in (500, 503)
    for inside in (b"params", b"SELECT", b"pg8000", b"Traceback", b".py"):
        assert inside not in broken.body
    events = [json.loads(line) for line in lines.splitlines()]
    wanted = {"request", "caller_refused", "job_claimed", "job_completed", "task_unreadable", "task_without_job"}
    assert wanted <= {event["message"] for event in events}
    # every one of our requests left a line, and none of them a word of ours
    assert sum(event["message"] == "request" for event in events) >= len(answers)
    assert CANARY not in lines.lower()
    assert "eyJ" not in lines
    assert "SELECT" not in lines
    assert database_url not in lines


def test_what_asyncio_says_about_a_forgotten_error_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure(level="INFO", as_json=True)
    error = ValueError(CANARY)
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: %r", error, exc_info=error)
    logging.getLogger("someone.else").warning("x", extra={"path": CANARY, "reason": CANARY})
    lines = capsys.readouterr().err
    assert CANARY not in lines
    assert "ValueError" in lines
    assert '"logger": "asyncio"' in lines
