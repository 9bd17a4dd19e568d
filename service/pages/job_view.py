"""A job as its page shows it: did it start, where is it, may I leave, where will the result be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.pages.figure_text import dollars, several, tokens
from service.pages.job_answers import answers_of, change_of, kind_of, terms, weeks_of
from service.pages.job_state import OPEN, JobState, is_degraded, result_of, state_of
from service.pages.labels import LEVELS_INLINE
from service.pages.moment import Moment, clock, moment_of, seconds_between, short
from service.pages.note import Note
from service.pages.page_source import WatchedJob
from service.pages.stage import Stage, stage_name, stages_of
from service.pages.verdict import verdict_of

LEAVE = "You can close this page. The job goes on, and this address will show the result."
SLOW = "This is taking longer than usual. It will finish or stop by itself within 12 minutes."
SLOW_S = 60.0
_CANCELLED = "No program was saved. Retry starts a new job with the same answers."
_SIMPLE = (
    "No AI model was available, so rules chose the exercises. It passes the same safety checks. "
    "Retry later for a version built by the model."
)
_CAUSES: dict[str, tuple[str, str]] = {
    "model_timeout": (
        "The AI model did not answer in time.",
        "Nothing is wrong with your request. Retry starts a new job with the same answers.",
    ),
    "model_unavailable": ("No AI model is available right now.", "Try again in a few minutes."),
    "budget_exceeded": ("Today's spending limit is used up.", "New jobs start again after midnight UTC."),
    "invalid_plan": (
        "Every draft broke a safety rule.",
        "Add equipment, days or minutes, then try again.",
    ),
    "internal": ("Something broke on our side.", "Retry; if it fails again, send us the code."),
}
_SAME_CAUSE = {"deadline": "model_timeout", "invalid_output": "invalid_plan"}
"""Codes that mean the same to a lifter."""
_OURS = ("lost", "internal", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """Everything the page shows, decided; the template only writes it down.

    Attributes:
        version: equal texts mean that nothing but percent and clock differ.
        since: what the clock counts from while the job is open; None when it stands.
        elapsed: what the clock says.
        doing: the stage in words, for the title and the bar.
        ended: when it ended; None while it is open.
        program_id: of the result, or "".
        can_retry: a retry is offered.
        is_retry_first: Retry is the one primary button.
        is_cancelling: the cancel button has done its work.
        said: what came out of a job that makes no program.
        changes_id: of the program that is to be changed, or "".
        asked: the sentence that says how, or "".
    """

    job_id: str
    title: str
    crumb: str
    heading: str
    state: JobState
    detail: str
    created: Moment | None
    since: Moment | None
    elapsed: str
    percent: int
    doing: str
    is_open: bool
    is_slow: bool
    is_cancelling: bool
    ended: Moment | None
    note: Note | None
    program_id: str
    can_retry: bool
    is_retry_first: bool
    can_change: bool
    stages: tuple[Stage, ...]
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    said: str
    version: str
    changes_id: str = ""
    asked: str = ""


def job_view(watched: WatchedJob, now: datetime) -> JobView:
    """The page of a job at this moment."""
    job = watched.job
    is_open = job["status"] in OPEN
    is_cancelling = is_open and watched.is_cancel_requested
    percent: int = job["progress"]["percent"]
    doing = _doing(job)
    start: str = job["startedAt"] or job["createdAt"]
    seconds = seconds_between(start, job["completedAt"] or now.isoformat())
    program_id = str(result_of(job).get("programId") or "") if job["status"] == "completed" else ""
    can_retry = job["status"] in ("failed", "cancelled") or (job["status"] == "completed" and is_degraded(job))
    in_stage_s = (seconds or 0.0) - max(watched.stages.values(), default=0.0)
    return JobView(
        job_id=job["id"],
        title=_title(job, percent, doing),
        crumb=" · ".join([kind_of(job), *([", ".join(_lower(terms(job["params"])))] if job["params"] else [])]),
        heading=_heading(job, watched),
        state=state_of(job),
        detail=_detail(watched, now) if is_open else "",
        created=moment_of(job["createdAt"]),
        since=moment_of(start) if is_open else None,
        elapsed=clock(seconds),
        percent=percent,
        doing=doing,
        is_open=is_open,
        is_slow=is_open and job["status"] == "processing" and in_stage_s > SLOW_S,
        is_cancelling=is_cancelling,
        ended=moment_of(job["completedAt"]),
        note=_note(job),
        program_id=program_id,
        can_retry=can_retry,
        is_retry_first=can_retry and not program_id,
        can_change=can_retry and job["type"] == "program_generator",
        stages=stages_of(job, watched.stages, stood_at=watched.stood_at),
        facts=_facts(watched),
        answers=tuple(answers_of(job)),
        warnings=tuple(job["warnings"]),
        said=str(result_of(job).get("explanation") or ""),
        changes_id=change_of(job["params"])[0],
        asked=change_of(job["params"])[1],
        version=f"{job['status']}|{job['attempt']}|{job['progress']['stage']}",
    )


def _doing(job: dict[str, Any]) -> str:
    if job["status"] == "queued":
        return "Queued"
    if job["status"] == "processing":
        return stage_name(job["type"], job["progress"]["stage"])
    return state_of(job).word


def _title(job: dict[str, Any], percent: int, doing: str) -> str:
    match job["status"]:
        case "queued":
            return "Queued"
        case "processing":
            return f"{percent}% · {doing}"
        case "completed":
            return "Ready"
        case _:
            return doing


def _heading(job: dict[str, Any], watched: WatchedJob) -> str:
    is_program = job["type"] == "program_generator"
    what = {"workout_adapter": "Your workout", "exercise_substitution": "Your answer"}.get(job["type"], "Your program")
    match job["status"]:
        case "queued":
            return "Waiting for the next try" if job["attempt"] else "Waiting for a free worker"
        case "processing" if watched.is_cancel_requested:
            return "Cancelling…"
        case "processing":
            weeks = weeks_of(job["params"])
            doing = _doing(job)
            if doing == "Planning" and weeks:
                return f"Planning your {several(weeks, 'week')}"
            return {"Checking": "Checking your plan", "Saving": f"Saving {what.lower()}"}.get(doing, doing)
        case "completed" if is_degraded(job):
            return "Your program is ready, built the simple way"
        case "completed":
            return f"{what} is ready"
        case "failed":
            return f"We could not build this {'program' if is_program else 'answer'}"
        case _:
            return "Cancelled"


def _detail(watched: WatchedJob, now: datetime) -> str:
    job = watched.job
    if watched.is_cancel_requested:
        return "Cancelling… the worker stops within 15 seconds."
    if job["status"] != "queued" or not job["attempt"] or watched.run_at is None:
        return ""
    wait_s = max(0, round((watched.run_at - now).total_seconds()))
    attempt = job["attempt"] + 1
    start = f"starts in {wait_s} s" if wait_s else "starts now"
    return f"The last try did not finish. Attempt {attempt} of {watched.max_attempts} {start}."


def _note(job: dict[str, Any]) -> Note | None:
    match job["status"]:
        case "completed" if job["type"] != "program_generator":
            return None
        case "completed" if is_degraded(job):
            what, then = "Built by rules.", _SIMPLE
            return Note(kind="warn", what=_made(job) or what, then=then)
        case "completed":
            return Note(kind="ok", what=_made(job), then=_line_of_result(job))
        case "failed":
            return failure(job["error"] or {"code": "failed", "message": ""})
        case "cancelled":
            return Note(kind="info", what="You cancelled this job." if job["startedAt"] else "Stopped before it began.",
                        then=_CANCELLED if job["type"] == "program_generator" else "Nothing was saved.")  # fmt: skip
        case _:
            return None


def failure(error: dict[str, str]) -> Note:
    """Why a job failed and what to do, with the code that support asks for."""
    code = error["code"]
    known = _SAME_CAUSE.get(code, code)
    if known in _CAUSES:
        what, then = _CAUSES[known]
    elif code in _OURS or not error["message"]:
        what, then = _CAUSES["internal"]
    else:
        # written for the lifter by whoever gave up; it says what to change
        what, then = error["message"], "Change the request, then try again."
    return Note(kind="err", what=what, then=then, code=code)


def _made(job: dict[str, Any]) -> str:
    return str(result_of(job).get("name") or "Your program")


def _line_of_result(job: dict[str, Any]) -> str:
    params = job["params"]
    parts = [*terms(params)[1:2], LEVELS_INLINE.get(str(params.get("experience")), "")]
    score: object = result_of(job).get("score")
    if isinstance(score, int | float):
        parts.append(f"{score:.0f} of 100, {verdict_of(float(score))}")
    notes = len(job["warnings"])
    parts.append(several(notes, "note") + " to read" if notes else "")
    return " · ".join(part for part in parts if part)


def _facts(watched: WatchedJob) -> tuple[tuple[str, str], ...]:
    job = watched.job
    attempt = f"{job['attempt']} of {watched.max_attempts}" if watched.max_attempts and job["attempt"] else "–"
    return (
        ("Model", job["model"] or "–"),
        ("Tokens", tokens(job["inputTokens"], job["outputTokens"])),
        ("Cost", dollars(job["cost"])),
        ("Attempt", attempt),
        *((("Took", short(job["duration"] / 1000)),) if job["duration"] is not None else ()),
    )


def _lower(words: list[str]) -> list[str]:
    return [word.lower() for word in words]
