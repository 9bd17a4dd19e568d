"""What a role has loaded when its port answers: what a cold start costs, counted in modules instead of seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

HEAVY = (
    "google.adk", "google.genai", "litellm", "grpc", "google.cloud.sql", "google.cloud.tasks", "google.cloud.tasks_v2",
    "openpyxl", "icalendar", "numpy", "pandas", "opentelemetry.sdk", "alembic", "httpx", "openai", "anthropic",
)  # fmt: skip

_CHILD = """
import gc, importlib.abc, json, pathlib, sys, threading, urllib.request

HEAVY = set(sys.argv[3:])
asked, is_over = [], threading.Event()

def answers():
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(f"{stack.url}/health/ready", timeout=30).status

class Watch(importlib.abc.MetaPathFinder):
    # asks the port at the very moment at which the first heavy library is wanted, and keeps the library out
    def find_spec(self, name, path=None, target=None):
        if name in HEAVY and threading.current_thread().name == "warm":
            asked.append((name, answers()))
            is_over.set()
            raise ImportError(name)
        return None

sys.meta_path.insert(0, Watch())
from service.cli.stack import Stack
from service.settings import read_settings

settings = read_settings(overrides={"SERVICE_ROLE": sys.argv[1]})
stack = Stack(settings, data_dir=pathlib.Path("unused"), port=0)
with stack:
    status = answers()
    if sys.argv[1] == "worker":
        is_over.wait(60)
        for thread in threading.enumerate():
            if thread.name == "warm":
                thread.join(60)
    told = {"status": status, "asked": asked, "modules": sorted(sys.modules), "frozen": gc.get_freeze_count()}
pathlib.Path(sys.argv[2]).write_text(json.dumps(told))
"""


def _start(role: str, database_url: str, answer: Path) -> dict[str, Any]:
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "COVERAGE_PROCESS_START")},
        "DATABASE_URL": database_url, "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:1", "LOG_LEVEL": "ERROR",
        "AI_WORKER_URL": "http://127.0.0.1:1", "CLOUD_RUN_SERVICE_ACCOUNT": "tasks@localhost",
        "ANTHROPIC_API_KEY": "sk-none",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", _CHILD, role, str(answer), *HEAVY], env=environment, cwd=ROOT, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return json.loads(answer.read_text(encoding="utf-8"))


@pytest.mark.parametrize("role", ["api", "worker"])
def test_a_role_answers_its_port_before_anything_heavy_is_loaded(role: str, database_url: str, tmp_path: Path) -> None:
    started = _start(role, database_url, tmp_path / "answer.json")
    assert started["status"] == 200
    loaded = set(started["modules"])
    assert {name for name in HEAVY if name in loaded} == set()
    if role == "worker":
        # the head start of the first job: agents and the provider's client, behind the open port
        assert started["asked"], "nothing was warmed up"
        assert started["asked"][0][1] == 200
        # what is loaded lasts, so the garbage collector need not look at it for each job
        assert started["frozen"] > 0
