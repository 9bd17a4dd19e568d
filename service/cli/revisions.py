"""`programs revise` and `programs diff`: a program changed in words, over HTTP; two programs told apart."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.api.program_json import program_of
from service.api.revision_order import asked_between
from service.cli.database import opened
from service.cli.programs import load
from service.cli.workouts import run_job
from storage.jobs import JobStore
from strength.catalog import load_catalog
from strength.revision import Difference, difference


def revise(data_dir: Path, program_id: str, sentence: str, *, units: str | None, as_json: bool) -> None:
    """Ask for a program with something changed, wait for it, and print what is different.

    Raises:
        CommandError: there is no such program, the sentence is refused, or the job did not end well.
    """
    body = {"sentence": sentence, **({} if units is None else {"units": units})}
    missing = f"there is no program {program_id!r}"
    job = run_job(f"/api/programs/{program_id}/revise", json.dumps(body).encode(), missing, data_dir)
    result = job["result"]
    if as_json:
        sys.stdout.write(json.dumps({"job": job}, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(str(result["name"]), style="bold"))
    for change in result["changes"]:
        console.print(Text(f"  {change}"))
    for warning in job.get("warnings", ()):
        console.print(Text(f"  ! {warning}", style="yellow"))
    new_id = result["programId"]
    console.print(Text(f"New program {new_id}; {program_id} is as it was."))
    console.print(Text(f"`fitcsv-ai programs diff {program_id} {new_id}` shows what differs, and why."))


def diff(data_dir: Path, before_id: str, after_id: str, *, as_json: bool) -> None:
    """Show what differs between two programs, and why, whoever owns them.

    Raises:
        CommandError: one of them is missing.
    """
    with opened(data_dir) as engine:
        before, after = load(engine, before_id), load(engine, after_id)
        asked, changes = asked_between(JobStore(engine), before, after)
    told = difference(program_of(before), program_of(after), load_catalog(), changes=changes)
    if as_json:
        document = {
            "before": before_id, "after": after_id, "asked": asked,
            "difference": told.model_dump(mode="json", by_alias=True),
        }  # fmt: skip
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False)
    if asked is not None:
        console.print(Text(f"Asked for: {asked}", style="bold"))
    if told.is_empty:
        console.print("The two programs are the same.")
    _print(console, told)


def _print(console: Console, told: Difference) -> None:
    if told.figures:
        _table(console, "The program", ((one.what, one.before, one.after, one.why) for one in told.figures))
    for day in told.days:
        title = day.after or f"{day.before} (gone)"
        if day.before is not None and day.after is not None and day.before != day.after:
            title = f"{day.after}, from {day.before}"
        minutes = " -> ".join("-" if one is None else f"{one} min" for one in (day.minutes_before, day.minutes_after))
        heading = f"{title}  ({minutes}, {day.sets_before} -> {day.sets_after} sets)"
        rows = [(one.name, one.before or "-", one.after or "-", one.why) for one in day.exercises]
        _table(console, heading, rows or [("", "", "", day.why)])
    if told.muscles:
        rows = [(one.muscle, f"{one.before:g}", f"{one.after:g}", one.why) for one in told.muscles]
        _table(console, "Sets a week", rows)
    if told.loads:
        rows = [
            (
                one.exercise,
                f"{one.first_before} to {one.most_before}",
                f"{one.first_after} to {one.most_after}",
                one.why,
            )
            for one in told.loads
        ]
        _table(console, "Loads, first to heaviest", rows)


def _table(console: Console, heading: str, rows: Iterable[tuple[str, str, str, str]]) -> None:
    console.print(Text(f"\n{heading}", style="bold"))
    table = Table(box=None, pad_edge=False)
    for name in ("", "Before", "After", "Why"):
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
