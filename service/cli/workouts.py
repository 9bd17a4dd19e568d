"""`adapt` and `substitute`: over HTTP, on a service that lives as long as the command."""

import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service import telemetry
from service.cli.client import ApiClient, Refused
from service.cli.display import Display
from service.cli.entry import INTERRUPTED, CommandError
from service.cli.results import coach_hint, cost_line
from service.cli.stack import Stack
from service.cli.workout_flags import AdaptFlags, SubstituteFlags
from service.settings import read_settings

_NOT_FOUND = 404


def adapt(flags: AdaptFlags, *, data_dir: Path, as_json: bool) -> None:
    """Fit a planned workout to the day and print what became of it.

    Raises:
        CommandError: there is no such workout, or the job did not end well.
        BodyError: a flag is not allowed.
    """
    job = run_job("/api/ai/adapt-workout", flags.body, f"there is no workout {flags.workout_id!r}", data_dir)
    _print(job, as_json=as_json, lines=_adapted)


def substitute(flags: SubstituteFlags, *, data_dir: Path, as_json: bool) -> None:
    """Find what may stand in for an exercise and print it.

    Raises:
        CommandError: there is no such exercise, or the job did not end well.
        BodyError: a flag is not allowed.
    """
    missing = f"there is no exercise {flags.exercise_id or flags.definition!r}"
    job = run_job("/api/ai/substitute-exercise", flags.body, missing, data_dir)
    _print(job, as_json=as_json, lines=_substituted)


def run_job(route: str, body: bytes, missing: str, data_dir: Path) -> Mapping[str, Any]:
    """Ask a service that lives as long as the command for a job, and wait for its end.

    Args:
        route: path of the route that makes the job.
        body: the request.
        missing: what to say when the thing that the job is about is not there.
        data_dir: where the embedded database lives.

    Raises:
        CommandError: the request is refused, or the job did not end well.
    """
    # whoever ends us politely gets what Ctrl-C gets: the job cancelled, everything stopped
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings = read_settings()
    level = settings.log_level
    telemetry.configure(level="WARNING" if level == "INFO" else level, as_json=False)
    progress = Console(stderr=True, highlight=False, soft_wrap=True)
    with (
        Display(progress) as display,
        Stack(settings, data_dir=data_dir, port=0, on_stage=display.stage) as stack,
    ):
        client = ApiClient(stack.url)
        try:
            return _follow(client, display, route, body)
        except Refused as error:
            if error.status == _NOT_FOUND:
                raise CommandError(missing) from error
            raise
        finally:
            client.close()
            display.stage("stopping")


def _follow(client: ApiClient, display: Display, route: str, body: bytes) -> Mapping[str, Any]:
    job_id = client.post(route, body, display.stage)
    job: Mapping[str, Any] = {}
    try:
        for job in client.follow(job_id):
            display.job(job)
    except KeyboardInterrupt:
        display.stage("cancelling the job")
        client.cancel(job_id)
        raise CommandError(f"stopped; job {job_id} was cancelled.", INTERRUPTED) from None
    if job.get("status") != "completed":
        error: Mapping[str, Any] = job.get("error") or {}
        raise CommandError(f"job {job_id} came to nothing: {error.get('message') or job.get('status')}")
    return job


def _print(job: Mapping[str, Any], *, as_json: bool, lines: Any) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"job": job}, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False)
    result: Mapping[str, Any] = job["result"]
    lines(console, result)
    for warning in job.get("warnings", ()):
        console.print(Text(f"  ! {warning}", style="yellow"))
    if result["applied"]:
        console.print(Text(f"Written. `fitcsv-ai jobs undo {job['id']}` takes it back."))
    console.print(Text(cost_line(job)))
    if (hint := coach_hint(job)) is not None:
        Console(stderr=True, highlight=False, soft_wrap=True).print(hint)


def _adapted(console: Console, result: Mapping[str, Any]) -> None:
    console.print(Text(str(result["name"]), style="bold"))
    console.print(Text(str(result["explanation"])))
    table = Table(box=None, pad_edge=False)
    for name in ("Exercise", "Sets", "Load", "RPE", "Notes"):
        table.add_column(name)
    for item in result["exercises"]:
        sets: list[Mapping[str, Any]] = item["sets"]
        first: Mapping[str, Any] = sets[0] if sets else {}
        reps = f"{len(sets)} x {first.get('reps', '')}"
        effort = "" if first.get("rpe") is None else f"{first['rpe']:g}"
        cells = (item["name"], reps, first.get("weight") or "", effort, item.get("notes") or "")
        table.add_row(*(Text(str(cell)) for cell in cells))
    console.print(table)
    for change in result["changes"]:
        if change["kind"] != "kept":
            console.print(Text(f"  {change['kind']}: {change['exercise']}: {change['detail']}"))


def _substituted(console: Console, result: Mapping[str, Any]) -> None:
    console.print(Text(f"Instead of {result['original']['name']}", style="bold"))
    console.print(Text(str(result["explanation"])))
    for item in result["substitutes"]:
        console.print(Text(f"\n{item['name']}  (alike: {item['similarity']:.2f})", style="bold"))
        console.print(Text(f"  {' '.join(item['reasons'])}"))
        if item["warning"]:
            console.print(Text(f"  ! {item['warning']}", style="yellow"))
        # an id is copied, so it is never broken
        console.print(Text(f"  {item['load']}\n  --choice {item['exerciseDefinitionId']}"), soft_wrap=True)
