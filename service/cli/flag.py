"""Flags and arguments that several commands share, and what a group of commands looks like."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
DataDir = Annotated[
    Path, typer.Option(help="Folder of the embedded Postgres, used when DATABASE_URL is not set.", show_default=True)
]
DATA_DIR = Path(".data/postgres")
JobId = Annotated[str, typer.Argument(metavar="ID")]


def group(summary: str) -> typer.Typer:
    """A group of commands that shows its help when none is named."""
    return typer.Typer(help=summary, no_args_is_help=True, rich_markup_mode=None)
