"""Commands of packages that the service does not know: found by entry point, loaded when they are asked for."""

from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import typer

from service.cli.entry import BAD_USAGE, CommandError

if TYPE_CHECKING:
    from agents.models import ModelSettings

GROUP = "fitcsv_ai.commands"
"""Each entry point of this group is a function that returns a typer application, by the name of its command."""


def run_extension(name: str, arguments: Sequence[str]) -> None:
    """Run a command of another package; it finds a function for the models' settings as its context's object.

    Raises:
        CommandError: no installed package has it.
    """
    found = tuple(entry_points(group=GROUP, name=name))
    if not found:
        msg = f"no installed package has {name!r}; run `make setup` in a checkout of the project"
        raise CommandError(msg, BAD_USAGE)
    command = typer.main.get_command(found[0].load()())
    with command.make_context(f"fitcsv-ai {name}", list(arguments), obj=_settings) as context:
        command.invoke(context)


def _settings() -> "ModelSettings":
    """The models of the environment, for which only the service reads it."""
    from service.api.program_job import model_settings
    from service.settings import read_settings

    return model_settings(read_settings())
