"""The gate alone: what it does when keys are missing, and behind a front end that takes signatures away."""

import asyncio
import time
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from benchmarks.access.guarded import AUDIENCE, GOOGLE, QUEUE, SCHEDULER, WORKER
from benchmarks.access.issuer import Issuer
from benchmarks.access.token_variants import Headers, bearer
from service.api.gate import Gate
from service.api.identity import USER_KEY, caller_of
from service.api.problem import Problem
from service.auth.admission import Door, admission, door_of
from service.auth.auth_settings import AuthSettings
from service.auth.errors import Unrecognised
from service.auth.jwks import FixedKeys
from service.auth.token import Rules, verified
from service.settings import Role

NOBODY_THERE = "http://127.0.0.1:1/jwks.json"
REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE"


def send(
    settings: AuthSettings, headers: Headers, path: str = "/tasks/program-generator", **more: Any
) -> httpx.Response:
    """Send a request through a gate to an application that lets everybody in."""
    values: dict[str, Any] = {
        "local_user": "local", "task_audience": WORKER, "task_account": QUEUE, "task_keys": None, **more,
    }  # fmt: skip
    doors = admission(settings, now=time.time, clock=time.monotonic, **values)
    app = FastAPI()

    @app.post("/{path:path}")
    async def anything(path: str) -> str:
        return path

    gate = Gate(app, admission=doors, role=Role.ALL, label=str)

    async def post() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(gate), base_url="http://worker") as client:
            return await client.post(path, headers=[*headers], content=b"{}")

    return asyncio.run(post())


@pytest.mark.parametrize("path", ["/tasks/program-generator", "/tasks/sweep", "/api/ai/jobs"])
def test_without_keys_the_answer_is_503_and_never_a_yes(issuer, path) -> None:
    settings = AuthSettings(mode="jwt", jwks_url=NOBODY_THERE, tasks_jwks_url=NOBODY_THERE, audience=AUDIENCE)
    answer = send(settings, bearer(issuer.sign(issuer.user_claims("anna", AUDIENCE))), path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    # whoever brings no token is told so, keys or not
    assert send(settings, (), path).status_code == 401


def removed(google: Issuer, **claims: Any) -> Headers:
    token = google.sign(google.account_claims(QUEUE, WORKER, **claims))
    return bearer(token.rpartition(".")[0] + "." + REMOVED)


def test_behind_cloud_runs_front_end_everything_but_the_signature_is_still_checked(google) -> None:
    settings = AuthSettings(mode="jwt", tasks_jwks_url=google.url, is_signature_removed=True)
    signed = google.sign(google.account_claims(QUEUE, WORKER))
    head = signed.rpartition(".")[0]
    assert send(settings, removed(google)).status_code == 200
    assert send(settings, bearer(signed)).status_code == 200
    serverless = ((b"x-serverless-authorization", b"Bearer x"),)
    for headers, status in (
        (bearer(f"{head}."), 401),
        (bearer(f"{head}.x"), 401),
        (bearer(f"{head}.{REMOVED}x"), 401),
        (bearer(google.sign(google.account_claims(QUEUE, WORKER), key="stranger", kid="rsa")), 401),
        (removed(google, exp=int(time.time()) - 31), 401),
        (removed(google, aud=AUDIENCE), 401),
        (removed(google, iss="https://issuer.example"), 401),
        (removed(google, email_verified=False), 401),
        (removed(google, email=SCHEDULER), 403),
        # Cloud Run looks at this header instead, and then nobody has checked the other
        ((*removed(google), *serverless), 401),
        (bearer(f"eyJhbGciOiJub25lIn0.{head.partition('.')[2]}.{REMOVED}"), 401),
    ):
        assert send(settings, headers).status_code == status, headers


def test_a_task_whose_maker_named_no_audience_is_for_the_address_it_is_sent_to(google) -> None:
    settings = AuthSettings(mode="jwt", tasks_jwks_url=google.url)
    for audience, status in (
        (f"{WORKER}/tasks/program-generator", 200),
        (f"{WORKER}/tasks/workout-adapter", 401),
        (f"{WORKER}/tasks/program-generator/", 401),
        (f"{WORKER}/tasks/program-generator?x=1", 401),
        ("https://other.example/tasks/program-generator", 401),
    ):
        token = bearer(google.sign(google.account_claims(QUEUE, audience)))
        assert send(settings, token).status_code == status, audience


def test_a_removed_signature_means_nothing_for_users(google) -> None:
    settings = AuthSettings(
        mode="service", jwks_url=google.url, issuer=GOOGLE, audience=WORKER, service_accounts=frozenset({QUEUE}),
        is_signature_removed=True,
    )  # fmt: skip
    answer = send(settings, (*removed(google), (b"x-user-id", b"anna")), "/api/ai/jobs")
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("claim", "late_s", "passes"),
    [("exp", 29.9, True), ("exp", 30.0, False), ("iat", -30.0, True), ("iat", -30.1, False), ("nbf", -30.0, True),
     ("nbf", -30.1, False), ("nbf", 86_400.0, True)],
)  # fmt: skip
def test_clocks_may_be_half_a_minute_apart(issuer, claim, late_s, passes) -> None:
    made = 1_800_000_000
    usual = {"iat": made - 10, "exp": made + 100_000, claim: made}
    token = issuer.sign(issuer.user_claims("anna", AUDIENCE, **usual))
    rules, keys = Rules(issuer=issuer.name, audiences=frozenset({AUDIENCE})), FixedKeys(issuer.document)
    asked = verified(token, rules, keys, now=made + late_s)
    if passes:
        assert asyncio.run(asked)["sub"] == "anna"
    else:
        with pytest.raises(Unrecognised):
            asyncio.run(asked)


def test_an_account_that_nobody_named_admits_nobody(google) -> None:
    settings = AuthSettings(mode="jwt", tasks_jwks_url=google.url)
    token = bearer(google.sign(google.account_claims("", WORKER)))
    for missing in ({"task_account": None}, {"task_audience": None}, {"task_account": ""}):
        assert send(settings, token, **missing).status_code == 401


def test_the_scheduler_has_the_queues_account_when_it_has_none_of_its_own(google) -> None:
    settings = AuthSettings(mode="jwt", tasks_jwks_url=google.url)
    assert send(settings, bearer(google.sign(google.account_claims(QUEUE, WORKER))), "/tasks/sweep").status_code == 200


def test_a_route_without_a_gate_before_it_knows_nobody() -> None:
    from fastapi import Request

    for scope in ({"type": "http", "headers": []}, {"type": "http", "headers": [], USER_KEY: ""}):
        with pytest.raises(Problem) as caught:
            caller_of(Request(scope))
        assert caught.value.status == 401


@pytest.mark.parametrize(
    ("path", "api", "worker", "door"),
    [
        ("/", True, True, Door.USER),
        ("/", True, False, Door.USER),
        ("/", False, True, Door.PUBLIC),
        ("/tasks/sweep", True, True, Door.SWEEP),
        ("/tasks/sweep", False, True, Door.SWEEP),
        ("/tasks/sweep", True, False, Door.USER),
        ("/tasks/new", False, True, Door.TASK),
        ("/api/ai/jobs", False, True, Door.TASK),
        ("/static/style.css", True, False, Door.PUBLIC),
        ("/static/style.css", False, True, Door.TASK),
        ("/new", True, True, Door.USER),
    ],
)
def test_a_path_belongs_to_a_door(path, api, worker, door) -> None:
    assert door_of(path, has_api=api, has_worker=worker) is door
