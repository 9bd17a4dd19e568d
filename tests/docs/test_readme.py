"""What the README shows is what happens: its console blocks are run against a served instance, line by line."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
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


@pytest.fixture
def served(database_url: str) -> Iterator[str]:
    """A whole instance, as `make serve` starts it, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("fitcsv-ai")), "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if f"http://127.0.0.1:{port}" in line and "Ctrl-C" in line:
                break
        else:
            pytest.fail("serve ended before it said where it listens")
        httpx.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def test_readme_has_a_walk_over_http() -> None:
    commands = [command for steps in blocks(README) for command, _ in steps]
    assert sum("curl" in command for command in commands) >= 5


def test_every_console_block_prints_what_the_readme_says(served: str) -> None:
    for steps in blocks(README):
        # one shell per block, so that a variable set by one command is there for the next
        script = "\n".join(f"{command}\necho; echo '--- next'" for command, _ in steps).replace(ADDRESS, served)
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        )  # fmt: skip
        outputs = done.stdout.split("--- next\n")
        for (command, expected), printed in zip(steps, outputs, strict=False):
            assert matches(expected, printed.replace(served, ADDRESS)), f"$ {command}\n{printed}\n{done.stderr}"
