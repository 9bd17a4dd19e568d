"""Runs the real command in a process of its own and watches what it says."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pg8000.dbapi
import pytest
from sqlalchemy.engine import make_url

from tests.witness import Witness

ROOT = Path(__file__).parents[2]

_NOT_INHERITED = (
    "DATABASE_URL", "CLOUD_SQL_INSTANCE", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "MODEL_CHAIN", "REVIEW_MODEL",
    "MODEL_BASE_URLS",
    "SERVICE_ROLE", "PORT", "HOST", "AUTH_MODE", "LOG_LEVEL", "GCP_PROJECT_ID", "CLOUD_TASKS_EMULATOR_HOST", "K_SERVICE",
)  # fmt: skip


class Command:
    """`fitcsv-ai` as a subprocess in a process group of its own, as a shell would start it."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        env = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from service.cli import main; main()", *arguments],
            cwd=ROOT,
            env={**env, **environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []

    def wait_for(self, words: str) -> str:
        """Read stderr up to the line that holds these words."""
        assert self.process.stderr is not None
        seen: list[str] = []
        for line in self.process.stderr:
            seen.append(line)
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"never said {words!r}, but: {''.join(seen)}")

    def interrupt(self, number: int) -> None:
        """Send a signal to the whole group, as a terminal does with Ctrl-C."""
        os.killpg(self.process.pid, number)

    def end(self) -> tuple[int, str, str]:
        """Wait for the end; exit code, stdout, stderr."""
        out, err = self.process.communicate(timeout=120)
        self.said += err.splitlines()
        return self.process.returncode, out, err

    def group_is_gone(self) -> bool:
        """Whether no process of the group is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


@pytest.fixture
def run(witness: Witness) -> Iterator[Callable[..., Command]]:
    """Starts commands; those still running at the end of a test are ended. What they were told in words, they log nowhere."""
    commands: list[Command] = []

    def start(*arguments: str, **environ: str) -> Command:
        for argument in arguments:
            if argument.count(" ") >= 2:
                witness.keeps(argument)
        commands.append(Command(*arguments, **environ))
        return commands[-1]

    yield start
    for command in commands:
        if command.process.poll() is None:
            command.process.kill()
        command.process.communicate()
        for line in command.said:
            witness.hears(line)


@pytest.fixture
def query(database_url: str) -> Iterator[Callable[[str], list[tuple[object, ...]]]]:
    """Reads the database directly, past all our code."""
    url = make_url(database_url)
    connection = pg8000.dbapi.Connection(
        user=url.username or "", password=url.password, host=url.host or "", port=url.port or 0, database=url.database
    )
    connection.autocommit = True

    def ask(sql: str) -> list[tuple[object, ...]]:
        cursor = connection.cursor()
        cursor.execute(sql)
        rows = [tuple(row) for row in cursor.fetchall()]
        cursor.close()
        return rows

    yield ask
    connection.close()
