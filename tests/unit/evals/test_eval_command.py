"""`evals run|compare|report`: what is printed, what is written, and the exit code."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from agents.models import ModelSettings
from evals.command import application

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CASES = ("--case", "four-weeks-beginner", "--case", "refuse-goal", "--processes", "1")


def exit_code(arguments: Sequence[str]) -> int:
    """Run the group as the service's command line does."""
    command = typer.main.get_command(application())
    try:
        with command.make_context("fitcsv-ai evals", list(arguments), obj=ModelSettings) as context:
            command.invoke(context)
    except typer.Exit as ending:
        return ending.exit_code
    return 0


@pytest.fixture
def run_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run of two cases, and its own baseline."""
    assert exit_code(["run", "--case", "refuse-goal", "--processes", "1", "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    return tmp_path / "offline.json"


def test_a_run_is_written_and_held_against_a_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # against the packaged baseline or its own figures: what the planner can do today is not at stake here
    exit_code(["run", *CASES, "--out", str(tmp_path)])
    capsys.readouterr()
    own = str(tmp_path / "offline.json")
    assert exit_code(["run", *CASES, "--out", str(tmp_path), "--name", "same", "--baseline", own, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["run"]["cases"]] == ["four-weeks-beginner", "refuse-goal"]
    assert (found["regressions"], found["left"]) == ([], [])

    # a baseline that was better than any program can be
    better = json.loads((tmp_path / "offline.json").read_text(encoding="utf-8"))
    better["cases"][0]["dimensions"]["volume"]["score"] = 1.9
    named = tmp_path / "better.json"
    named.write_text(json.dumps(better), encoding="utf-8")
    code = exit_code(["run", *CASES, "--out", str(tmp_path), "--name", "again", "--baseline", str(named)])
    said = capsys.readouterr()
    assert code == 1
    assert "regression: four-weeks-beginner: volume fell from 1.9 to" in said.err
    assert said.err.splitlines()[-1] == "fitcsv-ai: 1 regression against the baseline"
    assert "four-weeks-beginner" in said.out
    assert str(tmp_path / "again.json") in said.out

    assert exit_code(["compare", str(named), str(tmp_path / "again.json"), "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["changes"]] == ["four-weeks-beginner"]
    assert exit_code(["compare", str(named), str(tmp_path / "again.json")]) == 0
    assert "four-weeks-beginner" in capsys.readouterr().out

    page = tmp_path / "deep" / "page.html"
    assert exit_code(["report", str(tmp_path / "again.json"), "--out", str(page), "--baseline", str(named)]) == 0
    assert "volume fell from 1.9 to" in page.read_text(encoding="utf-8")


def test_a_baseline_is_not_made_of_a_few_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = tmp_path / "baseline.json"
    arguments = ["run", "--case", "refuse-goal", "--processes", "1", "--out", str(tmp_path), "--update-baseline"]
    assert exit_code([*arguments, "--baseline", str(named)]) == 1
    assert "a baseline holds every case" in capsys.readouterr().err
    assert not named.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--case", "nobody"], "no case is called 'nobody'"),
        (["run", "--live"], "set ANTHROPIC_API_KEY"),
        (
            ["run", "--case", "refuse-goal", "--processes", "1", "--baseline", "missing.json"],
            "cannot read 'missing.json'",
        ),
        (["compare", "missing.json", "missing.json"], "cannot read 'missing.json'"),
        (["report", "missing.json"], "cannot read 'missing.json'"),
    ],
    ids=["unknown case", "no model", "missing baseline", "missing run", "nothing to report"],
)
def test_mistakes_are_answered_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code(arguments) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_a_run_can_be_reported_without_a_baseline_of_its_cases(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = run_file.with_name("page.html")
    assert exit_code(["report", str(run_file), "--out", str(page)]) == 0
    assert capsys.readouterr().out == f"{page}\n"
    assert "No regression." in page.read_text(encoding="utf-8")
