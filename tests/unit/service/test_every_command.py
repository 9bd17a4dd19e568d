"""Every command of `fitcsv-ai`: it explains itself, it refuses a wrong flag, and says in a sentence that its database is away."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from service.cli.commands import application
from service.cli.entry import BAD_USAGE, FAILED, run

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"

# what each command needs beside its name to come as far as its database
NEEDS = {
    "generate": ("--goal", "strength", "--frequency", "3", "--experience", "beginner"),
    "adapt": ("cworkout", "--minutes", "30"),
    "substitute": ("cexercise",),
    "serve": ("--port", "0"),
    "jobs list": (),
    "jobs show": ("cjob",),
    "jobs watch": ("cjob",),
    "jobs cancel": ("cjob",),
    "jobs retry": ("cjob",),
    "jobs undo": ("cjob",),
    "programs show": ("cprogram",),
    "programs workouts": ("cprogram",),
    "programs export": ("cprogram", "--format", "json"),
    "programs revise": ("cprogram", "Three days a week, please."),
    "programs diff": ("cprogram", "cother"),
    "db upgrade": (),
    "db check": (),
    "db seed": (),
}
# these open no database; `evals` hands its words on to a program of its own
WITHOUT_DATABASE = {"score", "models check", "evals"}


def walked(command: Any, name: str = "") -> Iterator[str]:
    """The full name of each command that does something."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name
        return
    for word, one in below.items():
        yield from walked(one, f"{name} {word}".strip())


COMMANDS = sorted(walked(typer.main.get_command(application())))


def test_every_command_is_in_the_table() -> None:
    assert set(COMMANDS) == {*NEEDS, *WITHOUT_DATABASE}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "evals"])
def test_a_command_explains_itself_and_refuses_a_wrong_flag_in_one_sentence(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*name.split(), "--help"]) == 0
    assert f"Usage: fitcsv-ai {name}" in " ".join(capsys.readouterr().out.split())
    assert run([*name.split(), "--no-such-flag"]) == BAD_USAGE
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "--no-such-flag" in err


@pytest.mark.parametrize("name", NEEDS)
def test_a_database_that_does_not_answer_is_one_sentence_and_exit_1(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", NOBODY)
    code = run([*name.split(), *NEEDS[name]])
    _, err = capsys.readouterr()
    assert code == FAILED, err
    last = err.splitlines()[-1]
    assert last.startswith("fitcsv-ai: ")
    assert "database" in last
    assert "Traceback" not in err
    assert "please report" not in err
