"""The group `programs` and its flags. Each command is imported only when it runs."""

# ruff: noqa: PLR0917 - typer reads parameters as flags; nobody calls these by position

from pathlib import Path
from typing import Annotated

import typer

from service.cli import completion
from service.cli.completion import one_of
from service.cli.flag import DATA_DIR, DataDir, JobId, Json, group


def programs_app() -> typer.Typer:
    """The group."""
    app = group("Show, export, change and compare programs.")

    @app.command("show")
    def show(
        program_id: JobId,
        week: Annotated[str, typer.Option(metavar="N", help="Which week to print.")] = "1",
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """Show a program."""
        from service.cli import programs

        programs.show(data_dir, program_id, week=week, as_json=as_json)

    @app.command("workouts")
    def workouts(
        program_id: JobId,
        week: Annotated[str, typer.Option(metavar="N", help="Which week to list.")] = "1",
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """List the workouts of a week and their exercises, with the ids that adapt and substitute take."""
        from service.cli import programs

        programs.workouts(data_dir, program_id, week=week, as_json=as_json)

    @app.command("export")
    def export(
        program_id: JobId,
        format_: Annotated[
            str,
            typer.Option("--format", help="csv, xlsx, json, html or ics.", autocompletion=one_of(completion.formats)),
        ] = "csv",
        out: Annotated[Path | None, typer.Option(metavar="FILE", help="Stdout when left out.")] = None,
        start: Annotated[
            str | None, typer.Option(metavar="YYYY-MM-DD", help="First day of the calendar (ics); next Monday.")
        ] = None,
        at: Annotated[
            str | None, typer.Option("--time", metavar="HH:MM", help="When workouts begin (ics); 18:00.")
        ] = None,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """Export a program."""
        from service.cli import programs

        programs.export(data_dir, program_id, file_format=format_, out=out, start=start, at=at)

    @app.command("revise")
    def revise(
        program_id: JobId,
        sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help='Such as "make it three days".')],
        units: Annotated[
            str | None, typer.Option(help="kg or lbs; also show loads in it.", autocompletion=one_of(completion.units))
        ] = None,
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """Change a program in words; the result is a new one, the old one stays."""
        from service.cli import revisions

        revisions.revise(data_dir, program_id, sentence, units=units, as_json=as_json)

    @app.command("diff")
    def diff(
        before: Annotated[str, typer.Argument(metavar="BEFORE")],
        after: Annotated[str, typer.Argument(metavar="AFTER")],
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """Show what differs between two programs, and why."""
        from service.cli import revisions

        revisions.diff(data_dir, before, after, as_json=as_json)

    return app
