"""Stand-ins for gcloud, terraform, docker and curl: they write down how they were called, and say what a test wants."""

import os
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

DIGEST = "sha256:" + "a" * 64
"""Of every image that a stand-in is asked about."""

_SCRIPT = """#!/bin/sh
# one line for each call; what comes on standard input is kept apart
printf '%s %s\\n' "${0##*/}" "$*" >> "$FAKE_LOG"
case "$*" in *--data-file=-*) cat >> "$FAKE_LOG.stdin"; echo >> "$FAKE_LOG.stdin" ;; esac
. "$FAKE_LOG.answers"
"""


@dataclass
class FakeTools:
    """The tools, in a folder that comes first on PATH."""

    folder: Path
    answers: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        for name in ("gcloud", "terraform", "docker", "curl", "sleep"):
            path = self.folder / name
            path.write_text(_SCRIPT)
            path.chmod(0o755)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def answer(self, pattern: str, said: str, code: int = 0) -> None:
        """What a call that matches (a shell pattern over its arguments) says; a later one wins."""
        self.answers.insert(0, (pattern, f"echo {shlex.quote(said)}; exit {code}"))

    def run(
        self, script: Path, *arguments: str, stdin: str = "", environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a script to its end."""
        cases = "".join(
            f"{shlex.quote(pattern).replace('*', chr(39) + '*' + chr(39))}) {action} ;;\n"
            for pattern, action in self.answers
        )
        (self.folder / "log.answers").write_text(f'case "${{0##*/}} $*" in\n{cases}*) ;;\nesac\n')
        self.log.write_text("")
        return subprocess.run(
            ["bash", str(script), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={"PATH": f"{self.folder}:{os.environ['PATH']}", "FAKE_LOG": str(self.log), **(environ or {})},
        )

    def calls(self) -> list[str]:
        """One line for each call, in order."""
        return self.log.read_text().splitlines()

    def given(self) -> list[str]:
        """What came on standard input."""
        path = self.folder / "log.stdin"
        return path.read_text().splitlines() if path.is_file() else []


def in_order(calls: list[str], *parts: str) -> bool:
    """Whether calls with these parts come one after the other, others between them allowed."""
    rest = iter(calls)
    return all(any(part in call for call in rest) for part in parts)
