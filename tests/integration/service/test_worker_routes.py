"""The execution plane: every delivery ends in one of the four answers, and a job in one program."""

import concurrent.futures
from collections import Counter

from sqlalchemy import text

from service.settings import LOCAL_USER, Role, Tasks
from storage.jobs import Claimed

PARAMS = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell"], "weeks": 4}


def test_a_row_and_a_task_made_by_the_web_app_become_a_program(service) -> None:
    service.insert("cwebapp00000000000000001", LOCAL_USER, PARAMS)
    answer = service.http.post(
        "/tasks/program-generator",
        json={"jobId": "cwebapp00000000000000001", "userId": "a liar", "params": {"weeks": 16}},
    )
    assert answer.status_code == 200
    assert answer.json() == {"success": True, "ending": "done"}
    job = service.http.get("/api/ai/jobs/cwebapp00000000000000001").json()
    assert job["status"] == "completed"
    assert job["result"]["weeks"] == 4


def test_deliveries_at_once_and_after_the_end_make_one_program(service) -> None:
    before = service.count("Program")
    service.insert("ctwice000000000000000001", LOCAL_USER, PARAMS)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: service.deliver("ctwice000000000000000001"), range(8)))
    endings = Counter(answer.json()["ending"] for answer in answers)
    assert endings["done"] == 1
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 409)
    late = service.deliver("ctwice000000000000000001")
    assert (late.status_code, late.json()["ending"]) == (200, "ended_before")
    assert service.count("Program") == before + 1
    row = service.jobs.load("ctwice000000000000000001")
    assert row is not None
    assert (row.attempt, row.fence) == (1, 1)


def test_a_live_lease_of_another_worker_keeps_the_task(service) -> None:
    service.insert("cbusy0000000000000000001", LOCAL_USER, PARAMS)
    claimed = service.jobs.claim("cbusy0000000000000000001")
    assert isinstance(claimed, Claimed)
    answer = service.deliver("cbusy0000000000000000001")
    assert (answer.status_code, answer.json()["ending"]) == (409, "busy")
    service.jobs.fail("cbusy0000000000000000001", claimed.job.fence, "test", "The end of this test.")


def test_a_task_before_its_time_stays_in_the_queue(service) -> None:
    service.insert("cearly000000000000000001", LOCAL_USER, PARAMS)
    with service.engine.begin() as connection:
        connection.execute(
            text("""UPDATE "AIJob" SET "runAt" = now() + interval '1 hour' WHERE "id" = 'cearly000000000000000001'""")
        )
    answer = service.deliver("cearly000000000000000001")
    assert (answer.status_code, answer.json()["ending"]) == (409, "too_early")
    row = service.jobs.load("cearly000000000000000001")
    assert row is not None
    assert (row.status, row.attempt) == ("queued", 0)


def test_a_cancelled_job_is_not_worked_on(service) -> None:
    service.insert("cgone0000000000000000001", LOCAL_USER, PARAMS)
    service.jobs.cancel("cgone0000000000000000001", LOCAL_USER)
    answer = service.deliver("cgone0000000000000000001")
    assert (answer.status_code, answer.json()["ending"]) == (200, "ended_before")
    assert service.http.get("/api/ai/jobs/cgone0000000000000000001").json()["status"] == "cancelled"


def test_the_sweep_takes_over_from_a_dead_worker(service) -> None:
    service.insert("cdead0000000000000000001", LOCAL_USER, PARAMS)
    assert isinstance(service.jobs.claim("cdead0000000000000000001"), Claimed)
    with service.engine.begin() as connection:
        connection.execute(
            text(
                """UPDATE "AIJob" SET "leaseUntil" = now() - interval '1 minute'
                WHERE "id" = 'cdead0000000000000000001'"""
            )
        )
    answer = service.http.post("/tasks/sweep")
    assert answer.status_code == 200
    assert answer.json()["requeued"] == 1
    job = service.finish("cdead0000000000000000001")
    assert (job["status"], job["attempt"]) == ("completed", 2)


def test_health_says_that_the_database_is_ready(service) -> None:
    assert service.http.get("/health/live").json() == {"status": "alive"}
    assert service.http.get("/health/ready").json() == {"status": "ready", "checks": {"database": "ok"}}


def test_a_worker_alone_answers_fitcsvs_own_check_and_no_user(start) -> None:
    worker = start(role=Role.WORKER, tasks=Tasks(emulator_host="127.0.0.1:1", worker_url="http://127.0.0.1:2"))
    assert worker.http.get("/").json() == {"status": "healthy", "service": "ai-worker"}
    assert worker.http.get("/api/ai/jobs").status_code == 404
    worker.insert("calone000000000000000001", LOCAL_USER, PARAMS)
    assert worker.deliver("calone000000000000000001").json()["ending"] == "done"


def test_an_unready_schema_is_told(start) -> None:
    service = start()
    with service.engine.begin() as connection:
        connection.execute(text('ALTER TABLE "AIJobStep" RENAME TO "Elsewhere"'))
    answer = service.http.get("/health/ready")
    assert answer.status_code == 503
    assert "db upgrade" in answer.json()["checks"]["message"]
    assert service.http.get("/health/live").status_code == 200
