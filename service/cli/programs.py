"""`programs`: show and export, straight from the database, whoever owns them."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from sqlalchemy import Engine, text

from service.api.calendar_file import CalendarTerms, next_monday
from service.api.export import ExportFormat, exported
from service.api.program_json import program_of
from service.api.program_routes import read_date, read_time
from service.cli.database import opened
from service.cli.entry import BAD_USAGE, CommandError
from service.cli.results import show_week
from service.jobs.body import InvalidBody
from storage import migrations
from storage.program_reader import StoredProgram, load_program
from strength.rendering.chart import mesocycle_chart

_OWNER = text('SELECT "userId" FROM "Program" WHERE "id" = :program_id')

_IDS = text("""
SELECT workout."id" AS "workoutId", workout."name" AS "workoutName", exercise."id" AS "exerciseId",
       exercise."name" AS "exerciseName"
FROM "Week" AS week JOIN "Workout" AS workout ON workout."weekId" = week."id"
LEFT JOIN "Exercise" AS exercise ON exercise."workoutId" = workout."id"
WHERE week."programId" = :program_id AND week."weekNumber" = :week
ORDER BY workout."dayNumber", exercise."order"
""")


def show(data_dir: Path, program_id: str, *, week: str, as_json: bool) -> None:
    """Show a program."""
    program = program_of(_load(data_dir, program_id))
    if as_json:
        sys.stdout.write(json.dumps(program.to_json(), ensure_ascii=False) + "\n")
        return
    numbers = [item.week_number for item in program.weeks]
    if not (week.isascii() and week.isdigit() and int(week[:9]) in numbers):
        msg = f"--week is {week!r}; this program has weeks {min(numbers, default=0)} to {max(numbers, default=0)}"
        raise CommandError(msg, BAD_USAGE)
    console = Console(highlight=False)
    console.print(Text(program.name, style="bold"))
    console.print(Text(mesocycle_chart(program)))
    show_week(console, program, numbers.index(int(week)))


def workouts(data_dir: Path, program_id: str, *, week: str, as_json: bool) -> None:
    """List the workouts and exercises of a week with the ids that `adapt` and `substitute` take."""
    if not (week.isascii() and week.isdigit()):
        raise CommandError(f"--week is {week!r}; it must be a whole number", BAD_USAGE)
    with opened(data_dir) as engine:
        migrations.require(engine)
        with engine.connect() as connection:
            rows = connection.execute(_IDS, {"program_id": program_id, "week": int(week[:9])}).all()
    if not rows:
        raise CommandError(f"program {program_id!r} has no week {week}, or there is no such program")
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        held = found.setdefault(row.workoutId, {"workoutId": row.workoutId, "name": row.workoutName, "exercises": []})
        if row.exerciseId is not None:
            held["exercises"].append({"exerciseId": row.exerciseId, "name": row.exerciseName})
    if as_json:
        sys.stdout.write(json.dumps({"workouts": list(found.values())}, ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for held in found.values():
        console.print(Text(f"{held['workoutId']}  {held['name']}", style="bold"))
        for exercise in held["exercises"]:
            console.print(Text(f"  {exercise['exerciseId']}  {exercise['name']}"))


def export(
    data_dir: Path, program_id: str, *, file_format: str, out: Path | None, start: str | None, at: str | None
) -> None:
    """Export a program to a file or to stdout."""
    kinds = {kind.value: kind for kind in ExportFormat}
    if file_format not in kinds:
        raise CommandError(f"--format is {file_format!r}; it must be one of {', '.join(kinds)}", BAD_USAGE)
    kind = kinds[file_format]
    if (start or at) and kind is not ExportFormat.ICS:
        raise CommandError(f"--start and --time are for --format ics, not {file_format}; leave them out", BAD_USAGE)
    if kind is ExportFormat.XLSX and out is None and sys.stdout.isatty():
        raise CommandError("a workbook cannot be shown on a terminal; add --out program.xlsx", BAD_USAGE)
    try:
        first, begins = read_date(start), read_time(at)
    except InvalidBody as error:
        raise CommandError(f"--{error}", BAD_USAGE) from error
    stored = _load(data_dir, program_id)
    terms = CalendarTerms(
        program_id=program_id,
        start=first or next_monday(datetime.now(UTC).date()),
        at=begins,
        made=stored.created_at,
    )
    content = exported(program_of(stored), kind, terms).content
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CommandError(f"cannot write {str(out)!r} ({error.strerror}); choose another file with --out") from error
    sys.stderr.write(f"Wrote {out}\n")


def _load(data_dir: Path, program_id: str) -> StoredProgram:
    with opened(data_dir) as engine:
        return load(engine, program_id)


def load(engine: Engine, program_id: str) -> StoredProgram:
    """A program, whoever owns it.

    Raises:
        CommandError: there is none.
    """
    migrations.require(engine)
    stored = None
    if program_id.isprintable():
        with engine.connect() as connection:
            owner = connection.execute(_OWNER, {"program_id": program_id}).scalar_one_or_none()
        stored = load_program(engine, program_id, owner) if owner is not None else None
    if stored is None:
        raise CommandError(f"there is no program {program_id!r}; `fitcsv-ai jobs list --json` shows their ids")
    return stored
