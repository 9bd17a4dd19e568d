"""Programs changed in words over HTTP: a new program each time, the old one untouched; and all the files of one."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
import vobject

from service.cli import programs, revisions
from service.cli.entry import CommandError
from strength.program import Program

REQUEST = {
    "frequency": 4, "goal": "strength", "experience": "intermediate", "equipment": ["full_gym"], "units": "kg",
    "oneRepMaxes": {"squat": 140, "bench": 100, "deadlift": 180}, "weeks": 8,
    "limitations": [{"area": "wrist", "severity": "recovered"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def first(service) -> str:
    return service.finish(service.make(**REQUEST))["result"]["programId"]


def said(service, program_id: str, sentence: str, **fields):
    return service.http.post(f"/api/programs/{program_id}/revise", json={"sentence": sentence, **fields})


def revised(service, program_id: str, sentence: str, **fields) -> dict:
    answer = said(service, program_id, sentence, **fields)
    assert answer.status_code == 202, answer.text
    job = service.finish(answer.json()["jobId"])
    assert job["status"] == "completed", job
    return job


def program(service, program_id: str) -> Program:
    return Program.model_validate(service.http.get(f"/api/programs/{program_id}").json())


def slugs(one: Program) -> set[str | None]:
    return {item.slug for week in one.weeks for workout in week.workouts for item in workout.exercises}


def test_a_sentence_makes_a_new_program_and_leaves_the_old_one(service, first) -> None:
    before = service.http.get(f"/api/programs/{first}").content
    job = revised(service, first, "swap deadlifts for trap bar", units="lbs")
    assert job["type"] == "program_generator"
    assert job["model"] == "offline/coach"
    assert job["result"]["revisedFrom"] == first
    assert job["result"]["changes"] == ["Trap Bar Deadlift in the place of Deadlift.", "Loads in lbs."]
    # the job carries what was asked before, too
    assert job["params"]["limitations"] == REQUEST["limitations"]
    assert job["params"]["revise"]["sentence"] == "swap deadlifts for trap bar"
    new = program(service, job["result"]["programId"])
    assert "trap_bar_deadlift" in slugs(new)
    assert "deadlift" not in slugs(new)
    assert new.units == "lbs"
    assert service.http.get(f"/api/programs/{first}").content == before

    told = service.http.get(f"/api/programs/{first}/diff/{job['result']['programId']}").json()
    assert told["asked"] == "swap deadlifts for trap bar"
    exercises = [item for day in told["difference"]["days"] for item in day["exercises"]]
    assert any(
        item["name"] == "Deadlift" and item["after"] is None and item["why"] == "You asked for another exercise."
        for item in exercises
    )
    assert all(item["why"] for part in ("figures", "days", "muscles", "loads") for item in told["difference"][part])

    # what was taken out stays out when the next wish has the program designed anew
    again = revised(service, job["result"]["programId"], "make it three days")
    third = program(service, again["result"]["programId"])
    assert third.frequency == 3
    assert "deadlift" not in slugs(third)
    assert again["params"]["revise"]["avoid"] == ["deadlift"]


def test_the_same_key_and_sentence_make_one_job(service, first) -> None:
    headers = {"Idempotency-Key": "once"}
    path = f"/api/programs/{first}/revise"
    answers = [service.http.post(path, json={"sentence": "replace the back squat"}, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202], answers[0].text
    assert answers[0].json() == answers[1].json()
    other = service.http.post(path, json={"sentence": "make it 6 weeks"}, headers=headers)
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_conflict"
    service.finish(answers[0].json()["jobId"])


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("please make me a sandwich", "did not understand 'sandwich'"),
        ("make it 9 days", "9 workouts a week are not possible; say 2 to 6"),
        ("make it 3 days and 5 days", "two different numbers of days a week"),
        ("swap burpees for deadlifts", "no 'burpees' in your program"),
        ("make it 4 days", "is that already"),
    ],
)
def test_what_is_not_understood_is_refused_at_once(service, first, sentence: str, words: str) -> None:
    jobs = service.count("AIJob")
    answer = said(service, first, sentence)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "revision_refused"
    assert words in answer.json()["detail"]
    assert service.count("AIJob") == jobs


def test_a_wrong_body_and_a_missing_program_are_told_apart(service, first) -> None:
    assert said(service, "nothere", "make it three days").status_code == 404
    assert service.http.get(f"/api/programs/{first}/diff/nothere").status_code == 404
    assert service.http.post(f"/api/programs/{first}/revise", json={"words": "x"}).status_code == 422
    assert said(service, first, "x" * 501).status_code == 422


def test_a_program_equals_itself(service, first) -> None:
    told = service.http.get(f"/api/programs/{first}/diff/{first}").json()
    assert told["difference"] == {"figures": [], "days": [], "muscles": [], "loads": []}
    assert told["asked"] is None


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
        ("html", "text/html; charset=utf-8"),
        ("ics", "text/calendar; charset=utf-8"),
    ],
)
def test_every_file_has_its_type_name_and_tag(service, first, suffix: str, media_type: str) -> None:
    path = f"/api/programs/{first}/export.{suffix}"
    answer = service.http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="program-{first}.{suffix}"'
    again = service.http.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert service.http.get(f"/api/programs/nothere/export.{suffix}").status_code == 404


def test_a_calendar_starts_when_it_is_told(service, first) -> None:
    path = f"/api/programs/{first}/export.ics"
    asked = vobject.readOne(service.http.get(path, params={"start": "2027-03-01", "time": "06:45"}).text)
    assert asked.vevent_list[0].dtstart.value.isoformat() == "2027-03-01T06:45:00"
    usual = vobject.readOne(service.http.get(path).text)
    assert usual.vevent_list[0].dtstart.value.isoweekday() == 1
    for wrong in ({"start": "tomorrow"}, {"start": "20270301"}, {"time": "7pm"}, {"start": "9999-12-31"}):
        answer = service.http.get(path, params=wrong)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] in wrong


def test_the_workbook_holds_the_maxima_it_was_asked_with(service, first) -> None:
    book = openpyxl.load_workbook(io.BytesIO(service.http.get(f"/api/programs/{first}/export.xlsx").content))
    held = {row[0].value: row[1].value for row in book["Overview"].iter_rows()}
    assert held["Back Squat"] == pytest.approx(140, abs=2.5)
    assert held["Bench Press"] == pytest.approx(100, abs=2.5)


def test_the_command_line_shows_the_same_difference_and_files(
    service, first, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", service.database_url)
    other = revised(service, first, "make it 6 weeks")["result"]["programId"]
    told = service.http.get(f"/api/programs/{first}/diff/{other}").json()
    revisions.diff(tmp_path, first, other, as_json=True)
    assert json.loads(capsys.readouterr().out) == told
    revisions.diff(tmp_path, first, other, as_json=False)
    text = capsys.readouterr().out
    assert text.startswith("Asked for: make it 6 weeks\n")
    assert "You asked for it." in text
    revisions.diff(tmp_path, first, first, as_json=False)
    assert capsys.readouterr().out == "The two programs are the same.\n"

    for suffix in ("csv", "xlsx", "json", "html", "ics"):
        at = "2027-03-01" if suffix == "ics" else None
        file = tmp_path / f"program.{suffix}"
        programs.export(tmp_path, first, file_format=suffix, out=file, start=at, at=None)
        query = {"start": at} if at else {}
        sent = service.http.get(f"/api/programs/{first}/export.{suffix}", params=query).content
        assert file.read_bytes() == sent
    with pytest.raises(CommandError, match="for --format ics"):
        programs.export(tmp_path, first, file_format="csv", out=None, start="2027-03-01", at=None)
