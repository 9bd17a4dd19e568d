"""`programs`: show and export, straight from the database, whoever owns them."""

import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from sqlalchemy import text

from service.api.program_json import program_of
from service.api.workbook import to_xlsx
from service.cli.database import opened
from service.cli.entry import BAD_USAGE, CommandError
from service.cli.results import show_week
from storage import migrations
from storage.program_reader import load_program
from strength.program import Program
from strength.rendering.chart import mesocycle_chart
from strength.rendering.csv_export import to_csv
from strength.rendering.html import to_html

_FORMATS = ("csv", "xlsx", "json", "html")
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
    program = _load(data_dir, program_id)
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
    with opened(data_dir) as engine, engine.connect() as connection:
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


def export(data_dir: Path, program_id: str, *, file_format: str, out: Path | None) -> None:
    """Export a program to a file or to stdout."""
    if file_format not in _FORMATS:
        raise CommandError(f"--format is {file_format!r}; it must be one of {', '.join(_FORMATS)}", BAD_USAGE)
    if file_format == "xlsx" and out is None and sys.stdout.isatty():
        raise CommandError("a workbook cannot be shown on a terminal; add --out program.xlsx", BAD_USAGE)
    program = _load(data_dir, program_id)
    match file_format:
        case "csv":
            content = to_csv(program).encode()
        case "json":
            content = (json.dumps(program.to_json(), ensure_ascii=False, indent=1) + "\n").encode()
        case "html":
            content = to_html(program).encode()
        case _:
            content = to_xlsx(program)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CommandError(f"cannot write {str(out)!r} ({error.strerror}); choose another file with --out") from error
    sys.stderr.write(f"Wrote {out}\n")


def _load(data_dir: Path, program_id: str) -> Program:
    with opened(data_dir) as engine:
        migrations.require(engine)
        stored = None
        if program_id.isprintable():
            with engine.connect() as connection:
                owner = connection.execute(_OWNER, {"program_id": program_id}).scalar_one_or_none()
            stored = load_program(engine, program_id, owner) if owner is not None else None
    if stored is None:
        raise CommandError(f"there is no program {program_id!r}; `fitcsv-ai jobs list --json` shows their ids")
    return program_of(stored)
