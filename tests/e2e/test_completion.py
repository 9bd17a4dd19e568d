"""Tab in a shell, asked as a shell asks."""

import subprocess
import sys

import pytest

ASK = """
eval "$(fitcsv-ai --show-completion bash)"
complete -p fitcsv-ai
COMP_WORDS=({words}); COMP_CWORD={index}
_fitcsv_ai_completion fitcsv-ai
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def offered(words: str, index: int | None = None, *, environ: dict[str, str]) -> list[str]:
    script = ASK.format(words=words, index=len(words.split()) - 1 if index is None else index)
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, check=True, env=environ, timeout=60
    )
    registered, *values = done.stdout.splitlines()
    assert registered.startswith("complete ")
    assert registered.endswith(" fitcsv-ai")
    return values


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    folder = sys.executable.rpartition("/")[0]
    return {"PATH": f"{folder}:/usr/bin:/bin", "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("fitcsv-ai gen", ["generate"]),
        ("fitcsv-ai generate --goal p", ["powerlifting"]),
        ("fitcsv-ai generate --equipment barbell,du", ["barbell,dumbbell"]),
        ("fitcsv-ai generate --limitation knee", ["knee:caution", "knee:avoid_loading", "knee:recovered"]),
        ("fitcsv-ai programs export --format x", ["xlsx"]),
        ("fitcsv-ai serve --role w", ["worker"]),
        ("fitcsv-ai jobs list --status f", ["failed"]),
    ],
)
def test_bash_offers_commands_and_values(words: str, values: list[str], environ: dict[str, str]) -> None:
    assert offered(words, environ=environ) == values
