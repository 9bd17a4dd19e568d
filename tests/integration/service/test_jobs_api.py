"""Jobs over HTTP: idempotency, ownership, paging, cancelling, caps."""

import concurrent.futures

import pytest

from service.settings import LOCAL_USER
from storage.jobs import Claimed
from storage.jobs.creation import NewJob

BODY = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell"], "weeks": 4}


def new_job(user_id: str = LOCAL_USER) -> NewJob:
    return NewJob(user_id=user_id, type="program_generator", params=BODY)


def test_the_same_key_and_body_make_one_job_however_often_and_at_once(api_only) -> None:
    spaced = b'{"weeks":4, "goal":"strength","frequency":3,"experience":"beginner","equipment":["barbell"]}'
    bodies = [BODY, spaced] * 10
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda body: api_only.post(body, idempotency_key="k-1"), bodies))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["jobId"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1
    assert api_only.count("AIJob") == 1


def test_the_same_key_with_another_body_is_refused(api_only) -> None:
    assert api_only.post(BODY, idempotency_key="k-1").status_code == 202
    answer = api_only.post({**BODY, "weeks": 5}, idempotency_key="k-1")
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency_conflict"


def test_a_user_has_at_most_three_open_jobs_however_they_are_asked_for(api_only) -> None:
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: api_only.post(BODY), range(12)))
    assert sorted(answer.status_code for answer in answers) == [202] * 3 + [429] * 9
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.headers["retry-after"].isdigit()
    assert api_only.count("AIJob") == 3


def test_a_user_who_asks_too_quickly_is_told_to_wait(start) -> None:
    service = start(posts_per_minute=1)
    assert service.post(BODY).status_code == 202
    answer = service.post(BODY)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_a_foreign_job_cannot_be_told_from_a_missing_one(service) -> None:
    foreign = service.jobs.create(new_job("somebody-else")).job.job_id
    for method, path in (
        ("GET", "/api/ai/jobs/{}"),
        ("GET", "/api/ai/jobs/{}/events"),
        ("POST", "/api/ai/jobs/{}/cancel"),
    ):
        answers = [service.http.request(method, path.format(job_id)) for job_id in (foreign, "missing")]
        assert [answer.status_code for answer in answers] == [404, 404]
        bodies = [{**answer.json(), "requestId": None} for answer in answers]
        assert bodies[0] == bodies[1]
    row = service.jobs.load(foreign)
    assert row is not None
    assert not row.is_cancel_requested
    listed = service.http.get("/api/ai/jobs?limit=100").json()["jobs"]
    assert foreign not in [job["id"] for job in listed]


def test_a_foreign_program_cannot_be_told_from_a_missing_one(service) -> None:
    service.insert("cforeignjob0000000000000", "somebody-else", BODY)
    assert service.deliver("cforeignjob0000000000000").json()["ending"] == "done"
    row = service.jobs.load("cforeignjob0000000000000")
    assert row is not None
    assert row.program_id is not None
    for suffix in ("", "/export.csv", "/export.json", "/export.xlsx"):
        answers = [service.http.get(f"/api/programs/{name}{suffix}") for name in (row.program_id, "missing")]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert service.http.get(f"/programs/{row.program_id}").status_code == 404


def test_pages_hold_every_job_once_newest_first(api_only) -> None:
    made = [api_only.jobs.create(new_job()).job.job_id for _ in range(7)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = api_only.http.get("/api/ai/jobs", params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [job["id"] for job in page["jobs"]]
        cursor = page["nextCursor"]
        if cursor is None:
            break
        assert len(page["jobs"]) == 3
    assert sorted(seen) == sorted(made)
    times = [api_only.http.get(f"/api/ai/jobs/{job_id}").json()["createdAt"] for job_id in seen]
    assert times == sorted(times, reverse=True)


def test_a_list_can_be_narrowed_by_status_and_type(api_only) -> None:
    kept = api_only.jobs.create(new_job()).job.job_id
    gone = api_only.jobs.create(new_job()).job.job_id
    assert api_only.http.post(f"/api/ai/jobs/{gone}/cancel").status_code == 200
    cancelled = api_only.http.get("/api/ai/jobs?status=cancelled&type=program_generator").json()["jobs"]
    assert [job["id"] for job in cancelled] == [gone]
    assert [job["id"] for job in api_only.http.get("/api/ai/jobs?status=queued").json()["jobs"]] == [kept]
    assert api_only.http.get("/api/ai/jobs?type=workout_adapter").json()["jobs"] == []


def test_a_queued_job_is_cancelled_at_once_and_only_once(api_only) -> None:
    job_id = api_only.jobs.create(new_job()).job.job_id
    path = f"/api/ai/jobs/{job_id}/cancel"
    assert api_only.http.post(path).json() == {"success": True, "jobId": job_id, "status": "cancelled"}
    assert api_only.http.post(path).status_code == 409
    assert api_only.http.get(f"/api/ai/jobs/{job_id}").json()["status"] == "cancelled"


def test_a_running_job_is_cancelled_by_its_worker(api_only) -> None:
    job_id = api_only.jobs.create(new_job()).job.job_id
    claimed = api_only.jobs.claim(job_id)
    assert isinstance(claimed, Claimed)
    answer = api_only.http.post(f"/api/ai/jobs/{job_id}/cancel")
    assert answer.status_code == 202
    running = api_only.http.get(f"/api/ai/jobs/{job_id}")
    assert running.json()["status"] == "processing"
    assert running.headers["retry-after"]
    assert api_only.jobs.heartbeat(job_id, claimed.job.fence)


def test_a_stream_that_resumes_does_not_repeat_what_was_seen(api_only) -> None:
    job_id = api_only.jobs.create(new_job()).job.job_id
    path = f"/api/ai/jobs/{job_id}/events"
    with api_only.http.stream("GET", path) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "event: progress"
        seen = next(lines).removeprefix("id: ")
    with api_only.http.stream("GET", path, headers={"Last-Event-ID": seen}) as answer:
        assert api_only.http.post(f"/api/ai/jobs/{job_id}/cancel").status_code == 200
        assert [line for line in answer.iter_lines() if line.startswith("event: ")] == ["event: done"]


def test_a_job_that_waits_says_so(api_only) -> None:
    job_id = api_only.make()
    answer = api_only.http.get(f"/api/ai/jobs/{job_id}")
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["progress"] == {"stage": "queued", "percent": 0, "message": "Waiting for a worker."}


@pytest.mark.parametrize("path", ["/tasks/program-generator", "/tasks/sweep"])
def test_users_cannot_reach_the_worker_through_the_api(api_only, path) -> None:
    assert api_only.http.post(path, json={"jobId": "x"}).status_code == 404
