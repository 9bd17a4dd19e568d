"""Flags and arguments that several commands share, and what a group of commands looks like."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli import completion
from service.cli.completion import one_of, some_of

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
DataDir = Annotated[
    Path, typer.Option(help="Folder of the embedded Postgres, used when DATABASE_URL is not set.", show_default=True)
]
DATA_DIR = Path(".data/postgres")
Goal = Annotated[
    str, typer.Option(help="strength, hypertrophy or powerlifting.", autocompletion=one_of(completion.goals))
]
Experience = Annotated[
    str, typer.Option(help="beginner, intermediate or advanced.", autocompletion=one_of(completion.experiences))
]
Limitation = Annotated[
    list[str] | None,
    typer.Option(
        metavar="AREA:SEVERITY",
        help="Such as knee:caution; may be repeated.",
        autocompletion=one_of(completion.limitations),
    ),
]
Focus = Annotated[
    str | None,
    typer.Option(
        metavar="A,B", help="Muscles to favour, such as chest,lats.", autocompletion=some_of(completion.muscles)
    ),
]
Maxima = Annotated[list[str] | None, typer.Option(metavar="LIFT=LOAD", help="Such as squat=140; may be repeated.")]
Units = Annotated[
    str | None, typer.Option(help="kg or lbs; lbs when left out.", autocompletion=one_of(completion.units))
]
JobId = Annotated[str, typer.Argument(metavar="ID")]


def group(summary: str) -> typer.Typer:
    """A group of commands that shows its help when none is named."""
    return typer.Typer(help=summary, no_args_is_help=True, rich_markup_mode=None)
