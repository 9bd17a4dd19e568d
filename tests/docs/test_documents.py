"""What the documents show is what happens: their console blocks are run against a served instance, line by line, and what they
name is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
ADDRESS = "http://127.0.0.1:8080"


def blocks(text: str) -> list[list[tuple[str, str]]]:
    """Console blocks as (command, expected output) pairs."""
    found: list[list[tuple[str, str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL):
        steps: list[tuple[str, str]] = []
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.split("\n")
            command = [lines.pop(0)]
            while lines and lines[0].startswith("> "):
                command.append(lines.pop(0).removeprefix("> "))
            steps.append(("\n".join(command), "\n".join(lines).strip()))
        found.append(steps)
    return found


def matches(expected: str, printed: str) -> bool:
    """Whether the output is the expected one; `...` stands for anything."""
    pattern = ".*?".join(re.escape(piece) for piece in expected.split("..."))
    return re.fullmatch(pattern, printed.strip(), flags=re.DOTALL) is not None


def test_readme_has_a_walk_over_http() -> None:
    commands = [command for steps in blocks((ROOT / "README.md").read_text()) for command, _ in steps]
    assert sum("curl" in command for command in commands) >= 5


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if "```console" in path.read_text()], ids=lambda p: p.name)
def test_every_console_block_prints_what_the_document_says(served: str, path: Path) -> None:
    for steps in blocks(path.read_text()):
        # one shell per block, so that a variable set by one command is there for the next
        script = "\n".join(f"{command}\necho; echo '--- next'" for command, _ in steps).replace(ADDRESS, served)
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        )  # fmt: skip
        outputs = done.stdout.split("--- next\n")
        assert len(outputs) == len(steps) + 1, done.stderr
        for (command, expected), printed in zip(steps, outputs, strict=False):
            assert matches(expected, printed.replace(served, ADDRESS)), f"$ {command}\n{printed}\n{done.stderr}"


def spoken_of(text: str) -> list[tuple[str, str]]:
    """Make targets and `python -m` modules that a document names."""
    code = re.findall(r"`make ([a-z-]+)", text) + re.findall(r"^    make ([a-z-]+)", text, flags=re.MULTILINE)
    targets = [("make", name) for name in code]
    return targets + [("module", name) for name in re.findall(r"python -m ([a-z_.]+)", text)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_target_module_and_file_that_a_document_names_is_there(path: Path) -> None:
    text = path.read_text()
    makefile = (ROOT / "Makefile").read_text()
    for kind, name in spoken_of(text):
        if kind == "make":
            assert re.search(rf"^{name}:", makefile, flags=re.MULTILINE), f"make {name}"
        elif name.split(".")[0] in ("evals", "benchmarks", "service", "storage"):
            base = ROOT / Path(*name.strip(".").split("."))
            assert base.with_suffix(".py").exists() or (base / "__main__.py").exists(), name
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / link).exists(), link
