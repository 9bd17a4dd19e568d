"""`jobs`: what an operator asks about jobs, straight from the database, whoever owns them."""

import json
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.api.job_json import job_json
from service.api.job_story import story_json, story_lines
from service.cli.database import opened
from service.cli.entry import BAD_USAGE, CommandError
from service.cli.results import cost_line
from service.jobs.state import JobType, Status
from storage import migrations
from storage.errors import BadCursor
from storage.jobs import CancelOutcome, JobRow, JobStore
from storage.jobs.creation import NewJob
from storage.planned_workout_undo import UndoOutcome, undo_if_untouched

_MAX_LIMIT = 100
_WATCH_S = 0.3


@contextmanager
def _store(data_dir: Path) -> Generator[JobStore]:
    with opened(data_dir) as engine:
        migrations.require(engine)
        yield JobStore(engine)


def list_jobs(
    data_dir: Path, *, status: str | None, job_type: str | None, limit: str, cursor: str | None, as_json: bool
) -> None:
    """List jobs of all users, newest first."""
    _check("--status", status, [item.value for item in Status])
    _check("--type", job_type, [item.value for item in JobType])
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= _MAX_LIMIT):
        raise CommandError(f"--limit is {limit!r}; it must be a whole number from 1 to {_MAX_LIMIT}", BAD_USAGE)
    with _store(data_dir) as store:
        try:
            page = store.list(None, status=status, job_type=job_type, limit=int(limit), cursor=cursor)
        except BadCursor as error:
            raise CommandError(f"--cursor is {cursor!r}; it is not one of an earlier page", BAD_USAGE) from error
    if as_json:
        _write({"jobs": [job_json(row) for row in page.jobs], "nextCursor": page.next_cursor})
        return
    table = Table(box=None, pad_edge=False)
    for name in ("Job", "Type", "Status", "Created", "User", "Cost"):
        table.add_column(name, no_wrap=True)
    for row in page.jobs:
        cost = "-" if row.cost is None else f"${row.cost:.4f}"
        cells = (row.job_id, row.type, row.status, f"{row.created_at:%Y-%m-%d %H:%M:%S}", row.user_id, cost)
        table.add_row(*(Text(cell) for cell in cells))
    # in a pipe there is no width to fit into
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    console.print(table if page.jobs else "No jobs.")
    if page.next_cursor:
        console.print(Text(f"More with --cursor {page.next_cursor}"), soft_wrap=True)


def show(data_dir: Path, job_id: str, *, as_json: bool, with_trace: bool) -> None:
    """Show one job, with its whole story if wanted."""
    with _store(data_dir) as store:
        row = _found(store, job_id)
        job = story_json(row, store.story(job_id)) if with_trace else job_json(row)
    if as_json:
        _write(job)
        return
    lines = [f"{row.job_id}  {row.type}  {row.status}", f"{job['progress']['percent']} %  {job['progress']['message']}"]
    lines += [f"attempt {row.attempt} of {row.max_attempts}, created {job['createdAt']}", cost_line(job)]
    if job["error"]:
        lines.append(f"{job['error']['code']}: {job['error']['message']}")
    lines += [f"! {warning}" for warning in row.warnings]
    if row.program_id:
        lines.append(f"program {row.program_id}")
    if with_trace:
        lines += ["", *story_lines(job)]
    sys.stdout.write("\n".join(lines) + "\n")


def watch(data_dir: Path, job_id: str, *, as_json: bool) -> None:
    """Follow a job until it has ended: a line for each change, or one JSON object a line.

    Raises:
        CommandError: it is missing, or it failed or was cancelled.
    """
    seen = None
    with _store(data_dir) as store:
        while True:
            row = _found(store, job_id)
            job = job_json(row)
            now = (row.status, job["progress"], row.attempt)
            if now != seen:
                progress = job["progress"]
                words = f"{progress['percent']:>3} %  {row.status:<10}  {progress['message']}"
                sys.stdout.write((json.dumps(job, ensure_ascii=False) if as_json else words) + "\n")
                sys.stdout.flush()
                seen = now
            if Status(row.status).is_final:
                break
            time.sleep(_WATCH_S)
    if row.status != Status.COMPLETED:
        error = job["error"] or {"message": f"job {job_id!r} was {row.status}"}
        raise CommandError(error["message"])


def cancel(data_dir: Path, job_id: str, *, as_json: bool) -> None:
    """Cancel a job, whoever owns it.

    Raises:
        CommandError: it is missing or has ended.
    """
    with _store(data_dir) as store:
        row = _found(store, job_id)
        outcome = store.cancel(job_id, row.user_id)
    match outcome:
        case CancelOutcome.CANCELLED:
            _say(as_json, job_id, "cancelled", f"Job {job_id} is cancelled.")
        case CancelOutcome.REQUESTED:
            _say(as_json, job_id, "processing", f"The worker that has job {job_id} will stop shortly.")
        case CancelOutcome.ALREADY_ENDED:
            raise CommandError(f"job {job_id!r} has already ended ({row.status}); nothing was changed")
        case CancelOutcome.MISSING:
            raise _missing(job_id)


def retry(data_dir: Path, job_id: str, *, as_json: bool) -> None:
    """Make a new job like one that failed or was cancelled; that one stays as it is.

    Raises:
        CommandError: it is missing, still open, or completed.
    """
    with _store(data_dir) as store:
        row = _found(store, job_id)
        if row.status not in (Status.FAILED, Status.CANCELLED):
            raise CommandError(f"job {job_id!r} is {row.status}; only failed and cancelled jobs are tried again")
        created = store.create(
            NewJob(
                user_id=row.user_id, type=row.type, params=row.params, priority=row.priority,
                max_attempts=row.max_attempts, retry_of=row.job_id,
            )
        )  # fmt: skip
    new_id = created.job.job_id
    _say(as_json, new_id, "queued", f"Job {new_id} was queued; a running service takes it up.")


def undo(data_dir: Path, job_id: str, *, as_json: bool) -> None:
    """Take back what a job wrote into a planned workout, whoever owns it.

    Raises:
        CommandError: it is missing, wrote nothing, or the workout was changed since.
    """
    with opened(data_dir) as engine:
        migrations.require(engine)
        row = _found(JobStore(engine), job_id)
        outcome = undo_if_untouched(engine, row.user_id, row.result)
    match outcome:
        case UndoOutcome.UNDONE:
            _say(as_json, job_id, row.status, f"The workout is as it was before job {job_id}.")
        case UndoOutcome.NOTHING:
            raise CommandError(f"job {job_id!r} wrote nothing that could be taken back")
        case UndoOutcome.CHANGED:
            raise CommandError(
                f"what job {job_id!r} wrote was changed since, or taken back already; nothing was written"
            )


def _found(store: JobStore, job_id: str) -> JobRow:
    row = store.load(job_id) if job_id.isprintable() else None
    if row is None:
        raise _missing(job_id)
    return row


def _missing(job_id: str) -> CommandError:
    return CommandError(f"there is no job {job_id!r}; `fitcsv-ai jobs list` shows them")


def _check(flag: str, value: str | None, allowed: list[str]) -> None:
    if value is not None and value not in allowed:
        raise CommandError(f"{flag} is {value!r}; it must be one of {', '.join(allowed)}", BAD_USAGE)


def _say(as_json: bool, job_id: str, status: str, words: str) -> None:
    if as_json:
        _write({"jobId": job_id, "status": status})
    else:
        sys.stdout.write(words + "\n")


def _write(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
