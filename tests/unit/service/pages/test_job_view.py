"""The page of a job: four questions answered in every state, unknown figures as dashes, causes with what to do."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.pages.job_view import failure, job_view
from service.pages.page_source import WatchedJob

NOW = datetime(2026, 11, 22, 20, 31, 30, tzinfo=UTC)


def _job(**fields: Any) -> dict[str, Any]:
    return {
        "id": "c1", "type": "program_generator", "status": "queued",
        "progress": {"stage": "queued", "percent": 0, "message": ""}, "attempt": 0,
        "params": {"goal": "powerlifting", "frequency": 4, "weeks": 12, "experience": "intermediate"}, "result": None,
        "error": None, "model": None, "inputTokens": None, "outputTokens": None, "cost": None,
        "createdAt": "2026-11-22T20:31:00.000Z", "startedAt": None, "completedAt": None, "duration": None,
        "warnings": [], **fields,
    }  # fmt: skip


def _running(stage: str, percent: int, **fields: Any) -> dict[str, Any]:
    progress = {"stage": stage, "percent": percent, "message": ""}
    return _job(status="processing", attempt=1, startedAt="2026-11-22T20:31:02.000Z", progress=progress, **fields)


def _view(job: dict[str, Any], **said: Any) -> Any:
    return job_view(WatchedJob(job=job, max_attempts=5, **said), NOW)


def test_a_queued_job_says_what_it_waits_for() -> None:
    view = _view(_job())
    assert (view.heading, view.state.word, view.elapsed) == ("Waiting for a free worker", "Queued", "0:30")
    assert [stage.state for stage in view.stages] == ["now", "todo", "todo", "todo", "todo", "todo"]
    assert "Most jobs start within 5 seconds." in view.stages[0].detail


def test_a_job_between_two_tries_says_when_the_next_one_starts() -> None:
    view = _view(_job(attempt=1, startedAt="2026-11-22T20:31:02.000Z"), run_at=NOW + timedelta(seconds=20))
    assert view.detail == "The last try did not finish. Attempt 2 of 5 starts in 20 s."
    assert view.state.word == "Queued"
    assert [stage.state for stage in view.stages][:2] == ["now", "todo"]


def test_a_running_job_shows_where_it_is_and_what_each_stage_took() -> None:
    view = _view(_running("designing", 55), stages={"selecting": 0.0, "designing": 3.0})
    assert view.heading == "Planning your 12 weeks"
    assert view.title == "55% · Planning"
    assert [(stage.state, stage.took) for stage in view.stages][:4] == [
        ("done", "2.0 s"), ("done", "3.0 s"), ("now", ""), ("todo", ""),
    ]  # fmt: skip
    assert view.facts[:4] == (("Model", "–"), ("Tokens", "–"), ("Cost", "–"), ("Attempt", "1 of 5"))
    assert not view.is_slow


def test_a_stage_of_more_than_a_minute_is_called_slow() -> None:
    slow = _running("designing", 25) | {"startedAt": "2026-11-22T20:30:00.000Z"}
    assert _view(slow, stages={"designing": 2.0}).is_slow


def test_a_wish_to_cancel_is_shown_until_the_worker_stops() -> None:
    view = _view(_running("checking", 60), is_cancel_requested=True)
    assert view.detail == "Cancelling… the worker stops within 15 seconds."
    assert view.is_cancelling


def test_a_cancelled_job_stands_where_it_stopped_and_can_be_tried_again() -> None:
    job = _running("checking", 60) | {"status": "cancelled", "completedAt": "2026-11-22T20:31:10.000Z"}
    view = _view(job, stood_at="checking")
    assert [stage.state for stage in view.stages] == ["done", "done", "done", "stopped", "todo", "todo"]
    assert (view.state.mark, view.state.word, view.can_retry) == ("⊘", "Cancelled", True)
    assert view.note.then == "No program was saved. Retry starts a new job with the same answers."


def test_a_completed_job_opens_the_program_first() -> None:
    result = {"programId": "p1", "name": "12 weeks", "weeks": 12, "score": 80.2, "degraded": False, "warnings": []}
    job = _running("saving", 85) | {
        "status": "completed", "completedAt": "2026-11-22T20:31:10.000Z", "duration": 8000, "result": result,
        "cost": 0.0192, "inputTokens": 12345, "outputTokens": 900, "model": "m", "warnings": ["a"],
    }  # fmt: skip
    view = _view(job)
    assert (view.heading, view.program_id, view.can_retry) == ("Your program is ready", "p1", False)
    assert view.note.then == "4 days · Intermediate · 80 of 100, ready to train, with small limits · 1 note to read"
    assert dict(view.facts) == {
        "Model": "m", "Tokens": "12,345 in, 900 out", "Cost": "$0.019", "Attempt": "1 of 5", "Took": "8.0 s",
    }  # fmt: skip
    simple = _view({**job, "result": {**result, "degraded": True}})
    assert simple.heading == "Your program is ready, built the simple way"
    assert (simple.state.word, simple.note.kind, simple.can_retry, simple.is_retry_first) == (
        "Done, simplified", "warn", True, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "message", "what"),
    [
        ("model_timeout", "x", "The AI model did not answer in time."),
        ("deadline", "x", "The AI model did not answer in time."),
        ("model_unavailable", "x", "No AI model is available right now."),
        ("budget_exceeded", "x", "Today's spending limit is used up."),
        ("invalid_output", "x", "Every draft broke a safety rule."),
        ("internal", "x", "Something broke on our side."),
        ("lost", "x", "Something broke on our side."),
        ("program_impossible", "Nothing fits this kit.", "Nothing fits this kit."),
    ],
)
def test_a_failure_names_cause_advice_and_code(code, message, what) -> None:
    note = failure({"code": code, "message": message})
    assert (note.what, note.code, note.kind) == (what, code, "err")
    assert note.then


def test_jobs_of_other_kinds_have_stages_and_answers_of_their_own() -> None:
    job = _running("choosing", 40) | {"type": "exercise_substitution", "params": {"exerciseId": "e1", "count": 5}}
    view = _view(job)
    assert [stage.name for stage in view.stages] == ["Queued", "Searching", "Choosing", "Saving", "Ready"]
    assert view.answers == (("Exercise id", "e1"), ("Count", "5"))
