"""A whole instance for the documents: what they show is run against it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def served(new_database: Callable[[str | None], str], template: str) -> Iterator[str]:
    """An instance as `make serve` starts it, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("fitcsv-ai")), "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": new_database(template), "MAX_OPEN_JOBS": "50"},
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
