"""One program job over HTTP, from the request to the exports."""

import csv
import io

import openpyxl
import pytest

from strength.program import Program


@pytest.fixture(scope="module")
def job(service):
    return service.finish(service.make(oneRepMaxes={"squat": 140}, units="kg", equipment=["barbell", "warp drive"]))


JOB_KEYS = {
    "id", "type", "status", "progress", "attempt", "params", "result", "error", "model", "inputTokens", "outputTokens",
    "cost", "createdAt", "startedAt", "completedAt", "duration", "warnings",
}  # fmt: skip


def test_the_answer_to_a_request_says_where_its_job_is(service) -> None:
    answer = service.post({"goal": "hypertrophy", "frequency": 2, "experience": "beginner", "equipment": []})
    assert answer.status_code == 202
    body = answer.json()
    assert body == {"success": True, "jobId": body["jobId"], "status": "queued"}
    assert answer.headers["location"] == f"/api/ai/jobs/{body['jobId']}"
    assert service.finish(body["jobId"])["status"] == "completed"


def test_a_job_ends_with_a_program_and_shows_only_the_contracts_fields(job) -> None:
    assert set(job) == JOB_KEYS
    assert job["status"] == "completed"
    assert job["progress"] == {"stage": "completed", "percent": 100, "message": "Done."}
    assert job["attempt"] == 1
    assert job["error"] is None
    assert {"programId", "name", "weeks", "score", "degraded", "warnings"} <= set(job["result"])
    assert job["result"]["weeks"] == 4
    assert job["model"] == "offline/coach"
    assert job["duration"] >= 0


def test_an_unknown_piece_of_equipment_is_a_warning(job) -> None:
    assert any("warp drive" in warning for warning in job["warnings"])


def test_the_program_has_the_contracts_shape(service, job) -> None:
    answer = service.http.get(f"/api/programs/{job['result']['programId']}")
    assert answer.status_code == 200
    program = Program.model_validate(answer.json())
    assert [week.week_number for week in program.weeks] == [1, 2, 3, 4]
    assert all(len(week.workouts) == 3 for week in program.weeks)
    assert answer.json()["loadBasis"] == "current1rm"
    assert all(
        one.exercise_definition_id for week in program.weeks for workout in week.workouts for one in workout.exercises
    )


def test_the_exports_hold_every_set(service, job) -> None:
    path = f"/api/programs/{job['result']['programId']}"
    program = Program.model_validate(service.http.get(f"{path}/export.json").json())
    sets = sum(len(one.sets) for week in program.weeks for workout in week.workouts for one in workout.exercises)
    rows = list(csv.DictReader(io.StringIO(service.http.get(f"{path}/export.csv").text)))
    assert len(rows) == sets
    book = openpyxl.load_workbook(io.BytesIO(service.http.get(f"{path}/export.xlsx").content))
    assert book.sheetnames == ["Overview", "Weeks 1-4"]


def test_events_lead_to_the_end_and_resume_after_the_last_one(service) -> None:
    job_id = service.make()
    events = service.events(job_id)
    assert [kind for kind, _, _ in events[:-1]] == ["progress"] * (len(events) - 1)
    assert events[-1][0] == "done"
    percents = [job["progress"]["percent"] for _, _, job in events]
    assert percents == sorted(percents)
    assert len({event_id for _, event_id, _ in events}) == len(events)
    resumed = service.events(job_id, last_event_id=events[0][1])
    assert [kind for kind, _, _ in resumed] == ["done"]


def test_an_unchanged_job_costs_no_body(service, job) -> None:
    first = service.http.get(f"/api/ai/jobs/{job['id']}")
    assert "retry-after" not in first.headers
    again = service.http.get(f"/api/ai/jobs/{job['id']}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert service.http.get(f"/api/ai/jobs/{job['id']}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_too_thin_pool_ends_with_a_warning_or_says_what_to_add(service) -> None:
    limits = ["shoulder", "lower_back", "knee", "elbow", "wrist", "hip", "neck", "upper_back", "ankle"]
    limitations = [{"area": area, "severity": "avoid_loading"} for area in limits]
    job = service.finish(service.make(equipment=[], limitations=limitations))
    if job["status"] == "completed":
        assert job["warnings"]
    else:
        assert job["error"]["code"] == "program_impossible"
        assert job["error"]["message"]
