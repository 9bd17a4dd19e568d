"""`fitcsv-ai evals` as a person calls it: a group of commands that another package brings."""

from collections.abc import Callable
from typing import Any

import pytest

from service.cli.entry import CommandError
from service.cli.extension import run_extension


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--help",), 0, "evals"),
        (("evals",), 2, "compare"),
        (("evals", "run", "--help"), 0, "--update-baseline"),
        (("evals", "run", "--cap", "much"), 2, "--cap"),
        (("evals", "compare", "missing.json", "missing.json"), 1, "cannot read 'missing.json'"),
    ],
    ids=["help", "no command", "help of a command", "wrong number", "missing file"],
)
def test_the_group_is_mounted_with_its_own_help_and_exit_codes(
    run: Callable[..., Any], arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, text, errors = run(*arguments).end()
    assert found == code
    assert words in text + errors
    assert "Traceback" not in errors


def test_a_command_of_a_package_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="no installed package has 'gardening'; run `make setup`"):
        run_extension("gardening", [])
