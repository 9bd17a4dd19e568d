"""Every `fitcsv-ai` command that a document writes down exists, with each flag that stands beside it."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from service.cli.commands import application

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def written(text: str) -> Iterator[list[str]]:
    """The words of each command, from code blocks and from code within sentences."""
    for line in re.findall(r"`([^`\n]*fitcsv-ai [^`\n]+)`|^(?:    |\$ )(.*fitcsv-ai .*)$", text, flags=re.MULTILINE):
        command = (line[0] or line[1]).partition("fitcsv-ai ")[2]
        try:
            words = shlex.split(command, comments=True)
        except ValueError:
            # the first line of a command that goes on in the next
            words = command.split()
        ends = [number for number, word in enumerate(words) if word in {"|", "&&", ">", ";", "&"}]
        yield words[: ends[0]] if ends else words


def problem(words: list[str], command: Any) -> str | None:
    """What is wrong with a command as it is written; None when every word of it is known."""
    rest = list(words)
    while rest and getattr(command, "commands", None) and not rest[0].startswith("-"):
        if rest[0] not in command.commands:
            return f"no command {rest[0]!r}"
        command = command.commands[rest.pop(0)]
    if command.name == "evals":
        return None
    flags = {flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)}
    for word in rest:
        flag = word.partition("=")[0]
        if re.match(r"--[a-z]", flag) and flag not in {*flags, "--help"}:
            return f"no flag {flag!r}"
    return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_flag_that_a_document_writes_is_there(path: Path) -> None:
    application_command = typer.main.get_command(application())
    found = [(words, problem(words, application_command)) for words in written(path.read_text())]
    assert [(" ".join(words), wrong) for words, wrong in found if wrong is not None] == []


def test_a_command_that_is_not_there_is_noticed() -> None:
    command = typer.main.get_command(application())
    lines = "    fitcsv-ai jobs explain X\n    fitcsv-ai jobs show X --whole  # why\nsay `fitcsv-ai jobs list --status failed`\n"
    assert [problem(words, command) for words in written(lines)] == ["no command 'explain'", "no flag '--whole'", None]
